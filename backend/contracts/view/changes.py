"""What has changed since it was first agreed, read from the versions of the resources.

A change is told for what a patient plans by: times, steps, tasks and the team. A corrected
spelling is not one.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from datetime import datetime
from typing import Literal

from backend.contracts.schemas import Change
from backend.contracts.view.records import Json, Records, Version, concept, instant

_TOLD_TYPES = ("Appointment", "ServiceRequest", "Task")
_BY_PATIENT = "patient:"


def changes_of(records: Records) -> list[Change]:
    """The changes, newest first."""
    found = [
        change
        for reference, versions in records.versions.items()
        if reference.split("/")[0] in _TOLD_TYPES
        for change in _between(reference, versions)
    ]
    found.reverse()  # of several at the same moment the last is the newest
    return sorted(found, key=lambda change: change.at, reverse=True)


def _between(reference: str, versions: list[Version]) -> Iterator[Change]:
    first = versions[0]
    if first.reason == "import:added" and first.content is not None:
        yield _change("added", reference, first, None, first.content)
    for before, after in itertools.pairwise(versions):
        kind = _kind(before.content, after.content)
        if kind is not None:
            yield _change(kind, reference, after, before.content, after.content)


ChangeKind = Literal["added", "moved", "cancelled", "restored", "removed", "done", "changed"]


def _kind(before: Json | None, after: Json | None) -> ChangeKind | None:
    if before is None:
        return "restored" if after is not None else None
    if after is None:
        return "removed"
    was, is_now = before.get("status"), after.get("status")
    if is_now != was:
        if is_now in ("cancelled", "revoked"):
            return "cancelled"
        if was == "cancelled":
            return "restored"
        if is_now in ("fulfilled", "completed"):
            return "done"
    if instant(before, "start") != instant(after, "start"):
        return "moved"
    return "changed" if is_now != was else None


def _change(
    kind: ChangeKind, reference: str, version: Version, before: Json | None, after: Json | None
) -> Change:
    content = after or before or {}
    return Change(
        source=reference,
        kind=kind,
        title=_title(content),
        by="patient" if version.reason.startswith(_BY_PATIENT) else "care",
        at=version.recorded_at,
        before=_start(before),
        after=_start(after),
        reason=concept((after or {}).get("cancelationReason")),
    )


def _title(content: Json) -> str:
    words = content.get("description") or concept(content.get("serviceType"))
    return str(words or concept(content.get("code")) or "Besök")


def _start(content: Json | None) -> datetime | None:
    return instant(content, "start")
