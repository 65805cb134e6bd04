"""Which relative a national identity belongs to, in a patient's contract."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from backend.contracts.models import Patient, Resource
from backend.fhir.identity import national_identifiers


def relative_reference(session: Session, patient: Patient, value: str) -> str | None:
    """The `RelatedPerson/…` of the patient who has this identity, in normal form, or `None`."""
    rows = session.scalars(
        select(Resource).where(
            Resource.patient_id == patient.id,
            Resource.type == "RelatedPerson",
            Resource.removed.is_(False),
        )
    )
    for row in rows:
        if value in (found for _, found in national_identifiers(row.content)):
            return row.reference
    return None
