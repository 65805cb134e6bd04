"""When a visit or step is."""

from __future__ import annotations

from actions.base import Answer
from actions.plan.about import about_or_next
from actions.plan.lines import contact_lines, plan_age_lines, when_lines, where_line
from actions.plan.next_step import contact_or_advice
from actions.reply import Button, Message, Reply, message, reply, say
from actions.turn import Turn
from backend.contracts.schemas import State, Step
from backend.phrasing.texts import text


class When(Answer):
    """The time of what is named, or of the next visit."""

    intent = "ask_when"

    def reply(self, turn: Turn) -> Reply:
        """The weekday, date and clock; or that there is none, and who owns that."""
        found = about_or_next(turn, wanted=lambda step: step.task is None)
        if found.first is not None:
            return found.first
        if not found.steps:
            return reply(
                message(say("plan.booked_none"), plan_age_lines(turn), contact_or_advice(turn))
            )
        messages = tuple(self._one(step, turn) for step in found.steps)
        refs = [step.ref for step in found.steps]
        # One of a list that was shown leaves the list standing: "den andra då?" is of it.
        shown = list(turn.memory.shown) if set(refs) <= set(turn.memory.shown) else refs
        return Reply(messages).remembering(focus=refs[0], shown=shown)

    @staticmethod
    def _one(step: Step, turn: Turn) -> Message:
        needs_contact = step.when is None or step.state is State.CANCELLED
        return message(
            when_lines(step, turn),
            where_line(step) if step.state is State.BOOKED else None,
            contact_lines(step.contact, turn) if needs_contact else None,
            plan_age_lines(turn),
            buttons=_ways_on(step, turn),
        )


def _ways_on(step: Step, turn: Turn) -> list[Button]:
    visit = step.appointment
    if visit is None or not visit.rebooking_allowed or not turn.known.may_book:
        return []
    if step.state is State.BOOKED and step.when is not None and step.when > turn.now:
        return [Button(text("button.rebook"), "rebook", {"about": step.ref})]
    if step.when is None and step.state is State.WAITING_FOR_PATIENT:
        return [Button(text("button.book"), "book", {"about": step.ref})]
    return []
