"""Which stored patient a Bundle is about, by national identity; merges those who are one."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from backend.contracts import store
from backend.contracts.models import Appointment, Patient, PatientIdentifier, Resource
from backend.fhir.bundle import ContractBundle
from backend.fhir.faults import BundleRefused, Fault
from backend.fhir.identity import national_identifiers
from backend.fhir.times import release

Identities = Sequence[tuple[str, str]]
"""(kind, normal form), those that hold now before those that they replaced."""


def identities_of(bundle: ContractBundle) -> Identities:
    """Every national identity of the Bundle's patient."""
    patients = sorted(bundle.of_type("Patient"), key=lambda found: found[0] != bundle.patient)
    return [found for _, resource in patients for found in national_identifiers(resource)]


def known_patient(
    session: Session, bundle: ContractBundle, identities: Identities
) -> Patient | None:
    """The patient with any of the identities.

    Where several are stored they were one person all along: a reservnummer is merged into a
    personnummer. The one with the first identity stays; the others' rows are taken out.

    Raises:
        BundleRefused: two personnummer would be merged, and no link says that they are one person.
    """
    values = [value for _, value in identities]
    rows = session.scalars(
        select(PatientIdentifier).where(PatientIdentifier.value.in_(values))
    ).all()
    if not rows:
        return None
    linked = any(resource.get("link") for _, resource in bundle.of_type("Patient"))
    if len({row.patient_id for row in rows if row.kind == "personnummer"}) > 1 and not linked:
        message = "the numbers belong to two patients, and no link says that one replaces the other"
        raise BundleRefused([Fault(bundle.patient or "Patient", "identifier", message)])
    first = min(rows, key=lambda row: values.index(row.value)).patient_id
    for other in {row.patient_id for row in rows} - {first}:
        _merge(session, other, into=first)
    return session.get_one(Patient, first)


def write_identities(session: Session, patient: Patient, identities: Identities) -> None:
    """Makes every one of the identities lead to the patient."""
    for kind, value in identities:
        session.merge(PatientIdentifier(value=value, kind=kind, patient_id=patient.id))
    session.flush()


def _merge(session: Session, other: int, *, into: int) -> None:
    session.execute(
        update(PatientIdentifier)
        .where(PatientIdentifier.patient_id == other)
        .values(patient_id=into)
    )
    rows = session.scalars(
        select(Resource).where(Resource.patient_id == other, Resource.removed.is_(False))
    ).all()
    for row in rows:
        store.remove(session, row, "import:merged", row.last_updated)
    release(session, rows)
    session.execute(
        update(Appointment)
        .where(Appointment.patient_id == other)
        .values(status="entered-in-error", slot_id=None)
    )
    store.touch_contract(session, other)
