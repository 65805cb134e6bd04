"""A patient's contract as a FHIR R4 Bundle; importing it gives the same contract."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from backend.contracts.models import Patient, Resource, Slot
from backend.contracts.repository import shared_resources, stamped
from backend.contracts.view.records import references_of


def export_bundle(session: Session, patient: Patient, now: datetime) -> dict[str, Any]:
    """The patient's resources as they stand now, with the shared ones that they lead to."""
    own = session.scalars(
        select(Resource)
        .where(Resource.patient_id == patient.id, Resource.removed.is_(False))
        .order_by(Resource.position, Resource.id)
    ).all()
    contents = [stamped(row) for row in own]
    slots = _slots(session, contents)
    shared = shared_resources(session, [*contents, *slots])
    return {
        "resourceType": "Bundle",
        "type": "collection",
        "meta": {"lastUpdated": _instant(now)},
        "entry": [
            {
                "fullUrl": f"https://nasta-steg.se/fhir/{found['resourceType']}/{found['id']}",
                "resource": found,
            }
            for found in [*contents, *shared.values(), *slots]
        ],
    }


def _slots(session: Session, contents: list[dict[str, Any]]) -> list[dict[str, Any]]:
    ids = [
        reference.removeprefix("Slot/")
        for content in contents
        if content["resourceType"] == "Appointment"
        for reference in references_of(content.get("slot"))
    ]
    rows = session.scalars(select(Slot).where(Slot.fhir_id.in_(ids)).order_by(Slot.id))
    return [
        {
            "resourceType": "Slot",
            "id": row.fhir_id,
            "meta": {"lastUpdated": _instant(row.last_updated)},
            "schedule": {"reference": f"Schedule/{row.schedule}"},
            "status": row.status,
            "start": _instant(row.start),
            "end": _instant(row.end),
        }
        for row in rows
    ]


def _instant(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="milliseconds")
