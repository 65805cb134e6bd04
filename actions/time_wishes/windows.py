"""Windows in local time: the sets of start times that wishes are built from."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum

from actions.time_wishes.holidays import is_public_holiday
from actions.time_wishes.relations import Relation

LAST_MINUTE = 24 * 60 - 1
_ENUMERATED_DAYS = 370
"""A longer range is taken to hold every kind of day."""


@dataclass(frozen=True, slots=True)
class DateRange:
    """Local dates, both included; None is open."""

    first: date | None = None
    last: date | None = None

    def __contains__(self, day: date) -> bool:
        return (self.first is None or self.first <= day) and (self.last is None or day <= self.last)

    def intersect(self, other: "DateRange") -> "DateRange | None":
        """The dates in both, None where there are none."""
        first = max(filter(None, (self.first, other.first)), default=None)
        last = min(filter(None, (self.last, other.last)), default=None)
        return None if first and last and first > last else DateRange(first, last)

    def covers(self, other: "DateRange") -> bool:
        """Whether every date of the other is in this one."""
        return self.intersect(other) == other

    def days(self) -> Iterator[date] | None:
        """Each date, None where there are too many to count."""
        if not self.first or not self.last or (self.last - self.first).days > _ENUMERATED_DAYS:
            return None
        first = self.first
        return (first + timedelta(days=n) for n in range((self.last - first).days + 1))


@dataclass(frozen=True, slots=True)
class ClockRange:
    """Start times as minutes after local midnight (0 to 1439), both included."""

    first: int = 0
    last: int = LAST_MINUTE

    def __contains__(self, minute: int) -> bool:
        return self.first <= minute <= self.last

    def intersect(self, other: "ClockRange") -> "ClockRange | None":
        """The minutes in both, None where there are none."""
        first, last = max(self.first, other.first), min(self.last, other.last)
        return ClockRange(first, last) if first <= last else None

    def covers(self, other: "ClockRange") -> bool:
        """Whether every minute of the other is in this one."""
        return self.first <= other.first and other.last <= self.last


class DayKind(StrEnum):
    """Days told apart by the almanac rather than by name."""

    WORKDAY = "workday"
    """Monday to Friday, no public holiday."""
    HOLIDAY = "holiday"
    """A Sunday or a public holiday, "röd dag"."""


@dataclass(frozen=True, slots=True)
class Window:
    """The start times that fit every part that is given; an empty part sets no limit.

    Within a part any value will do: `weekdays=(1, 3)` is a Tuesday or a Thursday.
    """

    dates: tuple[DateRange, ...] = ()
    weekdays: tuple[int, ...] = ()
    """0 is Monday, as in `datetime.weekday`."""
    month_days: tuple[int, ...] = ()
    clock: tuple[ClockRange, ...] = ()
    week_parity: int | None = None
    """0 for even ISO weeks, 1 for odd ones."""
    day_kind: DayKind | None = None
    relations: tuple[Relation, ...] = ()
    """To an appointment that is not known yet: nothing fits while there are any."""

    def __contains__(self, start: datetime) -> bool:
        """Whether a start fits, by its wall time."""
        minute = start.hour * 60 + start.minute
        return (
            not self.relations
            and (not self.clock or any(minute in clock for clock in self.clock))
            and self.has_day(start.date())
        )

    def has_day(self, day: date) -> bool:
        """Whether some time of a date may fit."""
        return (
            (not self.weekdays or day.weekday() in self.weekdays)
            and (not self.month_days or day.day in self.month_days)
            and (not self.dates or any(day in dates for dates in self.dates))
            and (self.week_parity is None or day.isocalendar().week % 2 == self.week_parity)
            and (self.day_kind is None or self.day_kind is _kind_of(day))
        )

    @property
    def limits_day(self) -> bool:
        """Whether it says anything about the day."""
        return bool(
            self.dates
            or self.weekdays
            or self.month_days
            or self.week_parity is not None
            or self.day_kind
            or any(not relation.is_clock for relation in self.relations)
        )

    @property
    def limits_clock(self) -> bool:
        """Whether it says anything about the time of day."""
        return bool(self.clock) or any(relation.is_clock for relation in self.relations)

    def only_days(self) -> "Window":
        """The same days, at any time of day."""
        return replace(self, clock=(), relations=tuple(r for r in self.relations if not r.is_clock))

    def only_clock(self) -> "Window":
        """The same time of day, on any day."""
        return Window(clock=self.clock, relations=tuple(r for r in self.relations if r.is_clock))

    def intersect(self, other: "Window") -> "Window | None":
        """The times that fit both, None where no time can."""
        dates = _shared_dates(self.dates, other.dates)
        clock = _shared_clock(self.clock, other.clock)
        weekdays = _shared(self.weekdays, other.weekdays)
        month_days = _shared(self.month_days, other.month_days)
        if dates is None or clock is None or weekdays is None or month_days is None:
            return None
        if _differ(self.week_parity, other.week_parity) or _differ(self.day_kind, other.day_kind):
            return None
        both = Window(
            dates,
            weekdays,
            month_days,
            clock,
            other.week_parity if self.week_parity is None else self.week_parity,
            self.day_kind or other.day_kind,
            tuple(dict.fromkeys(self.relations + other.relations)),
        )
        return both if both.may_hold_a_day() else None

    def may_hold_a_day(self) -> bool:
        """False where it is certain that no date fits."""
        if self.day_kind is DayKind.WORKDAY and self.weekdays and min(self.weekdays) > 4:
            return False
        if not self.dates:
            return True
        return any(
            days is None or any(self.has_day(day) for day in days)
            for days in (dates.days() for dates in self.dates)
        )

    def covers(self, other: "Window") -> bool:
        """Whether it is certain that every time of the other is in this one."""
        return (
            not self.relations
            and (not self.dates or _all_covered(other.dates or (DateRange(),), self.dates))
            and (not self.clock or _all_covered(other.clock or (ClockRange(),), self.clock))
            and (not self.weekdays or _is_part(other.weekdays, self.weekdays))
            and (not self.month_days or _is_part(other.month_days, self.month_days))
            and self.week_parity in {None, other.week_parity}
            and self.day_kind in {None, other.day_kind}
        )


def on(*days: date) -> Window:
    """The window of some dates, those in a row as one range."""
    ranges: list[DateRange] = []
    for day in sorted(set(days)):
        last = ranges[-1].last if ranges else None
        if last and day - last == timedelta(days=1):
            ranges[-1] = DateRange(ranges[-1].first, day)
        else:
            ranges.append(DateRange(day, day))
    return Window(dates=tuple(ranges))


def between(first: date | None, last: date | None) -> Window:
    """The window from one date to another, both included; None is open."""
    return Window(dates=(DateRange(first, last),))


def at(first: int, last: int) -> Window:
    """The window between two minutes after midnight, both included, cut at midnight."""
    return Window(clock=(ClockRange(max(first, 0), min(last, LAST_MINUTE)),))


def _kind_of(day: date) -> DayKind | None:
    if day.weekday() == 6 or is_public_holiday(day):
        return DayKind.HOLIDAY
    return DayKind.WORKDAY if day.weekday() < 5 else None


def _shared_dates(
    mine: tuple[DateRange, ...], theirs: tuple[DateRange, ...]
) -> tuple[DateRange, ...] | None:
    if not mine or not theirs:
        return mine or theirs
    shared = (a.intersect(b) for a in mine for b in theirs)
    return tuple(dict.fromkeys(dates for dates in shared if dates)) or None


def _shared_clock(
    mine: tuple[ClockRange, ...], theirs: tuple[ClockRange, ...]
) -> tuple[ClockRange, ...] | None:
    if not mine or not theirs:
        return mine or theirs
    shared = (a.intersect(b) for a in mine for b in theirs)
    return tuple(dict.fromkeys(clock for clock in shared if clock)) or None


def _shared(mine: tuple[int, ...], theirs: tuple[int, ...]) -> tuple[int, ...] | None:
    if not mine or not theirs:
        return mine or theirs
    return tuple(value for value in mine if value in theirs) or None


def _differ(mine: object, theirs: object) -> bool:
    return mine is not None and theirs is not None and mine != theirs


def _all_covered(
    inner: tuple[DateRange, ...] | tuple[ClockRange, ...],
    outer: tuple[DateRange, ...] | tuple[ClockRange, ...],
) -> bool:
    return all(any(o.covers(i) for o in outer) for i in inner)  # type: ignore[arg-type]


def _is_part(inner: tuple[int, ...], outer: tuple[int, ...]) -> bool:
    return bool(inner) and set(inner) <= set(outer)
