"""The labelled turns: what a person wrote, and which stretches of it must go or must stay."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import yaml

SETS = Path(__file__).with_name("sets")
WRITTEN_ON = date(2026, 11, 16)

KINDS = {
    "p": "personnummer",
    "b": "born",
    "n": "namn",
    "r": "anhörig",
    "t": "telefon",
    "e": "e-post",
    "a": "adress",
    "w": "time",
    "k": "keep",
    "x": "either",
}
MUST_GO = {"personnummer", "born", "namn", "anhörig", "telefon", "e-post", "adress"}

_TAG = re.compile(r"\{(\w)(!?)\|([^}]*)\}")


@dataclass(frozen=True)
class Label:
    """One labelled stretch; `own` when it is the known patient's own field."""

    kind: str
    start: int
    end: int
    own: bool = False


@dataclass(frozen=True)
class Turn:
    """One labelled turn; `person` holds the known patient's fields, empty when nobody is known."""

    id: str
    text: str
    labels: tuple[Label, ...]
    person: dict[str, Any]


def read_tags(tagged: str) -> tuple[str, tuple[Label, ...]]:
    """Text without its `{n|…}` tags, and their labels."""
    text, labels, done = "", [], 0
    for tag in _TAG.finditer(tagged):
        text += tagged[done : tag.start()]
        start, text = len(text), text + tag[3]
        labels.append(Label(KINDS[tag[1]], start, len(text), own=bool(tag[2])))
        done = tag.end()
    return text + tagged[done:], tuple(labels)


@cache
def persons() -> dict[str, dict[str, Any]]:
    """The known patients of the hand-written sets, by key."""
    found: dict[str, dict[str, Any]] = yaml.safe_load((SETS / "persons.yaml").read_text("utf-8"))
    return found


def handwritten(name: str) -> Iterator[Turn]:
    """The turns of a hand-written set, `report`, `second` or `dev`."""
    path = SETS / f"handwritten_{name}.yaml"
    groups: dict[str, list[str]] = yaml.safe_load(path.read_text("utf-8"))
    for key, turns in groups.items():
        for place, tagged in enumerate(turns, 1):
            text, labels = read_tags(tagged)
            yield Turn(f"{key or 'open'}-{place}", text, labels, persons().get(key, {}))


def generated(name: str) -> Iterator[Turn]:
    """The turns of a generated set, `report`, `second` or `dev`."""
    with (SETS / f"generated_{name}.jsonl").open(encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            labels = tuple(Label(*label) for label in row["labels"])
            yield Turn(row["id"], row["text"], labels, row["person"])
