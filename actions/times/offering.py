"""Finding times for a wish, and offering three of them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta

from actions.facts import time_fact, title_fact
from actions.plan.lines import contact_lines
from actions.reply import Button, Line, Reply, message, reply, say
from actions.talk.about_me import with_number
from actions.time_wishes import (
    Problem,
    Status,
    TimeWish,
    Window,
    describe,
    filter_matches,
    matches,
    readings,
)
from actions.times.booking import Booking, Slot
from actions.times.errand import Errand, ErrandKind, Offered, Stage
from actions.times.showing import offer_buttons, offer_lines, three
from actions.turn import Turn
from backend.contracts.schemas import Step
from backend.phrasing.texts import text

_PATIENCE = 2
_AROUND = timedelta(days=14)
_WEEKDAY = re.compile(
    r"\b(?:m[åa]n|tis|ons|tors?|fre|l[öo]r|s[öo]n)(?:da(?:r|g|n)\w*)?\b", re.IGNORECASE
)
_OF_A_WEEK = re.compile(
    r"\d|veck|n[äa]sta|den h[äa]r|\b(?:jan|feb|mars|apr|maj|jun|jul|aug|sep|okt|nov|dec)",
    re.IGNORECASE,
)

_PROBLEM_TEXTS = {
    Problem.PAST: "wish.past",
    Problem.IMPOSSIBLE: "wish.impossible",
    Problem.CONTRADICTION: "wish.contradiction",
}


def offer(
    turn: Turn,
    errand: Errand,
    step: Step,
    lead: Line | None = None,
    near: datetime | None = None,
) -> Reply:
    """Offers times for the errand's wish, or asks what it means.

    `lead` is said in place of what the times are; those nearest to `near` come before others.
    """
    wish = errand.wish
    if wish is not None and wish.status is Status.NOT_UNDERSTOOD:
        return _ask_again(turn, errand, step, wish)
    if wish is not None and wish.ambiguous:
        return _ask_which(errand, step, wish)
    return _offer_found(turn, errand, step, lead, near)


def offer_others(
    turn: Turn, errand: Errand, step: Step, why: Line, near: datetime | None = None
) -> Reply:
    """Why the chosen time cannot be had, and fresh times for the same wish in the same reply."""
    again = errand.at(Stage.WISH, key=None, seen=())
    return reply(message(why)).then(offer(turn, again, step, near=near))


def more(turn: Turn, errand: Errand, step: Step) -> Reply:
    """Other times than those shown so far."""
    slots = _unseen(_fitting(turn, errand, step)[0], errand)
    if not slots:
        slots = _unseen(_all(turn, errand, step), errand)
    if not slots:
        key = "offers.none_more_book" if step.when is None else "offers.none_more"
        return reply(message(say(key), contact_lines(step.contact, turn))).remembering(
            errand=errand.as_slot(), focus=step.ref
        )
    return _shown(turn, errand, step, slots, say("offers.more"))


def _offer_found(
    turn: Turn, errand: Errand, step: Step, lead: Line | None, near: datetime | None
) -> Reply:
    slots, met = _fitting(turn, errand, step)
    if near is not None:
        slots = sorted(slots, key=lambda slot: abs(slot.start - near))
    if not slots:
        return _none(turn, errand, step)
    if not met and (weekly := _every_week(turn, errand)) != errand:
        found, fits = _fitting(turn, weekly, step)
        if fits:
            lead = lead or _lead(turn, errand, step, met=False)
            return _shown(turn, weekly, step, found, lead)
    return _shown(turn, errand, step, slots, lead or _lead(turn, errand, step, met=met))


def _every_week(turn: Turn, errand: Errand) -> Errand:
    """A mere weekday whose next one has no free time is any such weekday; other wishes are kept."""
    wish = errand.wish
    if wish is None or not wish.understood or not _WEEKDAY.search(turn.text):
        return errand
    if _OF_A_WEEK.search(turn.text):
        return errand
    found = tuple(
        replace(reading, options=tuple(_any_week(window) for window in reading.options))
        for reading in wish.readings
    )
    return replace(errand, wish=replace(wish, readings=found))


def _any_week(window: Window) -> Window:
    days = [part.first for part in window.dates if part.first is not None]
    if not days or any(part.first != part.last for part in window.dates):
        return window
    weekdays = tuple(sorted({day.weekday() for day in days}))
    return replace(window, dates=(), weekdays=weekdays)


def _fitting(turn: Turn, errand: Errand, step: Step) -> tuple[list[Slot], bool]:
    """The times that fit the wish; the nearest others when none does, and whether any did."""
    slots = _all(turn, errand, step)
    if errand.wish is None or errand.wish.status is not Status.UNDERSTOOD:
        return slots, True
    fitting = set(filter_matches(errand.wish, [slot.start for slot in slots]))
    found = [slot for slot in slots if slot.start in fitting]
    return (found, True) if found else (_nearest(slots, errand.wish), False)


def _all(turn: Turn, errand: Errand, step: Step) -> list[Slot]:
    assert errand.appointment is not None  # noqa: S101  offered only for a known appointment
    slots = Booking(turn, errand.appointment).slots(first=_first_day(errand))
    if errand.kind is ErrandKind.EARLIER and step.when is not None:
        slots = [slot for slot in slots if slot.start < step.when]
    return slots


def _first_day(errand: Errand) -> date | None:
    """Two weeks before the wish's first date: a far one is not lost behind many near times."""
    if errand.wish is None:
        return None
    windows = [window for reading in errand.wish.readings for window in reading.options]
    firsts = [part.first for window in windows for part in window.dates]
    if not windows or any(not window.dates for window in windows):
        return None
    known = [first for first in firsts if first is not None]
    return min(known) - _AROUND if known and len(known) == len(firsts) else None


def _nearest(slots: list[Slot], wish: TimeWish) -> list[Slot]:
    """The times nearest to the wish's first date; without one, the earliest."""
    dates = [
        part.first
        for reading in wish.readings
        for window in reading.options
        for part in window.dates
        if part.first is not None
    ]
    if not dates:
        return slots
    wanted = min(dates)
    return sorted(slots, key=lambda slot: abs((slot.start.date() - wanted).days))


def _unseen(slots: Sequence[Slot], errand: Errand) -> list[Slot]:
    return [slot for slot in slots if slot.id not in errand.seen]


def _shown(turn: Turn, errand: Errand, step: Step, slots: list[Slot], lead: Line) -> Reply:
    picked = three(slots)
    offered = tuple(Offered(slot.id, slot.start) for slot in picked)
    now = errand.at(
        Stage.CHOOSE,
        offers=offered,
        seen=tuple(dict.fromkeys([*errand.seen, *(slot.id for slot in picked)])),
        misses=0,
        key=None,
    )
    if step.guarantee is not None and not step.guarantee.stopped and errand.appointment:
        Booking(turn, errand.appointment).shown([slot.id for slot in picked])
    choose = "offers.choose_book" if step.when is None else "offers.choose"
    return reply(
        message(
            lead,
            offer_lines(picked, turn),
            say(choose),
            buttons=offer_buttons(picked, turn, errand.kind),
        )
    ).remembering(errand=now.as_slot(), focus=step.ref)


def _lead(turn: Turn, errand: Errand, step: Step, *, met: bool) -> Line:
    wish = errand.wish
    words = describe(wish) if wish is not None and wish.status is Status.UNDERSTOOD else ""
    if words and not met:
        return say(f"offers.none_wish{'_not' if words.startswith('inte ') else ''}", wish=words)
    if errand.kind is ErrandKind.EARLIER and step.when is not None:
        return say("offers.earlier", when=time_fact(step.when, step.source, turn.now))
    if words and not (wish and (wish.no_wish or _any_other_day(wish, step))):
        key = "offers.rebook_wish_not" if words.startswith("inte ") else "offers.rebook_wish"
        return say(key, wish=words)
    if step.when is None:
        return say("offers.book", what=title_fact(step))
    when = time_fact(step.when, step.source, turn.now)
    return say("offers.rebook", what=title_fact(step), when=when)


def _any_other_day(wish: TimeWish, step: Step) -> bool:
    """Whether it only says that the visit's own day will not do."""
    if step.when is None or matches(wish, step.when):
        return False
    others = (step.when + timedelta(days=days) for days in (*range(1, 8), 14))
    return all(matches(wish, other) for other in others)


def _none(turn: Turn, errand: Errand, step: Step) -> Reply:
    """Nothing is free: the old time is kept, and there is a waiting list."""
    if errand.kind is ErrandKind.EARLIER and step.when is not None:
        when = time_fact(step.when, step.source, turn.now)
        first = say("offers.none_earlier", when=when)
    elif step.when is None:
        first = say("offers.none_book")
    else:
        first = say("offers.none")
    return reply(
        message(
            first,
            say("waiting_list.ask"),
            contact_lines(step.contact, turn),
            buttons=waiting_list_buttons(),
        )
    ).remembering(errand=errand.at(Stage.WAITING_LIST).as_slot(), focus=step.ref)


def waiting_list_buttons() -> list[Button]:
    """Yes and no to standing on the waiting list."""
    return [
        Button(text("waiting_list.yes"), "affirm", {"answer": "waiting_list"}),
        Button(text("waiting_list.no"), "deny", {"answer": "waiting_list"}),
    ]


def _ask_again(turn: Turn, errand: Errand, step: Step, wish: TimeWish) -> Reply:
    """A wish that is not understood: asked about, and after two misses the next times instead."""
    misses = errand.misses + 1
    if misses >= _PATIENCE:
        plain = errand.at(Stage.WISH, wish=None, misses=0)
        lead = with_number("wish.give_up", "wish.give_up_no_phone", turn)
        return offer(turn, plain, step, lead)
    key = _PROBLEM_TEXTS.get(wish.problem, "wish.which_day") if wish.problem else "wish.which_day"
    waiting = errand.at(Stage.WISH, wish=None, misses=misses)
    return reply(message(say(key))).remembering(errand=waiting.as_slot(), focus=step.ref)


def _ask_which(errand: Errand, step: Step, wish: TimeWish) -> Reply:
    """A wish with several readings: a button for each."""
    phrases = readings(wish)
    buttons = [
        Button(phrase[:1].upper() + phrase[1:], "give_time_wish", {"answer": str(index)})
        for index, (_, phrase) in enumerate(phrases)
    ]
    first, second = phrases[0][1], phrases[1][1]
    waiting = errand.at(Stage.WISH)
    return reply(
        message(say("wish.which_reading", first=first, second=second), buttons=buttons)
    ).remembering(errand=waiting.as_slot(), focus=step.ref)
