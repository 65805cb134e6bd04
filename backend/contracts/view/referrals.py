"""Referrals and orders, and the limit that vårdgarantin may give them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Literal

from backend.contracts.schemas import Appointment, Guarantee, Kind, Referral
from backend.contracts.view.appointments import level_of_visit
from backend.contracts.view.contacts import contact_of
from backend.contracts.view.kinds import kind_of
from backend.contracts.view.places import only_service_of, organization_of, region_of
from backend.contracts.view.records import (
    Json,
    Records,
    concept,
    day,
    display_of,
    name_of,
    notes_of,
    reference_of,
    references_of,
    source_of,
    updated,
    whole_day,
)

GuaranteeKind = Literal["first_visit", "treatment"]
LimitDays = Callable[[GuaranteeKind, str, date], int | None]
"""(kind, the region's name, day 0) → days, or `None` where no table says."""

_COVERED_LEVELS = ("specialised", "psychiatry", "day_surgery", "inpatient_surgery")
_NO_VISIT = ("cancelled", "noshow")
_TREATMENTS = (Kind.SURGERY, Kind.TREATMENT)
_NOT_COVERED = (
    Kind.SAMPLING,
    Kind.EXAMINATION,
    Kind.FOLLOW_UP,
    Kind.SELF_CARE,
    Kind.SIP_MEETING,
    Kind.REHABILITATION,
    Kind.HOME_CARE,
)


def referrals_of(
    records: Records, appointments: list[Appointment], limit_days: LimitDays
) -> list[Referral]:
    """Every referral, in the Bundle's order."""
    return [
        _referral(records, reference, resource, appointments, limit_days)
        for reference, resource in records.of_type("ServiceRequest")
        if resource["status"] != "entered-in-error"
    ]


def _referral(
    records: Records,
    reference: str,
    resource: Json,
    appointments: list[Appointment],
    limit_days: LimitDays,
) -> Referral:
    visits = sorted(
        (visit for visit in appointments if reference in visit.referrals),
        key=lambda visit: (visit.start is None, visit.start.timestamp() if visit.start else 0.0),
    )
    performers = references_of(resource.get("performer"))
    first = next((visit for visit in visits if visit.status not in _NO_VISIT), None)
    # Of several that are asked the one that belongs to a region is the clinic.
    performer = next((found for found in performers if region_of(records, found)), None) or next(
        iter(performers), None
    )
    clinic = _clinic(records, performer) or (first.clinic_source if first else None)
    contact = contact_of(records, performer)
    requester = resource.get("requester")
    reason = concept(resource.get("reasonCode"))
    title = concept(resource.get("code")) or concept(resource.get("category")) or reason
    return Referral(
        source=source_of(reference),
        title=title or "Remiss",
        status=resource["status"],
        authored=day(resource, "authoredOn"),
        reason=reason,
        requester=_name(records, reference_of(requester)) or display_of(requester),
        performer=contact.name if contact else display_of(*resource.get("performer", [])),
        contact=contact,
        appointments=[visit.source for visit in visits],
        guarantee=_guarantee(records, source_of(reference), resource, first, clinic, limit_days),
        region=region_of(records, clinic),
        note=" ".join(notes_of(resource)) or resource.get("patientInstruction"),
        last_updated=updated(resource),
    )


def _name(records: Records, reference: str | None) -> str | None:
    """A person's or clinic's name; of a role the person's."""
    contact = contact_of(records, reference)
    return contact.name if contact else name_of(records.get(reference) or {})


def _clinic(records: Records, performer: str | None) -> str | None:
    """The clinic that is asked; of a person or role the one that they work at."""
    if performer is not None and performer.startswith(("Practitioner/", "PractitionerRole/")):
        return only_service_of(records, performer) or organization_of(records, performer)
    return performer


def _guarantee(
    records: Records,
    source: str,
    resource: Json,
    first: Appointment | None,
    clinic: str | None,
    limit_days: LimitDays,
) -> Guarantee | None:
    """The limit, where the referral is of a sort that vårdgarantin covers and the region is known.

    Examinations, tests and return visits are not covered; nor is what primary care or the
    municipality is asked to do (HSF 2017:80, chapter 6).
    """
    day_zero, region = whole_day(resource, "authoredOn"), region_of(records, clinic)
    if day_zero is None or region is None or resource["status"] in ("revoked", "draft"):
        return None
    kind = kind_of(concept(resource.get("code")), concept(resource.get("category")))
    if kind in _NOT_COVERED or (first is not None and first.kind in _NOT_COVERED):
        return None
    if level_of_visit(records, clinic) not in _COVERED_LEVELS:
        return None
    covered: GuaranteeKind = "treatment" if kind in _TREATMENTS else "first_visit"
    days = limit_days(covered, region, day_zero)
    if days is None:
        return None
    return Guarantee(
        kind=covered,
        limit=date.fromordinal(day_zero.toordinal() + days),
        counted_from=day_zero,
        days=days,
        stopped=resource["status"] == "completed"
        or (first is not None and first.status == "fulfilled"),
        source=source,
    )
