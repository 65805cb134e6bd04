"""A wish for when, as data: what the waiting list and the clinics keep of it. Pure.

The fields are those of the grammar's windows (`actions/time_wishes/windows.py`), once relations to
the present time ("en vecka senare") have been worked out. There is no text in a wish.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from backend.rules.workdays import STOCKHOLM, aware, holiday_name

_SUNDAY = 6
_MOST = 50


class _Data(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class DateRange(_Data):
    """Local dates, both included; null is open."""

    first: date | None = None
    last: date | None = None


class ClockRange(_Data):
    """Start times as minutes after local midnight, both included."""

    first: int = Field(0, ge=0, le=1439)
    last: int = Field(1439, ge=0, le=1439)


class Window(_Data):
    """The start times that fit every part that is given; an empty part sets no limit.

    `weekdays` has 0 for Monday; `week_parity` 0 for even ISO weeks, 1 for odd ones.
    """

    dates: list[DateRange] = Field([], max_length=_MOST)
    weekdays: list[int] = Field([], max_length=7)
    month_days: list[int] = Field([], max_length=31)
    clock: list[ClockRange] = Field([], max_length=_MOST)
    week_parity: Literal[0, 1] | None = None
    day_kind: Literal["workday", "holiday"] | None = None

    def holds(self, start: datetime) -> bool:
        """Whether an aware start fits, by its wall time in Sweden."""
        local = aware(start).astimezone(STOCKHOLM)
        day, minute = local.date(), local.hour * 60 + local.minute
        return (
            (not self.dates or any(_in(day, dates) for dates in self.dates))
            and (not self.weekdays or day.weekday() in self.weekdays)
            and (not self.month_days or day.day in self.month_days)
            and (not self.clock or any(part.first <= minute <= part.last for part in self.clock))
            and (self.week_parity is None or day.isocalendar().week % 2 == self.week_parity)
            and (self.day_kind is None or self.day_kind == _kind(day))
        )


class Wish(_Data):
    """Some window of `any_of` fits, if there are any, and none of `none_of`."""

    any_of: list[Window] = Field([], max_length=_MOST)
    none_of: list[Window] = Field([], max_length=_MOST)

    def holds(self, start: datetime) -> bool:
        """Whether an aware start fits the wish."""
        wanted = not self.any_of or any(window.holds(start) for window in self.any_of)
        return wanted and not any(window.holds(start) for window in self.none_of)


def _in(day: date, dates: DateRange) -> bool:
    return (dates.first is None or dates.first <= day) and (dates.last is None or day <= dates.last)


def _kind(day: date) -> str | None:
    if day.weekday() == _SUNDAY or holiday_name(day) is not None:
        return "holiday"
    return "workday" if day.weekday() < _SUNDAY - 1 else None
