"""Looks for broken invariants in the booking core's tables: what must hold after any history.

Each check gives a sentence per fault; `broken_invariants` runs them all. Meant for tests and for
whoever mends a database; it reads every row.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from itertools import pairwise

from sqlalchemy import select
from sqlalchemy.orm import Session

from backend.bookings.models import BookingAudit, BookingChange, OutboxMessage, SlotClaim
from backend.contracts.models import Appointment, Resource, ResourceVersion, Slot
from backend.contracts.view.records import Json, instant, references_of


def broken_invariants(session: Session) -> list[str]:
    """Every fault; none in a sound database."""
    checks: tuple[Callable[[Session], Iterator[str]], ...] = (
        _claims_stand_alone,
        _appointments_have_their_claim,
        _claims_have_their_appointment,
        _columns_say_what_the_content_says,
        _versions_lead_to_the_row,
        _changes_lead_through_the_versions,
        _each_change_is_told_once,
    )
    return [fault for check in checks for fault in check(session)]


def _claims_stand_alone(session: Session) -> Iterator[str]:
    """One claim a slot, and none that overlaps another of its schedule."""
    by_schedule: dict[str, list[SlotClaim]] = defaultdict(list)
    claims = session.scalars(select(SlotClaim).order_by(SlotClaim.start, SlotClaim.end)).all()
    for claim in claims:
        by_schedule[claim.schedule].append(claim)
    for slot_id, found in Counter(claim.slot_id for claim in claims).items():
        if found > 1:
            yield f"slot {slot_id} has {found} claims"
    for schedule, found_claims in by_schedule.items():
        latest: SlotClaim | None = None
        for claim in found_claims:
            if latest is not None and latest.slot_id != claim.slot_id and latest.end > claim.start:
                yield f"claims {latest.id} and {claim.id} overlap in schedule {schedule}"
            if latest is None or claim.end > latest.end:
                latest = claim


def _appointments_have_their_claim(session: Session) -> Iterator[str]:
    """What was booked here has the claim on its slot; what has no slot has none."""
    booked = {
        claim.resource_id: claim.slot_id
        for claim in session.scalars(select(SlotClaim).where(SlotClaim.kind == "booked"))
    }
    here = {
        (change.resource_id, change.to_version) for change in session.scalars(select(BookingChange))
    }
    for row in session.scalars(select(Appointment)):
        claimed = booked.get(row.resource_id)
        wants = row.slot_id if row.status == "booked" else None
        if (row.resource_id, row.version) in here and claimed != wants:
            yield f"appointment {row.resource_id} is in slot {wants} but claims {claimed}"
        elif claimed is not None and claimed != row.slot_id:
            yield f"appointment {row.resource_id} has slot {row.slot_id} but claims {claimed}"


def _claims_have_their_appointment(session: Session) -> Iterator[str]:
    """A claim is of the patient whose appointment it is for, and only a booked one never ends."""
    owners = {row.resource_id: row.patient_id for row in session.scalars(select(Appointment))}
    for claim in session.scalars(select(SlotClaim)):
        if owners.get(claim.resource_id) != claim.patient_id:
            yield f"claim {claim.id} is of a patient whose appointment it is not for"
        if (claim.expires_at is None) != (claim.kind == "booked"):
            yield f"claim {claim.id} is {claim.kind} until {claim.expires_at}"


def _columns_say_what_the_content_says(session: Session) -> Iterator[str]:
    slots = {row.id: row.fhir_id for row in session.scalars(select(Slot))}
    rows = session.execute(
        select(Appointment, Resource).join(Resource, Resource.id == Appointment.resource_id)
    )
    for columns, row in rows:
        if row.removed:
            continue
        if columns.version != row.version:
            yield f"appointment {row.id} is version {columns.version}, its content {row.version}"
        if columns.status != row.content["status"]:
            yield f"appointment {row.id} is {columns.status}, its content {row.content['status']}"
        if not _same(columns.start, instant(row.content, "start")):
            yield f"appointment {row.id} starts {columns.start}, its content says otherwise"
        named = slots.get(columns.slot_id) if columns.slot_id is not None else None
        if named is not None and named not in _slots(row.content):
            yield f"appointment {row.id} is in {named}, its content {_slots(row.content)}"


def _versions_lead_to_the_row(session: Session) -> Iterator[str]:
    """The versions of a resource are 1, 2, … and the last is what holds."""
    versions: dict[int, list[ResourceVersion]] = defaultdict(list)
    for version in session.scalars(
        select(ResourceVersion).order_by(ResourceVersion.resource_id, ResourceVersion.version)
    ):
        versions[version.resource_id].append(version)
    for row in session.scalars(select(Resource).where(Resource.patient_id.is_not(None))):
        found = versions[row.id]
        if [version.version for version in found] != list(range(1, row.version + 1)):
            yield f"resource {row.id} is version {row.version}, not all before it are kept"
        elif not row.removed and found[-1].content != row.content:
            yield f"resource {row.id} is not what its last version says"


def _changes_lead_through_the_versions(session: Session) -> Iterator[str]:
    """Each change tells truly what was before it and after it, and no version lacks its change."""
    versions = {
        (version.resource_id, version.version): version
        for version in session.scalars(select(ResourceVersion))
    }
    changes = session.scalars(
        select(BookingChange).order_by(BookingChange.resource_id, BookingChange.to_version)
    ).all()
    for change in changes:
        before = versions.get((change.resource_id, change.from_version))
        after = versions.get((change.resource_id, change.to_version))
        if change.to_version != change.from_version + 1 or before is None or after is None:
            yield f"change {change.id} does not lead from one version to the next"
            continue
        if not _is(before, change.from_status, change.from_start):
            yield f"change {change.id} does not begin where version {before.version} ended"
        if not _is(after, change.to_status, change.to_start):
            yield f"change {change.id} does not end where version {after.version} does"
    for one, other in pairwise(changes):
        follows = one.resource_id == other.resource_id and one.to_version == other.from_version
        if follows and one.to_slot_id != other.from_slot_id:
            yield f"change {other.id} leaves another slot than change {one.id} took"
    told = {(change.resource_id, change.to_version) for change in changes}
    for key, version in versions.items():
        if version.reason.startswith("patient:") and key not in told:
            yield f"version {version.version} of resource {version.resource_id} has no change"


def _each_change_is_told_once(session: Session) -> Iterator[str]:
    """One outbox row and one audit row a change."""
    changes = {change.id: change for change in session.scalars(select(BookingChange))}
    sent = Counter(message.change_id for message in session.scalars(select(OutboxMessage)))
    audited = Counter(
        (row.patient_id, row.resource, row.version)
        for row in session.scalars(select(BookingAudit).where(BookingAudit.version.is_not(None)))
    )
    names = {row.id: row.reference for row in session.scalars(select(Resource))}
    for change in changes.values():
        if sent[change.id] != 1:
            yield f"change {change.id} has {sent[change.id]} outbox rows"
        key = (change.patient_id, names[change.resource_id], change.to_version)
        if audited[key] != 1:
            yield f"change {change.id} has {audited[key]} audit rows"
    messages, audits = sum(sent.values()), sum(audited.values())
    if (messages, audits) != (len(changes), len(changes)):
        yield f"there are {len(changes)} changes, {messages} messages and {audits} audits of them"


def _is(version: ResourceVersion, status: str, start: datetime | None) -> bool:
    content: Json = version.content or {}
    return content.get("status") == status and _same(instant(content, "start"), start)


def _same(one: datetime | None, other: datetime | None) -> bool:
    # In UTC: in the hour that comes twice Python calls no two zones' times equal (PEP 495).
    return (one and one.astimezone(UTC)) == (other and other.astimezone(UTC))


def _slots(content: Json) -> list[str]:
    return [found.removeprefix("Slot/") for found in references_of(content.get("slot"))]
