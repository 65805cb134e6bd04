"""Reads words typed without å, ä, ö, with letters doubled, or with a compound cut in two."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence

from understanding.words import folded, undoubled

_SHORTEST = 3
_SHORTEST_JOINED = 7
_SEEN = 2
"""How many times a word must stand in the training data to be known."""


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
        return self._folded.get(folded(word)) or self._undoubled.get(undoubled(word)) or word
