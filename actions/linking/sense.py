"""What a word, or a part of one, means."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

EXACT, MISSPELT, GUESSED, HINT = 1.0, 0.85, 0.8, 0.6
"""How sure a word is: spelt right, a misspelling that the lexicon has, a guess, a hint."""

UNKNOWN = "~"
"""Begins the concept of a first part that the lexicon lacks: `~livsstil` of livsstilsmottagning."""


@dataclass(frozen=True, slots=True)
class Sense:
    """What a word or phrase means.

    `concepts` all hold at once (knä and röntgen). `place`: it names a clinic or somebody who
    works there ("ögonmottagningen", "ögonläkaren"), not just the part of the body. `term` is a
    Swedish word for it.
    """

    concepts: tuple[str, ...]
    term: str
    certainty: float = EXACT
    place: bool = False

    @property
    def hint(self) -> bool:
        """Whether the word points at something without naming it."""
        return self.certainty <= HINT


@dataclass(frozen=True, slots=True)
class Tail:
    """What the last part of a compound adds: concepts, or a place, or nothing.

    `strong`: a clinic, an operation and the like, which names something whatever stands before.
    """

    concepts: tuple[str, ...]
    term: str
    place: bool = False
    strong: bool = False


def merged(left: tuple[str, ...], right: tuple[str, ...]) -> tuple[str, ...]:
    """Both, in order, each concept once."""
    return tuple(dict.fromkeys((*left, *right)))


def agreed(senses: Sequence[Sense]) -> Sense | None:
    """The first of `senses` if they all mean the same, else `None`."""
    if not senses or any(sense.concepts != senses[0].concepts for sense in senses):
        return None
    return senses[0]
