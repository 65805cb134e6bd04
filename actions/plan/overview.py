"""The whole plan at a glance."""

from __future__ import annotations

from actions.base import Answer
from actions.facts import clinic_fact, date_fact, time_fact, title_fact
from actions.plan import pointing
from actions.plan.lines import plan_age_lines, step_owner
from actions.plan.next_step import contact_or_advice
from actions.reply import Fact, Line, Message, Reply, message, reply, say
from actions.turn import Turn
from backend.contracts.schemas import Step

_MOST_DONE = 4


class Overview(Answer):
    """Booked times, what has none yet, what goes on, one's own tasks, and what is done."""

    intent = "ask_plan"

    def reply(self, turn: Turn) -> Reply:
        """One message of short lists, booked times first; before them, that the plan has ended."""
        contract = turn.contract
        if contract.source is None and not contract.steps:
            return reply(message(say("plan.none", simple=turn.simple), contact_or_advice(turn)))
        visits = pointing.upcoming(contract, turn.now)
        shown = [*visits, *pointing.waiting(contract)]
        age = plan_age_lines(turn)
        found: Message = message(
            age,
            _booked(visits, turn),
            _waiting(turn),
            _ongoing(turn),
            _own_tasks(turn),
            _done(turn),
            [] if age else _updated(turn),
        )
        return reply(found).remembering(
            shown=[step.ref for step in shown], focus=shown[0].ref if shown else None
        )


def _booked(visits: list[Step], turn: Turn) -> list[Line]:
    if not visits:
        return [say("plan.booked_none")]
    lead = (
        say("plan.booked_lead_one")
        if len(visits) == 1
        else say("plan.booked_lead", simple=turn.simple, count=str(len(visits)))
    )
    return [lead, *(_booked_line(step, turn) for step in visits)]


def _booked_line(step: Step, turn: Turn) -> Line:
    assert step.when is not None  # noqa: S101  upcoming steps have a time
    when = time_fact(step.when, step.source, turn.now, first=True)
    clinic = clinic_fact(step.appointment) if step.appointment else None
    if clinic is None:
        return say("plan.booked_line_no_clinic", when=when, what=title_fact(step))
    return say("plan.booked_line", when=when, what=title_fact(step), clinic=clinic)


def _waiting(turn: Turn) -> list[Line]:
    steps = pointing.waiting(turn.contract)
    visits = [step for step in steps if step.task is None]
    cares = [step for step in steps if step.task is not None]
    lines = [say("plan.waiting_lead"), *(_owned(step) for step in visits)] if visits else []
    if cares:
        lines += [say("plan.care_lead"), *(_owned(step) for step in cares)]
    return lines


def _ongoing(turn: Turn) -> list[Line]:
    steps = pointing.ongoing(turn.contract)
    return [say("plan.ongoing_lead"), *(_owned(step) for step in steps)] if steps else []


def _owned(step: Step) -> Line:
    what, owner = title_fact(step, first=True), step_owner(step)
    if owner is None:
        return say("plan.ongoing_line", what=what)
    return say("plan.ongoing_line_owner", what=what, owner=owner)


def _own_tasks(turn: Turn) -> list[Line]:
    steps = pointing.own_tasks(turn.contract)
    if not steps:
        return []
    return [
        say("plan.tasks_lead"),
        *(say("tasks.line", task=title_fact(step, first=True)) for step in steps),
    ]


def _done(turn: Turn) -> list[Line]:
    steps = pointing.done(turn.contract)
    if not steps:
        return []
    latest = steps[-_MOST_DONE:]
    lines = [
        say("plan.done_lead"),
        *(say("plan.done_line", what=title_fact(step, first=True)) for step in latest),
    ]
    if len(steps) > len(latest):
        lines.append(say("plan.done_more", count=str(len(steps) - len(latest))))
    return lines


def _updated(turn: Turn) -> list[Line]:
    contract = turn.contract
    if contract.last_updated is None or contract.source is None:
        return []
    day: Fact = date_fact(contract.last_updated.date(), contract.source, turn.now)
    return [say("plan.updated", date=day)]
