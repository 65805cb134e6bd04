"""The features of a text, in views: each view is a bag of strings that is weighted by itself.

Chosen by leave-one-voice-out cross-validation; `docs/nlu.md` has the table. Words and letters alone
know only what was written in training; the masked views know that "hudläkarn" and "njurdoktorn" are
both a person of the care, and "skjut upp" and "byta" both a move.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache
from itertools import combinations

from understanding.lexicon import Lexicon
from understanding.spelling import Spelling
from understanding.words import standard, tokens

_STEM = 5
_START, _END = "<", ">"
_MOST_WORDS = 60
"""Pairs grow with the square of the words: of longer texts the first and last are paired."""


class Features:
    """Makes the views of a text.

    Args:
        lexicon: the concepts.
        spelling: the words that are known.
    """

    views = ("words", "letters", "masked", "masked_pairs", "pairs")

    def __init__(self, lexicon: Lexicon, spelling: Spelling) -> None:
        self.lexicon = lexicon
        self.spelling = spelling

    def of(self, text: str) -> dict[str, list[str]]:
        """Each view's features, with repetition."""
        raw = tokens(text)
        plain = standard(self.spelling.mended(raw), self.lexicon.spoken)
        masked = self.lexicon.masked(plain)
        return {
            "words": ngrams(raw, 1, 2),
            "letters": [part for word in raw if word not in _SIGNS for part in letters(word)],
            "masked": ngrams([_START, *masked, _END], 1, 4),
            "masked_pairs": _pairs(masked, str),
            "pairs": _pairs(plain, _stem),
        }


_SIGNS = frozenset("?!")


def ngrams(words: Sequence[str], shortest: int, longest: int) -> list[str]:
    """Runs of words, parted by spaces."""
    return [
        " ".join(words[start : start + length])
        for length in range(shortest, longest + 1)
        for start in range(len(words) - length + 1)
    ]


@lru_cache(maxsize=20_000)
def letters(word: str) -> tuple[str, ...]:
    """Runs of one to five letters of a word, with a space where it begins and ends."""
    padded = f" {word} "
    runs = [
        padded[start : start + length]
        for length in range(2, 6)
        for start in range(len(padded) - length + 1)
    ]
    return (*word, *runs)


def _stem(word: str) -> str:
    return word[:_STEM]


def _pairs(words: Sequence[str], shortened: Callable[[str], str]) -> list[str]:
    """Every two different words, in the order in which they were first said."""
    once = list(dict.fromkeys(shortened(word) for word in words))
    if len(once) > _MOST_WORDS:
        half = _MOST_WORDS // 2
        once = once[:half] + once[-half:]
    return [f"{one}+{other}" for one, other in combinations(once, 2)]
