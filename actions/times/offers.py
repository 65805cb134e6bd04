"""Offers from the waiting list: a freed time that is kept for the patient for a while."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from actions.backend_client import Refused
from actions.reply import Button, Reply, message, reply, say
from actions.time_wishes import Status, TimeWish, to_dict
from actions.times.assent import asks_more, says_yes
from actions.times.confirming import receipt
from actions.times.errand import Errand, ErrandKind, Stage
from actions.turn import Turn, Understood
from backend.phrasing.texts import text

_WINDOW_FIELDS = ("dates", "weekdays", "month_days", "clock", "week_parity", "day_kind")


def answer_in_words(turn: Turn, offer: int, errand: Errand | None) -> Reply | None:
    """Takes or declines the offer that was said last, when a text is a mere yes or no to it.

    While the errand has a question of its own a yes may be to that: then it is asked which.
    """
    if turn.carried:
        return None
    if says_yes(turn) or (turn.intent == "affirm" and not asks_more(turn)):
        if errand is not None and errand.stage is Stage.CONFIRM:
            return _which_yes(offer, errand)
        return answer(replace(turn, understood=Understood("affirm")), str(offer))
    return answer(turn, str(offer)) if turn.intent == "deny" else None


def _which_yes(offer: int, errand: Errand) -> Reply:
    verb = errand.kind.value if errand.kind in (ErrandKind.CANCEL, ErrandKind.BOOK) else "rebook"
    buttons = [
        Button(text("waiting_list.accept_freed"), "affirm", {"offer": offer}),
        Button(text(f"confirm.yes_{verb}"), "affirm", {"key": errand.key}),
    ]
    return reply(message(say("waiting_list.which_yes"), buttons=buttons)).remembering(
        errand=errand.as_slot()
    )


def reminder(offer: int) -> Reply:
    """That an offer waits for its answer, after something else was said."""
    buttons = [
        Button(text("waiting_list.accept"), "affirm", {"offer": offer}),
        Button(text("waiting_list.decline"), "deny", {"offer": offer}),
    ]
    return reply(message(say("waiting_list.waits"), buttons=buttons))


def answer(turn: Turn, offer: str) -> Reply:
    """Takes or declines the offer."""
    path = f"offers/{offer}"
    try:
        if turn.intent != "affirm":
            turn.backend.call("POST", turn.conversation, f"{path}/decline")
            declined = reply(message(say("waiting_list.declined")))
            errand = Errand.from_slot(turn.memory.errand)
            waits = errand is not None and errand.stage is Stage.CONFIRM
            return declined if waits else declined.remembering(errand=None)
        key = f"offer.{offer}"
        after: dict[str, Any] = turn.backend.call(
            "POST", turn.conversation, f"{path}/accept", body={"key": key}
        )
    except Refused as refusal:
        if refusal.code != "offer_gone":
            raise
        return reply(message(say("waiting_list.expired")))
    done = Errand(ErrandKind.EARLIER, Stage.DONE, after["id"], key=key, version=after["version"])
    step = next(s for s in turn.contract.steps if s.source == f"Appointment/{after['id']}")
    return Reply((receipt(turn, done, step, after),)).remembering(
        errand=done.as_slot(), focus=step.ref
    )


def kept_wish(wish: TimeWish | None) -> dict[str, Any] | None:
    """A wish as the waiting list keeps it; `None` when anything goes."""
    if wish is None or wish.status is not Status.UNDERSTOOD:
        return None
    data = to_dict(wish)
    found = data.get("readings", [])
    any_of = [_window(window) for reading in found for window in reading.get("options", [])]
    none_of = [_window(window) for reading in found for window in reading.get("excluded", [])]
    return {"any_of": any_of, "none_of": none_of} if any_of or none_of else None


def _window(window: dict[str, Any]) -> dict[str, Any]:
    kept = {name: window[name] for name in _WINDOW_FIELDS if name in window}
    for name in ("dates", "clock"):
        if name in kept:
            kept[name] = [{"first": first, "last": last} for first, last in kept[name]]
    return kept
