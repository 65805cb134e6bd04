"""A step that stands in the plan itself (`CarePlan.activity.detail`)."""

from __future__ import annotations

from datetime import date, datetime

from backend.contracts.schemas import Contact, Kind, State, Step
from backend.contracts.view.contacts import contact_of
from backend.contracts.view.kinds import kind_of
from backend.contracts.view.places import location_of
from backend.contracts.view.records import (
    Json,
    Records,
    concept,
    day,
    display_of,
    instant,
    last_day,
    reference_of,
    references_of,
    source_of,
    updated,
)

DETAIL_STATES = {
    "completed": State.DONE,
    "cancelled": State.CANCELLED,
    "stopped": State.CANCELLED,
    "in-progress": State.ONGOING,
}
_PATIENTS = ("Patient/", "RelatedPerson/")


def detail_step(
    records: Records,
    plan: tuple[str, Json],
    index: int,
    detail: Json,
    coordinator: Contact | None,
) -> Step | None:
    """The step that `detail`, activity number `index` of `plan`, tells of."""
    if detail["status"] == "entered-in-error" or detail.get("doNotPerform"):
        return None
    performers = references_of(detail.get("performer"))
    mine = any(found.startswith(_PATIENTS) for found in performers)
    cares = [found for found in performers if not found.startswith(_PATIENTS)]
    contact = next((found for who in cares if (found := contact_of(records, who))), None)
    words = display_of(*(who for who in detail.get("performer", []) if not reference_of(who)))
    description = detail.get("description")
    title = concept(detail.get("code")) or description or "Planerad åtgärd"
    when, expected = _scheduled(detail, records.today)
    waiting = State.WAITING_FOR_PATIENT if mine and not cares else State.WAITING_FOR_CARE
    if when is not None and detail["status"] in ("scheduled", "not-started"):
        waiting = State.BOOKED
    where = detail.get("location")
    place = location_of(records, reference_of(where))
    return Step(
        id=f"{plan[1]['id']}-{index + 1}",
        source=source_of(plan[0]),
        kind=_kind(title, description, mine=mine and not cares),
        title=title,
        status=detail["status"],
        state=DETAIL_STATES.get(detail["status"], waiting),
        owner=_owner(contact, cares) if contact else words,
        contact=contact or coordinator,
        when=when,
        expected=expected,
        expected_text=detail.get("scheduledString")
        or concept(detail.get("scheduledTiming", {}).get("code")),
        place=place.name if place else display_of(where),
        note=description if description != title else None,
        last_updated=updated(plan[1]),
    )


def _owner(contact: Contact, performers: list[str]) -> str:
    """The clinic; of a person the organisation that they work at."""
    person = performers[0].startswith(("Practitioner/", "PractitionerRole/"))
    return (contact.organization if person else None) or contact.name


def _kind(title: str, description: str | None, *, mine: bool) -> Kind:
    return kind_of(title, description) or (Kind.PATIENT_TASK if mine else Kind.CARE_TASK)


def _scheduled(detail: Json, today: date) -> tuple[datetime | None, date | None]:
    """When an activity is to happen: an instant, or the last day of its period."""
    period = detail.get("scheduledPeriod")
    if period:
        start = instant(period, "start")
        if start and last_day(period, "end") in (None, start.date()):
            return start, None
        return None, last_day(period, "end") or last_day(period, "start")
    timing = detail.get("scheduledTiming", {})
    events = [{"event": event} for event in timing.get("event", []) if event]
    coming = [event for event in events if (last_day(event, "event") or today) >= today]
    for event in coming or events[-1:]:
        moment = instant(event, "event")
        return moment, None if moment else last_day(event, "event")
    bounds = timing.get("repeat", {}).get("boundsPeriod")
    return None, last_day(bounds, "end") or day(bounds, "start")
