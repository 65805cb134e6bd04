"""What the bookings say of a change that a turn made: they are right, whatever the turn said."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from backend.bookings.models import BookingChange
from backend.contracts.models import Resource
from backend.rules.workdays import STOCKHOLM
from backend.transcripts.projection.errands import Outcome

Json = dict[str, Any]


def booking_of(session: Session, patient_id: int, outcome: Outcome) -> Json:
    """The booking result of a turn.

    `result` is `rebook`, `cancel`, `book`, `undo`, or `unknown`; for that last `written` says
    whether the change was made all the same.
    """
    source = f"Appointment/{outcome.appointment}"
    changes = (
        select(BookingChange)
        .join(Resource, Resource.id == BookingChange.resource_id)
        .where(
            BookingChange.patient_id == patient_id,
            Resource.type == "Appointment",
            Resource.fhir_id == outcome.appointment,
        )
        .order_by(BookingChange.id)
        .limit(1)
    )
    if outcome.kind == "done":
        found = session.scalar(changes.where(BookingChange.to_version == outcome.version))
        return _told(found, source) if found else {"result": outcome.operation, "source": source}
    if outcome.kind == "undone":
        found = session.scalar(
            changes.where(
                BookingChange.operation == "undo", BookingChange.from_version == outcome.version
            )
        )
        return _told(found, source) if found else {}
    found = session.scalar(changes.where(BookingChange.from_version == outcome.version))
    return {"result": "unknown", "source": source, "written": found is not None}


def _told(change: BookingChange, source: str) -> Json:
    return {
        "result": change.operation,
        "source": source,
        "version": change.to_version,
        "from": _moment(change.from_start),
        "to": _moment(change.to_start) if change.to_status != "cancelled" else None,
    }


def _moment(moment: datetime | None) -> str | None:
    return moment.astimezone(STOCKHOLM).isoformat() if moment else None
