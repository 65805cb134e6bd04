"""Telling that one will be late today: only the clinic can be told, by phone."""

from __future__ import annotations

from actions.base import Answer
from actions.facts import clinic_fact, person_fact, phone_fact, time_fact
from actions.plan import pointing
from actions.plan.about import about
from actions.plan.lines import contact_lines
from actions.reply import Line, Reply, message, reply, say
from actions.turn import Turn
from backend.contracts.schemas import Step


class RunningLate(Answer):
    """The number of the clinic that expects the patient today."""

    intent = "running_late"

    def reply(self, turn: Turn) -> Reply:
        """Whom to ring; it cannot be told them from here."""
        visits = pointing.upcoming(turn.contract, turn.now)
        if not visits:
            return reply(message(say("late_today.none")))
        today = [step for step in visits if step.when and step.when.date() == turn.now.date()]
        if not today:
            first = visits[0]
            assert first.when is not None  # noqa: S101  upcoming steps have a time
            when = time_fact(first.when, first.source, turn.now)
            return reply(
                message(say("late_today.none_today", when=when), contact_lines(first.contact, turn))
            ).remembering(focus=first.ref)
        found = about(turn, wanted=lambda step: step in today)
        step = next((one for one in found.steps if one in today), today[0])
        return reply(
            message(_call(step), _visit(step, turn), say("late_today.cannot"))
        ).remembering(focus=step.ref)


def _call(step: Step) -> Line:
    phone = phone_fact(step.contact) if step.contact else None
    if step.contact is None or phone is None:
        return say("late_today.no_number")
    return say("late_today.call", who=person_fact(step.contact), phone=phone)


def _visit(step: Step, turn: Turn) -> Line:
    assert step.when is not None  # noqa: S101  it is today
    when = time_fact(step.when, step.source, turn.now)
    clinic = clinic_fact(step.appointment) if step.appointment else None
    if clinic is None:
        return say("late_today.visit_no_clinic", when=when)
    return say("late_today.visit", when=when, clinic=clinic)
