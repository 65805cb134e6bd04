"""Dates as people count them: the coming Tuesday, week 48, the first of March, in two weeks."""

from calendar import monthrange
from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from actions.time_wishes import holidays
from actions.time_wishes.constraints import Problem
from actions.time_wishes.windows import DateRange

JUST_PASSED = timedelta(days=60)
"""A date without a year that passed less than this ago is asked about, never next year's."""

_WEEKEND = (5, 6)
_RECENT_HOLIDAY = timedelta(days=14)


def plus(day: date, days: int) -> date:
    """The date some days later; the ends of the calendar stand still."""
    try:
        return day + timedelta(days=days)
    except OverflowError:
        return date.max if days > 0 else date.min


def plus_months(day: date, months: int) -> date:
    """The same day of the month some months later, or that month's last."""
    index = day.year * 12 + day.month - 1 + months
    year, month = min(max(index // 12, date.min.year), date.max.year), index % 12 + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def month_of(year: int, month: int) -> DateRange:
    """A whole month."""
    return DateRange(date(year, month, 1), date(year, month, monthrange(year, month)[1]))


def week_of(day: date, weeks_later: int = 0) -> DateRange:
    """The ISO week of a date, or one some weeks later."""
    monday = plus(day, 7 * weeks_later - day.weekday())
    return DateRange(monday, plus(monday, 6))


def year_of(year: int) -> DateRange:
    """A whole year."""
    return DateRange(date(year, 1, 1), date(year, 12, 31))


def day_of(day: int, month: int, year: int | None, today: date) -> date | Problem:
    """A date; without a year the coming one, unless it has just passed."""
    if year is not None:
        return _valid(year, month, day) or Problem.IMPOSSIBLE
    this_year = _valid(today.year, month, day)
    if this_year and this_year >= today:
        return this_year
    if this_year and today - this_year < JUST_PASSED:
        return Problem.PAST
    return _valid(today.year + 1, month, day) or Problem.IMPOSSIBLE


def week_number(number: int, year: int | None, today: date) -> DateRange | Problem:
    """An ISO week; without a year the coming one or this, unless it has just passed."""
    if year is not None:
        return _iso_week(year, number) or Problem.IMPOSSIBLE
    this_year = today.isocalendar().year
    week = _iso_week(this_year, number)
    if week and week.last and week.last >= today:
        return week
    if week and week.last and today - week.last < JUST_PASSED:
        return Problem.PAST
    return _iso_week(this_year + 1, number) or Problem.IMPOSSIBLE


def coming_month(month: int, year: int | None, today: date) -> DateRange:
    """A month; without a year this one or the coming one."""
    if year is None:
        year = today.year + (month < today.month)
    return month_of(year, month)


def coming_day_of_month(days: Iterable[int], today: date) -> list[date]:
    """The days of one month, the first in which none of them has passed or is missing."""
    wanted = sorted(days)
    for later in range(13):
        month = month_of(*_year_month(today, later))
        found = [day for number in wanted if (day := _valid(*_first(month), number))]
        if len(found) == len(wanted) and found[0] >= today:
            return found
    return []


def coming_weekdays(weekdays: Sequence[int], today: date) -> list[date]:
    """The nearest such days in a row, today included; of a weekend that has begun, what is left."""
    first = plus(today, (weekdays[0] - today.weekday()) % 7)
    if tuple(weekdays) == _WEEKEND and today.weekday() == _WEEKEND[-1]:
        return [today]
    return [plus(first, (day - weekdays[0]) % 7) for day in weekdays]


def weekday_after(weekday: int, day: date) -> date:
    """The first such weekday later than a date."""
    return plus(day, (weekday - day.weekday() - 1) % 7 + 1)


def weekday_before(weekday: int, day: date) -> date:
    """The last such weekday earlier than a date."""
    return plus(day, -((day.weekday() - weekday - 1) % 7 + 1))


def nth_weekday(weekday: int, nth: int, month: DateRange) -> date | None:
    """The first (1), second … or last (-1) such weekday of a month."""
    days = [day for day in month.days() or () if day.weekday() == weekday]
    index = nth - 1 if nth > 0 else nth
    return days[index] if -len(days) <= index < len(days) else None


def nth_week(nth: int, month: DateRange) -> DateRange | None:
    """The first (1), second … or last (-1) ISO week with most of its days in a month."""
    thursday = nth_weekday(3, nth, month)
    return week_of(thursday) if thursday else None


def coming_holiday(name: str, today: date) -> list[DateRange]:
    """A holiday that is not over; more than one where it depends on where one lives."""
    for year in range(today.year - 1, today.year + 2):
        spans = holidays.spans(name, year)
        if spans[-1][1] >= today:
            return [DateRange(first, last) for first, last in spans if last >= today]
    raise ValueError(f"no {name} within a year of {today}")


def recent_holiday(name: str, today: date) -> DateRange | None:
    """The holiday if it ended in the last two weeks: "efter jul" said on 28 December."""
    for year in (today.year - 1, today.year):
        for first, last in holidays.spans(name, year):
            if last < today and today - last <= _RECENT_HOLIDAY:
                return DateRange(first, last)
    return None


def _valid(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _iso_week(year: int, number: int) -> DateRange | None:
    try:
        return week_of(date.fromisocalendar(year, number, 1))
    except ValueError:
        return None


def _year_month(today: date, months_later: int) -> tuple[int, int]:
    later = plus_months(today.replace(day=1), months_later)
    return later.year, later.month


def _first(month: DateRange) -> tuple[int, int]:
    first = month.first or date.min
    return first.year, first.month
