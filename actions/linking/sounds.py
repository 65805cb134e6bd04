"""How a Swedish word sounds, roughly: words that are spelt by ear get the same key."""

from __future__ import annotations

import re
from functools import lru_cache

_RULES: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern), replacement)
    for pattern, replacement in (
        (r"ph", "f"),
        (r"th", "t"),
        (r"w", "v"),
        (r"q", "k"),
        (r"x", "ks"),
        (r"z", "s"),
        (r"ssion|tion|sion|tjon|sjon|schon|chon", "$on"),
        (r"stj|skj|sch|sj|ch(?=[eiyäö])|sk(?=[eiyäö])", "$"),
        (r"ck", "k"),
        (r"c(?=[eiyäö])", "s"),
        (r"c", "k"),
        (r"^[hgld]j", "j"),
        (r"dt", "t"),
        (r"rs", "s"),
        (r"ngt", "nt"),
        (r"(?<=[lr])gj?(?=[eiy]|$)", "j"),
        (r"([a-zåäö$])\1+", r"\1"),
    )
)


@lru_cache(maxsize=20_000)
def sounds(word: str) -> tuple[str, ...]:
    """The keys of `word`: two where å, ä may have been written without their marks.

    `ortopäden` sounds as `ortopeden`, `hjartlakare` as `hjärtläkare` spelt without dots.
    """
    key = word
    for pattern, replacement in _RULES:
        key = pattern.sub(replacement, key)
    plain = key.translate(_WITHOUT_MARKS)
    by_ear = key.translate(_BY_EAR)
    return (plain,) if plain == by_ear else (plain, by_ear)


def without_marks(word: str) -> str:
    """The word as written on a keyboard without å, ä and ö."""
    return word.translate(_WITHOUT_MARKS)


_WITHOUT_MARKS = str.maketrans("åäö", "aao")
_BY_EAR = str.maketrans("åäö", "oeo")
