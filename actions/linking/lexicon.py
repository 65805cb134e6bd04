"""The care terms of `data/lexicon/`: what words lead to which concept, and how concepts relate."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from types import MappingProxyType
from typing import Any

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from actions.linking.text import words_of

LEXICON = Path(__file__).parents[2] / "data" / "lexicon"

_WORDS_FILE = "words.yml"
_EVERYDAY_FILE = "everyday.txt"


class ConceptKind(StrEnum):
    """What a concept is, which decides how it is weighed (docs/linking.md)."""

    BODY = "body"
    ILLNESS = "illness"
    FIELD = "field"
    PROCEDURE = "procedure"
    PROFESSION = "profession"
    FORM = "form"
    CONTACT = "contact"
    SUBJECT = "subject"


class LexiconFault(ValueError):
    """The lexicon cannot be used; the message names file, concept and fault."""


class Concept(BaseModel):
    """One concept. README.md in `data/lexicon/` tells what the keys mean to whoever writes them."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str = Field(min_length=2)
    kind: ConceptKind
    words: tuple[str, ...] = ()
    first: tuple[str, ...] = ()
    short: tuple[str, ...] = ()
    misspelt: tuple[str, ...] = ()
    hints: tuple[str, ...] = ()
    means: tuple[str, ...] = ()
    is_a: tuple[str, ...] = ()
    about: tuple[str, ...] = ()
    near: tuple[str, ...] = ()
    soft: bool = False
    vague: bool = False


class PlainWords(BaseModel):
    """`words.yml`: words that name nothing by themselves."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    clinic: tuple[str, ...]
    empty: tuple[str, ...]
    plain_first: tuple[str, ...]
    not_care: tuple[str, ...]
    symptom: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Every concept by its name, and the words that name nothing."""

    concepts: MappingProxyType[str, Concept]
    plain: PlainWords
    everyday: frozenset[str]

    def parts(self, name: str) -> tuple[str, ...]:
        """What the concept is made up of: itself, unless it is the sum of others."""
        return self.concepts[name].means or (name,)


def load_lexicon(folder: Path = LEXICON) -> Lexicon:
    """Read and check the lexicon.

    Raises:
        LexiconFault: a file cannot be read, a relation leads nowhere or round, or a word stands
            in two concepts.
    """
    concepts: dict[str, Concept] = {}
    for path in sorted(folder.glob("*.yml")):
        if path.name == _WORDS_FILE:
            continue
        for concept in _concepts(path):
            if concept.name in concepts:
                raise LexiconFault(f"{path.name}: {concept.name!r} is there twice")
            concepts[concept.name] = concept
    for concept in concepts.values():
        _check_relations(concept, concepts)
    _check_words(concepts)
    return Lexicon(
        concepts=MappingProxyType(concepts),
        plain=_plain_words(folder / _WORDS_FILE),
        everyday=frozenset((folder / _EVERYDAY_FILE).read_text(encoding="utf-8").split()),
    )


def _read(path: Path) -> Any:
    try:
        return yaml.load(path.read_text(encoding="utf-8"), yaml.CSafeLoader)
    except yaml.YAMLError as error:
        raise LexiconFault(f"{path.name}: {error}") from error


def _concepts(path: Path) -> Iterator[Concept]:
    content = _read(path)
    for entry in content["concepts"]:
        try:
            yield Concept.model_validate({"kind": content["kind"], **entry})
        except ValidationError as error:
            first = error.errors()[0]
            where = ".".join(str(part) for part in first["loc"])
            raise LexiconFault(
                f"{path.name}: {entry.get('name')!r}: {where}: {first['msg']}"
            ) from error


def _plain_words(path: Path) -> PlainWords:
    try:
        return PlainWords.model_validate(_read(path))
    except ValidationError as error:
        raise LexiconFault(f"{path.name}: {error}") from error


def _check_relations(concept: Concept, concepts: dict[str, Concept]) -> None:
    for name in (*concept.means, *concept.is_a, *concept.about, *concept.near):
        if name not in concepts:
            raise LexiconFault(f"{concept.name!r} leads to {name!r}, which is no concept")
    for part in concept.means:
        if concepts[part].means:
            raise LexiconFault(f"{concept.name!r} means {part!r}, which itself means others")
    above, seen = [*concept.is_a, *concept.about], set()
    while above:
        name = above.pop()
        if name == concept.name:
            raise LexiconFault(f"{concept.name!r} is above itself")
        if name not in seen:
            seen.add(name)
            above += [*concepts[name].is_a, *concepts[name].about]


def _check_words(concepts: dict[str, Concept]) -> None:
    owner: dict[tuple[str, ...], str] = {}
    for concept in concepts.values():
        for word in (*concept.words, *concept.short):
            other = owner.setdefault(words_of(word), concept.name)
            if other != concept.name:
                raise LexiconFault(f"{word!r} stands in both {other!r} and {concept.name!r}")
    firsts: dict[str, str] = {}
    for concept in concepts.values():
        for first in concept.first:
            other = firsts.setdefault(first.lower(), concept.name)
            if other != concept.name:
                raise LexiconFault(f"first {first!r} stands in both {other!r} and {concept.name!r}")
