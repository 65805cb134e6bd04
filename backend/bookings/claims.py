"""Claims on slots: taken, kept and given back inside the transaction of a change.

The order matters: claims that have ended are deleted, then the patient's own that stand in the
way, then the appointment's booked one is let go, and last the new one is inserted, which the
database refuses if anybody else was first.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Literal, cast

from sqlalchemy import ColumnElement, Select, Table, and_, delete, or_, select
from sqlalchemy.orm import Session

from backend.bookings.models import SlotClaim
from backend.bookings.sql import insert_unless_taken
from backend.contracts.models import Slot
from backend.contracts.view.records import Json, references_of

Kind = Literal["booked", "held", "released", "offered"]


def take(
    session: Session,
    slot: Slot,
    kind: Kind,
    *,
    patient_id: int,
    resource_id: int,
    expires_at: datetime | None = None,
) -> bool:
    """Claims the slot; the database decides.

    Returns:
        whether it was free.
    """
    return insert_unless_taken(
        session,
        cast(Table, SlotClaim.__table__),
        {
            "slot_id": slot.id,
            "kind": kind,
            "patient_id": patient_id,
            "resource_id": resource_id,
            "schedule": slot.schedule,
            "start": slot.start,
            "end": slot.end,
            "expires_at": expires_at,
        },
    )


def clear_ended(session: Session, slot: Slot, now: datetime) -> None:
    """Deletes claims that have ended and would stand in the way of the slot."""
    session.execute(delete(SlotClaim).where(SlotClaim.expires_at <= now, _in_the_way(slot)))


def clear_own(session: Session, slot: Slot, patient_id: int) -> None:
    """Deletes what keeps the slot, or a part of its time, for this very patient."""
    session.execute(
        delete(SlotClaim).where(
            SlotClaim.patient_id == patient_id, SlotClaim.kind != "booked", _in_the_way(slot)
        )
    )


def clear_of(session: Session, resource_id: int, *kinds: Kind) -> list[int]:
    """Deletes the appointment's claims of these kinds.

    Returns:
        the slots that they were on.
    """
    mine = and_(SlotClaim.resource_id == resource_id, SlotClaim.kind.in_(kinds))
    slots = list(session.scalars(select(SlotClaim.slot_id).where(mine)))
    if slots:
        session.execute(delete(SlotClaim).where(mine))
    return slots


def live_own(session: Session, slot: Slot, patient_id: int, now: datetime) -> SlotClaim | None:
    """What keeps exactly this slot for the patient now."""
    return session.scalar(
        select(SlotClaim).where(
            SlotClaim.slot_id == slot.id,
            SlotClaim.patient_id == patient_id,
            SlotClaim.kind != "booked",
            SlotClaim.expires_at > now,
        )
    )


def is_booked_across(session: Session, slot: Slot, resource_id: int) -> bool:
    """Whether the appointment's present time overlaps the slot in its schedule."""
    mine = session.scalar(_of(resource_id, "booked"))
    return mine is not None and _overlap(mine, slot)


def let_go(
    session: Session, resource_id: int, now: datetime, *, keep: timedelta, new: Slot | None = None
) -> datetime | None:
    """Leaves the appointment's present time, which is kept for the patient to undo.

    It is not kept where the new slot overlaps it: the new claim keeps everybody else out.

    Returns:
        from when others may have it, or `None` if nothing was claimed.
    """
    claim = session.scalar(_of(resource_id, "booked"))
    if claim is None:
        return None
    if keep and (new is None or not _overlap(claim, new)):
        claim.kind, claim.expires_at = "released", now + keep
    else:
        session.delete(claim)
    session.flush()
    return claim.expires_at or now


def take_back(session: Session, resource_id: int, slot: Slot) -> bool:
    """Makes the time that was let go the appointment's again, if it is still kept for it.

    Returns:
        whether it is.
    """
    claim = session.scalar(_of(resource_id, "released"))
    if claim is None or claim.slot_id != slot.id:
        return False
    claim.kind, claim.expires_at = "booked", None
    session.flush()
    return True


def mark(session: Session, slots: Sequence[Slot], *, busy: bool, now: datetime) -> None:
    """Says of slots in the clinic's own column that they are booked, or free again.

    What the clinic has closed for another reason (`busy-unavailable`) it opens itself.
    """
    before, after = ("free", "busy") if busy else ("busy", "free")
    for slot in slots:
        if slot.status == before:
            slot.status, slot.last_updated = after, now
    session.flush()


def named_slots(session: Session, content: Json) -> Sequence[Slot]:
    """The slots that an Appointment names, the earliest first."""
    ids = [found.removeprefix("Slot/") for found in references_of(content.get("slot"))]
    if not ids:
        return []
    query = select(Slot).where(Slot.fhir_id.in_(ids)).order_by(Slot.start, Slot.id)
    return session.scalars(query).all()


def _of(resource_id: int, kind: Kind) -> Select[SlotClaim]:
    return select(SlotClaim).where(SlotClaim.resource_id == resource_id, SlotClaim.kind == kind)


def _overlap(claim: SlotClaim, slot: Slot) -> bool:
    return claim.schedule == slot.schedule and claim.start < slot.end and claim.end > slot.start


def _in_the_way(slot: Slot) -> ColumnElement[bool]:
    return or_(
        SlotClaim.slot_id == slot.id,
        and_(
            SlotClaim.schedule == slot.schedule,
            SlotClaim.start < slot.end,
            SlotClaim.end > slot.start,
        ),
    )
