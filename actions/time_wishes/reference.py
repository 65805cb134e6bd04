"""Judges a wish beside the appointment that it is compared with."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime

from actions.time_wishes.almanac import plus, plus_months, week_of, weekday_after, weekday_before
from actions.time_wishes.constraints import Problem, Reading, Status, TimeWish, local
from actions.time_wishes.relations import Relation, RelationKind
from actions.time_wishes.windows import LAST_MINUTE, DateRange, Window, at, between, on


def with_reference(wish: TimeWish, reference: datetime) -> TimeWish:
    """The wish when the start of the appointment is known: "en vecka senare" becomes that week.

    A wish that is not compared with anything is returned as it is. ValueError for a naive time.
    """
    start = local(reference)
    if not any(reading.has_relations for reading in wish.readings):
        return wish
    readings = [_resolved_reading(reading, start) for reading in wish.readings]
    possible = tuple(dict.fromkeys(reading for reading in readings if reading))
    if not possible:
        return replace(
            wish, readings=(), status=Status.NOT_UNDERSTOOD, problem=Problem.CONTRADICTION
        )
    return replace(wish, readings=possible, status=Status.UNDERSTOOD, problem=None)


def without_reference(wish: TimeWish) -> TimeWish:
    """The wish when the appointment is not known: not understood if it depends on it."""
    readings = tuple(_without_other_day(reading) for reading in wish.readings)
    if not any(reading.has_relations for reading in readings):
        return replace(wish, readings=readings)
    return replace(wish, status=Status.NOT_UNDERSTOOD, problem=Problem.NO_REFERENCE)


def _without_other_day(reading: Reading) -> Reading:
    """En annan dag, på tisdag: the Tuesday says enough, and so does "inte tisdag"."""
    other = Relation(RelationKind.OTHER_DAY)
    bare = (
        replace(window, relations=tuple(r for r in window.relations if r != other))
        for window in reading.options
    )
    options = tuple(window for window in bare if window != Window())
    return replace(reading, options=options) if options or reading.excluded else reading


def _resolved_reading(reading: Reading, start: datetime) -> Reading | None:
    options = tuple(found for window in reading.options for found in _resolved(window, start))
    excluded = tuple(found for window in reading.excluded for found in _resolved(window, start))
    if reading.options and not options:
        return None
    return replace(reading, options=options, excluded=excluded)


def _resolved(window: Window, start: datetime) -> Iterator[Window]:
    """The windows, any of them, that a window with relations becomes."""
    relations = window.relations
    kinds = {relation.kind for relation in relations}
    bare = replace(window, relations=())
    if bare.limits_day and kinds & {RelationKind.EARLIER_CLOCK, RelationKind.LATER_CLOCK}:
        kinds.discard(RelationKind.SAME_DAY)
    if RelationKind.SAME_CLOCK in kinds and _is_of_weeks(bare, relations):
        bare = replace(bare, weekdays=(start.weekday(),))
    found = [bare]
    for relation in relations:
        if relation.kind in kinds:
            found = [
                both
                for one in found
                for other in _windows(relation, start)
                if (both := one.intersect(other))
            ]
    yield from found


def _is_of_weeks(window: Window, relations: tuple[Relation, ...]) -> bool:
    """Samma tid veckan efter: also the same day of the week."""
    if window.weekdays or window.month_days:
        return False
    weekly = any(
        r.kind in {RelationKind.SHIFT_WEEKS, RelationKind.SHIFT_MONTHS, RelationKind.SAME_WEEK}
        for r in relations
    )
    return weekly or any(dates.first != dates.last for dates in window.dates)


def _windows(relation: Relation, start: datetime) -> list[Window]:
    day, minute = start.date(), start.hour * 60 + start.minute
    kind, least, most = relation.kind, relation.least, relation.most
    if kind is RelationKind.EARLIER:
        return [between(None, plus(day, -1)), _on_day(day, 0, minute - 1)]
    if kind is RelationKind.LATER:
        return [between(plus(day, 1), None), _on_day(day, minute + 1, LAST_MINUTE)]
    if kind is RelationKind.SAME_DAY:
        return [on(day)]
    if kind is RelationKind.OTHER_DAY:
        return [Window(dates=(DateRange(None, plus(day, -1)), DateRange(plus(day, 1), None)))]
    if kind is RelationKind.SAME_WEEK:
        return [Window(dates=(week_of(day),))]
    if kind is RelationKind.SAME_WEEKDAY:
        return [Window(weekdays=(day.weekday(),))]
    if kind is RelationKind.SAME_CLOCK:
        return [at(minute, minute)]
    if kind is RelationKind.EARLIER_CLOCK:
        return [at(0, minute - 1)]
    if kind is RelationKind.LATER_CLOCK:
        return [at(minute + 1, LAST_MINUTE)]
    if kind is RelationKind.WEEKDAY_AFTER:
        return [on(weekday_after(least, day))]
    if kind is RelationKind.WEEKDAY_BEFORE:
        return [on(weekday_before(least, day))]
    if kind is RelationKind.SHIFT_DAYS:
        return [between(plus(day, least), plus(day, most))]
    if kind is RelationKind.SHIFT_WEEKS:
        return [_weeks(plus(day, 7 * least), plus(day, 7 * most))]
    if kind is RelationKind.SHIFT_MONTHS:
        return [_weeks(plus_months(day, least), plus_months(day, most))]
    return [_on_day(day, minute + least, minute + most)]


def _weeks(first: date, last: date) -> Window:
    return between(week_of(first).first, week_of(last).last)


def _on_day(day: date, first: int, last: int) -> Window:
    return Window(dates=(DateRange(day, day),), clock=at(first, last).clock)
