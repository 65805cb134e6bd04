"""Stores the shared resources: clinics, places, people, schedules and slots.

They may stand in several Bundles; the newest `meta.lastUpdated` wins, and one without it gives
way to one with it.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import select, tuple_
from sqlalchemy.orm import Session

from backend.contracts import store
from backend.contracts.models import Resource, Slot
from backend.contracts.view.records import reference_of, references_of, updated
from backend.fhir.bundle import ContractBundle

_LONG_AGO = datetime(1900, 1, 1, tzinfo=UTC)
_LOOKUP_SIZE = 400


def import_shared(session: Session, bundle: ContractBundle) -> bool:
    """Stores what is new or newer.

    Returns:
        whether anything changed.
    """
    changed = _import_resources(session, bundle)
    session.flush()
    slots_changed = _import_slots(session, bundle)
    if changed or slots_changed:
        store.touch_directory(session)
    return changed or slots_changed


def _import_resources(session: Session, bundle: ContractBundle) -> bool:
    incoming = {
        reference: resource
        for reference, resource in bundle.shared.items()
        if resource["resourceType"] != "Slot"
    }
    rows = _stored(session, list(incoming))
    changed = False
    for reference, resource in incoming.items():
        row, stamp = rows.get(reference), updated(resource) or _LONG_AGO
        if row is None:
            session.add(
                Resource(
                    patient_id=None,
                    type=resource["resourceType"],
                    fhir_id=resource["id"],
                    last_updated=stamp,
                    content=resource,
                    received=resource,
                )
            )
        elif stamp >= row.last_updated and row.content != resource:
            row.content = row.received = resource
            row.last_updated = stamp
            row.version += 1
        else:
            continue
        changed = True
    return changed


def _stored(session: Session, references: list[str]) -> dict[str, Resource]:
    rows: dict[str, Resource] = {}
    for first in range(0, len(references), _LOOKUP_SIZE):
        keys = [tuple(ref.split("/", 1)) for ref in references[first : first + _LOOKUP_SIZE]]
        found = session.scalars(
            select(Resource).where(
                Resource.patient_id.is_(None), tuple_(Resource.type, Resource.fhir_id).in_(keys)
            )
        )
        rows |= {row.reference: row for row in found}
    return rows


def _import_slots(session: Session, bundle: ContractBundle) -> bool:
    incoming = dict(bundle.of_type("Slot"))
    ids = [resource["id"] for resource in incoming.values()]
    rows: dict[str, Slot] = {}
    for first in range(0, len(ids), _LOOKUP_SIZE):
        found = session.scalars(
            select(Slot).where(Slot.fhir_id.in_(ids[first : first + _LOOKUP_SIZE]))
        )
        rows |= {row.fhir_id: row for row in found}
    changed = False
    for resource in incoming.values():
        columns = _columns(resource, bundle)
        row = rows.get(resource["id"])
        if row is None:
            session.add(Slot(fhir_id=resource["id"], **columns))
            changed = True
        elif columns["last_updated"] >= row.last_updated and any(
            getattr(row, name) != value for name, value in columns.items()
        ):
            for name, value in columns.items():
                setattr(row, name, value)
            changed = True
    session.flush()
    return changed


def service_of(actors: list[str], bundle: ContractBundle) -> str | None:
    """The id of the HealthcareService among these actors, or the only one of a role among them."""
    named = _actor(actors, "HealthcareService")
    if named is not None:
        return named
    for actor in actors:
        role = bundle.resources.get(actor, {})
        services = references_of(role.get("healthcareService"))
        if actor.startswith("PractitionerRole/") and len(services) == 1:
            return _actor(services, "HealthcareService")
    return None


def _columns(slot: dict[str, Any], bundle: ContractBundle) -> dict[str, Any]:
    schedule = reference_of(slot["schedule"]) or ""
    actors = [reference_of(actor) or "" for actor in bundle.resources[schedule].get("actor", [])]
    return {
        "schedule": schedule.removeprefix("Schedule/"),
        "service": service_of(actors, bundle),
        "practitioner": next(
            (ref for ref in actors if ref.startswith(("PractitionerRole/", "Practitioner/"))), None
        ),
        "location": _actor(actors, "Location"),
        "status": slot["status"],
        "start": datetime.fromisoformat(slot["start"]).astimezone(UTC),
        "end": datetime.fromisoformat(slot["end"]).astimezone(UTC),
        "last_updated": (updated(slot) or _LONG_AGO).astimezone(UTC),
    }


def _actor(actors: list[str], kind: str) -> str | None:
    return next(
        (ref.removeprefix(f"{kind}/") for ref in actors if ref.startswith(f"{kind}/")), None
    )
