"""Linking: which part of the patient's own contract a Swedish text means. See docs/linking.md."""

from __future__ import annotations

from actions.linking.items import step_source
from actions.linking.linker import link, named_words
from actions.linking.result import (
    Candidate,
    Category,
    Focus,
    ItemType,
    Link,
    LinkKind,
    Missing,
    Target,
)

__all__ = [
    "Candidate",
    "Category",
    "Focus",
    "ItemType",
    "Link",
    "LinkKind",
    "Missing",
    "Target",
    "link",
    "named_words",
    "step_source",
]
