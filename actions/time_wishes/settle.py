"""Settles what was said against the almanac: which Tuesday, and whether it can be at all."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, time

from actions.time_wishes.almanac import coming_day_of_month, coming_weekdays, plus, week_of
from actions.time_wishes.constraints import Problem, Reading, Status, TimeWish
from actions.time_wishes.items import Context, Grain
from actions.time_wishes.options import Option
from actions.time_wishes.reference import with_reference, without_reference
from actions.time_wishes.relations import Relation, RelationKind
from actions.time_wishes.sense import Sense
from actions.time_wishes.windows import Window, on

_MOST_READINGS = 8
_CLOSING = 17 * 60
"""After this minute of the day nobody means today by its weekday."""

_QUARTER, _A_FEW_DAYS = 15, 31
_NOTICE = 60
"""Nor an hour of today that is as near as this."""

Readings = list[Window] | Problem


def settled(sense: Sense, context: Context) -> TimeWish:
    """The wish, with one reading for each way that the words may be meant."""
    limited = bool(sense.options or sense.denied or sense.pick)
    wish = TimeWish(
        context.now,
        Status.UNDERSTOOD,
        as_soon_as_possible=sense.as_soon_as_possible,
        no_wish=sense.anything and not limited,
    )
    if sense.problems:
        return _not_understood(wish, sense.problems[0])
    if not (limited or sense.as_soon_as_possible or sense.anything):
        return replace(wish, status=Status.NOTHING_SAID)
    options: list[list[Window]] = []
    denies_own = _denies_own_day(sense.denied, context)
    for option in sense.options:
        readings = _settled_option(option, len(sense.options) > 1, context)
        if isinstance(readings, Problem):
            return _not_understood(wish, readings)
        if not option.definite:
            readings = list(dict.fromkeys([*readings, *_in_weeks_of(sense.denied, option)]))
        if denies_own or option.of_week:
            readings = list(dict.fromkeys([*readings, *_in_own_week(option, context)]))
        options.append(readings)
    denied = [_settled_denied(option, context) for option in sense.denied]
    found = _readings(_told_apart(options), denied, sense)
    possible = [
        _without_ruled_out(reading)
        for reading in found
        if not (_is_ruled_out(reading) or _is_empty(reading))
    ]
    if not possible:
        return _not_understood(wish, Problem.CONTRADICTION)
    wish = replace(wish, readings=tuple(dict.fromkeys(possible)))
    if context.reference:
        return with_reference(wish, context.reference)
    return without_reference(wish)


def _not_understood(wish: TimeWish, problem: Problem) -> TimeWish:
    return replace(wish, status=Status.NOT_UNDERSTOOD, problem=problem, no_wish=False)


def _settled_option(option: Option, among_others: bool, context: Context) -> Readings:
    found: list[Window] = []
    for window in option.readings:
        readings = _dated(window, option, among_others, context)
        if isinstance(readings, Problem):
            return readings
        found += readings
    possible = [window for window in found if not _is_past(window, context)]
    return list(dict.fromkeys(possible)) if possible else Problem.PAST


def _dated(window: Window, option: Option, among_others: bool, context: Context) -> Readings:
    """A window with its floating days made dates; two where "på onsdag" is said on a Wednesday."""
    today = context.today
    if context.reference and _follows_reference(window, context.reference.date()):
        return [window, replace(window, dates=(week_of(context.reference.date(), 1),))]
    related = any(not relation.is_clock for relation in window.relations)
    if not option.floating or window.dates or related or window.week_parity is not None:
        return [window]
    if window.month_days:
        days = coming_day_of_month(window.month_days, today)
        if window.weekdays and any(day.weekday() not in window.weekdays for day in days):
            return Problem.CONTRADICTION
        return [_on(days, window)]
    if not window.weekdays:
        return [window]
    days = coming_weekdays(window.weekdays, today)
    next_week = _on([plus(today, 7)], window)
    if days != [today]:
        found = [_on(days, window)]
    elif among_others or not _may_be_today(window, context):
        found = [next_week]
    else:
        found = [_on(days, window), next_week]
    may_be_own = option.of_week or (option.definite and window.clock)
    appointed = _reference_on(window, context) if may_be_own else []
    return [*found, _on(appointed, window)] if appointed else found


def _reference_on(window: Window, context: Context) -> list[date]:
    """På torsdagen fast på förmiddagen: the appointment's own day, when that is a Thursday."""
    day = context.reference.date() if context.reference else None
    return [day] if day and day.weekday() in window.weekdays else []


def _denies_own_day(denied: Sequence[Option], context: Context) -> bool:
    """Kan inte tisdagen, when the appointment is on a Tuesday."""
    return any(
        option.floating and option.definite and not window.dates and _reference_on(window, context)
        for option in denied
        for window in option.readings
    )


def _in_own_week(option: Option, context: Context) -> list[Window]:
    """Kan inte tisdagen men onsdagen går: maybe that of the appointment's week."""
    if context.reference is None or not option.floating:
        return []
    week = week_of(context.reference.date()).days() or ()
    return [
        _on([day for day in week if day.weekday() in window.weekdays], window)
        for window in option.readings
        if window.weekdays and not window.dates and not window.relations
    ]


def _in_weeks_of(denied: Sequence[Option], option: Option) -> list[Window]:
    """Den 10 november passar inte men onsdag: maybe the Wednesday of that week."""
    days = [
        dates.first
        for other in denied
        for window in other.readings
        for dates in window.dates
        if Grain.DAY in other.grains and dates.first and dates.first == dates.last
    ]
    if len(days) != 1 or not option.floating:
        return []
    week = week_of(days[0]).days() or ()
    return [
        _on([day for day in week if day.weekday() in window.weekdays], window)
        for window in option.readings
        if window.weekdays and not window.dates and not window.relations
    ]


def _on(days: Sequence[date], window: Window) -> Window:
    return replace(window, dates=on(*days).dates, weekdays=(), month_days=())


def _follows_reference(window: Window, appointment: date) -> bool:
    """Samma tid nästa vecka, when the appointment itself is next week."""
    return (
        Relation(RelationKind.SAME_CLOCK) in window.relations
        and not window.weekdays
        and any(dates.first != dates.last and appointment in dates for dates in window.dates)
    )


def _may_be_today(window: Window, context: Context) -> bool:
    minute = context.now.hour * 60 + context.now.minute
    if window.clock:
        return any(clock.last >= minute + _NOTICE for clock in window.clock)
    return minute < _CLOSING


def _is_past(window: Window, context: Context) -> bool:
    if not window.dates:
        return False
    today, minute = context.today, context.now.hour * 60 + context.now.minute
    lasts = [dates.last for dates in window.dates]
    if any(last is None or last > today for last in lasts):
        return False
    if today not in lasts:
        return True
    return bool(window.clock) and all(clock.last < minute for clock in window.clock)


def _settled_denied(option: Option, context: Context) -> list[Window]:
    """What is ruled out: "inte onsdag" is every Wednesday, "inte på onsdag" the coming one."""
    if not option.floating:
        return list(option.readings)
    found: list[Window] = []
    for window in option.readings:
        if window.dates or window.relations or not (window.month_days or option.definite):
            found.append(window)
            continue
        if window.month_days:
            days = coming_day_of_month(window.month_days, context.today)
        else:
            days = coming_weekdays(window.weekdays, context.today)
            if days == [context.today]:
                days = [context.today, plus(context.today, 7)]
            days += _reference_on(window, context)
        found.append(_on(days, window))
    return found


def _told_apart(options: list[list[Window]]) -> list[list[Window]]:
    """I helgen eller nästa helg: said beside the first, the second is the one after it."""
    certain = {readings[0] for readings in options if len(readings) == 1}
    return [
        [window for window in readings if window not in certain] or readings
        if len(readings) > 1
        else readings
        for readings in options
    ]


def _readings(
    options: list[list[Window]], denied: list[list[Window]], sense: Sense
) -> list[Reading]:
    """Readings that go together: the second way to read each word makes the second reading."""
    count = min(max((len(r) for r in [*options, *denied]), default=1), _MOST_READINGS)
    readings = (
        Reading(
            tuple(dict.fromkeys(windows[index % len(windows)] for windows in options)),
            tuple(dict.fromkeys(windows[index % len(windows)] for windows in denied)),
            sense.pick,
        )
        for index in range(count)
    )
    return list(dict.fromkeys(readings))


def _without_ruled_out(reading: Reading) -> Reading:
    """Nästa vecka, nej inte nästa vecka utan veckan efter: what is left of the options."""
    kept = tuple(
        option
        for option in reading.options
        if not any(excluded.covers(option) for excluded in reading.excluded)
    )
    return replace(reading, options=kept)


def _is_ruled_out(reading: Reading) -> bool:
    return bool(reading.options) and all(
        any(excluded.covers(option) for excluded in reading.excluded) for option in reading.options
    )


def _is_empty(reading: Reading) -> bool:
    """Onsdag den 5, inte onsdagar: whether no quarter of any of its few days is left."""
    days = [day for option in reading.options for day in _few_days(option)]
    if not days or len(days) < len(reading.options) or reading.has_relations:
        return False
    if not all(_few_days(option) for option in reading.options):
        return False
    return not any(
        datetime.combine(day, time(minute // 60, minute % 60)) in reading
        for day in days
        for minute in {*range(0, 24 * 60, _QUARTER), *_edges(reading)}
    )


def _few_days(option: Window) -> list[date]:
    days = [day for dates in option.dates for day in dates.days() or ()]
    return days if len(days) <= _A_FEW_DAYS else []


def _edges(reading: Reading) -> set[int]:
    return {clock.first for option in reading.options for clock in option.clock}
