"""What to do and bring before a visit."""

from __future__ import annotations

import re

from actions.base import Answer
from actions.facts import person_fact, phone_fact, time_fact, title_fact
from actions.plan.about import about_or_next
from actions.plan.lines import contact_lines
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
        messages: tuple[Message, ...] = tuple(
            message(self._lines(step, turn)) for step in found.steps
        )
        return Reply(messages).remembering(focus=found.steps[0].ref)

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
