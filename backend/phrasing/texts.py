"""The assistant's texts, by key, from `data/texts/*.yml`: the one place where Swedish is written.

A text is a whole sentence or a few, with `{names}` for what is filled in. An entry is a string,
or a mapping with `text` and, where they are needed, `simple`, the same thing said in easy Swedish,
and `relative`, the same said to a relative, who is not the "du" of the plan:

    next_step:
      booked:
        text: "Nästa steg är {what} {when}."
        simple: "Du ska till {clinic} {when}."
        relative: "Nästa steg är {what} {when}."

is found by the key `next_step.booked`.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from string import Formatter
from typing import Any

import yaml

FOLDER = Path(__file__).resolve().parents[2] / "data" / "texts"


@dataclass(frozen=True)
class Text:
    """A text with its blanks; `simple` is the easier way to say it, `relative` to a relative."""

    key: str
    text: str
    simple: str | None = None
    relative: str | None = None

    @property
    def blanks(self) -> frozenset[str]:
        """The names to fill in."""
        ways = self.text + (self.simple or "") + (self.relative or "")
        return frozenset(name for _, name, _, _ in Formatter().parse(ways) if name)


class UnknownText(LookupError):
    """There is no text under this key."""


@cache
def all_texts(folder: Path = FOLDER) -> dict[str, Text]:
    """Every text by its key.

    Raises:
        ValueError: a key twice, or an entry that is neither text nor mapping; names the file.
    """
    texts: dict[str, Text] = {}
    for path in sorted(folder.glob("*.yml")):
        content = yaml.safe_load(path.read_text("utf-8")) or {}
        for key, entry in _entries(content, ""):
            if key in texts:
                raise ValueError(f"{path.name}: {key} stands twice")
            if not isinstance(entry.get("text"), str):
                raise ValueError(f"{path.name}: {key} has no text")
            simple, relative = entry.get("simple"), entry.get("relative")
            texts[key] = Text(
                key,
                entry["text"].strip(),
                simple.strip() if simple else None,
                relative.strip() if relative else None,
            )
    return texts


def text(key: str, *, simple: bool = False, **blanks: str) -> str:
    """The text under `key`, filled in; the simple one where asked for and written.

    Raises:
        UnknownText: no such key. KeyError: a blank is not given.
    """
    found = all_texts().get(key)
    if found is None:
        raise UnknownText(key)
    pattern = found.simple if simple and found.simple else found.text
    return pattern.format(**blanks)


def _entries(node: dict[str, Any], prefix: str) -> list[tuple[str, dict[str, Any]]]:
    found = []
    for name, value in node.items():
        if not isinstance(name, str):
            # YAML 1.1 takes a bare `yes` or `no` for a truth value.
            raise ValueError(f"{prefix}: the key {name!r} must be quoted")
        key = f"{prefix}.{name}" if prefix else str(name)
        if isinstance(value, str):
            found.append((key, {"text": value}))
        elif isinstance(value, dict) and "text" in value:
            found.append((key, value))
        elif isinstance(value, dict):
            found.extend(_entries(value, key))
        else:
            raise ValueError(f"{key} is neither a text nor a mapping")
    return found
