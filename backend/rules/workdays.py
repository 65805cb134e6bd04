"""Swedish working days, holidays, half-days and ISO weeks, in Europe/Stockholm."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from functools import lru_cache
from types import MappingProxyType
from zoneinfo import ZoneInfo

import holidays

STOCKHOLM = ZoneInfo("Europe/Stockholm")

SATURDAY = 5

# The library's `optional` days that end at two o'clock: trettondagsafton, skärtorsdagen,
# valborgsmässoafton and allhelgonaafton. The names carry the only mark there is.
_HALF_DAY_MARK = "från kl. 14"


def local_date(moment: datetime) -> date:
    """The date in Sweden of an aware moment.

    Raises:
        ValueError: the moment is naive.
    """
    return aware(moment).astimezone(STOCKHOLM).date()


def aware(moment: datetime) -> datetime:
    """The same moment, refused if it has no offset.

    Raises:
        ValueError: the moment is naive.
    """
    if moment.utcoffset() is None:
        raise ValueError(f"a time without offset cannot be compared: {moment.isoformat()}")
    return moment


def holiday_name(day: date) -> str | None:
    """The Swedish name of a public holiday or of one of the three eves, else None.

    Midsommarafton, julafton and nyårsafton are counted: lag (1930:173) 2 § puts them and
    Saturdays on a par with public holidays. Ordinary Sundays have no name here.
    """
    return _closed_days(day.year).get(day)


def is_weekday(day: date) -> bool:
    """Whether the day is a vardag in a cancellation rule: Monday to Friday, no holiday, no eve."""
    return day.weekday() < SATURDAY and holiday_name(day) is None


def is_half_day(day: date) -> bool:
    """Whether clinics often close early, as on skärtorsdagen. It counts as a whole weekday."""
    return is_weekday(day) and day in _half_days(day.year)


def weekday_before(day: date, count: int) -> date:
    """The `count`-th weekday strictly before the day.

    Raises:
        ValueError: `count` is less than one.
    """
    if count < 1:
        raise ValueError("count weekdays from one")
    found = day
    for _ in range(count):
        found -= timedelta(days=1)
        while not is_weekday(found):
            found -= timedelta(days=1)
    return found


def whole_weekdays_between(earlier: date, later: date) -> int:
    """How many weekdays lie strictly between two dates."""
    days = (later - earlier).days
    return sum(is_weekday(earlier + timedelta(days=step)) for step in range(1, days))


def iso_week(day: date) -> tuple[int, int]:
    """The ISO 8601 week as (week year, week): 29 December 2025 is in week 1 of 2026."""
    calendar = day.isocalendar()
    return calendar.year, calendar.week


def monday_of(week_year: int, week: int) -> date:
    """The Monday of an ISO week.

    Raises:
        ValueError: the year has no such week; most years have 52.
    """
    return date.fromisocalendar(week_year, week, 1)


@lru_cache(maxsize=64)
def _closed_days(year: int) -> Mapping[date, str]:
    calendar = holidays.country_holidays(
        "SE", years=year, categories=("public", "de_facto"), language="sv"
    )
    return MappingProxyType(dict(calendar.items()))


@lru_cache(maxsize=64)
def _half_days(year: int) -> frozenset[date]:
    calendar = holidays.country_holidays("SE", years=year, categories=("optional",), language="sv")
    return frozenset(day for day, name in calendar.items() if _HALF_DAY_MARK in name)
