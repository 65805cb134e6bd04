"""The texts under `texts/`: what each means, against which contract.

A file is a list of groups with a common `contract`, perhaps `among` (a `Target`) and `focus`.
Each text says one of

| key | the link must be |
|---|---|
| `one: ogon-1` | that one |
| `several: […]` | these, in any order, and to be asked about |
| `all: […]` | these, in this order, all of them meant |
| `missing: tandläkare` | not found, and that is what is missing |
| `none: true` | nothing mentioned |
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from actions.linking import Focus, Link, LinkKind, Target
from tests.actions.linking.builders import full_source

_TEXTS = Path(__file__).parent / "texts"


@dataclass(frozen=True)
class Example:
    """One text and what it must be linked to."""

    topic: str
    contract: str
    target: Target
    focus: Focus
    text: str
    kind: LinkKind
    sources: tuple[str, ...]
    together: bool
    missing: str | None

    def __str__(self) -> str:
        return f"{self.topic}: {self.text}"

    def fault(self, link: Link) -> str | None:
        """What is wrong with `link`, or `None`."""
        found = tuple(candidate.source for candidate in link.candidates)
        if link.kind is not self.kind:
            return f"{link.kind} {found or link.missing}, not {self.kind} {self.sources}"
        if self.missing is not None:
            terms = {term for part in link.missing for term in (part.term, *part.labels)}
            return None if self.missing in terms else f"missing {terms}, not {self.missing}"
        if link.together is not self.together:
            return f"together is {link.together} for {found}"
        right = found == self.sources if self.together else set(found) == set(self.sources)
        return None if right else f"{found}, not {self.sources}"

    def is_falsely_confident(self, link: Link) -> bool:
        """Whether another than the one meant was taken for granted."""
        if not (link.kind is LinkKind.ONE or link.together):
            return False
        return not {candidate.source for candidate in link.candidates} <= set(self.sources)


def examples(half: str) -> list[Example]:
    """Every text of `develop` or `report`."""
    found = []
    for path in sorted((_TEXTS / half).glob("*.yml")):
        for group in yaml.safe_load(path.read_text(encoding="utf-8")):
            found += [_example(path.stem, group, entry) for entry in group["texts"]]
    return found


def _example(topic: str, group: dict[str, Any], entry: dict[str, Any]) -> Example:
    focus = group.get("focus", {})
    current = focus.get("current")
    together = "all" in entry
    sources = entry.get("all") or entry.get("several") or ([entry["one"]] if "one" in entry else [])
    return Example(
        topic=topic,
        contract=group["contract"],
        target=Target(group.get("among", "anything")),
        focus=Focus(
            current=full_source(current) if current else None,
            shown=tuple(full_source(short) for short in focus.get("shown", [])),
        ),
        text=entry["text"],
        kind=_kind(entry),
        sources=tuple(full_source(str(short)) for short in sources),
        together=together,
        missing=str(entry["missing"]) if "missing" in entry else None,
    )


def _kind(entry: dict[str, Any]) -> LinkKind:
    if "one" in entry:
        return LinkKind.ONE
    if "missing" in entry:
        return LinkKind.NOT_FOUND
    if "none" in entry:
        return LinkKind.NONE_MENTIONED
    return LinkKind.SEVERAL
