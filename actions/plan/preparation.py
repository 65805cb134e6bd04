"""What to do and bring before a visit."""

from __future__ import annotations

import re
from dataclasses import replace

from actions.base import Answer
from actions.facts import person_fact, phone_fact, time_fact, title_fact
from actions.plan import pointing
from actions.plan.about import about_or_next
from actions.plan.lines import contact_lines
from actions.plan.noted import noted, noted_lines, told_elsewhere
from actions.plan.task_lines import task_lines
from actions.reply import Fact, Line, Message, Reply, message, reply, say
from actions.turn import Turn
from backend.contracts.schemas import Step

_MEDICINE = re.compile(
    r"medicin|tablett|waran|insulin|metformin|blodförtunn|spruta|dos|eliquis|trombyl|alvedon",
    re.IGNORECASE,
)


class Preparation(Answer):
    """The clinic's own words for the visit; nothing is added to them."""

    intent = "ask_preparation"

    def reply(self, turn: Turn) -> Reply:
        """The preparation, or that none is written, and whom to ask."""
        found = about_or_next(turn, wanted=lambda step: step.preparation is not None)
        if found.first is not None:
            return found.first
        if not found.steps:
            return reply(message(say("plan.booked_none")))
        if not found.named and (elsewhere := told_elsewhere(turn, found.steps[0])) is not None:
            found = replace(found, steps=(elsewhere,))
        if all(step.task is not None for step in found.steps):
            return self._of_tasks(found.steps, turn)
        messages: tuple[Message, ...] = tuple(
            message(self._lines(step, turn)) for step in found.steps
        )
        return Reply(messages).remembering(focus=found.steps[0].ref)

    @staticmethod
    def _of_tasks(steps: tuple[Step, ...], turn: Turn) -> Reply:
        """Of what is to be done and no visit: the visit that tells of the words, or the task."""
        visits = [step for step in pointing.upcoming(turn.contract, turn.now) if step.preparation]
        own = [step for step in steps if step.task and step.task.owner == "patient"]
        note = noted(turn, visits) if not own else None
        if note is not None:
            return reply(message(noted_lines(note, turn), _ask(note.step, turn))).remembering(
                focus=note.step.ref
            )
        lines = [line for step in steps if step.task for line in task_lines(step.task, turn)]
        return reply(message(lines, contact_lines(steps[0].contact, turn))).remembering(
            focus=steps[0].ref
        )

    @staticmethod
    def _lines(step: Step, turn: Turn) -> list[Line]:
        blanks: dict[str, Fact | str] = {"what": title_fact(step)}
        suffix = "_no_time"
        if step.when is not None:
            blanks["when"] = time_fact(step.when, step.source, turn.now)
            suffix = ""
        if step.preparation:
            blanks["preparation"] = Fact("preparation", step.preparation, step.source)
            lines = [say(f"preparation.for{suffix}", simple=turn.simple, **blanks)]
        else:
            lines = [say(f"preparation.none{suffix}", simple=turn.simple, **blanks)]
        if _MEDICINE.search(turn.text):
            lines.append(say("preparation.medicine"))
        return [*lines, *_ask(step, turn)]


def _ask(step: Step, turn: Turn) -> list[Line]:
    phone = phone_fact(step.contact) if step.contact else None
    if step.contact is None or phone is None:
        return contact_lines(step.contact, turn)
    return [say("preparation.ask", who=person_fact(step.contact), phone=phone)]
