"""From a chosen time to a receipt: the question, the yes, and taking it back."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from actions.backend_client import BackendFailed, Refused
from actions.facts import person_fact, phone_fact, time_fact, title_fact
from actions.plan.lines import contact_lines
from actions.reply import Button, Fact, Line, Message, Reply, message, reply, say
from actions.times.booking import Booking, Slot, confirm, place_after, slot_of
from actions.times.calendar import calendar_card
from actions.times.consequences import consequence_lines
from actions.times.errand import Errand, ErrandKind, Offered, Stage
from actions.times.offering import offer_others
from actions.times.refusing import clinic_refusal, core_refusal
from actions.turn import Turn
from backend.contracts.schemas import State, Step
from backend.phrasing.dates import clock_phrase, week_phrase
from backend.phrasing.texts import text

_UNDO = timedelta(minutes=10)
_TAKEN = ("slot_taken", "slot_not_suitable", "slot_not_found")


def choose(turn: Turn, errand: Errand, step: Step, slot: str) -> Reply:
    """Keeps the time for the patient, and asks; the old time stands until the answer."""
    assert errand.appointment is not None  # noqa: S101  offered for one
    try:
        question = Booking(turn, errand.appointment).hold(slot)
    except Refused as refusal:
        return _refused(turn, errand, step, refusal, slot)
    found = slot_of(question["slot"])
    waiting = errand.at(
        Stage.CONFIRM,
        key=question["key"],
        version=question["version"],
        offers=(Offered(found.id, found.start),),
    )
    verb = "book" if step.when is None else "rebook"
    buttons = [
        Button(text(f"confirm.yes_{verb}"), "affirm", {"key": question["key"]}),
        Button(text("confirm.other"), "ask_more_options"),
        Button(text(f"confirm.no_{verb}"), "stop"),
    ]
    held = question["held_until"]
    return reply(
        message(
            _summary(turn, step, found),
            _whom(found),
            consequence_lines(question["consequences"], step.source, turn),
            say("confirm.held", until=clock_phrase(datetime.fromisoformat(held))) if held else None,
            say(f"confirm.{verb}_question"),
            buttons=buttons,
        )
    ).remembering(errand=waiting.as_slot(), focus=step.ref)


def do_it(turn: Turn, errand: Errand, step: Step) -> Reply:
    """Does what was asked, and says so only when it is committed.

    When the backend does not answer, the same key is tried once more: it gets the first answer if
    there was one. After that nothing is claimed.
    """
    assert errand.key is not None  # noqa: S101  a question stands
    try:
        try:
            after = confirm(turn, errand.key)
        except BackendFailed:
            after = confirm(turn, errand.key)
    except BackendFailed:
        return reply(message(_unknown(step))).remembering(errand=errand.as_slot())
    except Refused as refusal:
        return _refused(
            turn, errand, step, refusal, errand.offers[0].slot if errand.offers else None
        )
    done = errand.at(Stage.DONE, version=after["version"])
    return Reply((receipt(turn, errand, step, after),)).remembering(
        errand=done.as_slot(), focus=step.ref
    )


def undo(turn: Turn, errand: Errand, step: Step) -> Reply:
    """Takes back what was just done."""
    if errand.appointment is None or errand.version is None or errand.key is None:
        return reply(message(say("receipt.nothing_to_undo")))
    try:
        after = Booking(turn, errand.appointment).undo(errand.version, f"undo.{errand.key}")
    except Refused as refusal:
        return _undo_refused(step, turn, refusal)
    if after["start"] is None:
        line = say("receipt.undo_booked")
    else:
        line = say("receipt.undo", new=_start_fact(after, turn))
    return reply(message(line)).remembering(errand=None, focus=step.ref)


def _summary(turn: Turn, step: Step, slot: Slot) -> Line:
    blanks: dict[str, Fact | str] = {
        "what": title_fact(step),
        "new": time_fact(slot.start, f"Slot/{slot.id}", turn.now),
        "week": week_phrase(slot.start.date()),
    }
    key = "confirm.book" if step.when is None else "confirm.rebook"
    if step.when is not None:
        blanks["old"] = time_fact(step.when, step.source, turn.now)
    if slot.place is None:
        return say(f"{key}_no_place", **blanks)  # type: ignore[arg-type]
    return say(key, place=slot.place, **blanks)  # type: ignore[arg-type]


def _whom(slot: Slot) -> Line | None:
    if slot.practitioner is None:
        return None
    return say("confirm.with", who=slot.practitioner)


def receipt(turn: Turn, errand: Errand, step: Step, after: dict[str, Any]) -> Message:
    """What was done, as the backend says that it is now, and until when it can be undone."""
    what = title_fact(step)
    undo_button = Button(text("receipt.button_undo"), "stop", {"key": str(errand.key)})
    until = say("receipt.can_undo", until=clock_phrase(turn.now + _UNDO))
    if errand.kind is ErrandKind.CANCEL:
        if step.when is None:
            line = say("receipt.cancel_no_time", what=what)
        else:
            old = time_fact(step.when, step.source, turn.now)
            line = say("receipt.cancel", what=what, old=old)
        return message(line, until, buttons=[undo_button])
    key = "receipt.book" if step.when is None else "receipt.rebook"
    blanks: dict[str, Fact | str] = {"what": what, "new": _start_fact(after, turn)}
    place = place_after(after)
    if place is not None:
        line = say(key, place=place, **blanks)  # type: ignore[arg-type]
    else:
        line = say(f"{key}_no_place", **blanks)  # type: ignore[arg-type]
    prepare = say("receipt.preparation") if after["preparation"] else None
    found = message(line, prepare, until, buttons=[undo_button])
    return calendar_card(found, after["id"], text("receipt.button_calendar"))


def _start_fact(after: dict[str, Any], turn: Turn) -> Fact:
    start = datetime.fromisoformat(after["start"])
    return time_fact(start, f"Appointment/{after['id']}", turn.now)


def _refused(turn: Turn, errand: Errand, step: Step, refusal: Refused, slot: str | None) -> Reply:
    """A time that was taken, a question that holds no longer, or the clinic's no."""
    if refusal.code in _TAKEN:
        why = say("offers.taken_book" if step.when is None else "offers.taken")
        wanted = next((one.start for one in errand.offers if one.slot == slot), None)
        return offer_others(turn, errand, step, why, near=wanted)
    if refusal.code in ("confirmation_expired", "stale_version", "idempotency_key_reused"):
        key = "confirm.stale" if refusal.code == "stale_version" else "confirm.died"
        if errand.kind is ErrandKind.CANCEL:
            return reply(message(say(key))).remembering(errand=None, focus=step.ref)
        near = errand.offers[0].start if errand.offers else None
        return offer_others(turn, errand, step, say(key), near=near)
    answer = core_refusal(turn, step, errand.kind, refusal)
    if answer is None:
        raise refusal
    return answer


def _undo_refused(step: Step, turn: Turn, refusal: Refused) -> Reply:
    """Why it cannot be undone, how it stands, and what can be done instead."""
    if refusal.code not in (*_TAKEN, "undo_expired"):
        line = say("receipt.nothing_to_undo")
        return reply(message(line)).remembering(errand=None, focus=step.ref)
    why = "gone" if refusal.code == "undo_expired" else "taken"
    what = title_fact(step)
    if step.when is None or step.state is not State.BOOKED:
        lines = [
            say(f"receipt.undo_{why}_cancelled", what=what),
            *contact_lines(step.contact, turn),
        ]
        return reply(message(lines)).remembering(errand=None, focus=step.ref)
    when = time_fact(step.when, step.source, turn.now)
    if clinic_refusal(turn, step, ErrandKind.REBOOK) is not None:
        lines = [
            say(f"receipt.undo_{why}_fixed", what=what, when=when),
            *contact_lines(step.contact, turn),
        ]
        return reply(message(lines)).remembering(errand=None, focus=step.ref)
    move = Button(text("button.rebook"), "rebook", {"about": step.ref})
    line = say(f"receipt.undo_{why}", what=what, when=when)
    return reply(message(line, buttons=[move])).remembering(errand=None, focus=step.ref)


def _unknown(step: Step) -> Line:
    phone = phone_fact(step.contact) if step.contact else None
    if step.contact is None or phone is None:
        return say("receipt.unknown", who=text("gateway.advice_name"), phone="1177")
    return say("receipt.unknown", who=person_fact(step.contact), phone=phone)
