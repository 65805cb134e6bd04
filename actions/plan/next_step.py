"""What happens next."""

from __future__ import annotations

from actions.base import Answer
from actions.facts import date_fact, title_fact
from actions.plan import pointing
from actions.plan.lines import (
    cancelled_lines,
    contact_lines,
    plan_age_lines,
    questions_line,
    step_owner,
    when_lines,
    where_line,
)
from actions.reply import Button, Line, Reply, message, reply, say
from actions.turn import Turn
from backend.contracts.schemas import Step
from backend.phrasing.texts import text

_SHOWN = 3


class NextStep(Answer):
    """The next thing with a time; else what is waited for; else what the patient is to do."""

    intent = "ask_next_step"

    def reply(self, turn: Turn) -> Reply:
        """What, when, where, what to do before, and whom to ring."""
        contract, now = turn.contract, turn.now
        if contract.source is None and not contract.steps:
            return reply(message(say("plan.none", simple=turn.simple), contact_or_advice(turn)))
        visits = pointing.upcoming(contract, now)
        waits, tasks = pointing.waiting(contract), pointing.own_tasks(contract)
        cancelled = [
            line
            for step in pointing.cancelled_by_care(contract, now)
            for line in cancelled_lines(step, turn)
        ]
        step = next(iter([*visits, *waits, *tasks]), None)
        if step is None:
            return self._nothing(turn, cancelled)
        rest = [wait for wait in waits if wait is not step]
        lines: list[Line | None] = [
            *cancelled,
            *([] if step in tasks else when_lines(step, turn)),
            where_line(step),
            *task_lines(tasks, turn),
            *_waiting_lines(rest),
            *plan_age_lines(turn),
        ]
        ending = questions_line(step.contact, turn) if visits else None
        contact = [ending] if ending else contact_lines(step.contact, turn)
        return reply(message(*lines, contact, buttons=_ways_on(step, turn))).remembering(
            focus=step.source
        )

    @staticmethod
    def _nothing(turn: Turn, cancelled: list[Line]) -> Reply:
        steps = turn.contract.steps
        all_done = bool(steps) and len(pointing.done(turn.contract)) == len(steps)
        ongoing = pointing.ongoing(turn.contract)
        lines = [line for step in ongoing for line in when_lines(step, turn)]
        key = "next_step.all_done" if all_done else "next_step.none"
        return reply(
            message(
                cancelled,
                say(key, simple=turn.simple) if not cancelled else None,
                lines,
                plan_age_lines(turn),
                contact_or_advice(turn),
            )
        )


def contact_or_advice(turn: Turn) -> list[Line]:
    """The coordinator's number, or where else to turn."""
    return contact_lines(turn.contract.coordinator, turn) or [say("contact.nobody")]


def task_lines(tasks: list[Step], turn: Turn) -> list[Line]:
    """What the patient is to do themselves, and by when."""
    if not tasks:
        return []
    lines = [say("next_step.tasks_lead", simple=turn.simple)]
    for step in tasks[:_SHOWN]:
        what = title_fact(step, first=True)
        if step.expected is None:
            lines.append(say("tasks.line", task=what))
        else:
            due = date_fact(step.expected, step.source, turn.now)
            lines.append(say("tasks.line_due", task=what, date=due))
    return lines


def _waiting_lines(steps: list[Step]) -> list[Line]:
    if not steps:
        return []
    lines = [say("next_step.waiting_lead"), *(waiting_line(step) for step in steps[:_SHOWN])]
    more = len(steps) - _SHOWN
    if more > 0:
        lines.append(say("next_step.waiting_line_more", count=str(more)))
    return lines


def waiting_line(step: Step) -> Line:
    """What is waited for and who is responsible; only what can have a time is said to have none."""
    what, owner = title_fact(step, first=True), step_owner(step)
    key = "next_step.care_line" if step.task is not None else "next_step.waiting_line"
    if owner is None:
        return say(key, what=what)
    return say(f"{key}_owner", what=what, owner=owner)


def _ways_on(step: Step, turn: Turn) -> list[Button]:
    """What is most often asked after this."""
    buttons = []
    if step.preparation:
        buttons.append(
            Button(text("button.preparation"), "ask_preparation", {"about": step.source})
        )
    if step.appointment is not None and step.appointment.location is not None:
        buttons.append(Button(text("button.where"), "ask_where", {"about": step.source}))
    if step.appointment is not None and step.appointment.rebooking_allowed and turn.known.may_book:
        key, intent = (
            ("button.rebook", "rebook") if step.when is not None else ("button.book", "book")
        )
        buttons.append(Button(text(key), intent, {"about": step.source}))
    return [*buttons, Button(text("button.plan"), "ask_plan")]
