"""An `Appointment` as it is read, with its clinic, place, people and booking rules."""

from __future__ import annotations

from datetime import date, datetime

from backend.contracts.booking_rules import BookingRules, booking_rules
from backend.contracts.schemas import Appointment, Kind
from backend.contracts.view.kinds import kind_of, level_of, mode_of
from backend.contracts.view.participants import Parties, parties_of
from backend.contracts.view.places import region_of
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
    source_of,
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
    service_type = concept(resource.get("serviceType"))
    sort = concept(resource.get("appointmentType"))
    mode = mode_of(service_type, resource.get("description"), sort, resource.get("comment"))
    parties = parties_of(records, resource, on_site=mode == "visit")
    title = (
        resource.get("description")
        or service_type
        or sort
        or concept(resource.get("reasonCode"))
        or parties.clinic_name
        or "Besök"
    )
    words = (title, service_type, sort, concept(resource.get("reasonCode")))
    start = instant(resource, "start")
    rules = _rules(records, reference, resource, parties)
    return Appointment(
        id=resource["id"],
        source=source_of(reference),
        status=resource["status"],
        title=title,
        service_type=service_type if service_type != title else None,
        start=start,
        end=instant(resource, "end"),
        requested_by=_requested_by(resource),
        minutes=_minutes(resource),
        clinic=parties.clinic_name,
        clinic_source=parties.clinic_source or parties.clinic,
        place=parties.place_name,
        location=parties.place,
        practitioner=parties.person_name,
        practitioner_role=parties.person_role,
        practitioner_role_source=parties.person_role_source,
        practitioner_source=parties.person,
        contact=parties.clinic_contact,
        kind=_kind(*words) or {"video": Kind.VIDEO, "phone": Kind.PHONE}.get(mode, Kind.VISIT),
        mode=mode,
        preparation=resource.get("patientInstruction"),
        comment=resource.get("comment"),
        rebooking_allowed=rules.rebooking_allowed,
        cancel_allowed=rules.cancel_allowed,
        cancel_before=_cancel_before(start, rules),
        cancel_reason=concept(resource.get("cancelationReason")),
        referrals=references_of(resource.get("basedOn")),
        service=parties.service.removeprefix("HealthcareService/") if parties.service else None,
        slot=next((ref.removeprefix("Slot/") for ref in references_of(resource.get("slot"))), None),
        region=region_of(records, parties.clinic),
        level=level_of_visit(records, parties.clinic, *words),
        version=records.version(reference),
        last_updated=updated(resource),
    )


def _kind(*words: str | None) -> Kind | None:
    """The kind that the words tell of; where an answer is given nobody waits for it any more."""
    kind = kind_of(*words)
    return None if kind in (Kind.WAITING_FOR_ANSWER, Kind.WAITING_FOR_CALL) else kind


def _rules(records: Records, reference: str, resource: Json, parties: Parties) -> BookingRules:
    """The appointment's own booking rules as a whole, or else its service's.

    What stands within another resource is nothing that a booking could be made of.
    """
    if "#" in reference:
        return BookingRules()
    own = booking_rules(resource)
    return own or booking_rules(records.get(parties.service) or {}) or BookingRules()


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
    ends = [last_day(period, "end") for period in resource.get("requestedPeriod", [])]
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
