"""The words of a text, with what the rules for names ask of them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from backend.transcripts.redaction.lexicon import LEXICON
from backend.transcripts.redaction.text import folded

_TOKEN: Final = re.compile(
    r"\[(?:personnummer|namn|anhörig|telefon|e-post|adress)\]"
    r"|[Ss]:t[ae]?\b|(?<![\d_])[^\W\d_]++(?:['’\-][^\W\d_]++)*+(?![\d_])"
)
_ENDS: Final = re.compile(r"[.!?\n:;•]|(?:^|\s)-\s")


@dataclass(slots=True)
class Token:
    """One word: where it stands, how it is written, and what stands before it."""

    start: int
    end: int
    word: str
    key: str
    gap: str
    first: bool
    capital: bool
    shouted: bool
    marker: bool


def tokens(text: str) -> list[Token]:
    """The words of a normal text; `capital` is set only where a capital says anything.

    A capital says nothing at a sentence's start, in a word all in capitals, or where the writer
    begins ordinary words with capitals too. `shouted`: the whole text is in capitals.
    """
    found: list[Token] = []
    shouted = text.isupper()
    done = 0
    for match in _TOKEN.finditer(text):
        word = match[0]
        gap = text[done : match.start()]
        done = match.end()
        marker = word[0] == "["
        head = word.partition("-")[0]
        capital = word[0].isupper() and not (len(head) > 1 and head.isupper())
        initial = gap == ". " and found and len(found[-1].word) == 1 and found[-1].word.isupper()
        first = not initial and (not found or _ENDS.search(gap) is not None)
        key = word if marker else folded(word)
        found.append(Token(match.start(), done, word, key, gap, first, capital, shouted, marker))
    idle = sum(
        token.capital and not token.first and token.key in LEXICON.words
        and token.key not in LEXICON.weak_given
        for token in found
    )  # fmt: skip
    if idle >= 3:
        for token in found:
            token.capital = False
    return found
