"""The steps of the plan, in its own order, across every caregiver."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from backend.contracts.schemas import Appointment, Contact, Kind, Referral, State, Step, Task
from backend.contracts.view.contacts import contact_of, location_of
from backend.contracts.view.kinds import kind_of
from backend.contracts.view.records import (
    Json,
    Records,
    concept,
    day,
    instant,
    last_day,
    name_of,
    reference_of,
    references_of,
    updated,
)

_WITH_TIME = {"booked", "pending", "arrived", "checked-in"}
_DETAIL_STATES = {
    "completed": State.DONE,
    "cancelled": State.CANCELLED,
    "stopped": State.CANCELLED,
    "in-progress": State.ONGOING,
}
_REFERRAL_STATES = {"completed": State.DONE, "revoked": State.CANCELLED}
_TASK_STATES = {
    "completed": State.DONE,
    "cancelled": State.CANCELLED,
    "rejected": State.CANCELLED,
    "failed": State.CANCELLED,
}


@dataclass(frozen=True)
class Known:
    """What has been read already, by reference."""

    appointments: dict[str, Appointment]
    referrals: dict[str, Referral]
    tasks: dict[str, Task]
    coordinator: Contact | None


def steps_of(records: Records, plan: tuple[str, Json] | None, known: Known) -> list[Step]:
    """The steps of `plan` in order, then the appointments that it does not name, by time."""
    steps = []
    if plan is not None:
        steps = [
            step
            for index, activity in enumerate(plan[1].get("activity", []))
            if (step := _step(records, plan, index, activity, known)) is not None
        ]
    named = {step.source for step in steps}
    others = sorted(
        (found for found in known.appointments.values() if found.source not in named),
        key=lambda found: (found.start is None, found.start and found.start.timestamp()),
    )
    return [*steps, *(_appointment_step(found, known) for found in others)]


def _step(
    records: Records, plan: tuple[str, Json], index: int, activity: Json, known: Known
) -> Step | None:
    target = reference_of(activity.get("reference"))
    if target in known.appointments:
        return _appointment_step(known.appointments[target], known)
    if target in known.referrals:
        return _referral_step(known.referrals[target], known)
    if target in known.tasks:
        return _task_step(known.tasks[target], known)
    if target is not None:
        return _other_step(records, target, known)
    return _detail_step(records, plan, index, activity["detail"], known)


def _appointment_step(found: Appointment, known: Known) -> Step:
    guarantees = [
        known.referrals[ref].guarantee for ref in found.referrals if _first(found, ref, known)
    ]
    return Step(
        id=found.id,
        source=found.source,
        kind=found.kind,
        title=found.title,
        status=found.status,
        state=_appointment_state(found),
        owner=found.clinic,
        contact=found.contact or known.coordinator,
        when=found.start,
        expected=found.requested_by,
        place=found.place,
        preparation=found.preparation,
        note=found.comment,
        guarantee=next((guarantee for guarantee in guarantees if guarantee), None),
        appointment=found,
        referral=next(iter(found.referrals), None),
        last_updated=found.last_updated,
    )


def _first(found: Appointment, referral: str, known: Known) -> bool:
    """Whether it is the first visit that came of `referral`: only that one stands under a limit."""
    visits = (
        [
            known.appointments[source]
            for source in known.referrals[referral].appointments
            if known.appointments[source].status != "cancelled"
        ]
        if referral in known.referrals
        else []
    )
    return bool(visits) and visits[0] is found


def _appointment_state(found: Appointment) -> State:
    if found.status == "fulfilled":
        return State.DONE
    if found.status in ("cancelled", "noshow"):
        return State.CANCELLED
    if found.start is not None and found.status in _WITH_TIME:
        return State.BOOKED
    if found.start is None and found.status == "proposed" and found.rebooking_allowed:
        return State.WAITING_FOR_PATIENT
    return State.WAITING_FOR_CARE


def _referral_step(found: Referral, known: Known) -> Step:
    visits = [known.appointments[source] for source in found.appointments]
    handled = any(visit.start and visit.status not in ("cancelled", "noshow") for visit in visits)
    state = _REFERRAL_STATES.get(found.status, State.WAITING_FOR_CARE)
    if handled and state is State.WAITING_FOR_CARE:
        state = State.DONE
    return Step(
        id=found.source.removeprefix("ServiceRequest/"),
        source=found.source,
        kind=Kind.WAITING_FOR_CALL if not handled else Kind.CARE_TASK,
        title=found.title,
        status=found.status,
        state=state,
        owner=found.performer,
        contact=found.contact or known.coordinator,
        note=found.note,
        guarantee=found.guarantee if not handled else None,
        referral=found.source,
        last_updated=found.last_updated,
    )


def _task_step(found: Task, known: Known) -> Step:
    mine = found.owner == "patient"
    waiting = State.WAITING_FOR_PATIENT if mine else State.WAITING_FOR_CARE
    return Step(
        id=found.id,
        source=found.source,
        kind=Kind.PATIENT_TASK if mine else Kind.CARE_TASK,
        title=found.title,
        status=found.status,
        state=_TASK_STATES.get(found.status, waiting),
        owner=found.owner_name,
        contact=found.contact or known.coordinator,
        expected=found.due,
        note=found.note,
        task=found,
        last_updated=found.last_updated,
    )


def _other_step(records: Records, reference: str, known: Known) -> Step | None:
    """An activity kept in a resource of another sort: only what all of them share is read."""
    resource = records.get(reference)
    if resource is None or resource.get("status") == "entered-in-error":
        return None
    title = concept(resource.get("code")) or resource.get("description") or name_of(resource)
    status = str(resource.get("status", "unknown"))
    return Step(
        id=resource["id"],
        source=reference,
        kind=kind_of(title) or Kind.CARE_TASK,
        title=title or "Planerad åtgärd",
        status=status,
        state=State.ONGOING
        if status == "active"
        else _DETAIL_STATES.get(status, State.WAITING_FOR_CARE),
        contact=known.coordinator,
        last_updated=updated(resource),
    )


def _detail_step(
    records: Records, plan: tuple[str, Json], index: int, detail: Json, known: Known
) -> Step | None:
    if detail["status"] == "entered-in-error" or detail.get("doNotPerform"):
        return None
    performers = references_of(detail.get("performer"))
    mine = any(found.startswith(("Patient/", "RelatedPerson/")) for found in performers)
    cares = [found for found in performers if not found.startswith(("Patient/", "RelatedPerson/"))]
    contact = next(iter(_contacts(records, cares)), None)
    title = concept(detail.get("code")) or detail.get("description") or str(detail.get("kind", ""))
    when, expected = _scheduled(detail)
    waiting = State.WAITING_FOR_PATIENT if mine and not cares else State.WAITING_FOR_CARE
    if when is not None and detail["status"] in ("scheduled", "not-started"):
        waiting = State.BOOKED
    description = detail.get("description")
    place = location_of(records, reference_of(detail.get("location")))
    return Step(
        id=f"{plan[1]['id']}-{index + 1}",
        source=plan[0],
        kind=_detail_kind(title, description, waiting),
        title=title,
        status=detail["status"],
        state=_DETAIL_STATES.get(detail["status"], waiting),
        owner=contact.organization or contact.name if contact else None,
        contact=contact or known.coordinator,
        when=when,
        expected=expected,
        expected_text=detail.get("scheduledString"),
        place=place.name if place else None,
        note=description if description != title else None,
        last_updated=updated(plan[1]),
    )


def _contacts(records: Records, performers: list[str]) -> Iterator[Contact]:
    for performer in performers:
        if (contact := contact_of(records, performer)) is not None:
            yield contact


def _detail_kind(title: str, description: str | None, state: State) -> Kind:
    fallback = Kind.PATIENT_TASK if state is State.WAITING_FOR_PATIENT else Kind.CARE_TASK
    return kind_of(title, description) or fallback


def _scheduled(detail: Json) -> tuple[datetime | None, date | None]:
    """When an activity is to happen: an instant, or the last day of its period."""
    period = detail.get("scheduledPeriod")
    if period:
        start, end = period.get("start"), period.get("end")
        if start and "T" in start and end and day(period, "start") == day(period, "end"):
            return instant(period, "start"), None
        return None, last_day(period, "end") or last_day(period, "start")
    events = detail.get("scheduledTiming", {}).get("event", [])
    for event in events:
        holder = {"event": event}
        return instant(holder, "event"), last_day(holder, "event")
    bounds = detail.get("scheduledTiming", {}).get("repeat", {}).get("boundsPeriod")
    return None, last_day(bounds, "end")
