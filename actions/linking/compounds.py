"""Taking Swedish compounds apart: "ögonläkartiden" is ögon + läkare + a time.

A compound says its sense last and its subject first. First parts come from `first` in the lexicon
and from the words themselves, perhaps with a binding s; last parts from the words, inflected.
"""

from __future__ import annotations

from dataclasses import replace

from actions.linking.inflection import forms, stem
from actions.linking.sense import EXACT, GUESSED, UNKNOWN, Sense, Tail, merged
from actions.linking.sounds import without_marks
from actions.linking.spelling import Spelling

_SHORTEST_FIRST = 2
_SHORTEST_GUESSED_FIRST = 4
_SHORTEST_GUESSED_TAIL = 6
_SHORTEST_TAIL = 2
_DEEPEST = 3
_SHORTEST_BEGINNING = 5
_SHORTEST_REST = 3
_NOUN = ("", "n", "en", "t", "et", "er", "na", "erna", "arna")


class Compounds:
    """First and last parts, and the senses of what is put together from them."""

    def __init__(
        self,
        firsts: dict[str, tuple[str, ...]],
        tails: dict[str, Tail],
        everyday: frozenset[str],
    ) -> None:
        self._firsts = firsts
        self._everyday = everyday
        self._tails: dict[str, Tail] = {}
        for word, tail in tails.items():
            self._tails[word] = tail
        for word, tail in tails.items():
            for form in forms(word):
                self._tails.setdefault(form, tail)
        self._unmarked_firsts = {without_marks(word): found for word, found in firsts.items()}
        self._unmarked_tails = {without_marks(word): tail for word, tail in self._tails.items()}
        self._plain_nouns = {
            word + ending for word, tail in tails.items() if not tail.concepts for ending in _NOUN
        }
        self._near_tails = Spelling(
            (key, tail) for word, tail in tails.items() for key in _tail_keys(word, tail)
        )
        self._near_firsts = Spelling(
            (first, first) for first in firsts if len(first) >= _SHORTEST_GUESSED_FIRST
        )

    def first(self, part: str) -> tuple[str, ...] | None:
        """The concepts of a first part, with or without a binding s."""
        found = self._firsts.get(part)
        if found is None and part.endswith("s"):
            found = self._firsts.get(part[:-1])
        return found

    def is_plain(self, word: str) -> bool:
        """Whether `word` by itself is a last part without a concept ("mottagningen", "tiden")."""
        tail = self._tails.get(word)
        return tail is not None and not tail.concepts

    def split(self, word: str, depth: int = 0) -> Sense | None:
        """The sense of a compound whose parts are all known; its longest first part wins."""
        for cut in range(len(word) - _SHORTEST_TAIL, _SHORTEST_FIRST - 1, -1):
            first, rest = word[:cut], word[cut:]
            concepts = self.first(first)
            if concepts is not None and (sense := self._with_rest(first, concepts, rest, depth)):
                return sense
        return None

    def split_unmarked(self, word: str) -> Sense | None:
        """A compound of two parts that was written without å, ä and ö ("hjartlakaren")."""
        for cut in range(len(word) - _SHORTEST_GUESSED_FIRST, _SHORTEST_FIRST, -1):
            concepts = self._unmarked_firsts.get(word[:cut])
            tail = self._unmarked_tails.get(word[cut:])
            if concepts is not None and tail is not None and (tail.concepts or tail.place):
                return _joined(word[:cut], concepts, tail, GUESSED)
        return None

    def named(self, word: str) -> Sense | None:
        """A clinic, doctor, nurse, operation or x-ray of something that the lexicon lacks."""
        for cut in range(_SHORTEST_GUESSED_FIRST, len(word) - _SHORTEST_TAIL):
            first, tail = word[:cut], self._tails.get(word[cut:])
            if tail is not None and tail.strong and first not in self._everyday:
                concepts = (UNKNOWN + first.removesuffix("s"), *tail.concepts)
                return Sense(concepts, first + tail.term, EXACT, tail.place)
        return None

    def pair(self, first: str, rest: str) -> Sense | None:
        """The compound of two words that stand apart: "hjärt mottagningen"."""
        concepts = self.first(first)
        if concepts is None or (rest in self._everyday and rest not in self._plain_nouns):
            return None
        return self._with_rest(first, concepts, rest, 0)

    def beginning(self, word: str) -> tuple[str, tuple[str, ...]] | None:
        """The longest first part that `word` begins with, whatever follows ("röntgenskötare")."""
        for cut in range(len(word) - _SHORTEST_REST, _SHORTEST_BEGINNING - 1, -1):
            concepts = self.first(word[:cut])
            if concepts:
                return word[:cut], concepts
        return None

    def guess(self, word: str) -> tuple[Sense, int] | None:
        """A compound with one part spelt right and the other nearly, and how many faults it has."""
        best: tuple[Sense, int] | None = None
        for cut in range(len(word) - _SHORTEST_GUESSED_FIRST, _SHORTEST_FIRST, -1):
            first, rest = word[:cut], word[cut:]
            concepts = self.first(first)
            if concepts is None:
                found = self._guess_first(first, rest)
            else:
                found = self._guess_tail(first, concepts, rest)
            if found is not None and (best is None or found[1] < best[1]):
                best = found
        return best

    def _with_rest(
        self, first: str, concepts: tuple[str, ...], rest: str, depth: int
    ) -> Sense | None:
        tail = self._tails.get(rest)
        if tail is not None:
            return _joined(first, concepts, tail, EXACT)
        inner = self.split(rest, depth + 1) if depth < _DEEPEST else None
        if inner is None:
            return None
        return replace(inner, concepts=merged(concepts, inner.concepts), term=first + inner.term)

    def _guess_tail(
        self, first: str, concepts: tuple[str, ...], rest: str
    ) -> tuple[Sense, int] | None:
        if len(rest) < _SHORTEST_GUESSED_TAIL or rest in self._everyday:
            return None
        near = self._near_tails.nearest(stem(rest)) or self._near_tails.nearest(rest)
        if near is None or any(
            tail.concepts != near.meanings[0].concepts for tail in near.meanings
        ):
            return None
        sense = _joined(first, concepts, near.meanings[0], GUESSED)
        return (sense, near.faults) if sense else None

    def _guess_first(self, first: str, rest: str) -> tuple[Sense, int] | None:
        tail = self._tails.get(rest)
        if tail is None or not tail.strong or len(first) < _SHORTEST_GUESSED_FIRST:
            return None
        near = self._near_firsts.nearest(first)
        if near is None or len({self._firsts[found] for found in near.meanings}) > 1:
            return None
        known = near.meanings[0]
        sense = _joined(known, self._firsts[known], tail, GUESSED)
        return (sense, near.faults) if sense else None


def _tail_keys(word: str, tail: Tail) -> set[str]:
    """The keys that a last part is found by when misspelt: its stem, and "mottagningen" whole."""
    return {stem(word), word, word + "en"} if tail.strong else {stem(word)}


def _joined(first: str, concepts: tuple[str, ...], tail: Tail, certainty: float) -> Sense | None:
    both = merged(concepts, tail.concepts)
    if not both:
        return None
    return Sense(both, first + tail.term, certainty, tail.place)
