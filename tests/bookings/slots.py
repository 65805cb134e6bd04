"""Slots that tests share, by when they are.

The tests take place on Monday 23 November 2026 at 9:00; the visit that is moved is on Wednesday
2 December, 10:15–10:45.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from backend.rules.workdays import STOCKHOLM
from tests.builders.fhir import Json, a_slot


def slot_at(ident: str, when: str, *, minutes: int = 30, clinic: str = "ogon", **kind: str) -> Json:
    """A slot of the clinic that begins at a Swedish wall time such as `2026-11-26 09:00`."""
    start = datetime.fromisoformat(when).replace(tzinfo=STOCKHOLM)
    end = (start.astimezone(UTC) + timedelta(minutes=minutes)).astimezone(STOCKHOLM)
    return a_slot(ident, clinic, start.isoformat(), end.isoformat(), **kind)


def days_of_slots(count: int, *, first: str = "2026-11-26 09:00") -> list[Json]:
    """So many slots, `t0`, `t1`, …, one a day at the same hour."""
    begin = datetime.fromisoformat(first)
    return [
        slot_at(f"t{day}", (begin + timedelta(days=day)).isoformat(" ")) for day in range(count)
    ]


EARLIER = slot_at("s1", "2026-11-26 09:00")
LATER = slot_at("s2", "2026-12-10 13:00")
