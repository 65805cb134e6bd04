"""Free times by day: pure."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from backend.bookings.schemas import FreeSlot
from backend.rules.workdays import STOCKHOLM


def by_day(slots: Iterable[FreeSlot]) -> list[tuple[date, list[FreeSlot]]]:
    """The slots of each local day, in the order that they come."""
    found: dict[date, list[FreeSlot]] = {}
    for slot in slots:
        found.setdefault(slot.start.astimezone(STOCKHOLM).date(), []).append(slot)
    return list(found.items())
