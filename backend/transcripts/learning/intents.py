"""The intents that a correction may name, and the topic whose file each belongs to."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import yaml

from backend.settings import ROOT

DOMAIN = ROOT / "bot" / "domain"
_NOT_TAUGHT = frozenset({"nlu_fallback"})


@cache
def topics(folder: Path = DOMAIN) -> dict[str, str]:
    """The topic of each intent that can be taught: the name of the domain file that lists it."""
    found: dict[str, str] = {}
    for path in sorted(folder.glob("*.yml")):
        content = yaml.safe_load(path.read_text("utf-8")) or {}
        for entry in content.get("intents") or []:
            name = entry if isinstance(entry, str) else next(iter(entry))
            if name not in _NOT_TAUGHT:
                found[name] = path.stem
    return found
