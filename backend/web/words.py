"""Days, times and lengths in the language of the interface, as the templates' filters.

In Swedish they are said as the assistant says them (`phrasing.dates`).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from babel.dates import format_date, format_timedelta

from backend.contracts.schemas import Hours
from backend.phrasing import dates
from backend.rules.workdays import STOCKHOLM
from backend.web.language import SWEDISH

_YEAR_NEEDED_AFTER = timedelta(days=300)
_ENGLISH = "en_GB"
_DAYS = dict(
    zip(
        ("mon", "tue", "wed", "thu", "fri", "sat", "sun"),
        ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"),
        strict=True,
    )
)


@dataclass(frozen=True)
class Words:
    """Says times in `language` as of `now`."""

    language: str
    now: datetime

    @property
    def _swedish(self) -> bool:
        return self.language == SWEDISH

    def day(self, day: date) -> str:
        """`tisdag 2 december`, with the year when it is far away."""
        if self._swedish:
            return dates.day_phrase(day, self.now.date())
        near = abs(day - self.now.date()) < _YEAR_NEEDED_AFTER
        return format_date(day, "EEEE d MMMM" if near else "EEEE d MMMM y", locale=_ENGLISH)

    def short_day(self, day: date) -> str:
        """`2 december`, with the year when it is another."""
        locale = SWEDISH if self._swedish else _ENGLISH
        pattern = "d MMMM" if day.year == self.now.year else "d MMMM y"
        return format_date(day, pattern, locale=locale)

    def month(self, moment: datetime) -> str:
        """`dec`, as on a leaf of a calendar."""
        locale = SWEDISH if self._swedish else _ENGLISH
        return format_date(moment.astimezone(STOCKHOLM), "MMM", locale=locale).rstrip(".")

    def clock(self, moment: datetime) -> str:
        """`kl. 10.15`."""
        if self._swedish:
            return dates.clock_phrase(moment)
        local = moment.astimezone(STOCKHOLM)
        twice = local.replace(fold=0).utcoffset() != local.replace(fold=1).utcoffset()
        which = (" (summer time)", " (winter time)")[local.fold] if twice else ""
        return f"{local:%H:%M}{which}"

    def hour(self, moment: datetime) -> str:
        """`8.15`, for where the page's column says that it is a time."""
        local = moment.astimezone(STOCKHOLM)
        return f"{local.hour}.{local:%M}" if self._swedish else f"{local:%H:%M}"

    def moment(self, moment: datetime) -> str:
        """`tisdag 2 december kl. 10.15`."""
        if self._swedish:
            return dates.time_phrase(moment, self.now)
        local = moment.astimezone(STOCKHOLM)
        return f"{self.day(local.date())} at {self.clock(local)}"

    def away(self, day: date) -> str:
        """`om 5 dagar`."""
        if self._swedish:
            return dates.away_phrase(day, self.now.date())
        days = (day - self.now.date()).days
        named = {0: "today", 1: "tomorrow", -1: "yesterday"}
        if days in named:
            return named[days]
        return format_timedelta(
            timedelta(days=days), locale=_ENGLISH, add_direction=True, threshold=1.4
        )

    def week(self, day: date) -> str:
        """`vecka 49`."""
        return dates.week_phrase(day) if self._swedish else f"week {day.isocalendar().week}"

    def length(self, minutes: int) -> str:
        """`30 minuter`."""
        if self._swedish:
            return dates.length_phrase(minutes)
        hours, rest = divmod(minutes, 60)
        parts = [f"{hours} hour{'s' if hours > 1 else ''}"] if hours else []
        return " and ".join([*parts, f"{rest} minutes"] if rest or not hours else parts)

    def hours(self, hours: list[Hours]) -> str | None:
        """`måndag–fredag kl. 8–10`."""
        if self._swedish:
            return dates.hours_phrase(hours)
        return ", ".join(_english_hours(found) for found in hours) or None


def _english_hours(hours: Hours) -> str:
    days = ", ".join(_DAYS.get(day, day) for day in hours.days)
    if hours.start is None or hours.end is None:
        return f"{days} all day"
    return f"{days} {_clock(hours.start)}–{_clock(hours.end)}"


def _clock(clock: time) -> str:
    return f"{clock:%H:%M}"
