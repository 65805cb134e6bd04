"""Finds what was said about time and not understood, so that the patient is asked."""

import re
from collections.abc import Sequence

from actions.time_wishes.clauses import Clause
from actions.time_wishes.items import Grain, Item, Mark, Number, Piece, Word
from actions.time_wishes.words import word_set

_UNKNOWN_TIMES = (
    "veckan",
    "veckorna",
    "semestern",
    "semestrarna",
    "ledigheten",
    "födelsedag",
    "loven",
    "lovet",
)
_UNKNOWN_WORDS = word_set(
    "tuesday wednesday thursday friday saturday sunday week afternoon tomorrow "
    "kvart halv samtidigt inatt Pn kl ramadan eid bajram terminen terminsstart skolstart "
    "skolavslutningen skolavslutning därpå därefter dessförinnan "
    "klockslaget"
)
_DAY_ENDINGS = ("dag", "dagen", "dagar", "dagarna")
_NOT_DAYS = word_set(
    "goddag godag undag skoldagen häromdagen heldag halvdag middag middagen vardagen"
    " heldagar halvdagar"
)
_UNREAD_CLASSES = frozenset("STIWMHY")
_UNREAD_UNITS = ("Uv", "Um")
_FEW, _LAST_DAY, _LAST_WEEK = 4, 31, 53
_JOINTS = frozenset({Mark.OR, Mark.AND, Mark.COMMA, Mark.SLASH, Mark.DASH})
_PLACES = frozenset(Word(word) for word in ("O1", "O2", "sista", "näst", "förra"))
_LATE_ORDINAL = re.compile(r"O(?:[3-9]|\d\d)")
_SMALL = word_set("kanske typ helst tack eller då gärna runt den")


def is_unread(clause: Clause) -> bool:
    """Whether a clause has a word or number of time that no rule took."""
    items = clause.items
    if Word("lov") in items and not clause.pieces and clause.joint is not Mark.BECAUSE:
        return True
    return any(
        _is_loose(item, items[index - 1] if index else None)
        or _is_listed(items, index)
        or _is_unplaced(items, index)
        for index, item in enumerate(items)
    )


def _is_listed(items: Sequence[Item], index: int) -> bool:
    """Den 24 25 eller 26, vecka 46 47: a number beside a day or a week, which counts nothing."""
    item = items[index]
    if not isinstance(item, Number) or item.value > _LAST_WEEK or not index:
        return False
    following = items[index + 1] if index + 1 < len(items) else None
    if isinstance(following, Piece) and following.grain is Grain.DAY:
        return True
    counts = isinstance(following, Word)
    before = items[index - 1]
    if before is Mark.OR and item.value <= _FEW:
        # Om en vecka eller två.
        return False
    if before in _JOINTS and index >= 2:
        before = items[index - 2]
    dated = isinstance(before, Piece) and before.grain in {Grain.DAY, Grain.WEEK}
    return not counts and (dated or isinstance(before, Number) or before is Mark.EXCEPT)


def _is_unplaced(items: Sequence[Item], index: int) -> bool:
    """Sista måndagen, andra helgen: of what, when nothing has been made of it."""
    following = items[index + 1] if index + 1 < len(items) else None
    return (
        isinstance(following, Piece)
        and Grain.WEEKDAY <= following.grain <= Grain.WEEK
        and not following.bounded
        and items[index] in _PLACES
    )


def _is_loose(item: Item, before: Item | None) -> bool:
    if isinstance(item, Word):
        return bool(_LATE_ORDINAL.fullmatch(item.text)) or _is_about_time(item.text)
    if isinstance(item, Piece) and item.grain >= Grain.WEEK:
        # Skarven av oktober: some part of it, and who knows which.
        return before == Word("av")
    if isinstance(item, Number) and item.value <= _LAST_DAY:
        return before in {Mark.ABLE, Mark.NOT, Mark.EXCEPT} or (
            isinstance(before, Piece) and before.grain >= Grain.WEEK
        )
    return False


def _is_about_time(word: str) -> bool:
    return (
        word in _UNKNOWN_WORDS
        or word[0] in _UNREAD_CLASSES
        or word.startswith(_UNREAD_UNITS)
        or word.endswith(_UNKNOWN_TIMES)
        or (word.endswith(_DAY_ENDINGS) and word not in _NOT_DAYS and " " not in word)
    )


def is_bare_number(clauses: Sequence[Clause]) -> bool:
    """Whether all that was said is a number, which may be a date or an hour."""
    items = [item for clause in clauses for item in clause.items]
    numbers = [item for item in items if isinstance(item, Number)]
    rest = [item for item in items if not isinstance(item, Number)]
    return any(number.value <= _LAST_DAY for number in numbers) and all(
        isinstance(item, Word) and item.text in _SMALL for item in rest
    )
