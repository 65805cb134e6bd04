"""The command line: `uv run nasta-steg --help`."""

from __future__ import annotations

import click

from backend.cli.contracts import export_command, import_command
from backend.cli.parse import parse_command
from backend.cli.run import run_command
from backend.cli.serve import migrate_command, serve_command
from backend.cli.staff import audit_group, corrections_group, transcripts_group
from backend.cli.wish import wish_command


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
def main() -> None:
    """Nästa steg: what happens next, when, and whom do I contact?"""


main.add_command(import_command)
main.add_command(export_command)
main.add_command(run_command)
main.add_command(parse_command)
main.add_command(wish_command)
main.add_command(audit_group)
main.add_command(corrections_group)
main.add_command(transcripts_group)
main.add_command(serve_command)
main.add_command(migrate_command)
