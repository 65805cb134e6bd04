"""What a text means that names nothing: by a day, by a place in a list, by what was spoken of."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import timedelta

from actions.linking.choosing import (
    at_time,
    by_reference,
    fits_exactly,
    in_list,
    in_order,
    neighbour,
)
from actions.linking.items import Item
from actions.linking.mentions import Mention
from actions.linking.pointers import Pointer
from actions.linking.result import Category, ItemType, Missing, Target
from actions.linking.targets import has_times, is_ahead
from actions.linking.turn import BY_FOCUS, BY_TIME, SURE, Found, Turn, scored

_SOON = timedelta(days=14)
"""So far ahead "på fredag" is taken for the only visit on a Friday, though it is not the next."""

_A_TIME = re.compile(
    r"\b(?:nästa|första|andra|tredje|fjärde|sista|senaste|tidigaste)\s+(?:\w+\s)?"
    r"(?:tid\w*|besök\w*|möte\w*|bokning\w*|kallelse\w*|träff\w*|samtal\w*)\b"
    r"|\b(?:när|vilken|hur dags)\b.*\bnästa gång\b|\bnästa\W*$|\bnästa då\b"
)
_CHOOSING = re.compile(r"\b(?:den|dän|tar|ta|tag|välj\w*|säger|kör|av de|av dem|av dom)\b")
_ALL_TIMES = re.compile(
    r"\b(?:alla|samtliga) (?:mina |bokade |kommande )*(?:tider|besök|bokningar|möten)\b"
    r"|\b(?:avboka|boka av|stryk|ta bort) (?:allt|allting|alltihop|rubbet)\b"
)
_ONLY_ONE = {
    Target.REFERRALS: re.compile(r"remiss"),
    Target.TASKS: re.compile(r"uppgift|göra själv|ansvar|lova|åta"),
}


def by_place(turn: Turn, mentions: Sequence[Mention]) -> Found:
    """The first of these that says something: the list last shown, a day, time's order, focus.

    `mentions` are those that name nothing of the contract and yet nothing that is missing, such
    as "kontrollen": a visit on the day must go with them, and the next visit is not meant.
    """
    ways = [in_list_shown, _beside_current, _at_day, _in_focus]
    if not mentions:
        ways[3:3] = [_every, _in_time, _only_one]
    for way in ways:
        found = way(turn)
        if found is not None:
            return found if way is not _at_day else _going_with(turn, found, mentions)
    return Found()


def _going_with(turn: Turn, found: Found, mentions: Sequence[Mention]) -> Found:
    named = [one for one in mentions if not all(hit.sense.hint for hit in one.hits)]
    score = turn.linguist.scorer.score
    items = [one for one in found.items if all(score(one[0], mention.hits) for mention in named)]
    return replace(found, items=tuple(items))


def _every(turn: Turn) -> Found | None:
    """Everything that lies ahead: "alla mina tider"."""
    match = _ALL_TIMES.search(turn.text.lower)
    items = in_order(_ahead(turn))
    if match is None or len(items) < 2:
        return None
    return Found(scored(items, SURE), together=True, decided=(match.group(),))


def in_list_shown(turn: Turn) -> Found | None:
    """The list last shown: "tvåan", "den sista", "båda", or the day that one of them is on."""
    shown, reference = turn.shown(), turn.reference
    if not shown:
        return None
    decided = (reference.words,)
    if (reference.every and len(shown) > 1) or (reference.both and len(shown) == 2):
        return Found(scored(shown, SURE), together=True, decided=decided)
    days = _days(turn)
    if (at_day := _pick(turn, shown, [day for day in days if not day.part_of_day])) is not None:
        return at_day
    if (chosen := in_list(shown, reference, turn.focus)) is not None:
        return Found(scored([chosen], SURE), decided=decided)
    if (at_day := _pick(turn, shown, days)) is not None:
        return at_day
    chooses = len(shown) > 1 and _CHOOSING.search(turn.text.lower)
    return Found() if reference.listed or (days and chooses) else None


def _beside_current(turn: Turn) -> Found | None:
    """What "den efter" means: what comes next in the list that was shown, else in time."""
    current = turn.item(turn.focus.current)
    if current is None or not (turn.reference.after or turn.reference.before):
        return None
    shown = turn.shown()
    among = shown if current in shown and len(shown) > 1 else _ahead(turn)
    if current not in among:
        among = [*among, current]
    beside = neighbour(among, current, 1 if turn.reference.after else -1)
    return Found(scored([beside], SURE), decided=(turn.reference.words,)) if beside else Found()


def _at_day(turn: Turn) -> Found | None:
    """A day or clock; that there is none then is an answer when the words are firm."""
    pointers = _days(turn)
    if not pointers or not has_times(turn.target):
        return None
    if (found := _pick(turn, turn.items, pointers)) is not None:
        return found
    firm = [pointer for pointer in pointers if pointer.firm]
    if not firm:
        return None
    outside = [item for item in turn.outside if item.type is ItemType.APPOINTMENT]
    return Found(
        missing=tuple(Missing(pointer.day_words, Category.TIME, pointer.words) for pointer in firm),
        nearby=tuple(at_time(scored(outside, BY_TIME), firm)),
        decided=tuple(pointer.words for pointer in firm),
    )


def _days(turn: Turn) -> list[Pointer]:
    """The pointers; "den andra" alone is no day, and "på förmiddagen" only chooses in a list."""
    return [
        pointer
        for pointer in turn.pointers
        if pointer.ordinal is None
        and not (pointer.part_of_day and not turn.focus.shown)
        and not (pointer.clock and not pointer.of_visit)
    ]


def _pick(turn: Turn, items: Iterable[Item], pointers: Sequence[Pointer]) -> Found | None:
    fitting = [item for item, _ in at_time(scored(items, BY_TIME), pointers)]
    fitting = [item for item in fitting if is_ahead(item, turn.now)] or fitting
    if any(pointer.clock for pointer in pointers):
        fitting = [item for item in fitting if fits_exactly(item, pointers)]
    if not fitting:
        return None
    words = tuple(pointer.words for pointer in pointers)
    if all(pointer.only_loosely(item.start) for item in fitting for pointer in pointers):
        soon = [item for item in fitting if item.start and item.start - turn.now <= _SOON]
        if len(fitting) > 1 or not soon or not is_ahead(soon[0], turn.now):
            return None
        return Found(scored(soon, BY_TIME), decided=words, unmatched_time=words)
    chosen = by_reference(fitting, turn.reference, turn.now, past=turn.ranking.speaks_of_past)
    if chosen is not None and len(fitting) > 1:
        return Found(scored([chosen], SURE), decided=(*words, turn.reference.words))
    return Found(scored(in_order(fitting), BY_TIME), decided=words)


def _in_time(turn: Turn) -> Found | None:
    """The place in time of "nästa tid" or "mitt sista besök"."""
    if not _A_TIME.search(turn.text.lower) or turn.reference.listed:
        return None
    chosen = by_reference(_ahead(turn), turn.reference, turn.now, past=False)
    return Found(scored([chosen], SURE), decided=(turn.reference.words,)) if chosen else None


def _ahead(turn: Turn) -> list[Item]:
    return [item for item in turn.items if item.start and is_ahead(item, turn.now)]


def _only_one(turn: Turn) -> Found | None:
    """The only one of its sort ("min remiss")."""
    word = _ONLY_ONE.get(turn.target)
    if word is None or len(turn.items) != 1:
        return None
    match = word.search(turn.text.lower)
    return Found(scored(turn.items, SURE), decided=(match.group(),)) if match else None


def _in_focus(turn: Turn) -> Found | None:
    """What was last spoken of: "den", "dit", "och var är det"."""
    if not turn.reference.pointing:
        return None
    source = turn.focus.current or (turn.focus.shown[0] if len(turn.focus.shown) == 1 else None)
    if source is None:
        return None
    decided = (turn.reference.words,)
    if (item := turn.item(source)) is not None:
        return Found(scored([item], BY_FOCUS), decided=decided)
    outside = [item for item in turn.outside if item.source == source]
    return Found(nearby=scored(outside, BY_FOCUS), decided=decided) if outside else None
