"""What the assistant remembers within a session, kept in Rasa's slots.

References and small records only: no name, no number, nothing that the patient wrote.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Said:
    """The answer that was given last: to which intent, about what, how simply, and of whom.

    `person` is the record of whom it told of, whom "hon" or "han" means in the next message.
    """

    intent: str
    about: tuple[str, ...] = ()
    simple: bool = False
    person: str | None = None

    def as_slot(self) -> dict[str, Any]:
        """For the slot `said`."""
        return {
            "intent": self.intent,
            "about": list(self.about),
            "simple": self.simple,
            "person": self.person,
        }

    @classmethod
    def from_slot(cls, value: Any) -> Said | None:
        """From the slot, or `None`."""
        if not isinstance(value, dict):
            return None
        return cls(value["intent"], tuple(value["about"]), value["simple"], value.get("person"))


@dataclass(frozen=True)
class Asked:
    """A question of ours that waits: which of `candidates`, for the answer to `intent`?

    With `confirm` it was "Menar du …?" and a yes takes the first candidate's intent. `also` is the
    intent of a second question about the same visit, which is answered together with the first.
    """

    intent: str
    candidates: tuple[str, ...] = ()
    confirm: bool = False
    also: str | None = None

    def as_slot(self) -> dict[str, Any]:
        """For the slot `asked`."""
        return {
            "intent": self.intent,
            "candidates": list(self.candidates),
            "confirm": self.confirm,
            "also": self.also,
        }

    @classmethod
    def from_slot(cls, value: Any) -> Asked | None:
        """From the slot, or `None`."""
        if not isinstance(value, dict):
            return None
        return cls(value["intent"], tuple(value["candidates"]), value["confirm"], value.get("also"))


@dataclass(frozen=True)
class Memory:
    """The slots, read."""

    focus: str | None = None
    shown: tuple[str, ...] = ()
    said: Said | None = None
    asked: Asked | None = None
    errand: dict[str, Any] | None = None
    misses: int = 0
    slots: Mapping[str, Any] = field(default_factory=dict)

    @classmethod
    def from_slots(cls, slots: Mapping[str, Any]) -> Memory:
        """From the tracker's slots."""
        errand = slots.get("errand")
        return cls(
            focus=slots.get("focus"),
            shown=tuple(slots.get("shown") or ()),
            said=Said.from_slot(slots.get("said")),
            asked=Asked.from_slot(slots.get("asked")),
            errand=errand if isinstance(errand, dict) else None,
            misses=int(slots.get("misses") or 0),
            slots=slots,
        )
