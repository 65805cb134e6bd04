"""Stores a validated Bundle: all of it, or nothing.

A newer Bundle overrides what the care has changed since its last one. What the patient has done
here meanwhile, such as moving a time, stands as long as the care has not changed that resource.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from backend.clock import Clock
from backend.contracts import store
from backend.contracts.models import Patient, PatientIdentifier, Resource
from backend.contracts.view.people import is_protected
from backend.contracts.view.records import day, updated
from backend.database import Database
from backend.fhir.bundle import ContractBundle, read_bundle
from backend.fhir.directory import import_shared
from backend.fhir.faults import BundleRefused, Fault
from backend.fhir.identity import born, national_identifiers
from backend.fhir.invariants import contract_faults
from backend.fhir.reading import read_json
from backend.fhir.times import index_appointment
from backend.fhir.validation import resource_faults

_LONG_AGO = datetime(1900, 1, 1, tzinfo=UTC)


class Outcome(StrEnum):
    """What an import did."""

    ADDED = "added"
    UPDATED = "updated"
    UNCHANGED = "unchanged"
    OLDER = "older than what is stored; nothing changed"


@dataclass(frozen=True)
class Imported:
    """The outcome, and how many resources the Bundle held."""

    outcome: Outcome
    resources: int


def check_bundle(raw: bytes, clock: Clock) -> ContractBundle:
    """The Bundle in `raw`, validated through and through.

    Raises:
        BundleRefused: with all faults of the first stage that found any.
    """
    bundle = read_bundle(read_json(raw), clock().date())
    faults = [
        fault
        for reference, resource in bundle.resources.items()
        for fault in resource_faults(reference, resource)
    ]
    if not faults:
        faults = contract_faults(bundle)
    if faults:
        raise BundleRefused(faults)
    return bundle


def import_bundle(database: Database, raw: bytes, clock: Clock) -> Imported:
    """Checks and stores the Bundle in `raw`, in one transaction.

    Raises:
        BundleRefused: with its faults; nothing was stored.
    """
    bundle = check_bundle(raw, clock)
    digest = hashlib.sha256(raw).hexdigest()
    with database.write() as session:
        if bundle.patient is None:
            changed = import_shared(session, bundle)
            outcome = Outcome.UPDATED if changed else Outcome.UNCHANGED
        else:
            outcome = _import_patient(session, bundle, digest, clock())
    return Imported(outcome, len(bundle.resources))


def _import_patient(
    session: Session, bundle: ContractBundle, digest: str, now: datetime
) -> Outcome:
    identifiers = [
        found
        for _, resource in bundle.of_type("Patient")
        for found in national_identifiers(resource)
    ]
    patient = _known_patient(session, identifiers)
    if patient is not None:
        if patient.bundle_hash == digest:
            return Outcome.UNCHANGED
        if (bundle.last_updated or now) < (patient.bundle_last_updated or _LONG_AGO):
            return Outcome.OLDER
    import_shared(session, bundle)
    outcome = Outcome.ADDED if patient is None else Outcome.UPDATED
    patient = _write_patient(session, patient, bundle, digest, identifiers, now)
    _write_identifiers(session, patient, identifiers)
    _write_resources(session, patient, bundle, outcome, now)
    store.touch_contract(session, patient.id)
    return outcome


def _known_patient(session: Session, identifiers: list[tuple[str, str]]) -> Patient | None:
    """The patient with any of the identities.

    Where several are stored they were one person all along: a reservnummer is merged into a
    personnummer. The one with the first identity stays, the others' rows are handed over to it.
    """
    values = [value for _, value in identifiers]
    rows = session.scalars(
        select(PatientIdentifier).where(PatientIdentifier.value.in_(values))
    ).all()
    owners = sorted({row.patient_id for row in rows}, key=lambda one: _order(one, rows, values))
    if not owners:
        return None
    for other in owners[1:]:
        _merge(session, other, into=owners[0])
    return session.get_one(Patient, owners[0])


def _order(patient_id: int, rows: Any, values: list[str]) -> int:
    return min(values.index(row.value) for row in rows if row.patient_id == patient_id)


def _merge(session: Session, other: int, *, into: int) -> None:
    session.execute(
        update(PatientIdentifier)
        .where(PatientIdentifier.patient_id == other)
        .values(patient_id=into)
    )
    for row in session.scalars(
        select(Resource).where(Resource.patient_id == other, Resource.removed.is_(False))
    ):
        store.remove(session, row, "import:merged", row.last_updated)
    store.touch_contract(session, other)


def _write_patient(
    session: Session,
    patient: Patient | None,
    bundle: ContractBundle,
    digest: str,
    identifiers: list[tuple[str, str]],
    now: datetime,
) -> Patient:
    resource = bundle.resources[bundle.patient or ""]
    if patient is None:
        patient = Patient(contract_version=0)
        session.add(patient)
    patient.fhir_id = resource["id"]
    patient.birth_date = day(resource, "birthDate") or born(identifiers)
    patient.protected = is_protected(resource)
    patient.bundle_hash = digest
    patient.bundle_last_updated = bundle.last_updated
    patient.imported_at = now
    session.flush()
    return patient


def _write_identifiers(
    session: Session, patient: Patient, identifiers: list[tuple[str, str]]
) -> None:
    for kind, value in identifiers:
        session.merge(PatientIdentifier(value=value, kind=kind, patient_id=patient.id))
    session.flush()


def _write_resources(
    session: Session, patient: Patient, bundle: ContractBundle, outcome: Outcome, now: datetime
) -> None:
    rows = {
        row.reference: row
        for row in session.scalars(select(Resource).where(Resource.patient_id == patient.id))
    }
    added = "import" if outcome is Outcome.ADDED else "import:added"
    for position, (reference, resource) in enumerate(bundle.own.items()):
        row = rows.pop(reference, None)
        stamp = updated(resource) or bundle.last_updated or now
        if row is None:
            row = Resource(
                patient_id=patient.id,
                type=resource["resourceType"],
                fhir_id=resource["id"],
                version=1,
                position=position,
                last_updated=stamp,
                content=resource,
                received=resource,
            )
            store.add(session, row, added, now)
        elif row.removed or not same(row.received, resource):
            row.received = resource
            store.write_version(session, row, resource, "import:changed", now)
            row.last_updated = stamp
        else:
            row.position = position
            continue
        row.position = position
        if row.type == "Appointment":
            _index(session, patient, row, bundle)
    for row in rows.values():
        if not row.removed:
            store.remove(session, row, "import:removed", now)
            if row.type == "Appointment":
                _index(session, patient, row, bundle)


def _index(session: Session, patient: Patient, row: Resource, bundle: ContractBundle) -> None:
    session.flush()
    taken = index_appointment(session, patient.id, row, bundle)
    if taken is not None:
        raise BundleRefused([Fault(row.reference, "slot", taken)])


def same(one: dict[str, Any], other: dict[str, Any]) -> bool:
    """Whether two resources say the same, whatever the order of their keys."""
    return json.dumps(one, sort_keys=True) == json.dumps(other, sort_keys=True)
