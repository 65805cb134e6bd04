"""Whom to turn to: names, roles, numbers and hours, each from the record that holds it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import time

from backend.contracts.schemas import Contact, Hours, Location
from backend.contracts.view.records import (
    Json,
    Records,
    concept,
    concept_words,
    is_current,
    name_of,
    phone_of,
    reference_of,
    references_of,
)

_COORDINATOR_ROLES = ("samordnande vårdkontakt", "fast vårdkontakt")
_CANCER_COORDINATOR = "kontaktsjuksköterska"


def contact_of(records: Records, reference: str | None) -> Contact | None:
    """The contact that `reference` (a person, role, clinic or place) leads to, or `None`.

    A number or hours that the record itself lacks are taken from what it belongs to: a role from
    its person, its clinic, its organisation, in that order.
    """
    resource = records.get(reference)
    if reference is None or resource is None:
        return None
    chain = list(_chain(records, reference))
    phone = next(
        ((ref, found) for ref in chain if (found := phone_of(records.get(ref), records.today))),
        None,
    )
    hours = next((times for ref in chain if (times := hours_of(records.get(ref)))), [])
    kind = resource["resourceType"]
    person = records.get(reference_of(resource.get("practitioner"))) or resource
    role = concept(resource.get("code")) if kind == "PractitionerRole" else None
    organization = _organization_name(records, reference)
    name = name_of(person) or role or organization
    if name is None:
        return None
    return Contact(
        source=reference,
        name=name,
        role=role if role != name else None,
        organization=organization if organization != name else None,
        phone=phone[1] if phone else None,
        phone_source=phone[0] if phone else None,
        hours=hours,
        hours_note=next(
            (
                note
                for ref in chain
                if (note := (records.get(ref) or {}).get("availabilityExceptions"))
            ),
            None,
        ),
    )


def hours_of(resource: Json | None) -> list[Hours]:
    """The `availableTime` of a HealthcareService or PractitionerRole."""
    found = []
    for available in (resource or {}).get("availableTime", []):
        start, end = available.get("availableStartTime"), available.get("availableEndTime")
        whole_day = bool(available.get("allDay")) or start is None or end is None
        found.append(
            Hours(
                days=available.get("daysOfWeek") or ["mon", "tue", "wed", "thu", "fri"],
                start=None if whole_day else time.fromisoformat(start),
                end=None if whole_day else time.fromisoformat(end),
            )
        )
    return found


def location_of(records: Records, reference: str | None) -> Location | None:
    """The place that `reference` leads to, or `None`."""
    place = records.get(reference)
    if reference is None or place is None or place["resourceType"] != "Location":
        return None
    address = place.get("address", {})
    lines = [*address.get("line", []), " ".join(_postal(address))]
    position = place.get("position", {})
    return Location(
        source=reference,
        name=name_of(place) or address.get("text") or reference,
        address=address.get("text") or ", ".join(line for line in lines if line) or None,
        directions=place.get("description"),
        phone=phone_of(place, records.today),
        latitude=position.get("latitude"),
        longitude=position.get("longitude"),
    )


def region_of(records: Records, reference: str | None) -> str | None:
    """The name at the top of `Organization.partOf`, from a clinic, role, place or organisation."""
    organization = _organization(records, reference)
    seen = set()
    while organization and organization not in seen:
        seen.add(organization)
        parent = reference_of((records.get(organization) or {}).get("partOf"))
        if parent is None:
            return name_of(records.get(organization) or {})
        organization = parent
    return None


@dataclass(frozen=True)
class Member:
    """Somebody in the team, with the role they have in it."""

    reference: str
    role: str | None
    words: str


def team_of(records: Records) -> list[Contact]:
    """The care team, its coordinator marked and first; the patient and relatives left out.

    The coordinator's role is `samordnande vårdkontakt` or `fast vårdkontakt`; in cancer care,
    where there is neither, the contact nurse (`domain.md`).
    """
    members = list(_members(records))
    coordinator = next(
        (member for role in _COORDINATOR_ROLES for member in members if role in member.words), None
    ) or next((member for member in members if _CANCER_COORDINATOR in member.words), None)
    team: list[Contact] = []
    for member in members:
        contact = contact_of(records, member.reference)
        if contact is None:
            continue
        found = contact.model_copy(
            update={
                "role": member.role or contact.role,
                "coordinator": member is coordinator,
            }
        )
        if found.coordinator:
            team.insert(0, found)
        else:
            team.append(found)
    return team


def _members(records: Records) -> Iterator[Member]:
    seen = set()
    for _, team in records.of_type("CareTeam"):
        if team.get("status") in ("inactive", "entered-in-error"):
            continue
        for participant in team.get("participant", []):
            reference = reference_of(participant.get("member"))
            resource = records.get(reference)
            if reference is None or resource is None or reference in seen:
                continue
            if resource["resourceType"] in ("Patient", "RelatedPerson", "CareTeam"):
                continue
            if not is_current(participant.get("period"), records.today):
                continue
            seen.add(reference)
            roles = participant.get("role", [])
            codes = [resource.get("code")] if resource.get("code") else []
            words = " ".join(concept_words(found) for found in [roles, *codes])
            yield Member(reference, concept(roles), words.casefold())


def _chain(records: Records, reference: str) -> Iterator[str]:
    """What to look for a number or hours in: the record itself, then what it belongs to."""
    resource = records.get(reference) or {}
    yield reference
    kind = resource.get("resourceType")
    if kind == "Practitioner":
        for role, found in records.of_type("PractitionerRole"):
            if reference_of(found.get("practitioner")) == reference:
                yield from _chain(records, role)
        return
    if kind == "PractitionerRole":
        if practitioner := reference_of(resource.get("practitioner")):
            yield practitioner
        for service in references_of(resource.get("healthcareService")):
            yield service
    if kind == "Organization":
        for service, found in records.of_type("HealthcareService"):
            if reference_of(found.get("providedBy")) == reference:
                yield service
        return
    organization = _organization(records, reference)
    if organization:
        yield organization
    yield from references_of(resource.get("location"))


def _organization(records: Records, reference: str | None) -> str | None:
    resource = records.get(reference) or {}
    kind = resource.get("resourceType")
    if kind == "Organization":
        return reference
    if kind == "HealthcareService":
        return reference_of(resource.get("providedBy"))
    if kind == "Location":
        return reference_of(resource.get("managingOrganization"))
    if kind == "PractitionerRole":
        own = reference_of(resource.get("organization"))
        services = references_of(resource.get("healthcareService"))
        return own or (_organization(records, services[0]) if services else None)
    if kind == "Practitioner":
        for role, found in records.of_type("PractitionerRole"):
            if reference_of(found.get("practitioner")) == reference:
                return _organization(records, role)
    return None


def _organization_name(records: Records, reference: str) -> str | None:
    return name_of(records.get(_organization(records, reference)) or {})


def _postal(address: Json) -> list[str]:
    return [part for part in (address.get("postalCode"), address.get("city")) if part]
