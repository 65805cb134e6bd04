"""What the patient and the care have each undertaken."""

from __future__ import annotations

from backend.contracts.schemas import Task
from backend.contracts.view.contacts import contact_of
from backend.contracts.view.records import (
    Json,
    Records,
    concept,
    day,
    display_of,
    last_day,
    notes_of,
    reference_of,
    source_of,
    updated,
)

_NEVER_WAS = ("entered-in-error", "draft")


def tasks_of(records: Records) -> list[Task]:
    """Every task, in the Bundle's order."""
    return [
        _task(records, reference, resource)
        for reference, resource in records.of_type("Task")
        if resource["status"] not in _NEVER_WAS
    ]


def _task(records: Records, reference: str, resource: Json) -> Task:
    owner = reference_of(resource.get("owner"))
    period = resource.get("restriction", {}).get("period") or resource.get("executionPeriod")
    patients_own = owner is not None and owner.startswith(("Patient/", "RelatedPerson/"))
    contact = None if patients_own else contact_of(records, owner)
    name = contact.name if contact else display_of(resource.get("owner"))
    return Task(
        id=resource["id"],
        source=source_of(reference),
        title=resource.get("description") or concept(resource.get("code")) or "Uppgift",
        owner="patient" if patients_own else "care",
        owner_name=None if patients_own else name,
        status=resource["status"],
        done=resource["status"] == "completed",
        start=day(period, "start"),
        due=last_day(period, "end"),
        contact=contact,
        note=" ".join(notes_of(resource)) or None,
        last_updated=updated(resource),
    )
