"""The nearest known word to a misspelt one.

Words are kept under each string that one or two deletions leave of how they sound (the idea of
SymSpell), so that a look-up costs the same however many words there are.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Generic, TypeVar

from actions.linking.sounds import sounds

Meaning = TypeVar("Meaning")

SHORTEST = 7
"""Keys shorter than this are never corrected: too many short words lie close to each other."""

_TWO_FAULTS_FROM = 10


@dataclass(frozen=True, slots=True)
class Near(Generic[Meaning]):
    """The meanings of the nearest words, all as near, and how many faults away they are."""

    meanings: tuple[Meaning, ...]
    faults: int


class Spelling(Generic[Meaning]):
    """Known words with their meanings, found again when misspelt."""

    def __init__(self, words: Iterable[tuple[str, Meaning]]) -> None:
        self._meanings: dict[str, Meaning] = {}
        self._near: defaultdict[str, list[str]] = defaultdict(list)
        for word, meaning in words:
            for key in sounds(word):
                if key not in self._meanings:
                    self._meanings[key] = meaning
                    if len(key) >= SHORTEST:
                        for left in _deletions(key):
                            self._near[left].append(key)

    def nearest(self, word: str) -> Near[Meaning] | None:
        """The nearest words' meanings, or `None` when none is near enough.

        One fault is allowed, two in long words; the first letter must sound right.
        """
        keys = sounds(word)
        for key in keys:
            if key in self._meanings:
                return Near((self._meanings[key],), 0)
        faults: dict[str, int] = {}
        for key in keys:
            if len(key) < SHORTEST:
                continue
            for candidate in {
                near for left in _deletions(key) for near in self._near.get(left, ())
            }:
                if candidate[0] == key[0]:
                    found = distance(key, candidate)
                    if found <= _allowed(min(len(key), len(candidate))):
                        faults[candidate] = min(found, faults.get(candidate, found))
        if not faults:
            return None
        fewest = min(faults.values())
        nearest = (near for near, found in faults.items() if found == fewest)
        return Near(tuple(self._meanings[near] for near in nearest), fewest)


def _allowed(length: int) -> int:
    return 2 if length >= _TWO_FAULTS_FROM else 1


def _deletions(key: str) -> set[str]:
    found = last = {key}
    for _ in range(_allowed(len(key))):
        last = {word[:place] + word[place + 1 :] for word in last for place in range(len(word))}
        found = found | last
    return found


def distance(left: str, right: str) -> int:
    """Damerau–Levenshtein: letters added, left out, changed, or two neighbours swapped."""
    before: list[int] = []
    previous = list(range(len(right) + 1))
    for row, letter in enumerate(left, 1):
        current = [row]
        for column, other in enumerate(right, 1):
            cost = min(
                previous[column] + 1,
                current[column - 1] + 1,
                previous[column - 1] + (letter != other),
            )
            if row > 1 and column > 1 and letter == right[column - 2] and left[row - 2] == other:
                cost = min(cost, before[column - 2] + 1)
            current.append(cost)
        before, previous = previous, current
    return previous[-1]
