"""Whom to turn to: names, roles, numbers and hours, each from the record that holds it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import time

from backend.contracts.schemas import Contact, Hours
from backend.contracts.view.places import (
    named_by,
    only_service_of,
    organization_of,
    owners_of,
    roles_of,
)
from backend.contracts.view.records import (
    Json,
    Records,
    concept,
    last_day,
    name_of,
    phone_of,
    reference_of,
    references_of,
    source_of,
)


def contact_of(records: Records, reference: str | None) -> Contact | None:
    """The contact that `reference` (a person, role, clinic or place) leads to, or `None`.

    A number or hours that the record itself lacks are taken from what it belongs to: a role from
    its person, its clinic, its organisation and those above it, its place, in that order.
    """
    resource = records.get(reference)
    if reference is None or resource is None:
        return None
    chain = list(dict.fromkeys(_chain(records, reference)))
    phone = next(
        ((ref, found) for ref in chain if (found := phone_of(records.get(ref), records.today))),
        None,
    )
    role = concept(resource.get("code")) if resource["resourceType"] == "PractitionerRole" else None
    owner = organization_of(records, reference)
    organization = name_of(records.get(owner) or {})
    named = named_by(records, reference_of(resource.get("practitioner")), reference)
    name = named[1] if named else role
    if name is None:
        named = named_by(records, reference_of(resource.get("providedBy")), owner)
        name = named[1] if named else None
    if name is None:
        return None
    return Contact(
        source=source_of(reference),
        name=name,
        name_source=source_of(named[0] if named else reference),
        role=role if role != name else None,
        role_source=source_of(reference) if role and role != name else None,
        organization=organization if organization != name else None,
        organization_source=source_of(owner) if owner and organization != name else None,
        phone=phone[1] if phone else None,
        phone_source=source_of(phone[0]) if phone else None,
        hours=next((times for ref in chain if (times := hours_of(records.get(ref)))), []),
        hours_note=next(
            (note for ref in chain if (note := _exceptions(records, records.get(ref)))), None
        ),
    )


def hours_of(resource: Json | None) -> list[Hours]:
    """The `availableTime` of a HealthcareService or PractitionerRole.

    What does not say on which days, or only half of from when to when, tells nobody when to ring:
    it is left out.
    """
    found = []
    for available in (resource or {}).get("availableTime", []):
        days = available.get("daysOfWeek")
        start, end = available.get("availableStartTime"), available.get("availableEndTime")
        if not days or not (available.get("allDay") or (start and end)):
            continue
        whole_day = bool(available.get("allDay"))
        found.append(
            Hours(
                days=days,
                start=None if whole_day else time.fromisoformat(start),
                end=None if whole_day else time.fromisoformat(end),
            )
        )
    return found


def _exceptions(records: Records, resource: Json | None) -> str | None:
    """When it is closed although the hours say otherwise, now or later."""
    resource = resource or {}
    closed = [
        found["description"]
        for found in resource.get("notAvailable", [])
        if (last_day(found.get("during"), "end") or records.today) >= records.today
    ]
    own = resource.get("availabilityExceptions")
    return " ".join([own] if own else closed) or None


def _chain(records: Records, reference: str) -> Iterator[str]:
    """What to look for a number or hours in: the record itself, then what it belongs to."""
    resource = records.get(reference) or {}
    yield reference
    kind = resource.get("resourceType")
    if kind == "Practitioner":
        roles = roles_of(records, reference)
        # Of somebody with several roles none is known to be the one that is meant.
        if len(roles) == 1:
            yield from _chain(records, roles[0])
        return
    if kind == "PractitionerRole":
        if practitioner := reference_of(resource.get("practitioner")):
            yield practitioner
        yield from references_of(resource.get("healthcareService"))
    if kind == "Organization" and (service := only_service_of(records, reference)):
        yield service
    yield from owners_of(records, organization_of(records, reference))
    yield from references_of(resource.get("location"))
