"""Giving up a time: the question, with what it costs and what would be lost."""

from __future__ import annotations

from actions.backend_client import Refused
from actions.facts import clinic_fact, time_fact, title_fact
from actions.reply import Button, Line, Reply, message, reply, say
from actions.times.booking import Booking
from actions.times.consequences import consequence_lines
from actions.times.errand import Errand, Stage
from actions.times.refusing import core_refusal
from actions.turn import Turn
from backend.contracts.schemas import Step
from backend.phrasing.texts import text


def ask_to_cancel(turn: Turn, errand: Errand, step: Step) -> Reply:
    """Asks whether to cancel; nothing happens until the answer."""
    assert errand.appointment is not None  # noqa: S101  opened with one
    try:
        question = Booking(turn, errand.appointment).ask_to_cancel()
    except Refused as refusal:
        answer = core_refusal(turn, step, errand.kind, refusal)
        if answer is None:
            raise
        return answer
    waiting = errand.at(Stage.CONFIRM, key=question["key"], version=question["version"])
    buttons = [Button(text("confirm.yes_cancel"), "affirm", {"key": question["key"]})]
    if step.appointment is not None and step.appointment.rebooking_allowed and step.when:
        buttons.append(Button(text("confirm.rather_move"), "rebook", {"about": step.ref}))
    buttons.append(Button(text("confirm.no_cancel"), "stop"))
    return reply(
        message(
            _what(turn, step),
            consequence_lines(question["consequences"], step.source, turn),
            say("confirm.lost") if step.when else None,
            say("confirm.cancel_question"),
            buttons=buttons,
        )
    ).remembering(errand=waiting.as_slot(), focus=step.ref)


def _what(turn: Turn, step: Step) -> Line:
    what = title_fact(step)
    if step.when is None:
        return say("confirm.cancel_no_time", what=what)
    old = time_fact(step.when, step.source, turn.now)
    clinic = clinic_fact(step.appointment) if step.appointment else None
    if clinic is None:
        return say("confirm.cancel_no_clinic", what=what, old=old)
    return say("confirm.cancel", what=what, old=old, clinic=clinic)
