"""Offers as they are shown: three at a time, on different days where there are."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from actions.facts import raised
from actions.reply import Button, Fact, Line, say
from actions.times.booking import Slot
from actions.times.errand import ErrandKind, Offered
from actions.turn import Turn
from backend.phrasing.dates import time_phrase
from backend.phrasing.texts import text

SHOWN = 3


def three(slots: Sequence[Slot]) -> list[Slot]:
    """The earliest of each of three days; from fewer days, also later times of theirs."""
    by_day: dict[date, list[Slot]] = {}
    for slot in slots:
        by_day.setdefault(slot.start.date(), []).append(slot)
    picked = [found[0] for found in list(by_day.values())[:SHOWN]]
    rest = [slot for slot in slots if slot not in picked]
    while len(picked) < SHOWN and rest:
        # The one furthest from what is picked already, so that the choice is a real one.
        further = max(rest, key=lambda slot: _distance(slot, picked))
        picked.append(further)
        rest.remove(further)
    return sorted(picked, key=lambda slot: slot.start)


def _distance(slot: Slot, picked: list[Slot]) -> float:
    same_day = [one for one in picked if one.start.date() == slot.start.date()] or picked
    return min(abs((slot.start - one.start).total_seconds()) for one in same_day)


def offer_lines(slots: Sequence[Slot], turn: Turn) -> list[Line]:
    """One line each, numbered; the place is said when it is known."""
    lines = []
    for number, slot in enumerate(slots, 1):
        when = Fact(
            "time",
            slot.start.isoformat(),
            f"Slot/{slot.id}",
            raised(time_phrase(slot.start, turn.now)),
        )
        blanks: dict[str, Fact | str] = {"number": str(number), "when": when}
        key = "offers.line_no_place"
        if slot.place is not None:
            key = "offers.line"
            blanks["place"] = slot.place
            if slot.practitioner is not None:
                key = "offers.line_with"
                blanks["who"] = slot.practitioner
        lines.append(say(key, simple=turn.simple, **blanks))
    return lines


def choice_buttons(offered: Sequence[Offered], turn: Turn) -> list[Button]:
    """A button for each time."""
    return [
        Button(
            text("offers.choice", when=time_phrase(one.start, turn.now)),
            "choose_option",
            {"slot": one.slot},
        )
        for one in offered
    ]


def offer_buttons(slots: Sequence[Slot], turn: Turn, kind: ErrandKind) -> list[Button]:
    """A button for each time, then for more and for none of them."""
    choices = choice_buttons([Offered(slot.id, slot.start) for slot in slots], turn)
    keep = "button.keep" if kind is not ErrandKind.BOOK else "button.none_fits"
    return [
        *choices,
        Button(text("button.more_times"), "ask_more_options"),
        Button(text(keep), "stop"),
    ]
