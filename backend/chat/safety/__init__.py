"""Words of danger, read before any model: whether one text may be an emergency or a crisis.

Pure: no database, no network, no clock. `data/safety/` is read once, when this is imported, so
that faulty data stops the start and not the first person in danger. See `docs/safety.md`.
"""

from __future__ import annotations

from backend.chat.safety.rules import Safety, load_rules

__all__ = ["Safety", "check"]

_RULES = load_rules()


def check(text: str) -> Safety | None:
    """What danger a text may tell of, or None; errs toward danger, and prefers crisis.

    Never raises, whatever the text.
    """
    return _RULES.check(text)
