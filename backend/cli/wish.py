"""`nasta-steg wish`: which of some free times fit what a patient writes."""

from __future__ import annotations

import json
import sys

import click


@click.command(
    "wish",
    epilog="Example: echo 2025-11-25T14:00 | uv run nasta-steg wish 'tisdag efter lunch' "
    "--now 2025-11-18T10:00",
)
@click.argument("text")
@click.option(
    "--now", required=True, metavar="ISO", help="The present; on Swedish clocks if without offset."
)
def wish_command(text: str, now: str) -> None:
    """Read a wish and say which of the start times on standard input fit it.

    The times are ISO 8601, one a line, on Swedish clocks if without offset. Prints a JSON object:
    whether the wish is understood and ambiguous, and the lines that match. An ambiguous wish
    matches what any of its readings does; nothing matches one that is not understood. Exits with 2
    for a time that cannot be read.
    """
    from actions.time_wishes.command import read_wish

    try:
        answer = read_wish(text, now, sys.stdin)
    except ValueError as fault:
        raise click.UsageError(str(fault)) from fault
    click.echo(json.dumps(answer, ensure_ascii=False))
