"""Offers from the waiting list: a freed time that is kept for the patient for a while."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from actions.backend_client import Refused
from actions.facts import lowered, time_fact, title_fact
from actions.reply import Fact, Reply, message, reply, say
from actions.time_wishes import Status, TimeWish, to_dict
from actions.times.booking import place_after
from actions.times.errand import Errand, ErrandKind, Stage
from actions.turn import Turn

_WINDOW_FIELDS = ("dates", "weekdays", "month_days", "clock", "week_parity", "day_kind")


def answer(turn: Turn) -> Reply:
    """Takes or declines the offer that the button stands for."""
    offer = str(turn.carried["offer"])
    path = f"offers/{offer}"
    try:
        if turn.intent != "affirm":
            turn.backend.call("POST", turn.conversation, f"{path}/decline")
            return reply(message(say("waiting_list.declined"))).remembering(errand=None)
        key = f"offer.{offer}"
        after: dict[str, Any] = turn.backend.call(
            "POST", turn.conversation, f"{path}/accept", body={"key": key}
        )
    except Refused as refusal:
        if refusal.code != "offer_gone":
            raise
        return reply(message(say("waiting_list.expired")))
    done = Errand(ErrandKind.EARLIER, Stage.DONE, after["id"], key=key, version=after["version"])
    step = next((s for s in turn.contract.steps if s.source == f"Appointment/{after['id']}"), None)
    start = datetime.fromisoformat(after["start"])
    new = time_fact(start, f"Appointment/{after['id']}", turn.now)
    what: Fact | str = title_fact(step) if step else lowered(str(after["title"]))
    place = place_after(after)
    if place is not None:
        line = say("receipt.rebook", what=what, new=new, place=place)
    else:
        line = say("receipt.rebook_no_place", what=what, new=new)
    return reply(message(line)).remembering(
        errand=done.as_slot(), focus=f"Appointment/{after['id']}"
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
