"""One spelling for what the eye takes as one: digits, dashes, spaces, letters with marks."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from typing import Final, NamedTuple

_PLAIN: Final = re.compile(r"[\n\x20-\x7eåäöÅÄÖéÉüÜ]*")
_DASHES: Final = frozenset("‐‑‒–—―−﹣－⁃")
_SWEDISH: Final = re.compile(r"[a-zåäö-]*")
_LETTERS: Final = str.maketrans("øæœðþłđıŀßə", "öäödtldilse")
_SAFE: Final = str.maketrans("åäö", "\ue001\ue002\ue003")
_UNSAFE: Final = str.maketrans("\ue001\ue002\ue003", "åäö")
_BARE: Final = str.maketrans("åäö", "aao")


class Normal(NamedTuple):
    """A text in its normal spelling; `at[i]` is where its character i stood in the original."""

    text: str
    at: Sequence[int]

    def original(self, start: int, end: int) -> tuple[int, int]:
        """Where a stretch of the normal text stood in the original, with marks that hang on it."""
        return self.at[start], self.at[end]


def normalised(text: str) -> Normal:
    """ASCII digits and dashes, plain spaces, composed letters, nothing invisible."""
    if _PLAIN.fullmatch(text):
        return Normal(text, range(len(text) + 1))
    characters: list[str] = []
    at: list[int] = []
    for place, character in enumerate(text):
        plain = _plain_character(character)
        if not plain:
            continue
        if characters and unicodedata.combining(plain):
            composed = unicodedata.normalize("NFC", characters[-1] + plain)
            if len(composed) == 1:
                characters[-1] = composed
            continue
        characters.append(plain)
        at.append(place)
    at.append(len(text))
    return Normal("".join(characters), at)


@lru_cache(maxsize=4096)
def _plain_character(character: str) -> str:
    """One character, or nothing for one that cannot be seen."""
    if character in _DASHES:
        return "-"
    if character.isspace():
        return "\n" if character in "\n\r\u2028\u2029" else " "
    if character.isdecimal():
        return str(unicodedata.decimal(character))
    if unicodedata.category(character) in ("Cf", "Cc"):
        return ""
    compatible = unicodedata.normalize("NFKC", character)
    return compatible if len(compatible) == 1 else character


@lru_cache(maxsize=8192)
def folded(word: str) -> str:
    """Lower case, with å, ä and ö but no other marks: as the word lists are written."""
    word = word.lower()
    if _SWEDISH.fullmatch(word):
        return word
    kept = word.translate(_LETTERS).replace("’", "'").translate(_SAFE)
    marks_off = (c for c in unicodedata.normalize("NFD", kept) if not unicodedata.combining(c))
    return "".join(marks_off).translate(_UNSAFE)


def bare(word: str) -> str:
    """Lower case without any marks: Åsa, asa and ÅSA are one."""
    return folded(word).translate(_BARE)
