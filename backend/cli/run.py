"""`nasta-steg run`: every service under supervisord, until told to stop."""

from __future__ import annotations

import click


@click.command("run", epilog="Example: PORT=8001 uv run nasta-steg run")
def run_command() -> None:
    """Start the bot, the actions and the backend, and keep them running.

    Prints "Ready: …" when a patient can chat. Ctrl-C or SIGTERM stops all that it started. If a
    service dies before that, says which, with the last lines of its log, and exits with 1.
    """
    from backend.supervision.running import run

    raise SystemExit(run())
