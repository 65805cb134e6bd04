"""How long before an appointment it may be moved or cancelled: three kinds of limit.

The same types serve a region's late-cancellation table and the booking-rules extension
(`cancelBefore`: `valueDuration`, `valueQuantity` in full weekdays, `valueTime`).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import time


@dataclass(frozen=True, slots=True)
class HoursBefore:
    """Elapsed hours, counted in UTC: "24 timmar före" is 24 hours also over a clock change."""

    hours: float

    def __post_init__(self) -> None:
        if not 0 <= self.hours < float("inf"):
            raise ValueError("hours must be zero or more")


@dataclass(frozen=True, slots=True)
class FullWeekdaysBefore:
    """Whole weekdays that must lie between the day of the cancellation and the day of the visit."""

    full_weekdays: int

    def __post_init__(self) -> None:
        if self.full_weekdays < 1:
            raise ValueError("full_weekdays must be one or more")


@dataclass(frozen=True, slots=True)
class ClockTimeSameDay:
    """A clock time in Sweden on the day of the visit."""

    clock_time: time

    def __post_init__(self) -> None:
        if self.clock_time.tzinfo is not None:
            raise ValueError("clock_time is Swedish wall time and has no offset")


CancelBefore = HoursBefore | FullWeekdaysBefore | ClockTimeSameDay
