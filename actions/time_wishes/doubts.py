"""Finds where a comma would have told what a verb or an "inte" is about, and nobody put one."""

from collections.abc import Sequence
from itertools import pairwise

from actions.time_wishes.items import Grain, Item, Mark, Piece, Word
from actions.time_wishes.words import word_set

_BAD = frozenset({Mark.BUSY, Mark.BAD})
_VERBS = _BAD | {Mark.ABLE}
_JOINTS = frozenset({Mark.AND, Mark.OR, Mark.COMMA, Mark.SLASH, Mark.DASH})
_SUBJECTS = word_set("jag ja vi ni det de man du är då helt på")
_DAYS = frozenset({Grain.WEEKDAY, Grain.DAY, Grain.WEEK})


def lacks_comma(items: Sequence[Item]) -> bool:
    """Whether some words may be cut into clauses in two ways that say opposite things."""
    said = [item for item in items if not (isinstance(item, Word) and item.text in _SUBJECTS)]
    return any(
        _turns_between(said, index)
        or _shares_days(said, index)
        or _denies_last(said, index)
        or _tells_of_excepted(said, index)
        for index in range(len(said))
    )


def _turns_between(items: Sequence[Item], index: int) -> bool:
    """Måndag funkar inte tisdag: not Monday, or not Tuesday. Nio går inte på tisdagar."""
    if items[index] is not Mark.NOT or index < 2:
        return False
    before, verb = items[index - 2 : index]
    after = list(items[index + 1 : index + 3])
    if after[:1] == [Mark.ABLE]:
        del after[0]
    return (
        verb is Mark.ABLE
        and isinstance(before, Piece)
        and (before.is_clock or _is_day(before))
        and bool(after)
        and _is_day(after[0])
        and not _has_verb(items, items.index(after[0], index))
    )


def _denies_last(items: Sequence[Item], index: int) -> bool:
    """Onsdag förmiddag torsdag eftermiddag fredag inte: all of them, or the Friday."""
    if items[index] is not Mark.NOT or items[index + 1 : index + 2] not in ([], [Mark.STOP]):
        return False
    end = index - (items[index - 1] in _VERBS) if index else index
    start = end
    while start > 0 and isinstance(items[start - 1], Piece):
        start -= 1
    said = items[start:end]
    days = [n for n, item in enumerate(said) if _is_day(item)]
    clocks = [n for n, item in enumerate(said) if isinstance(item, Piece) and item.is_clock]
    return len(days) > 1 and any(days[0] < n < days[-1] for n in clocks)


def _tells_of_excepted(items: Sequence[Item], index: int) -> bool:
    """Förmiddag utom torsdag då funkar bara eftermiddag: the afternoon is the Thursday's."""
    if items[index] not in {Mark.EXCEPT, Mark.NOT} or not _is_day(
        next(iter(items[index + 1 :]), None)
    ):
        return False
    rest = list(items[index + 1 :])
    while rest and (isinstance(rest[0], Piece) or rest[0] in _JOINTS):
        del rest[0]
    if not rest or rest[0] is not Mark.THEN:
        return False
    end = next((n for n, item in enumerate(rest) if item is Mark.STOP), len(rest))
    return any(isinstance(item, Piece) for item in rest[:end]) and not _BAD & set(rest[:end])


def _has_verb(items: Sequence[Item], index: int) -> bool:
    """Whether a day, with those joined to it, is followed by a verb of its own."""
    rest = (item for item in items[index:] if not isinstance(item, Piece) and item not in _JOINTS)
    return next(rest, None) in _VERBS


def _shares_days(items: Sequence[Item], index: int) -> bool:
    """Jobbar måndag och tisdag onsdag ledig: whose is the day in the middle."""
    if items[index] not in _VERBS or not _is_day(items[index - 1] if index else None):
        return False
    start = index - 1
    while start >= 0 and (isinstance(items[start], Piece) or items[start] in _JOINTS):
        start -= 1
    if start < 0 or items[start] not in _VERBS:
        return False
    if (items[start] in _BAD) is (items[index] in _BAD):
        return False
    led = start > 0 and isinstance(items[start - 1], Piece)
    between = [item for item in items[start + 1 : index] if item is not Mark.AND]
    unjoined = any(_is_day(one) and _is_day(two) for one, two in pairwise(between))
    if between.count(Mark.COMMA) == 1:
        # Jobbar måndag tisdag, onsdag går: cut at the comma.
        return False
    return unjoined and not led and not _follows(items, index)


def _follows(items: Sequence[Item], index: int) -> bool:
    following = items[index + 1] if index + 1 < len(items) else None
    return isinstance(following, Piece)


def _is_day(item: Item | None) -> bool:
    return isinstance(item, Piece) and item.grain in _DAYS and not item.bounded
