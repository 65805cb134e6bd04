"""Which of a patient's appointments have a change that may still be undone."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from backend.bookings.durations import UNDO
from backend.bookings.models import BookingChange
from backend.contracts.models import Resource


def undoable_until(session: Session, patient_id: int, now: datetime) -> dict[str, datetime]:
    """By the appointment's FHIR id, until when its last change may be undone."""
    rows = session.execute(
        select(Resource.fhir_id, BookingChange.at)
        .join(BookingChange, BookingChange.resource_id == Resource.id)
        .where(
            Resource.patient_id == patient_id,
            BookingChange.to_version == Resource.version,
            BookingChange.operation != "undo",
            BookingChange.at >= now - UNDO,
        )
    )
    return {ident: at + UNDO for ident, at in rows}
