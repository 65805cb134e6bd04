"""Which other language a text is in, by its script or its small words.

Only what must be told apart from Swedish is looked for: a text that may be Swedish is Swedish.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import yaml

_SMALL_WORDS = Path(__file__).resolve().parents[2] / "data" / "languages" / "small_words.yml"
_PERSIAN = re.compile("[پچژگ]|می‌|است|هستم|ندارم")
_ARABIC_SCRIPT = re.compile("[\u0600-\u06ff]")
_UKRAINIAN = re.compile("[іїєґІЇЄҐ]")
_CYRILLIC = re.compile("[\u0400-\u04ff]")
_WORD = re.compile(r"[^\W\d_]+(?:'[a-z]+)?", re.UNICODE)
_ENOUGH = 2


def other_language(text: str) -> str | None:
    """The language's code, or `None` for Swedish and for what cannot be told."""
    if _ARABIC_SCRIPT.search(text):
        return "fa" if _PERSIAN.search(text) else "ar"
    if _CYRILLIC.search(text):
        return "uk" if _UKRAINIAN.search(text) else "ru"
    words = [word.casefold() for word in _WORD.findall(text)]
    scores = {code: sum(word in small for word in words) for code, small in _small_words().items()}
    swedish = scores.pop("sv")
    best = max(scores, key=lambda code: scores[code])
    enough = scores[best] >= _ENOUGH and scores[best] * 2 >= len(words) - 1
    return best if enough and scores[best] > swedish else None


@cache
def _small_words() -> dict[str, frozenset[str]]:
    content = yaml.safe_load(_SMALL_WORDS.read_text("utf-8"))
    return {str(code): frozenset(str(words).split()) for code, words in content.items()}
