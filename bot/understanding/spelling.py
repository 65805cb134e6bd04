"""Reads words typed without å, ä, ö, with a letter wrong or doubled, or a compound cut in two."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import lru_cache

from understanding.words import folded, undoubled

_SHORTEST = 3
_SHORTEST_JOINED = 7
_SEEN = 2
"""How many times a word must stand in the training data to be known."""
_SHORTEST_MISSPELT = 5
_SEEN_AS_TARGET = 3
"""How many times, to be what another word is taken for."""


class Spelling:
    """Knows the words of the training data; anything closer to them than a guess is left as it is.

    Args:
        counts: how many times each known word stands in the training data.
        kept: words with a reading of their own (spoken forms), which are never changed.
    """

    def __init__(self, counts: Mapping[str, int], kept: Collection[str]) -> None:
        self.counts = dict(counts)
        self._kept = frozenset(kept)
        self._folded: dict[str, str] = {}
        self._undoubled: dict[str, str] = {}
        for word in sorted(self.counts, key=lambda word: (-self.counts[word], word)):
            self._folded.setdefault(folded(word), word)
            self._undoubled.setdefault(undoubled(word), word)
        self._shortened = _shortened(
            word for word, count in self.counts.items() if count >= _SEEN_AS_TARGET
        )
        self._nearest = lru_cache(maxsize=50_000)(self._near)

    @classmethod
    def of(cls, texts: Iterable[Sequence[str]], kept: Collection[str]) -> Spelling:
        """From the training data's texts, each as its words."""
        counts = Counter(word for words in texts for word in words if word.isalpha())
        seen = {word: count for word, count in sorted(counts.items()) if count >= _SEEN}
        return cls(seen, kept)

    def mended(self, words: Sequence[str]) -> list[str]:
        """The words, each as the training data writes it when that is plain."""
        found: list[str] = []
        place = 0
        while place < len(words):
            joined = self._joined(words[place : place + 2])
            found.append(joined or self._mended(words[place]))
            place += 2 if joined else 1
        return found

    def _joined(self, pair: Sequence[str]) -> str | None:
        """One word for two, when together they are known and apart they are not: sjuk gymnasten."""
        if len(pair) < 2 or all(word in self.counts for word in pair):
            return None
        together = "".join(pair)
        known = len(together) >= _SHORTEST_JOINED and together in self.counts
        return together if known and together.isalpha() else None

    def _mended(self, word: str) -> str:
        if word in self.counts or word in self._kept or len(word) < _SHORTEST or not word.isalpha():
            return word
        return (
            self._folded.get(folded(word))
            or self._undoubled.get(undoubled(word))
            or self._nearest(word)
        )

    def _near(self, word: str) -> str:
        """The known word that is one slip away, with the same first letter rather than not."""
        if len(word) < _SHORTEST_MISSPELT:
            return word
        near = {
            known
            for less in _with_a_letter_less(word)
            for known in self._shortened.get(less, ())
            if is_one_slip(word, known)
        }
        return min(
            near,
            key=lambda known: (known[0] != word[0], -self.counts[known], known),
            default=word,
        )


def is_one_slip(one: str, other: str) -> bool:
    """Whether a letter is missing, added or another, or two neighbours have changed places."""
    if len(one) > len(other):
        one, other = other, one
    if len(other) - len(one) > 1:
        return False
    start = next(
        (at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), len(one)
    )
    rest, other_rest = one[start:], other[start:]
    if len(one) < len(other):
        return rest == other_rest[1:]
    swapped = rest[1::-1] + rest[2:]
    return rest[1:] == other_rest[1:] or (len(rest) > 1 and swapped == other_rest)


def _with_a_letter_less(word: str) -> set[str]:
    return {word, *(word[:at] + word[at + 1 :] for at in range(len(word)))}


def _shortened(words: Iterable[str]) -> dict[str, list[str]]:
    """The words by what is left when a letter is taken away: near words share one of those."""
    found: dict[str, list[str]] = {}
    for word in words:
        if len(word) >= _SHORTEST_MISSPELT:
            for less in _with_a_letter_less(word):
                found.setdefault(less, []).append(word)
    return found
