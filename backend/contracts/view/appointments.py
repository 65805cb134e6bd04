"""An `Appointment` as it is read, with its clinic, place, people and booking rules."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from backend.contracts.booking_rules import BookingRules, booking_rules
from backend.contracts.schemas import Appointment, Kind
from backend.contracts.view.contacts import contact_of, location_of, region_of
from backend.contracts.view.kinds import kind_of, level_of, mode_of
from backend.contracts.view.records import (
    Json,
    Records,
    concept,
    concept_words,
    instant,
    last_day,
    name_of,
    reference_of,
    references_of,
    updated,
)
from backend.rules.late_cancellation import deadline


def appointments_of(records: Records) -> list[Appointment]:
    """Every appointment, in the Bundle's order; those entered in error are left out."""
    return [
        appointment_of(records, reference, resource)
        for reference, resource in records.of_type("Appointment")
        if resource["status"] != "entered-in-error"
    ]


def appointment_of(records: Records, reference: str, resource: Json) -> Appointment:
    """The appointment at `reference`."""
    actors = [
        actor
        for participant in resource["participant"]
        if participant.get("status") != "declined"
        and (actor := reference_of(participant.get("actor")))
    ]
    service = _first(actors, "HealthcareService")
    clinic = service or _clinic_of(records, actors)
    place = location_of(records, _first(actors, "Location") or _place_of(records, service))
    person = _first(actors, "PractitionerRole") or _first(actors, "Practitioner")
    who = contact_of(records, person)
    service_type = concept(resource.get("serviceType"))
    title = (
        resource.get("description")
        or service_type
        or concept(resource.get("appointmentType"))
        or concept(resource.get("reasonCode"))
        or name_of(records.get(clinic) or {})
        or "Besök"
    )
    words = (title, service_type, concept(resource.get("reasonCode")))
    mode = mode_of(service_type, resource.get("description"), resource.get("comment"))
    start = instant(resource, "start")
    rules = _rules(records, resource, service)
    return Appointment(
        id=resource["id"],
        source=reference,
        status=resource["status"],
        title=title,
        service_type=service_type if service_type != title else None,
        start=start,
        end=instant(resource, "end"),
        requested_by=_requested_by(resource),
        minutes=_minutes(resource),
        clinic=name_of(records.get(clinic) or {}),
        clinic_source=clinic,
        place=place.name if place else None,
        location=place,
        practitioner=who.name if who else None,
        practitioner_role=who.role if who else None,
        practitioner_source=person if who else None,
        contact=contact_of(records, clinic),
        kind=kind_of(*words) or {"video": Kind.VIDEO, "phone": Kind.PHONE}.get(mode, Kind.VISIT),
        mode=mode,
        preparation=resource.get("patientInstruction"),
        comment=resource.get("comment"),
        rebooking_allowed=rules.rebooking_allowed,
        cancel_allowed=rules.cancel_allowed,
        cancel_before=_cancel_before(start, rules),
        cancel_reason=concept(resource.get("cancelationReason")),
        referrals=references_of(resource.get("basedOn")),
        service=service.removeprefix("HealthcareService/") if service else None,
        slot=next((ref.removeprefix("Slot/") for ref in references_of(resource.get("slot"))), None),
        region=region_of(records, clinic),
        level=level_of_visit(records, clinic, *words),
        version=records.version(reference),
        last_updated=updated(resource),
    )


def _first(actors: list[str], kind: str) -> str | None:
    return next((actor for actor in actors if actor.startswith(f"{kind}/")), None)


def _clinic_of(records: Records, actors: list[str]) -> str | None:
    """Where no service takes part: the organisation of the role or the place."""
    for kind in ("PractitionerRole", "Location"):
        found = records.get(_first(actors, kind)) or {}
        services = references_of(found.get("healthcareService"))
        owner = found.get("organization") or found.get("managingOrganization")
        if services or owner:
            return services[0] if services else reference_of(owner)
    return None


def _place_of(records: Records, service: str | None) -> str | None:
    """The only place of a service; with several places none of them is known to be the one."""
    places = references_of((records.get(service) or {}).get("location"))
    return places[0] if len(places) == 1 else None


def _rules(records: Records, resource: Json, service: str | None) -> BookingRules:
    own = booking_rules(resource)
    return own or booking_rules(records.get(service) or {}) or BookingRules()


def _cancel_before(start: datetime | None, rules: BookingRules) -> datetime | None:
    if start is None or rules.cancel_before is None:
        return None
    return deadline(start, rules.cancel_before)


def _minutes(resource: Json) -> int | None:
    start, end = instant(resource, "start"), instant(resource, "end")
    if start and end:
        return round((end.timestamp() - start.timestamp()) / 60)
    minutes: int | None = resource.get("minutesDuration")
    return minutes


def _requested_by(resource: Json) -> date | None:
    """The end of the period that a time is sought in."""
    ends: list[Any] = [last_day(period, "end") for period in resource.get("requestedPeriod", [])]
    return max((end for end in ends if end), default=None)


def level_of_visit(records: Records, clinic: str | None, *words: str | None) -> str | None:
    """The level of care of a visit, by its own words and its clinic's and owners' names.

    The municipality's care is a level of its own here; the regions' tables know nothing of it.
    """
    resource = records.get(clinic)
    if resource is None:
        return None
    owner = records.get(reference_of(resource.get("providedBy"))) or {}
    parent = records.get(reference_of((owner or resource).get("partOf"))) or {}
    return level_of(
        clinic_words=(
            name_of(resource),
            concept_words(resource.get("category")),
            concept_words(resource.get("type")),
            concept_words(resource.get("specialty")),
            name_of(owner),
            name_of(parent),
        ),
        visit_words=words,
    )
