"""What "efter", "senast", "i början av" make of the piece that follows them."""

from collections.abc import Callable
from datetime import date

from actions.time_wishes.almanac import (
    coming_day_of_month,
    coming_weekdays,
    plus,
    week_of,
    weekday_after,
    weekday_before,
)
from actions.time_wishes.clock import FIRST_HOUR, HOUR, last_until
from actions.time_wishes.constraints import Problem
from actions.time_wishes.items import Bound, Context, Grain, Offset, Piece
from actions.time_wishes.relations import Relation, RelationKind
from actions.time_wishes.windows import LAST_MINUTE, ClockRange, DateRange, Window, at, between, on

_SOON_MINUTES = 60
_SOON_DAYS = 7
_AROUND_MINUTES = 30
_AROUND_DAYS = 2
_LONG_SPAN = 7
_FRIDAY = 4
_WEEK_BEFORE = Offset(RelationKind.SHIFT_WEEKS, -1, -1)

_CLOCK: dict[Bound, Callable[[int, int], Window]] = {
    Bound.AFTER: lambda first, last: at(first if first == last else last + 1, LAST_MINUTE),
    Bound.FROM: lambda first, _: at(first, LAST_MINUTE),
    Bound.NOT_UNTIL: lambda first, _: at(first, LAST_MINUTE),
    Bound.ONWARDS: lambda first, _: at(first, LAST_MINUTE),
    Bound.LATER_THAN: lambda _, last: at(last + 1, LAST_MINUTE),
    Bound.BEFORE: lambda first, _: at(0, first - 1),
    Bound.UNTIL: lambda first, last: at(0, last_until(ClockRange(first, last))),
    Bound.LATEST: lambda _, last: at(0, last),
    Bound.BACKWARDS: lambda _, last: at(0, last),
    Bound.AROUND: lambda first, last: at(first - _AROUND_MINUTES, last + _AROUND_MINUTES),
    Bound.SOON_AFTER: lambda _, last: at(last, last + _SOON_MINUTES),
    Bound.SOON_BEFORE: lambda first, _: at(first - _SOON_MINUTES, first - 1),
}

_DAYS: dict[Bound, Callable[[date, date], Window]] = {
    Bound.AFTER: lambda _, last: between(plus(last, 1), None),
    Bound.FROM: lambda first, _: between(first, None),
    Bound.NOT_UNTIL: lambda first, _: between(first, None),
    Bound.ONWARDS: lambda first, _: between(first, None),
    Bound.LATER_THAN: lambda _, last: between(plus(last, 1), None),
    Bound.BEFORE: lambda first, _: between(None, plus(first, -1)),
    Bound.UNTIL: lambda _, last: between(None, last),
    Bound.LATEST: lambda _, last: between(None, last),
    Bound.BACKWARDS: lambda _, last: between(None, last),
    Bound.AROUND: lambda first, last: between(plus(first, -_AROUND_DAYS), plus(last, _AROUND_DAYS)),
    Bound.SOON_AFTER: lambda _, last: between(plus(last, 1), plus(last, _SOON_DAYS)),
    Bound.SOON_BEFORE: lambda first, _: between(plus(first, -_SOON_DAYS), plus(first, -1)),
}

_EARLY_WEEK, _MID_WEEK, _LATE_WEEK = (0, 1), (1, 2, 3), (3, 4, 5, 6)
_WEEK_PARTS = {
    Bound.EARLY: _EARLY_WEEK,
    Bound.MIDDLE: _MID_WEEK,
    Bound.LATE: _LATE_WEEK,
    Bound.FIRST_HALF: (0, 1, 2),
    Bound.SECOND_HALF: (2, 3, 4, 5, 6),
}
# Numerators and denominator of the part of a longer period.
_PARTS = {
    Bound.EARLY: (0, 2, 6),
    Bound.MIDDLE: (2, 4, 6),
    Bound.LATE: (4, 6, 6),
    Bound.FIRST_HALF: (0, 3, 6),
    Bound.SECOND_HALF: (3, 6, 6),
}

_MAY_BE_EVENING = range(FIRST_HOUR * HOUR, (FIRST_HOUR + 1) * HOUR)
_UNAMBIGUOUS = frozenset({Bound.AROUND, Bound.SOON_AFTER, Bound.SOON_BEFORE})


def bounded(bound: Bound, piece: Piece, context: Context) -> Piece | Problem:
    """The piece as its bound leaves it."""
    if bound is Bound.BETWEEN:
        return Problem.UNKNOWN
    if piece.is_clock:
        return _bounded_clock(bound, piece)
    if bound is Bound.ONWARDS and piece.grain is Grain.WEEKDAY and not piece.floating:
        # En torsdag framöver.
        return piece
    if bound in _PARTS or bound is Bound.REST:
        return _part_of(bound, piece, context)
    if bound is Bound.AROUND and piece.grain in {Grain.WEEK, Grain.MONTH, Grain.PERIOD}:
        return piece
    spans = [span_of(window, piece, context) for window in piece.readings]
    if not all(spans):
        return Problem.UNKNOWN
    readings: list[Window] = []
    for span in spans:
        first, last = (span.first, span.last) if span else (None, None)
        if (first or last) is None:
            return Problem.UNKNOWN
        readings.append(_DAYS[bound](first or last or date.min, last or first or date.max))
    return Piece(tuple(dict.fromkeys(readings)), Grain.PERIOD, bounded=True)


def _bounded_clock(bound: Bound, piece: Piece) -> Piece | Problem:
    if bound not in _CLOCK:
        return piece
    if bound is Bound.AROUND and piece.bounded:
        return piece
    if _is_open(bound, piece.readings[0].clock[0]):
        return piece
    starts = [window.clock[0] for window in piece.readings]
    if piece.grain is Grain.POINT and bound not in _UNAMBIGUOUS:
        starts = starts[:1]
        if piece.twin is not None and starts[0].first in _MAY_BE_EVENING:
            starts.append(at(piece.twin, piece.twin).clock[0])
    readings = (_CLOCK[bound](clock.first, clock.last) for clock in starts)
    return Piece(tuple(readings), Grain.PART_OF_DAY, bounded=True)


def _is_open(bound: Bound, clock: ClockRange) -> bool:
    """Först efter tre: what is open at that end is as late or as early as can be said."""
    if bound in {Bound.AFTER, Bound.LATER_THAN, Bound.SOON_AFTER}:
        return clock.last == LAST_MINUTE
    return bound in {Bound.BEFORE, Bound.SOON_BEFORE} and clock.first == 0


def span_of(window: Window, piece: Piece, context: Context) -> DateRange | None:
    """The dates of a window from first to last, maybe open; None where it is of no dates."""
    if piece.edge:
        return piece.edge
    if window.dates:
        days = None
        if window.weekdays or window.month_days:
            days = [
                day for dates in window.dates for day in dates.days() or () if window.has_day(day)
            ]
        if days:
            return DateRange(min(days), max(days))
        return DateRange(window.dates[0].first, window.dates[-1].last)
    if not piece.floating:
        return None
    if window.month_days:
        found = coming_day_of_month(window.month_days, context.today)
        if window.weekdays and any(day.weekday() not in window.weekdays for day in found):
            return None
    else:
        found = coming_weekdays(window.weekdays, context.today)
    return DateRange(found[0], found[-1]) if found else None


def _part_of(bound: Bound, piece: Piece, context: Context) -> Piece | Problem:
    window = piece.readings[0]
    if not window.dates or window.dates[0].first is None or window.dates[-1].last is None:
        return Problem.UNKNOWN
    first, last = window.dates[0].first, window.dates[-1].last
    if bound is Bound.REST:
        return Piece((between(max(first, plus(context.today, 1)), last),), Grain.PERIOD)
    if piece.grain is Grain.WEEK and bound in _WEEK_PARTS:
        days = Window(weekdays=_WEEK_PARTS[bound])
        return Piece(
            tuple(both for reading in piece.readings if (both := reading.intersect(days))),
            Grain.WEEK,
        )
    begins, ends, whole = _PARTS[bound]
    length = (last - first).days
    return Piece(
        (between(plus(first, length * begins // whole), plus(first, length * ends // whole)),),
        Grain.PERIOD,
    )


def offset_from(offset: Offset, anchor: Piece, context: Context) -> Piece | None:
    """The dates that lie so far from an expression's; None if it is not about days."""
    spans = [span_of(window, anchor, context) for window in anchor.readings]
    if offset.kind is RelationKind.SHIFT_MINUTES or anchor.is_clock:
        return None
    readings: list[Window] = []
    for span in spans:
        if span is None or span.first is None or span.last is None:
            return None
        readings.append(_shifted(offset, span.first, span.last))
        if (
            offset == _WEEK_BEFORE
            and anchor.grain is Grain.PERIOD
            and span.first.weekday() >= _FRIDAY
        ):
            # Veckan före påsk: that which ends with the holiday, or the one before it.
            readings.append(between(week_of(span.first).first, plus(span.first, -1)))
    weeks = offset.kind in {RelationKind.SHIFT_WEEKS, RelationKind.SHIFT_MONTHS}
    grain = Grain.WEEK if weeks else Grain.DAY
    return Piece(tuple(dict.fromkeys(readings)), grain)


def _shifted(offset: Offset, first: date, last: date) -> Window:
    if offset.kind is RelationKind.WEEKDAY_AFTER:
        return on(weekday_after(offset.least, last))
    if offset.kind is RelationKind.WEEKDAY_BEFORE:
        return on(weekday_before(offset.least, first))
    later = offset.least >= 0
    start = last if later else first
    if offset.kind is RelationKind.SHIFT_DAYS:
        return between(plus(start, offset.least), plus(start, offset.most))
    if later and (last - first).days <= _LONG_SPAN:
        start = first
    size = 7 if offset.kind is RelationKind.SHIFT_WEEKS else 30
    return between(
        week_of(plus(start, size * offset.least)).first,
        week_of(plus(start, size * offset.most)).last,
    )


def relation_of(offset: Offset) -> Piece:
    """An offset from the appointment, that may not be known yet."""
    relation = Relation(offset.kind, offset.least, offset.most)
    return Piece((Window(relations=(relation,)),), Grain.RELATION)
