"""`nasta-steg parse`: what the assistant makes of texts."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable

import click


@click.command("parse", epilog="Example: echo 'när är röntgen' | uv run nasta-steg parse")
@click.argument("texts", metavar="[TEXT]…", nargs=-1)
def parse_command(texts: tuple[str, ...]) -> None:
    """Understand texts by the trained model and the words of danger, without a server.

    Each TEXT, or each line of standard input when none is given, becomes a JSON line:
    {"text", "intent", "confidence", "safety": null or "emergency" or "crisis", "ranking":
    [[intent, confidence], …]}. Exits with 1 when no model is trained (`make model`).
    """
    from backend.parsing import NotTrained, Parser

    try:
        parser = Parser()
    except NotTrained as fault:
        raise click.ClickException(str(fault)) from fault
    lines: Iterable[str] = texts or sys.stdin
    for line in lines:
        click.echo(json.dumps(parser.parse(line.rstrip("\r\n")), ensure_ascii=False))
