"""Places to go to, and which organisation and region a record belongs to."""

from __future__ import annotations

from collections.abc import Iterator

from backend.contracts.schemas import Location
from backend.contracts.view.records import (
    Json,
    Records,
    name_of,
    phone_of,
    reference_of,
    references_of,
    source_of,
)


def location_of(records: Records, reference: str | None) -> Location | None:
    """The place that `reference` leads to, or `None`."""
    place = records.get(reference)
    if reference is None or place is None or place["resourceType"] != "Location":
        return None
    address = place.get("address", {})
    lines = [*address.get("line", []), " ".join(_postal(address))]
    position = place.get("position", {})
    whole = address.get("text") or ", ".join(line for line in lines if line) or None
    return Location(
        source=source_of(reference),
        name=name_of(place) or whole or "",
        address=whole,
        directions=place.get("description"),
        phone=phone_of(place, records.today),
        latitude=position.get("latitude"),
        longitude=position.get("longitude"),
    )


def only_place_of(records: Records, service: str | None) -> str | None:
    """The only place of a service; with several places none of them is known to be the one."""
    places = references_of((records.get(service) or {}).get("location"))
    return places[0] if len(places) == 1 else None


def only_service_at(records: Records, place: str | None) -> str | None:
    """The only service that is at a place; with several none of them is known to be the one."""
    found = [
        reference
        for reference, service in records.of_type("HealthcareService")
        if place is not None and place in references_of(service.get("location"))
    ]
    return found[0] if len(found) == 1 else None


def only_service_of(records: Records, owner: str | None) -> str | None:
    """The only service of a role or an organisation."""
    resource = records.get(owner) or {}
    if resource.get("resourceType") == "PractitionerRole":
        found = references_of(resource.get("healthcareService"))
    else:
        found = [
            reference
            for reference, service in records.of_type("HealthcareService")
            if owner is not None and reference_of(service.get("providedBy")) == owner
        ]
    return found[0] if len(found) == 1 else None


def named_clinic(records: Records, reference: str | None) -> tuple[str, str] | None:
    """What a clinic is called, by its own name or its organisation's, and the record with it."""
    resource = records.get(reference) or {}
    return named_by(records, reference, reference_of(resource.get("providedBy")))


def named_by(records: Records, *references: str | None) -> tuple[str, str] | None:
    """The first of the records that has a name, and the name."""
    for reference in references:
        name = name_of(records.get(reference) or {})
        if reference is not None and name is not None:
            return reference, name
    return None


def organization_of(records: Records, reference: str | None) -> str | None:
    """The organisation that a clinic, place, role or person belongs to; its own for its own."""
    resource = records.get(reference) or {}
    kind = resource.get("resourceType")
    if kind == "Organization":
        return reference
    if kind == "HealthcareService":
        return reference_of(resource.get("providedBy"))
    if kind == "Location":
        return reference_of(resource.get("managingOrganization"))
    if kind == "PractitionerRole":
        services = references_of(resource.get("healthcareService"))
        own = reference_of(resource.get("organization"))
        return own or (organization_of(records, services[0]) if services else None)
    if kind == "Practitioner" and reference is not None:
        roles = roles_of(records, reference)
        return organization_of(records, roles[0]) if len(roles) == 1 else None
    return None


def roles_of(records: Records, practitioner: str) -> list[str]:
    """The roles that a person has, as far as they are known."""
    return [
        role
        for role, found in records.of_type("PractitionerRole")
        if reference_of(found.get("practitioner")) == practitioner
    ]


def owners_of(records: Records, organization: str | None) -> Iterator[str]:
    """An organisation, and those that it is part of, up to the region."""
    seen: set[str] = set()
    while organization is not None and organization in records.resources:
        if organization in seen:
            return
        seen.add(organization)
        yield organization
        organization = reference_of((records.get(organization) or {}).get("partOf"))


def region_of(records: Records, reference: str | None) -> str | None:
    """The name at the top of `Organization.partOf`, from a clinic, role, place or organisation."""
    owners = list(owners_of(records, organization_of(records, reference)))
    return name_of(records.get(owners[-1]) or {}) if owners else None


def _postal(address: Json) -> list[str]:
    return [part for part in (address.get("postalCode"), address.get("city")) if part]
