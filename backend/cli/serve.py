"""`nasta-steg serve` and `migrate`: one process at a time, for whatever starts many of them."""

from __future__ import annotations

import os
import shlex

import click

from backend.settings import get_settings


@click.command("serve", epilog="Example: NASTASTEG_INTERNAL_HOST=0.0.0.0 nasta-steg serve bot")
@click.argument("part", type=click.Choice(["backend", "actions", "bot"]))
def serve_command(part: str) -> None:
    """Become the backend, the action server or the bot.

    Nothing is prepared: run `nasta-steg migrate` first. The addresses of the other parts are
    NASTASTEG_BOT_URL, NASTASTEG_ACTIONS_URL and NASTASTEG_BACKEND_URL.
    """
    from backend.model_path import model_path
    from backend.supervision.configuration import services

    service = next(one for one in services(get_settings(), model_path()) if one.name == part)
    command = shlex.split(service.command)
    os.chdir(service.folder)
    os.execve(command[0], command, {**os.environ, **service.environment})  # noqa: S606  our own


@click.command("migrate", epilog="Example: uv run nasta-steg migrate")
def migrate_command() -> None:
    """Bring the database's schema up to date; load the contracts' folder into an empty one."""
    from backend.supervision.preparing import prepare

    prepare(get_settings())
