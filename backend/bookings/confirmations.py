"""The question "vill du boka den här tiden?" and what answering it is bound to.

A confirmation holds for one appointment, in one version, one operation, one slot. There is one per
appointment: a newer question replaces it, and any change of the appointment ends it. Its key is
the Idempotency-Key of the change, so that pressing twice does it once. Keys made here are told
from a caller's own by their prefix; one that stands no longer is refused, never taken for new.
"""

from __future__ import annotations

import secrets
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from backend.bookings.consequences import said
from backend.bookings.durations import CONFIRMATION
from backend.bookings.errors import ConfirmationExpired
from backend.bookings.models import Confirmation
from backend.bookings.offered import consequences_now
from backend.bookings.patient_times import PatientTimes
from backend.bookings.schemas import Change, Consequences, Operation, Who
from backend.bookings.unit import Work
from backend.contracts import models
from backend.contracts.models import Slot
from backend.contracts.schemas import Appointment

_PREFIX = "confirmation."
EXPIRED = "Det har hänt något sedan du fick frågan. Titta på tiderna igen."


def ask(
    work: Work,
    times: PatientTimes,
    appointment: Appointment,
    operation: Operation,
    slot: Slot | None,
) -> tuple[Confirmation, Consequences]:
    """Puts a question in place of whichever stood before."""
    consequences = consequences_now(
        work.session,
        times,
        appointment,
        operation,
        slot.start if slot else None,
        work.regions,
        work.now,
    )
    row = times.rows[appointment.id]
    found = work.session.merge(
        Confirmation(
            resource_id=row.id,
            patient_id=work.who.patient_id,
            key=_PREFIX + secrets.token_urlsafe(24),
            operation=operation.value,
            version=row.version,
            slot_id=slot.id if slot else None,
            said=said(consequences),
            created_at=work.now,
            expires_at=work.now + CONFIRMATION,
        )
    )
    work.session.flush()
    return found, consequences


def check(
    work: Work, change: Change, times: PatientTimes, appointment: Appointment, slot: Slot | None
) -> Confirmation | None:
    """The question that the change answers; `None` when the key is the caller's own.

    Raises:
        ConfirmationExpired: it is not the question that stands, or what was said of the
            consequences is true no longer.
    """
    if not change.key.startswith(_PREFIX):
        return None
    row = times.rows[appointment.id]
    found = work.session.get(Confirmation, row.id)
    stands = (
        found is not None
        and found.key == change.key
        and found.operation == change.operation.value
        and found.version == row.version
        and found.slot_id == (slot.id if slot else None)
        and found.expires_at > work.now
    )
    if found is None or not stands:
        raise ConfirmationExpired(EXPIRED)
    if found.said != _said_now(work, times, appointment, change.operation, slot):
        raise ConfirmationExpired(EXPIRED)
    return found


def change_of(session: Session, who: Who, key: str) -> Change | None:
    """The change that the patient's question with this key asks about, while it stands."""
    found = session.scalar(
        select(Confirmation).where(
            Confirmation.key == key, Confirmation.patient_id == who.patient_id
        )
    )
    if found is None:
        return None
    slot = session.get_one(Slot, found.slot_id) if found.slot_id is not None else None
    return Change(
        operation=Operation(found.operation),
        appointment=session.get_one(models.Appointment, found.resource_id).fhir_id,
        slot=slot.fhir_id if slot else None,
        versions=[found.version],
        key=key,
    )


def standing(session: Session, resource_id: int) -> Confirmation:
    """The question that stands for the appointment."""
    return session.get_one(Confirmation, resource_id)


def _said_now(
    work: Work,
    times: PatientTimes,
    appointment: Appointment,
    operation: Operation,
    slot: Slot | None,
) -> dict[str, Any]:
    return said(
        consequences_now(
            work.session,
            times,
            appointment,
            operation,
            slot.start if slot else None,
            work.regions,
            work.now,
        )
    )
