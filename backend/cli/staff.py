"""What those who run the service do with conversations: `audit`, `corrections`, `transcripts`."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from backend.services import Services


def _services() -> Services:
    from backend.services import build_services
    from backend.settings import get_settings

    return build_services(get_settings())


@click.group("audit")
def audit_group() -> None:
    """The access log: is it whole, and where does it end."""


@audit_group.command(
    "verify", epilog="Example: uv run nasta-steg audit verify --head 1042:9f2c… --head 990:77ab…"
)
@click.option(
    "--head", "heads", multiple=True, metavar="NUMBER:HASH", help="An end that was exported before."
)
def verify_command(heads: tuple[str, ...]) -> None:
    """Go through the whole chain; exits with 1 and names each entry that is not what was written.

    A chain alone cannot tell that its end was cut off: give the heads that are kept elsewhere.
    """
    from backend.access.chain import Head

    try:
        known = tuple(Head(int(one.split(":")[0]), one.split(":")[1]) for one in heads)
    except (ValueError, IndexError) as fault:
        raise click.UsageError("--head: NUMBER:HASH, as `audit head` prints it") from fault
    count, faults = _services().log.verify(known)
    for found in faults:
        click.echo(str(found), err=True)
    click.echo(f"{count} entries, {len(faults)} faults")
    if faults:
        raise SystemExit(1)


@audit_group.command("head", epilog="Example: uv run nasta-steg audit head >> /safe/place/heads")
def head_command() -> None:
    """Print the log's end, to be kept where nobody who can change the log can change it."""
    head = _services().log.head()
    if head is not None:
        click.echo(f"{head.number}:{head.hash}")


@click.group("corrections")
def corrections_group() -> None:
    """From staff's corrections to what the assistant learns."""


@corrections_group.command("export", epilog="Example: uv run nasta-steg corrections export")
@click.option("--to", type=click.Path(file_okay=False, path_type=Path), help="var/corrections")
def export_command(to: Path | None) -> None:
    """Write the approved corrections as NLU YAML, each with where it comes from."""
    from backend.cli.operator import operator
    from backend.transcripts.learning.export import CorrectionExport

    services = _services()
    folder = to or services.settings.data / "corrections"
    done = CorrectionExport(services.database, services.clock).write(operator(), folder)
    click.echo(f"{done.corrections} corrections")
    for path in done.files:
        click.echo(str(path))


@corrections_group.command("learn", epilog="Example: uv run nasta-steg corrections learn --dry-run")
@click.option("--from", "source", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--dry-run", is_flag=True, help="Only the report.")
def learn_command(source: Path | None, dry_run: bool) -> None:
    """Train before and after, report, and add the exported corrections to the training data.

    Exits with 1 and adds nothing when the test set gets worse, when danger is no longer recognised,
    or when a correction stands in the test set. `make model` trains the bot with what was added.
    """
    from backend.settings import get_settings
    from backend.transcripts.learning.adoption import ComparisonFailed, adopt, compare, told

    folder = source or get_settings().data / "corrections"
    if not folder.exists():
        raise click.ClickException(f"{folder}: nothing is exported; run `corrections export`")
    try:
        report = compare(folder)
    except ComparisonFailed as fault:
        raise click.ClickException(str(fault)) from fault
    click.echo(told(report))
    if report["blocked"]:
        raise SystemExit(1)
    for path in [] if dry_run else adopt(folder):
        click.echo(f"added to {path}")


@click.group("transcripts")
def transcripts_group() -> None:
    """Conversations as they are kept: purge, hold, and one person's out."""


@transcripts_group.command("purge", epilog="Example: uv run nasta-steg transcripts purge --dry-run")
@click.option("--dry-run", is_flag=True, help="Only the report.")
def purge_command(dry_run: bool) -> None:
    """Delete what has been kept long enough, and print a report as JSON. Run it every night."""
    from backend.cli.operator import operator
    from backend.transcripts.retention.policy import Retention
    from backend.transcripts.retention.purging import Purging

    services = _services()
    purging = Purging(services.database, services.clock, services.tracker, Retention())
    report = purging.run(operator(), dry=dry_run)
    click.echo(json.dumps({**vars(report), "at": report.at.isoformat()}))


@transcripts_group.command(
    "export", epilog="Example: uv run nasta-steg transcripts export 19610118-2803 --reason Begäran"
)
@click.argument("personnummer")
@click.option("--reason", required=True, help="Why; it is logged, and the patient sees it.")
def person_command(personnummer: str, reason: str) -> None:
    """Write everything that is kept of one person's conversations to standard output as JSON."""
    from backend.cli.operator import operator
    from backend.errors import Problem
    from backend.transcripts.retention.person import PersonExport

    services = _services()
    try:
        found = PersonExport(services.database, services.log).of_person(
            operator(), personnummer, reason
        )
    except (Problem, ValueError) as fault:
        raise click.ClickException(str(getattr(fault, "detail", None) or fault)) from fault
    click.echo(json.dumps(found, ensure_ascii=False, indent=1))


@transcripts_group.command(
    "hold", epilog="Example: uv run nasta-steg transcripts hold 9f2c… --reason 'Anmälan till IVO'"
)
@click.argument("conversation")
@click.option("--reason", help="Why it must be kept.")
@click.option("--release", is_flag=True, help="Let go of it again.")
def hold_command(conversation: str, reason: str | None, release: bool) -> None:
    """Keep a conversation from being purged, or let go of it."""
    from backend.cli.operator import operator
    from backend.errors import Problem

    if release == (reason is not None):
        raise click.UsageError("give --reason, or --release")
    try:
        _services().desk.holding.hold(operator(), conversation, reason)
    except Problem as fault:
        raise click.ClickException(fault.detail or fault.title) from fault
    click.echo("held" if reason else "released")
