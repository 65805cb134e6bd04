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

from sqlalchemy import select
from sqlalchemy.orm import Session

from backend.clock import Clock
from backend.contracts import store
from backend.contracts.models import Patient, Resource
from backend.contracts.view.people import is_protected
from backend.contracts.view.records import updated, whole_day
from backend.database import Database
from backend.fhir.bundle import ContractBundle, read_bundle
from backend.fhir.directory import import_shared
from backend.fhir.faults import BundleRefused
from backend.fhir.identity import born
from backend.fhir.invariants import contract_faults
from backend.fhir.persons import Identities, identities_of, known_patient, write_identities
from backend.fhir.reading import read_json
from backend.fhir.times import index_appointments
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
    identities = identities_of(bundle)
    patient = known_patient(session, bundle, identities)
    if patient is not None:
        if patient.bundle_hash == digest:
            return Outcome.UNCHANGED
        if (bundle.last_updated or now) < (patient.bundle_last_updated or _LONG_AGO):
            return Outcome.OLDER
    import_shared(session, bundle)
    outcome = Outcome.ADDED if patient is None else Outcome.UPDATED
    patient = _write_patient(session, patient, bundle, digest, identities, now)
    write_identities(session, patient, identities)
    changed = _write_resources(session, patient, bundle, outcome, now)
    times = [row for row in changed if row.type == "Appointment"]
    faults = index_appointments(session, patient.id, times, bundle)
    if faults:
        raise BundleRefused(faults)
    store.touch_contract(session, patient.id)
    return outcome


def _write_patient(
    session: Session,
    patient: Patient | None,
    bundle: ContractBundle,
    digest: str,
    identities: Identities,
    now: datetime,
) -> Patient:
    resource = bundle.resources[bundle.patient or ""]
    if patient is None:
        patient = Patient(contract_version=0)
        session.add(patient)
    patient.fhir_id = resource["id"]
    patient.birth_date = whole_day(resource, "birthDate") or born(identities)
    patient.protected = any(is_protected(found) for _, found in bundle.of_type("Patient"))
    patient.bundle_hash = digest
    patient.bundle_last_updated = bundle.last_updated
    patient.imported_at = now
    session.flush()
    return patient


def _write_resources(
    session: Session, patient: Patient, bundle: ContractBundle, outcome: Outcome, now: datetime
) -> list[Resource]:
    """Stores the patient's own resources; those that the Bundle lacks are taken out.

    Returns:
        the rows that were added, changed or taken out.
    """
    rows = {
        row.reference: row
        for row in session.scalars(select(Resource).where(Resource.patient_id == patient.id))
    }
    added = "import" if outcome is Outcome.ADDED else "import:added"
    changed = []
    for position, (reference, resource) in enumerate(bundle.own.items()):
        row = rows.pop(reference, None)
        if row is None:
            row = Resource(
                patient_id=patient.id,
                type=resource["resourceType"],
                fhir_id=resource["id"],
                version=1,
                last_updated=updated(resource) or bundle.last_updated or now,
                content=resource,
                received=resource,
            )
            store.add(session, row, added, now)
            changed.append(row)
        elif _write_newer(session, row, resource, bundle.last_updated or now, now):
            changed.append(row)
        row.position = position
    for row in rows.values():
        if not row.removed:
            store.remove(session, row, "import:removed", now)
            changed.append(row)
    return changed


def _write_newer(
    session: Session, row: Resource, resource: dict[str, Any], sent: datetime, now: datetime
) -> bool:
    """Stores what the care says of a resource that is known.

    Returns:
        whether it changes what holds: not when it says what it said before, nor when it has
        caught up with what the patient did here.
    """
    news = row.removed or not alike(row.received, resource)
    row.received = resource
    if news and (row.removed or not alike(row.content, resource)):
        store.write_version(session, row, resource, "import:changed", now)
        row.last_updated = updated(resource) or sent
        return True
    if alike(row.content, resource):
        row.content = resource
        row.last_updated = updated(resource) or row.last_updated
    return False


def alike(one: dict[str, Any], other: dict[str, Any]) -> bool:
    """Whether two resources say the same: the order of keys and a server's own stamps aside."""
    return _told(one) == _told(other)


def _told(resource: dict[str, Any]) -> str:
    meta = {
        key: value
        for key, value in resource.get("meta", {}).items()
        if key not in ("versionId", "lastUpdated")
    }
    return json.dumps({**resource, "meta": meta}, sort_keys=True)
