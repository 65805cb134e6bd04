"""Whether a word is a long name with a slip of the finger in it."""

from __future__ import annotations

import re
from typing import Final

_SOUNDS: Final = (
    ("qv", "kv"),
    ("ph", "f"),
    ("ck", "k"),
    ("th", "t"),
    ("w", "v"),
    ("z", "s"),
    ("q", "k"),
)
_DOUBLE: Final = re.compile(r"(.)\1+")
_VERY_LONG: Final = 10
_LONG: Final = 6


def is_typo_of(word: str, name: str) -> bool:
    """One slip in six letters, two in ten; never the first letter. Both are bare lower case."""
    if not word or word[0] != name[0] or abs(len(word) - len(name)) > 3 or len(name) < _LONG:
        return False
    if sounded(word) == sounded(name):
        return True
    most = 2 if len(name) >= _VERY_LONG else 1
    return distance(word, name, most) <= most


def sounded(word: str) -> str:
    """A word with one letter for each sound: Söderqvist and Söderkvist are one."""
    for spelling, sound in _SOUNDS:
        word = word.replace(spelling, sound)
    return _DOUBLE.sub(r"\1", word)


def distance(one: str, two: str, most: int) -> int:
    """Slips between two words (a swap counts one), or `most` + 1 when there are more."""
    if abs(len(one) - len(two)) > most:
        return most + 1
    older: list[int] = []
    last: list[int] = []
    row = list(range(len(two) + 1))
    for i, letter in enumerate(one, 1):
        older, last, row = last, row, [i]
        for j, other in enumerate(two, 1):
            cost = min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (letter != other))
            if i > 1 and j > 1 and letter == two[j - 2] and one[i - 2] == other:
                cost = min(cost, older[j - 2] + 1)
            row.append(cost)
        if min(row) > most:
            return most + 1
    return row[-1]
