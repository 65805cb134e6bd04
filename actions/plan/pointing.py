"""Steps of the contract as answers choose among them."""

from __future__ import annotations

from datetime import datetime

from backend.contracts.schemas import Contract, State, Step

_GONE = ("cancelled", "noshow", "entered-in-error")
_OPEN = (State.WAITING_FOR_CARE, State.WAITING_FOR_PATIENT)


def upcoming(contract: Contract, now: datetime) -> list[Step]:
    """The steps with a time to come, soonest first."""
    found = [
        step
        for step in contract.steps
        if step.when is not None and step.state is State.BOOKED and ends(step) > now
    ]
    return sorted(found, key=lambda step: (step.when or now).timestamp())


def ends(step: Step) -> datetime:
    """When a step with a time is over."""
    end = step.appointment.end if step.appointment else None
    assert step.when is not None  # noqa: S101  asked only for steps with a time
    return end or step.when


def waiting(contract: Contract) -> list[Step]:
    """The steps that wait for a time or an answer from the care, in the plan's order.

    A referral that a visit has come of is not waited for: the visit is.
    """
    come_of = followed(contract)
    return [
        step
        for step in contract.steps
        if step.state in _OPEN
        and step.when is None
        and not _own_task(step)
        and step.source not in come_of
    ]


def followed(contract: Contract) -> set[str]:
    """The referrals that a visit has come of, with or without a time."""
    return {
        referral
        for visit in contract.appointments
        if visit.status not in _GONE
        for referral in visit.referrals
    }


def own_tasks(contract: Contract) -> list[Step]:
    """The patient's own tasks that are steps and not done, in the plan's order."""
    return [step for step in contract.steps if step.state in _OPEN and _own_task(step)]


def ongoing(contract: Contract) -> list[Step]:
    """What goes on without a time of its own, such as home care."""
    return [step for step in contract.steps if step.state is State.ONGOING]


def done(contract: Contract) -> list[Step]:
    """What is finished."""
    return [step for step in contract.steps if step.state is State.DONE]


def cancelled_by_care(contract: Contract, now: datetime) -> list[Step]:
    """Cancelled visits that were still to come and that no other time has replaced."""
    booked = {
        referral
        for step in upcoming(contract, now)
        if step.appointment
        for referral in step.appointment.referrals
    }
    return [
        step
        for step in contract.steps
        if step.appointment is not None
        and step.appointment.status == "cancelled"
        and not _by_patient(contract, step)
        and not booked.intersection(step.appointment.referrals)
        and (step.when is None or step.when > now)
    ]


def replacing(contract: Contract, cancelled: Step) -> Step | None:
    """The time still to be given in place of a visit that the care has cancelled."""
    visit = cancelled.appointment
    if visit is None or visit.status != "cancelled" or _by_patient(contract, cancelled):
        return None
    return next(
        (
            step
            for step in waiting(contract)
            if step.appointment is not None
            and set(step.appointment.referrals) & set(visit.referrals)
        ),
        None,
    )


def _by_patient(contract: Contract, step: Step) -> bool:
    return any(
        change.source == step.source and change.kind == "cancelled" and change.by == "patient"
        for change in contract.changes
    )


def _own_task(step: Step) -> bool:
    return step.state is State.WAITING_FOR_PATIENT and step.appointment is None
