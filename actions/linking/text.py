"""A text as words with their places in it."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

MAX_LENGTH = 2000
"""Characters that are read; the chat takes no longer texts."""

_WORD = re.compile(r"[^\W_]+")
_PLAIN = str.maketrans({"æ": "ä", "ø": "ö", "é": "e", "è": "e", "ü": "y", "á": "a", "ß": "ss"})


@dataclass(frozen=True, slots=True)
class Token:
    """A word in lower case, and where it stands in the normalised text."""

    word: str
    start: int
    end: int
    capital: bool


@dataclass(frozen=True, slots=True)
class Text:
    """A text in lower case, and its words."""

    lower: str
    tokens: tuple[Token, ...]

    def words(self, start: int, end: int) -> str:
        """What stands from token `start` up to token `end`, in lower case."""
        return self.lower[self.tokens[start].start : self.tokens[end - 1].end]

    def between(self, left: int, right: int) -> str:
        """What stands between token `left` and the later token `right`."""
        return self.lower[self.tokens[left].end : self.tokens[right].start]


def read_text(text: str) -> Text:
    """Split `text` into words; what is longer than `MAX_LENGTH` is left out."""
    composed = unicodedata.normalize("NFC", text[:MAX_LENGTH])
    lower = normalised(composed)
    same_places = len(lower) == len(composed)
    return Text(
        lower,
        tuple(
            Token(
                word=match.group(),
                start=match.start(),
                end=match.end(),
                capital=same_places and composed[match.start()].isupper(),
            )
            for match in _WORD.finditer(lower)
        ),
    )


def normalised(text: str) -> str:
    """Lower case, Swedish letters, no other accents."""
    return unicodedata.normalize("NFC", text).lower().translate(_PLAIN)


def words_of(text: str) -> tuple[str, ...]:
    """The words of a short text: a name, a title, a phrase of the lexicon."""
    return tuple(_WORD.findall(normalised(text)))
