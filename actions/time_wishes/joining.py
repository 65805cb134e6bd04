"""Puts pieces together: ranges (mån-ons, mellan 10 och 12) and bounds (efter påsk)."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from actions.time_wishes.almanac import coming_weekdays, plus, week_of
from actions.time_wishes.bounds import bounded, offset_from, relation_of, span_of
from actions.time_wishes.clock import last_until
from actions.time_wishes.constraints import Problem
from actions.time_wishes.items import Bound, Context, Grain, Item, Mark, Number, Offset, Piece, Word
from actions.time_wishes.lists import day_of_month
from actions.time_wishes.ordinals import first_workday
from actions.time_wishes.relations import Relation, RelationKind
from actions.time_wishes.windows import DateRange, DayKind, Window, at, between, on
from actions.time_wishes.words import word_set

_TO = frozenset({Mark.DASH, Mark.TO, Bound.UNTIL})
_POSTFIX = frozenset({Bound.ONWARDS, Bound.BACKWARDS})
_ENDS_MOVE = frozenset({Mark.COMMA, Mark.STOP, Mark.BUT, Mark.SO, Mark.BECAUSE, Mark.DESTINATION})
_OF_EVENTS = frozenset(
    {
        Bound.AFTER,
        Bound.BEFORE,
        Bound.UNTIL,
        Bound.SOON_AFTER,
        Bound.SOON_BEFORE,
        Bound.NOT_UNTIL,
    }
)
_BEGINS = frozenset({Bound.AFTER, Bound.FROM, Bound.NOT_UNTIL, Bound.LATER_THAN})
_ENDS = frozenset({Bound.BEFORE, Bound.UNTIL, Bound.LATEST})
_LIMITS = frozenset({Bound.BEFORE, Bound.AFTER, Bound.LATEST, Bound.UNTIL, Bound.BETWEEN})
_SAME_WEEK = Window(relations=(Relation(RelationKind.SAME_WEEK),))
_SAME = {
    Window(relations=(Relation(RelationKind.SAME_DAY),)): {Grain.DAY, Grain.WEEKDAY},
    Window(relations=(Relation(RelationKind.SAME_CLOCK),)): {Grain.POINT},
    _SAME_WEEK: {Grain.DAY, Grain.WEEKDAY},
}
_SMALL = word_set(
    "på i den under redan kanske helst en de hela kl själva och att om ungefär runt vid"
)
_PARTS_OF_PERIODS = frozenset(
    {Bound.EARLY, Bound.MIDDLE, Bound.LATE, Bound.FIRST_HALF, Bound.SECOND_HALF}
)
_MOST_SMALL_WORDS = 3
_WITH_PARTICLE = word_set(
    "leta letar söka söker fråga frågar hör höra ring ringa ringer ser se titta tittar längtar "
    "kolla kollar"
)


def destinations(items: Sequence[Item]) -> list[Item]:
    """The items with each "till" that tells where an appointment is moved made a destination."""
    found = list(items)
    moving = busy = False
    for index, item in enumerate(found):
        if item is Mark.MOVE:
            moving = True
        elif item in {Mark.BUSY, Mark.LEAVES}:
            busy = True
        elif (
            item is Mark.TO
            and (busy or found[index - 1 : index] == [Mark.ABLE])
            and _holds_time(found, index + 1)
        ):
            found[index] = Bound.UNTIL
        elif item in _ENDS_MOVE:
            moving = busy = False
        elif item is Mark.TO and (moving or _moved_later(found, index)):
            found[index] = Mark.DESTINATION
            moving = False
    return found


def _holds_time(items: Sequence[Item], index: int) -> bool:
    following = [item for item in items[index : index + 3] if not _is_small(item)]
    return bool(following) and isinstance(following[0], Piece | Number)


def _moved_later(items: Sequence[Item], index: int) -> bool:
    """Från tisdag till torsdag vill jag flytta den."""
    opened = Bound.FROM in items[max(0, index - 3) : index]
    rest = items[index:]
    end = next((n for n, item in enumerate(rest) if item in _ENDS_MOVE), len(rest))
    return opened and Mark.MOVE in rest[:end]


def ranges(items: Sequence[Item], context: Context) -> list[Item]:
    """The items with each range made one piece."""
    result: list[Item] = []
    for item in items:
        if isinstance(item, Piece) and len(result) >= 2 and isinstance(result[-2], Piece):
            opened = result[-3] if len(result) >= 3 else None
            if result[-1] in _TO or (result[-1] is Mark.AND and opened is Bound.BETWEEN):
                whole = _range(result[-2], item, context)
                if whole:
                    del result[-2:]
                    if opened in {Bound.BETWEEN, Bound.FROM}:
                        del result[-1]
                    result.append(whole)
                    continue
        result.append(item)
    return result


def _range(start: Piece, end: Piece, context: Context) -> Item | None:
    if start.is_clock and end.is_clock:
        return _clock_range(start, end)
    if start.is_clock or end.is_clock or Grain.RELATION in {start.grain, end.grain}:
        return None
    first, last = start.readings[0], end.readings[0]
    if start.grain is end.grain is Grain.WEEKDAY:
        return _weekday_range(start, end)
    if first.month_days and last.month_days and not (first.dates or last.dates):
        days = tuple(range(first.month_days[0], last.month_days[-1] + 1))
        return end.reading_as(Window(month_days=days)) if days else None
    until = span_of(last, end, context)
    if until is None or until.last is None:
        return None
    if first.month_days and not first.dates:
        since = day_of_month(first.month_days[0], until.last)
    else:
        span = span_of(first, start, context)
        since = span.first if span else None
    if since is not None and end.floating and last.weekdays:
        until = DateRange(None, coming_weekdays(last.weekdays, since)[-1])
    if since is None or until.last is None or since > until.last:
        return None
    return Piece((between(since, until.last),), max(start.grain, end.grain))


def _weekday_range(start: Piece, end: Piece) -> Piece | None:
    first, last = start.readings[0].weekdays, end.readings[0].weekdays
    if not first or not last:
        return None
    days = tuple((first[0] + n) % 7 for n in range((last[-1] - first[0]) % 7 + 1))
    return start.reading_as(Window(weekdays=days), floating=start.floating and end.floating)


def _clock_range(start: Piece, end: Piece) -> Item | None:
    if end.grain is not Grain.POINT:
        if start.bounded or end.bounded:
            return None
        return Piece(
            (at(start.readings[0].clock[0].first, last_until(end.readings[0].clock[0])),),
            Grain.PART_OF_DAY,
        )
    readings: list[Window] = []
    for window in start.readings:
        first = window.clock[0].first
        ends = [clock.clock[0].first for clock in end.readings]
        later = [minute for minute in (*ends, end.twin) if minute is not None and minute > first]
        if later:
            readings.append(at(first, min(later) - 1))
    if not readings and start.twin is not None and end.minute > start.twin:
        readings.append(at(start.twin, end.minute - 1))
    if not readings:
        return Problem.CONTRADICTION
    return Piece(tuple(dict.fromkeys(readings)), Grain.PART_OF_DAY, bounded=True)


def bounds(items: Sequence[Item], context: Context) -> list[Item]:
    """The items with each bound applied to what follows; of something unknown it is a problem."""
    items = [
        item
        for index, item in enumerate(items)
        if item is not Bound.AROUND or not (index and isinstance(items[index - 1], Bound))
    ]
    done: list[Item] = []
    for index in range(len(items) - 1, -1, -1):
        item = items[index]
        if isinstance(item, Bound) and item not in _POSTFIX:
            _apply(item, done, items[:index], context)
        elif isinstance(item, Offset):
            done.insert(0, _offset(item, done, items[:index], context))
        elif isinstance(item, Piece) and item.readings[0] in _SAME:
            done.insert(0, _same(item.readings[0], items[:index], context) or item)
        elif isinstance(item, Piece) and done and done[0] in _POSTFIX and _is_of_hour(items, index):
            # Halv åtta på morgonen är för tidigt: it is the hour that is.
            continue
        elif isinstance(item, Piece) and done and done[0] in _POSTFIX:
            postfix = done.pop(0)
            done.insert(0, bounded(postfix, item, context) if isinstance(postfix, Bound) else item)
        else:
            done.insert(0, item)
    return done


def _is_of_hour(items: Sequence[Item], index: int) -> bool:
    """Whether a piece is the part of the day that the hour before it is in."""
    hour, part = items[index - 1] if index else None, items[index]
    return (
        isinstance(part, Piece)
        and part.grain is Grain.PART_OF_DAY
        and not part.bounded
        and isinstance(hour, Piece)
        and hour.grain is Grain.POINT
    )


def _same(window: Window, before: Sequence[Item], context: Context) -> Piece | None:
    """Tiden den 10 mars, samma dag på eftermiddagen: the day, week or clock time just named."""
    if context.reference:
        return None
    grains = _SAME[window]
    named = (item for item in reversed(before) if isinstance(item, Piece) and item.grain in grains)
    found = next(named, None)
    if found is None or window != _SAME_WEEK:
        return found
    span = span_of(found.readings[0], found, context)
    if span is None or span.first is None:
        return None
    return Piece((Window(dates=(week_of(span.first),)),), Grain.WEEK)


def _apply(bound: Bound, done: list[Item], said: Sequence[Item], context: Context) -> None:
    before = said[-1] if said else None
    small = 0
    while small < min(len(done), _MOST_SMALL_WORDS) and _is_small(done[small]):
        small += 1
    target = done[small] if small < len(done) else None
    if isinstance(target, Piece):
        target, taken = _with_wider(target, done[small + 1 :])
        if target.floating and isinstance(before, Piece) and before.grain is Grain.MONTH:
            # I augusti efter den 10: that month's.
            target, _ = _with_wider(target, [before])
        if _is_deadline(bound, target, done[small + 1 + taken :]):
            done[: small + 1 + taken] = [Problem.UNCLEAR]
            return
        del done[: small + 1 + taken]
        made = bounded(bound, target, _seen_from(bound, target, said, context))
        if bound is Bound.AFTER and isinstance(made, Piece) and _is_weekday(before):
            made = _within_a_week(made, workday=_is_workdays(before))
        done[:0] = [Bound.NOT_UNTIL, made] if bound is Bound.NOT_UNTIL else [made]
    elif isinstance(target, Problem):
        pass
    elif bound in _PARTS_OF_PERIODS:
        done[:0] = _part_of_last(bound, said, context)
    elif event := _hour_of_event(done):
        # Efter mötet klockan två: after two.
        del done[: done.index(event) + 1]
        done.insert(0, bounded(bound, event, context))
    elif bound in _OF_EVENTS and _is_event(target, done) and not _is_particle(before):
        done.insert(0, Problem.UNKNOWN)
    elif bound in _LIMITS and not _is_particle(before):
        # Före eller efter det: a limit to nothing that was found.
        done.insert(0, bound)


def _is_deadline(bound: Bound, target: Piece, after: Sequence[Item]) -> bool:
    """Tidigast den 17 klockan 13: that hour on that day only, or on each day after it."""
    return (
        bound in _BEGINS | _ENDS
        and target.grain in {Grain.DAY, Grain.WEEKDAY}
        and bool(after)
        and isinstance(after[0], Piece)
        and after[0].grain is Grain.POINT
    )


def _seen_from(bound: Bound, end: Piece, said: Sequence[Item], context: Context) -> Context:
    """Efter den 5 men före den 20: the 20th that comes after that 5th."""
    if bound not in _ENDS or not end.floating or not end.readings[0].month_days:
        return context
    for earlier, start in zip(reversed(said[:-1]), reversed(said), strict=False):
        if isinstance(start, Piece) and earlier in _BEGINS and not start.is_clock:
            span = span_of(start.readings[0], start, context)
            if span and span.first:
                return replace(
                    context,
                    now=datetime.combine(span.first, context.now.time(), context.now.tzinfo),
                )
    return context


def _is_weekday(before: Item | None) -> bool:
    return isinstance(before, Piece) and before.grain is Grain.WEEKDAY and before.floating


def _is_workdays(before: Item | None) -> bool:
    return isinstance(before, Piece) and before.readings[0].day_kind is DayKind.WORKDAY


def _within_a_week(after: Piece, *, workday: bool) -> Piece:
    """Tisdagen efter påsk is the first one."""
    starts = [dates.first for window in after.readings for dates in window.dates]
    if after.is_clock or None in starts:
        return after
    if workday:
        ahead = ((plus(start, n) for n in range(15)) for start in starts if start)
        days = [day for dates in ahead if (day := first_workday(dates))]
        return after.reading_as(*(on(day) for day in days))
    return after.reading_as(*(between(first, plus(first, 6)) for first in starts if first))


def _part_of_last(bound: Bound, said: Sequence[Item], context: Context) -> list[Item]:
    """I oktober, helst i början: of the period that was just named."""
    for item in reversed(said):
        if isinstance(item, Piece) and item.grain in {Grain.WEEK, Grain.MONTH}:
            return [bounded(bound, item, context)]
    return []


def _hour_of_event(done: list[Item]) -> Piece | None:
    near = done[: _MOST_SMALL_WORDS + 1]
    first = next((item for item in near if not isinstance(item, Word)), None)
    return first if isinstance(first, Piece) and first.grain is Grain.POINT else None


def _is_small(item: Item) -> bool:
    return isinstance(item, Word) and item.text in _SMALL


def _is_event(target: Item | None, done: list[Item]) -> bool:
    return (
        isinstance(target, Word)
        or target is Mark.HAS_APPOINTMENT
        or (bool(done) and isinstance(done[0], Word))
    )


def _is_particle(before: Item | None) -> bool:
    return isinstance(before, Word) and before.text in _WITH_PARTICLE


def _with_wider(piece: Piece, after: list[Item]) -> tuple[Piece, int]:
    """Onsdag nästa vecka: the piece with the wider dates that stand right after it."""
    taken = 0
    for item in after:
        if not isinstance(item, Piece) or item.is_clock or piece.is_clock or item.bounded:
            break
        if item.grain <= piece.grain or len(item.readings) > 1 or item.grain is Grain.RELATION:
            break
        both = [window.intersect(item.readings[0]) for window in piece.readings]
        if None in both:
            break
        # Tidigast fredag den 13: that day of the month has still to be found.
        floating = item.floating and item.grain is Grain.DAY
        piece = piece.reading_as(*(window for window in both if window), floating=floating)
        taken += 1
    return piece, taken


def _offset(offset: Offset, done: list[Item], before: Sequence[Item], context: Context) -> Item:
    """Dagen före julafton counts from what follows, veckan efter from what was said before it."""
    after = done[0] if done else None
    if offset.kind is RelationKind.SHIFT_WEEKS and _is_weekday(after):
        # Veckan efter på onsdag: the Wednesday of that week.
        after = None
    if isinstance(after, Piece) and not after.is_clock and after.grain is not Grain.RELATION:
        anchor, taken = _with_wider(after, done[1:])
        made = offset_from(offset, anchor, context)
        if made:
            del done[: 1 + taken]
            return made
    days = [
        item
        for item in reversed(before)
        if isinstance(item, Piece) and not item.is_clock and item.grain is not Grain.RELATION
    ]
    if any(isinstance(item, Piece) and item.grain is Grain.RELATION for item in before):
        # Samma veckodag, torsdag, men veckan efter: than the appointment's.
        days = [piece for piece in days if not _is_weekday(piece)]
    if offset.kind is RelationKind.SHIFT_WEEKS:
        # Nästa vecka: måndag, veckan efter: tisdag. A week counts from a week.
        days.sort(key=lambda piece: piece.grain is not Grain.WEEK)
        if isinstance(before[-1] if before else None, Piece):
            # Torsdagen veckan efter: the Thursday of that week, whichever it counts from.
            days = [piece for piece in days if not _is_weekday(piece)]
    for item in days:
        made = offset_from(offset, item, context)
        if made:
            return made
    return relation_of(offset)
