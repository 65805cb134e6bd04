"""The errand that is under way: which time, what was wished, what was offered, what is to confirm.

It lives in the slot `errand`. Nothing in it is taken for true of the bookings: those are read from
the backend. It holds no text, only references, times and constraints.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Any

from actions.time_wishes import TimeWish, from_dict, to_dict


class ErrandKind(StrEnum):
    """What the patient wants done."""

    REBOOK = "rebook"
    CANCEL = "cancel"
    BOOK = "book"
    EARLIER = "earlier"


class Stage(StrEnum):
    """What the errand waits for."""

    WHICH = "which"
    """Which visit it is about."""
    WISH = "wish"
    """When it suits."""
    CHOOSE = "choose"
    """One of the offered times."""
    CONFIRM = "confirm"
    """A yes."""
    WAITING_LIST = "waiting_list"
    """Whether to stand on the waiting list."""
    DONE = "done"
    """Nothing: it is done, and may be undone."""


@dataclass(frozen=True)
class Offered:
    """A free time as it was shown: the slot's FHIR id and its start."""

    slot: str
    start: datetime


@dataclass(frozen=True)
class Errand:
    """An errand. `appointment` is the FHIR id; `seen` are the slots shown so far.

    `key` confirms the question that stands; once done, `version` is the appointment's after it.
    """

    kind: ErrandKind
    stage: Stage
    appointment: str | None = None
    wish: TimeWish | None = None
    offers: tuple[Offered, ...] = ()
    seen: tuple[str, ...] = ()
    misses: int = 0
    key: str | None = None
    version: int | None = None

    @property
    def open(self) -> bool:
        """Whether it still waits for the patient."""
        return self.stage is not Stage.DONE

    @property
    def reference(self) -> str | None:
        """The appointment's FHIR reference."""
        return f"Appointment/{self.appointment}" if self.appointment else None

    def at(self, stage: Stage, **changes: Any) -> Errand:
        """The errand at another stage."""
        return replace(self, stage=stage, **changes)

    def as_slot(self) -> dict[str, Any]:
        """For the slot."""
        return {
            "kind": self.kind.value,
            "stage": self.stage.value,
            "appointment": self.appointment,
            "wish": to_dict(self.wish) if self.wish else None,
            "offers": [[offer.slot, offer.start.isoformat()] for offer in self.offers],
            "seen": list(self.seen),
            "misses": self.misses,
            "key": self.key,
            "version": self.version,
        }

    @classmethod
    def from_slot(cls, value: dict[str, Any] | None) -> Errand | None:
        """From the slot; `None` when there is no errand."""
        if not value:
            return None
        return cls(
            kind=ErrandKind(value["kind"]),
            stage=Stage(value["stage"]),
            appointment=value["appointment"],
            wish=from_dict(value["wish"]) if value["wish"] else None,
            offers=tuple(
                Offered(slot, datetime.fromisoformat(start)) for slot, start in value["offers"]
            ),
            seen=tuple(value["seen"]),
            misses=value["misses"],
            key=value["key"],
            version=value["version"],
        )
