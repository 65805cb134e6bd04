"""The steps of the plan, in its own order, across every caregiver."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from backend.contracts.schemas import Appointment, Contact, Kind, Referral, State, Step, Task
from backend.contracts.view.details import DETAIL_STATES, detail_step
from backend.contracts.view.kinds import kind_of
from backend.contracts.view.records import (
    Json,
    Records,
    concept,
    display_of,
    last_day,
    name_of,
    notes_of,
    reference_of,
    source_of,
    updated,
)

_READ_ELSEWHERE = ("Appointment", "ServiceRequest", "Task")
"""Left out by their own readers: drafts and what was entered in error."""
_WITH_TIME = {"booked", "pending", "arrived", "checked-in"}
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


def steps_of(records: Records, plans: Sequence[tuple[str, Json]], known: Known) -> list[Step]:
    """The steps of `plans` in order, then the appointments that none of them names, by time."""
    steps: list[Step] = []
    named: set[str] = set()
    for plan in plans:
        for step in _steps_of_plan(records, plan, known):
            if step.source not in named or step.source == source_of(plan[0]):
                steps.append(step)
                named.add(step.source)
    others = sorted(
        (found for found in known.appointments.values() if found.source not in named),
        key=lambda found: (found.start is None, found.start.timestamp() if found.start else 0.0),
    )
    return [*steps, *(_appointment_step(found, known) for found in others)]


def _steps_of_plan(records: Records, plan: tuple[str, Json], known: Known) -> Iterator[Step]:
    for index, activity in enumerate(plan[1].get("activity", [])):
        step = _step(records, plan, index, activity, known)
        if step is not None:
            progress = " ".join(notes_of({"note": activity.get("progress", [])}))
            note = " ".join(part for part in (step.note, progress) if part)
            yield step.model_copy(update={"note": note}) if progress else step


def _step(
    records: Records, plan: tuple[str, Json], index: int, activity: Json, known: Known
) -> Step | None:
    if "detail" in activity:
        return detail_step(records, plan, index, activity["detail"], known.coordinator)
    target = reference_of(activity["reference"])
    if target is None:
        return _named_step(plan, index, activity["reference"], known)
    source = source_of(target)
    if source in known.appointments:
        return _appointment_step(known.appointments[source], known)
    if source in known.referrals:
        step = _referral_step(known.referrals[source], known)
        return step.model_copy(update={"expected": _sought_by(records.get(target) or {})})
    if source in known.tasks:
        return _task_step(known.tasks[source], known)
    return _other_step(records, target, known)


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
            if known.appointments[source].status not in ("cancelled", "noshow")
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
        id=found.source.rpartition("/")[2],
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


def _sought_by(referral: Json) -> date | None:
    """The day by which what is asked for should have happened."""
    sought = last_day(referral.get("occurrencePeriod"), "end")
    return sought or last_day(referral, "occurrenceDateTime")


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


def _named_step(plan: tuple[str, Json], index: int, activity: Json, known: Known) -> Step | None:
    """An activity of which there are only words, not the record."""
    title = display_of(activity)
    if title is None:
        return None
    return Step(
        id=f"{plan[1]['id']}-{index + 1}",
        source=source_of(plan[0]),
        kind=kind_of(title) or Kind.CARE_TASK,
        title=title,
        status="unknown",
        state=State.WAITING_FOR_CARE,
        contact=known.coordinator,
        last_updated=updated(plan[1]),
    )


def _other_step(records: Records, reference: str, known: Known) -> Step | None:
    """An activity kept in a resource of another sort: only what all of them share is read."""
    resource = records.get(reference)
    if resource is None or resource["resourceType"] in _READ_ELSEWHERE:
        return None
    if resource.get("status") == "entered-in-error":
        return None
    title = (
        concept(resource.get("code"))
        or concept(resource.get("codeCodeableConcept"))
        or concept(resource.get("medicationCodeableConcept"))
        or resource.get("description")
        or name_of(resource)
    )
    status = str(resource.get("status", "unknown"))
    return Step(
        id=resource["id"],
        source=source_of(reference),
        kind=kind_of(title) or Kind.CARE_TASK,
        title=title or "Planerad åtgärd",
        status=status,
        state=State.ONGOING
        if status == "active"
        else DETAIL_STATES.get(status, State.WAITING_FOR_CARE),
        contact=known.coordinator,
        note=" ".join(notes_of(resource)) or None,
        last_updated=updated(resource),
    )
