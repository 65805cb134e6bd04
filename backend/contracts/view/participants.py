"""Who and what takes part in an appointment besides the patient."""

from __future__ import annotations

from dataclasses import dataclass

from backend.contracts.schemas import Contact, Location
from backend.contracts.view.contacts import contact_of
from backend.contracts.view.places import (
    location_of,
    named_clinic,
    only_place_of,
    only_service_at,
    only_service_of,
    organization_of,
)
from backend.contracts.view.records import Json, Records, display_of, reference_of


@dataclass(frozen=True)
class Parties:
    """The references, and what they lead to; the words alone where they lead nowhere.

    `service` is the HealthcareService; `clinic` is that, or else the organisation; `clinic_source`
    and `person` are the records that hold the names, `person_role_source` the one with the role.
    """

    service: str | None = None
    clinic: str | None = None
    clinic_name: str | None = None
    clinic_source: str | None = None
    clinic_contact: Contact | None = None
    place: Location | None = None
    place_name: str | None = None
    person: str | None = None
    person_name: str | None = None
    person_role: str | None = None
    person_role_source: str | None = None


def parties_of(records: Records, appointment: Json, *, on_site: bool = True) -> Parties:
    """Who and what takes part, those that declined left out.

    A service that is not named is the only one of the role, or the only one at the place; a place
    that is not named is the only one of the service, where the visit is on site at all.
    """
    actors = [
        participant["actor"]
        for participant in appointment["participant"]
        if participant.get("status") != "declined" and participant.get("actor")
    ]
    role = _first(actors, "PractitionerRole")
    person = role or _first(actors, "Practitioner")
    place = _first(actors, "Location")
    service = (
        _first(actors, "HealthcareService")
        or only_service_of(records, role)
        or only_service_at(records, place)
    )
    clinic = service or organization_of(records, role) or organization_of(records, place)
    location = location_of(records, place or (only_place_of(records, service) if on_site else None))
    who, called = contact_of(records, person), named_clinic(records, clinic)
    return Parties(
        service=service,
        clinic=clinic,
        clinic_name=called[1] if called else _words(actors, "HealthcareService", "Organization"),
        clinic_source=called[0] if called else None,
        clinic_contact=contact_of(records, clinic),
        place=location,
        place_name=location.name if location else _words(actors, "Location"),
        person=who.name_source if who else None,
        person_name=who.name if who else _words(actors, "Practitioner", "PractitionerRole"),
        person_role=who.role if who else None,
        person_role_source=(who.role_source or who.source) if who else None,
    )


def _first(actors: list[Json], kind: str) -> str | None:
    found = (reference_of(actor) for actor in actors)
    return next((actor for actor in found if actor and actor.startswith(f"{kind}/")), None)


def _words(actors: list[Json], *kinds: str) -> str | None:
    """What somebody of these types is called, where there is only their name."""
    return display_of(*(actor for actor in actors if actor.get("type") in kinds))
