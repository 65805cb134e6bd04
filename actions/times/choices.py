"""Which of the offered times a text picks: by its place in the list, or by its day or clock."""

from __future__ import annotations

import re
from datetime import datetime, timedelta

from actions.time_wishes import Status, filter_matches, matches, parse_wish
from actions.times.errand import Offered

_ORDINALS: tuple[tuple[int, str], ...] = (
    (0, r"f[öo]rsta|ettan|[åa]tminstone den f[öo]rsta|nummer ett|nr 1|nummer 1|[öo]versta"),
    (1, r"andra|tv[åa]an|nummer tv[åa]|nr 2|nummer 2|mellersta|mittersta|mitten|i mitten"),
    (2, r"tredje|trean|nummer tre|nr 3|nummer 3"),
    (3, r"fj[äa]rde|fyran|nummer fyra|nr 4|nummer 4"),
    (-1, r"sista|senaste|understa|nedersta|l[äa]ngst ner"),
)
_COMPILED = tuple(
    (place, re.compile(rf"\b(?:{words})\b", re.IGNORECASE)) for place, words in _ORDINALS
)
_BARE_NUMBER = re.compile(r"\W*(?:nr|nummer|alternativ)?\W*([1-9])(?::?an?)?\W*", re.IGNORECASE)
_LETTER = re.compile(r"\W*(?:alternativ\W*)?([a-c])\W*", re.IGNORECASE)
_EARLIEST = re.compile(r"\b(?:tidigaste|f[öo]rsta b[äa]sta)\b", re.IGNORECASE)
_WEEKDAY = re.compile(r"\b(?:m[åa]n|tis|ons|tors?|fre|l[öo]r|s[öo]n)(?:da\w*|n)?\b", re.IGNORECASE)
_FROM_TODAY = re.compile(
    r"\b(?:i ?(?:dag|mor|kv[äa]ll)|(?:i ?)?[öo]vermor)|\bn[äa]sta\b|\bom \w+ (?:dag|veck)",
    re.IGNORECASE,
)
_BOTH_WAYS = re.compile(r"\bandra (?:tider|dagar|alternativ|f[öo]rslag)\b", re.IGNORECASE)


def chosen(text: str, offers: tuple[Offered, ...], now: datetime) -> tuple[Offered, ...]:
    """The offers that the text picks: one, or several that it does not tell apart, or none."""
    if not offers:
        return ()
    by_place = _by_place(text, offers)
    if by_place is not None:
        return (by_place,)
    wish = parse_wish(text, now)
    if wish.status is not Status.UNDERSTOOD:
        return ()
    fitting = set(filter_matches(wish, [offer.start for offer in offers]))
    found = tuple(offer for offer in offers if offer.start in fitting)
    if found or not _WEEKDAY.search(text) or _FROM_TODAY.search(text):
        return found
    return tuple(offer for offer in offers if _meant_in_its_week(text, offer, now))


def _meant_in_its_week(text: str, offer: Offered, now: datetime) -> bool:
    """Whether the text would mean the offer if it were said at the beginning of the offer's week.

    "Tisdag" is the next one, but among offers it is the one that was offered. That holds for a day
    of the week alone: "i morgon" is never another day.
    """
    start = offer.start.astimezone(now.tzinfo)
    monday = (start - timedelta(days=start.weekday())).replace(hour=0, minute=0)
    return matches(parse_wish(text, max(now, monday)), offer.start)


def _by_place(text: str, offers: tuple[Offered, ...]) -> Offered | None:
    number = _BARE_NUMBER.fullmatch(text)
    letter = _LETTER.fullmatch(text)
    if number or letter:
        index = int(number[1]) - 1 if number else "abc".index((letter or [""])[1].lower())
        return offers[index] if index < len(offers) else None
    if _EARLIEST.search(text):
        return min(offers, key=lambda offer: offer.start)
    if _BOTH_WAYS.search(text):
        return None
    places = {place for place, pattern in _COMPILED if pattern.search(text)}
    if len(places) != 1:
        return None
    place = places.pop()
    return offers[place] if place < len(offers) else None
