"""Which concepts a word may name, by `data/concepts/` and the care terms of `data/lexicon/`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Any

_SHORTEST_PART = 3
_SHORTEST_INNER = 5
"""A word shorter than this is never searched for what stands inside it."""


class Lexicon:
    """Finds concepts by a word, its beginning, its end, a part of it, or a phrase.

    Args:
        patterns: per concept its patterns, written as `data/concepts/README.md` tells.
        spoken: spoken and shortened forms and how they are commonly written.
    """

    def __init__(self, patterns: Mapping[str, Sequence[str]], spoken: Mapping[str, str]) -> None:
        self.patterns = {name: list(words) for name, words in patterns.items()}
        self.spoken = dict(spoken)
        self._whole: dict[str, list[str]] = {}
        self._first: dict[str, list[str]] = {}
        self._last: dict[str, list[str]] = {}
        self._inner: dict[str, list[str]] = {}
        self._phrases: dict[tuple[str, ...], str] = {}
        for name, words in self.patterns.items():
            for pattern in words:
                self._add(name, pattern)
        self._longest_phrase = max(map(len, self._phrases), default=1)
        self.concepts = lru_cache(maxsize=50_000)(self._concepts)

    def as_data(self) -> dict[str, Any]:
        """As JSON data, from which `Lexicon(**data)` is the same."""
        return {"patterns": self.patterns, "spoken": self.spoken}

    def masked(self, words: Sequence[str]) -> list[str]:
        """The words with each that names a concept replaced by it: `@when jag till @person`."""
        found: list[str] = []
        place = 0
        while place < len(words):
            length, name = self._phrase_at(words, place)
            if name is None:
                named = self.concepts(words[place])
                name = named[0] if named else None
            found.append(f"@{name}" if name else words[place])
            place += length
        return found

    def _phrase_at(self, words: Sequence[str], place: int) -> tuple[int, str | None]:
        for length in range(min(self._longest_phrase, len(words) - place), 1, -1):
            name = self._phrases.get(tuple(words[place : place + length]))
            if name:
                return length, name
        return 1, None

    def _add(self, name: str, pattern: str) -> None:
        core = pattern.strip("*")
        if " " in core:
            self._phrases.setdefault(tuple(core.split()), name)
            return
        opened, closed = pattern.startswith("*"), pattern.endswith("*")
        table = (
            (self._inner if closed else self._last)
            if opened
            else (self._first if closed else self._whole)
        )
        names = table.setdefault(core, [])
        if name not in names:
            names.append(name)

    def _concepts(self, word: str) -> tuple[str, ...]:
        found = list(self._whole.get(word, ()))
        for end in range(len(word), 1, -1):
            if word[:end] in self._first:
                found += self._first[word[:end]]
                break
        for start in range(len(word) - _SHORTEST_PART + 1):
            if word[start:] in self._last:
                found += self._last[word[start:]]
                break
        if len(word) >= _SHORTEST_INNER:
            for part, names in self._inner.items():
                if part in word:
                    found += names
        return tuple(dict.fromkeys(found))


def parsed(text: str) -> list[str]:
    """The patterns of one line of `data/concepts/`, which commas part."""
    return [pattern.strip() for pattern in text.split(",") if pattern.strip()]


def spoken_forms(groups: Mapping[str, str]) -> dict[str, str]:
    """From `spoken.yml`: each form and the word it stands for.

    Raises:
        ValueError: a form stands under two words.
    """
    found: dict[str, str] = {}
    for word, forms in groups.items():
        for form in parsed(forms):
            if form in found:
                raise ValueError(f"spoken.yml: {form} stands under {found[form]} and {word}")
            found[form] = word
    return found


def care_patterns(words: Iterable[str]) -> list[str]:
    """Patterns for the words of a care concept: long ones may be inflected or compounded."""
    return [
        word if " " in word or len(word) < _SHORTEST_INNER else f"{word}*"
        for word in (str(word).lower() for word in words)
    ]
