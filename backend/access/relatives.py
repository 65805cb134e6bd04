"""Relatives: whom a national identity may act for, and what the patient is called."""

from __future__ import annotations

from sqlalchemy import Text, cast, or_, select
from sqlalchemy.orm import Session

from backend.access.sessions import Choice
from backend.contracts.models import Patient, Resource
from backend.contracts.repository import patient_by_identifier
from backend.contracts.view.records import name_of
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


def choices_of(session: Session, value: str) -> list[Choice]:
    """Whom the person with this identity, in normal form, may ask to act for: themself first.

    What they may do is not decided here, but at every call.
    """
    own = patient_by_identifier(session, value)
    choices = [Choice(own.id, f"Patient/{own.fhir_id}")] if own else []
    content = cast(Resource.content, Text)
    written = (value, f"{value[:-4]}-{value[-4:]}")  # as a record may have it
    rows = session.scalars(
        select(Resource)
        .where(
            Resource.type == "RelatedPerson",
            Resource.removed.is_(False),
            or_(*(content.contains(form) for form in written)),
        )
        .order_by(Resource.id)
    )
    for row in rows:
        identities = {found for _, found in national_identifiers(row.content)}
        if value in identities and row.patient_id is not None:
            choices.append(Choice(row.patient_id, row.reference))
    return choices


def name_of_patient(session: Session, patient_id: int) -> str | None:
    """What the patient is called, for a relative to know whose plan it is."""
    row = session.scalar(
        select(Resource).where(Resource.patient_id == patient_id, Resource.type == "Patient")
    )
    return name_of(row.content) if row else None
