"""Runs the services on one machine, under supervisord."""
