"""What happens next."""

from __future__ import annotations

from actions.base import Answer
from actions.facts import away, date_fact, title_fact
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

_SHOWN_WAITING = 3


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
            *(self._task(step, turn) if step in tasks else when_lines(step, turn)),
            where_line(step),
            *(line for task in tasks[:2] if task is not step for line in self._task(task, turn)),
            *_waiting_lines(rest),
            *plan_age_lines(turn),
        ]
        ending = questions_line(step.contact, turn) if visits else None
        contact = [ending] if ending else contact_lines(step.contact, turn)
        return reply(message(*lines, contact, buttons=_ways_on(step, turn))).remembering(
            focus=step.source
        )

    @staticmethod
    def _task(step: Step, turn: Turn) -> list[Line]:
        lines = [say("next_step.task", simple=turn.simple, task=title_fact(step))]
        if step.expected is not None:
            date = date_fact(step.expected, step.source, turn.now)
            lines.append(say("next_step.task_due", date=date, away=away(step.expected, turn.now)))
        return lines

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


def _waiting_lines(steps: list[Step]) -> list[Line]:
    if not steps:
        return []
    lines = [say("next_step.waiting_lead")]
    for step in steps[:_SHOWN_WAITING]:
        owner = step_owner(step)
        what = title_fact(step)
        if owner is None:
            lines.append(say("next_step.waiting_line", what=what))
        else:
            lines.append(say("next_step.waiting_line_owner", what=what, owner=owner))
    more = len(steps) - _SHOWN_WAITING
    if more > 0:
        lines.append(say("next_step.waiting_line_more", count=str(more)))
    return lines


def _ways_on(step: Step, turn: Turn) -> list[Button]:
    """What is most often asked after this."""
    from backend.phrasing.texts import text

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
