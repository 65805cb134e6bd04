"""A text as words: what is a word, a number's class, and how it is commonly written."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

_TOKEN = re.compile(
    r"\d{4}-\d\d-\d\d|\d{1,2}/\d{1,2}|\d{1,2}[.:]\d\d|\d+(?::?(?:e|de|a)\b)?"
    r"|[^\W\d_]+(?:[-:'][^\W\d_]+)*|[?!]|[\U0001F300-\U0001FAFF\u2600-\u27BF]"
)
_CLOCK = re.compile(r"\d{1,2}[.:]\d\d")
_DATE = re.compile(r"\d{1,2}/\d{1,2}|\d{4}-\d\d-\d\d|\d{6}|\d{8}")
_ORDINAL = re.compile(r"\d{1,2}:?(e|de|a)")
_FOLDED = str.maketrans("åäöéèüáàóíñëï", "aaoeeuaaionei")
_REPEATED = re.compile(r"(.)\1+")
_FOREIGN_LETTER = re.compile(r"[^\W\d_a-zåäöéèüáàóíñëï]")
_YES = "ja"
_MAY = frozenset(
    ["ska", "kan", "får", "få", "måste", "vill", "inte", "det", "jag", "att", "skulle"]
)
"""After these, `va` is "vara"; elsewhere it is "vad"."""
_HAS_SUBJECT = frozenset(
    [
        "vill",
        "ska",
        "har",
        "kan",
        "behöver",
        "undrar",
        "måste",
        "skulle",
        "fick",
        "får",
        "är",
        "tror",
        "kommer",
        "vet",
        "mår",
        "hittar",
        "tänkte",
        "heter",
        "hade",
        "hinner",
        "tar",
        "känner",
        "orkar",
        "ångrar",
        "förstår",
        "fattar",
    ]
)
"""Verbs that, right after a leading "ja", tell that it is "jag"."""


def tokens(text: str) -> list[str]:
    """Words, numbers, `?`, `!` and signs of a text, in lower case."""
    return _TOKEN.findall(text.lower())


def folded(word: str) -> str:
    """The word without the marks over its letters, as many type it: hjarta."""
    return word.translate(_FOLDED)


def undoubled(word: str) -> str:
    """The word with every repeated letter once: tackk, jaaa."""
    return _REPEATED.sub(r"\1", word)


def standard(words: Sequence[str], spoken: Mapping[str, str]) -> list[str]:
    """The words as they are commonly written, numbers and words in foreign letters as their class.

    "Ja" is "jag" where a verb follows it or a word stands before it: ja vill boka, ska ja dit.
    """
    found: list[str] = []
    for place, word in enumerate(words):
        before = words[place - 1] if place else ""
        after = words[place + 1] if place + 1 < len(words) else ""
        if word == _YES:
            found.append("jag" if _is_i(before, spoken.get(after, after)) else _YES)
        elif word == "va":
            found.append("vara" if spoken.get(before, before) in _MAY else "vad")
        elif word[0].isdigit():
            found.append(_number(word))
        elif _FOREIGN_LETTER.search(word):
            found.append("<foreign>")
        else:
            found.append(spoken.get(word, word))
    return found


def _is_i(before: str, after: str) -> bool:
    return (bool(before) and before not in "?!") or after in _HAS_SUBJECT


def _number(word: str) -> str:
    """What kind of number: a clock, a date, a day of the month, or its size."""
    if _CLOCK.fullmatch(word):
        return "<clock>"
    if _DATE.fullmatch(word):
        return "<date>"
    if _ORDINAL.fullmatch(word):
        return "<ordinal>"
    value = int(re.match(r"\d+", word)[0])  # type: ignore[index]
    for limit in (5, 31, 59, 199):
        if value <= limit:
            return f"<to {limit}>"
    return "<large>"
