"""The pages: made on the server, better with a little script, whole without it."""
