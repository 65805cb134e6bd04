"""The word lists that redaction looks words up in, read once from this package's data folder."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from importlib.resources import files
from typing import Final

from backend.transcripts.redaction.text import bare


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Words in lower case with å, ä, ö and no other marks.

    `given` and `family` are names and nothing else; `far` are too, from further away, and so
    likelier to be somebody's slang or slip. The weak ones are words too and need more around
    them: `weak_given` and `weak_family` are common in Sweden, `weak` are the rest. `words` are
    ordinary; `places` and `things` have capitals without being a person.
    """

    given: frozenset[str]
    family: frozenset[str]
    far: frozenset[str]
    weak_given: frozenset[str]
    weak_family: frozenset[str]
    weak: frozenset[str]
    words: frozenset[str]
    places: frozenset[str]
    things: frozenset[str]
    calendar: frozenset[str]


def context(name: str) -> frozenset[str]:
    """The words under a heading of context.txt; raises KeyError for one that is not there."""
    return _CONTEXT[name]


def _lines(file: str) -> Iterator[str]:
    text = files(__package__).joinpath("data", file).read_text("utf-8")
    return (line for line in text.splitlines() if not line.startswith("#"))


def _listed(file: str) -> frozenset[str]:
    return frozenset(word for line in _lines(file) for word in line.split())


def _with_bare(words: frozenset[str]) -> frozenset[str]:
    """The words, and how they are written without å, ä and ö."""
    return words | {bare(word) for word in words}


def _headed(file: str) -> dict[str, frozenset[str]]:
    words: dict[str, set[str]] = {}
    heading = ""
    for line in _lines(file):
        if line.endswith(":"):
            heading = line[:-1]
        words.setdefault(heading, set()).update([] if line.endswith(":") else line.split())
    return {name: frozenset(found) for name, found in words.items()}


_CONTEXT: Final = _headed("context.txt")
LEXICON: Final = Lexicon(
    given=_listed("given.txt"),
    family=_listed("family.txt"),
    far=_listed("far.txt"),
    weak_given=_listed("weak_given.txt"),
    weak_family=_listed("weak_family.txt"),
    weak=_listed("weak.txt"),
    words=_with_bare(_listed("words.txt")),
    places=_listed("places.txt"),
    things=_listed("things.txt"),
    calendar=context("calendar"),
)
