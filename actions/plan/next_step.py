"""What happens next."""

from __future__ import annotations

import re
from dataclasses import replace

from actions.base import ANSWERS, Answer
from actions.facts import date_fact, person_fact, phone_fact, title_fact
from actions.linking.references import read_reference
from actions.plan import pointing
from actions.plan.about import about
from actions.plan.lines import (
    cancelled_lines,
    contact_lines,
    plan_age_lines,
    questions_line,
    step_owner,
    when_lines,
    where_line,
)
from actions.reply import Button, Fact, Line, Reply, message, reply, say
from actions.turn import Turn
from backend.contracts.schemas import Step
from backend.phrasing.texts import text

_SHOWN = 3
_THEN = re.compile(r"\b(?:sen|sedan|därefter) (?:är|e|va|var|blir) det\b", re.IGNORECASE)
_AFTER = re.compile(r"\befter\b", re.IGNORECASE)


class NextStep(Answer):
    """The next thing with a time; else what is waited for; else what the patient is to do."""

    intent = "ask_next_step"

    def reply(self, turn: Turn) -> Reply:
        """What, when, where, what to do before, and whom to ring."""
        contract, now = turn.contract, turn.now
        if contract.source is None and not contract.steps:
            return reply(message(say("plan.none", simple=turn.simple), contact_or_advice(turn)))
        waits, tasks = pointing.waiting(contract), pointing.own_tasks(contract)
        named = _named(turn)
        if named is not None and _is_asked_of(named, waits, turn):
            return ANSWERS["ask_when"].reply(replace(turn, about=(named.ref,)))
        visits = _from(named, pointing.upcoming(contract, now), turn)
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
            *_waiting_lines(rest, turn),
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


def _waiting_lines(steps: list[Step], turn: Turn) -> list[Line]:
    """The gaps: what has no time yet, who owns it, by when, and whom to ring about it."""
    if not steps:
        return []
    lines = [say("next_step.waiting_lead"), *(waiting_line(step, turn) for step in steps[:_SHOWN])]
    more = len(steps) - _SHOWN
    if more > 0:
        lines.append(say("next_step.waiting_line_more", count=str(more)))
    coordinator = turn.contract.coordinator
    phone = phone_fact(coordinator) if coordinator and not turn.contract.person.protected else None
    if coordinator is not None and phone is not None:
        lines.append(say("next_step.waiting_call", who=person_fact(coordinator), phone=phone))
    return lines


def waiting_line(step: Step, turn: Turn) -> Line:
    """What is waited for and who is responsible; only what can have a time is said to have none."""
    what, owner = title_fact(step, first=True), step_owner(step)
    if step.expected is None:
        date: Fact | str = ""
        key = "next_step.care_line" if step.task is not None else "next_step.waiting_line"
    else:
        date = date_fact(step.expected, step.source, turn.now)
        key = "next_step.care_line_due" if step.task is not None else "next_step.waiting_line_due"
    return say(key if owner is None else f"{key}_owner", what=what, owner=owner or "", date=date)


def _named(turn: Turn) -> Step | None:
    found = about(turn)
    return found.steps[0] if found.named and len(found.steps) == 1 else None


def _is_asked_of(named: Step, waits: list[Step], turn: Turn) -> bool:
    """Whether it is that step itself that is asked about: "sen är det barnmorskan, eller?"."""
    if _AFTER.search(turn.text):
        return False
    return named in waits or (_THEN.search(turn.text) is not None and named.when is not None)


def _from(named: Step | None, visits: list[Step], turn: Turn) -> list[Step]:
    """What comes after what is named ("vad händer efter operationen"), else all.

    "Efter det" has been read as what comes after already.
    """
    if named is None or named.when is None or not _AFTER.search(turn.text):
        return visits
    if read_reference(turn.text.casefold()).after:
        return [step for step in visits if step.when is not None and step.when >= named.when]
    return [step for step in visits if step.when is not None and step.when > named.when]


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
