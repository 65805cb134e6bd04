"""Which numbers are hours, and on which half of the day a clock time is."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from actions.time_wishes.almanac import coming_day_of_month, coming_weekdays, week_number
from actions.time_wishes.clock import point
from actions.time_wishes.constraints import Problem
from actions.time_wishes.items import Bound, Grain, Item, Mark, Number, Piece, Word
from actions.time_wishes.windows import DateRange, Window, at, on

_BEFORE_AN_HOUR = frozenset(
    {
        Bound.AFTER,
        Bound.FROM,
        Bound.BEFORE,
        Bound.UNTIL,
        Bound.LATEST,
        Bound.LATER_THAN,
        Bound.AROUND,
        Bound.SOON_AFTER,
        Bound.SOON_BEFORE,
        Bound.NOT_UNTIL,
        Bound.BETWEEN,
    }
)
_JOINING = frozenset({Mark.OR, Mark.AND, Mark.COMMA, Mark.SLASH, Mark.DASH, Mark.TO, Bound.UNTIL})
_HOME = frozenset(Word(word) for word in ("hem", "hemma", "framme", "klar", "färdig"))
_FEW = 4
_CARE_HOURS = range(7, 21)
_PREDICATES = frozenset({Mark.ABLE, Mark.NOT, Mark.EXCEPT})
_LISTING = frozenset({Mark.AND, Mark.OR, Mark.DASH, Mark.ABLE, Mark.BAD})
_RANGE = frozenset({Mark.DASH, Mark.TO})
_BREAKS = frozenset(
    {
        Mark.OR,
        Mark.COMMA,
        Mark.STOP,
        Mark.BUT,
        Mark.SO,
        Mark.BECAUSE,
        Mark.ELSE,
        Mark.NOT,
        Mark.SLASH,
    }
)
_BESIDE_AN_HOUR = frozenset(
    {"tack", "helst", "gärna", "typ", "prick", "exakt", "nån", "någon", "något", "på", "i", "den"}
)


def with_hours(items: Sequence[Item], today: date) -> list[Item]:
    """The items with hours made clock times, each on the right half of the day."""
    found = list(items)
    for index, item in enumerate(found):
        if isinstance(item, Number) and (day := _day_of_month(found, index, today)):
            found[index] = day
        elif isinstance(item, Number) and _is_in_parts(found, index):
            found[index] = Problem.UNKNOWN
        elif isinstance(item, Number) and _is_hour(found, index):
            found[index] = point(item.value, 0, exact=item.value == 0)
        elif isinstance(item, Number) and (
            found[index - 1 : index] in ([Mark.NOT], [Mark.EXCEPT]) or _is_other_week(found, index)
        ):
            found[index] = _of_the_same(found[:index], item) or item
        elif isinstance(item, Number) and (
            _may_be_day(found, index) or _may_be_excepted(found, index)
        ):
            found[index] = Problem.UNKNOWN
    return _in_part_of_day(found)


def _day_of_month(items: list[Item], index: int, today: date) -> Piece | None:
    """Tis 21 kl 9: the 21st, if that is a Tuesday; "tis 14" alone may as well be an hour."""
    before, number = items[index - 1] if index else None, items[index]
    if not (isinstance(before, Piece) and before.grain is Grain.WEEKDAY and before.floating):
        return None
    if not isinstance(number, Number) or not 1 <= number.value <= 31:
        return None
    days = coming_day_of_month((number.value,), today)
    if not days or days[0].weekday() not in before.readings[0].weekdays:
        return None
    timed = _is_clock_mark(items[index + 1] if index + 1 < len(items) else None)
    if timed or number.value > _CARE_HOURS[-1]:
        return Piece((on(days[0]),), Grain.DAY)
    if items[index + 1 : index + 2] in ([Mark.DASH], [Mark.TO]):
        return None
    hour = point(number.value, 0, exact=False)
    if isinstance(hour, Problem):
        return None
    weekday = coming_weekdays(before.readings[0].weekdays, today)
    timed_day = replace(on(*weekday), clock=hour.readings[0].clock)
    return Piece((on(days[0]), timed_day), Grain.DAY)


def _is_clock_mark(item: Item | None) -> bool:
    return isinstance(item, Piece) and item.is_clock


def _may_be_day(items: list[Item], index: int) -> bool:
    """Den 20 går inte, men 21 och 22 är bra: more days of that month, or hours."""
    following = items[index + 1 : index + 2]
    dated = any(isinstance(item, Piece) and item.grain is Grain.DAY for item in items[:index])
    listed = following and (following[0] in _LISTING or following[0] == Word("är"))
    return dated and bool(listed) and items[index - 1] in _BREAKS | _JOINING


def _is_in_parts(items: list[Item], index: int) -> bool:
    """Den 10 förmiddag, 11 eftermiddag: the next day rather than an hour."""
    day, part, joint = items[index - 3 : index] if index >= 3 else (None, None, None)
    return (
        joint in _JOINING
        and isinstance(day, Piece)
        and day.grain is Grain.DAY
        and isinstance(part, Piece)
        and part.grain is Grain.PART_OF_DAY
    )


def _may_be_excepted(items: list[Item], index: int) -> bool:
    """November utom 10-13: days, or hours."""
    in_month = any(isinstance(item, Piece) and item.grain is Grain.MONTH for item in items[:index])
    excepted = items[index - 1 : index] in ([Mark.EXCEPT], [Mark.NOT])
    return in_month and excepted and items[index + 1 : index + 2] in ([Mark.DASH], [Mark.TO])


def _is_hour(items: list[Item], index: int) -> bool:
    number = items[index]
    if not isinstance(number, Number) or not 0 < number.value <= 24:
        return False
    before = items[index - 1] if index else None
    after = items[index + 1] if index + 1 < len(items) else None
    if _may_be_excepted(items, index):
        return False
    if number.value > _CARE_HOURS[-1] and _may_be_day(items, index):
        return False
    counts = isinstance(after, Word) and after.text not in _BESIDE_AN_HOUR
    if counts and (number.is_word or before is Bound.AROUND):
        return False
    if after in {Mark.ABLE, Mark.BAD} and before not in _PREDICATES and _has_clock(items):
        return True
    if after == Word("är") and items[index + 2 : index + 3] in ([Mark.BAD], [Mark.ABLE]):
        return True
    if before in {Mark.CORRECTS, Mark.BUT} and not counts and _has_clock(items[:index]):
        return True
    if before in _BEFORE_AN_HOUR or before is Mark.DESTINATION:
        return True
    if after in _RANGE and index + 2 < len(items) and _may_be_hour(items[index + 2]):
        return True
    if (
        after in {Mark.INSTEAD_OF, Mark.INSTEAD, Bound.ONWARDS, Bound.BACKWARDS}
        or before is Mark.INSTEAD_OF
    ):
        return True
    if before in _HOME and not counts:
        return True
    if before in _RANGE and index >= 2 and _is_clock(items[index - 2]):
        return True
    if before in _JOINING and index >= 2 and _is_point(items[index - 2]):
        return True
    if number.is_word:
        return False
    if _is_day(after) and number.value in _CARE_HOURS:
        # 10 11 november: maybe two days.
        return not (isinstance(after, Piece) and after.grain is Grain.DAY)
    if before is Mark.COMMA and index >= 2:
        before = items[index - 2]
    return _is_day(before)


def _is_day(item: Item | None) -> bool:
    return isinstance(item, Piece) and item.grain in {Grain.WEEKDAY, Grain.DAY}


def _is_other_week(items: list[Item], index: int) -> bool:
    """Vecka 41 helst, annars 42."""
    said = [item for item in items[:index] if not isinstance(item, Word) and item is not Mark.COMMA]
    last = said[-2:-1]
    week = bool(last) and isinstance(last[0], Piece) and last[0].grain is Grain.WEEK
    ends = index + 1 == len(items) or isinstance(items[index + 1], Mark)
    number = items[index]
    high = isinstance(number, Number) and number.value > _FEW
    return week and high and said[-1] in {Mark.ELSE, Mark.OR} and ends


def _of_the_same(before: Sequence[Item], number: Number) -> Piece | None:
    """Inte 14 mars, inte 15 heller; vecka 7 eller 9 men inte 8."""
    for item in reversed(before):
        if isinstance(item, Piece) and item.grain is Grain.WEEK and item.readings[0].dates:
            year = (item.readings[0].dates[0].last or date.min).year
            week = week_number(number.value, year, date.min)
            return item.reading_as(Window(dates=(week,))) if isinstance(week, DateRange) else None
        if isinstance(item, Piece) and item.grain is Grain.DAY and item.readings[0].dates:
            first = item.readings[0].dates[0].first
            try:
                return item.reading_as(on(first.replace(day=number.value))) if first else None
            except ValueError:
                return None
        if isinstance(item, Piece):
            return None
    return None


def _may_be_hour(item: Item) -> bool:
    return _is_point(item) or (isinstance(item, Number) and item.value <= 24)


def _has_clock(items: list[Item]) -> bool:
    return any(_is_clock(item) for item in items)


def _is_clock(item: Item) -> bool:
    return isinstance(item, Piece) and item.is_clock


def _is_point(item: Item) -> bool:
    return isinstance(item, Piece) and item.grain is Grain.POINT


def _in_part_of_day(items: list[Item]) -> list[Item]:
    """Sju på kvällen is 19:00: the part of the day decides, if one is said."""
    for index, item in enumerate(items):
        if isinstance(item, Piece) and item.grain is Grain.POINT and item.twin is not None:
            part = _part_beside(items, index)
            if part is None:
                continue
            fitting = [
                minute
                for minute in dict.fromkeys(
                    [*(window.clock[0].first for window in item.readings), item.twin]
                )
                if any(minute in clock for clock in part.readings[0].clock)
            ]
            if len(fitting) == 1:
                items[index] = item.reading_as(at(fitting[0], fitting[0]), twin=None)
    return items


def _part_beside(items: list[Item], index: int) -> Piece | None:
    for step in (1, -1):
        position = index + step
        while 0 <= position < len(items) and items[position] not in _BREAKS:
            item = items[position]
            if isinstance(item, Piece) and item.grain is Grain.PART_OF_DAY and not item.bounded:
                return item
            position += step
    return None
