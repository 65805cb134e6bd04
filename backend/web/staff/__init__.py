"""The staff's console: server-made, whole without a script, quick by keyboard with one."""
