"""Says a wish back in Swedish: "nästa vecka efter klockan 12, inte onsdagar".

Everything is said from the constraints, nothing from what the patient wrote.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

from actions.time_wishes.almanac import month_of, week_of
from actions.time_wishes.clock import PARTS
from actions.time_wishes.constraints import Pick, Reading, TimeWish, local
from actions.time_wishes.relations import Relation, RelationKind
from actions.time_wishes.windows import LAST_MINUTE, ClockRange, DateRange, DayKind, Window

_WEEKDAYS = ("måndag", "tisdag", "onsdag", "torsdag", "fredag", "lördag", "söndag")
_MONTHS = (
    "januari", "februari", "mars", "april", "maj", "juni",
    "juli", "augusti", "september", "oktober", "november", "december",
)  # fmt: skip
_PART_NAMES = {
    "m": "på morgonen",
    "f": "på förmiddagen",
    "l": "vid lunch",
    "e": "på eftermiddagen",
    "k": "på kvällen",
}
_NAMED_CLOCK = {ClockRange(*PARTS[part]): name for part, name in _PART_NAMES.items()}
_WEEKEND, _WORKWEEK = (5, 6), (0, 1, 2, 3, 4)
_PARITY = ("jämna veckor", "udda veckor")
_DAY_KINDS = {DayKind.WORKDAY: "vardagar", DayKind.HOLIDAY: "röda dagar"}
_PICKS = {
    Pick.FIRST: "första lediga tiden",
    Pick.LAST: "sista lediga tiden",
    Pick.FIRST_OF_DAY: "första tiden på dagen",
    Pick.LAST_OF_DAY: "sista tiden på dagen",
}
_RELATIONS = {
    RelationKind.EARLIER: "tidigare än din tid",
    RelationKind.LATER: "senare än din tid",
    RelationKind.SAME_DAY: "samma dag som din tid",
    RelationKind.OTHER_DAY: "en annan dag än din tid",
    RelationKind.SAME_WEEK: "samma vecka som din tid",
    RelationKind.SAME_WEEKDAY: "samma veckodag som din tid",
    RelationKind.SAME_CLOCK: "samma klockslag som din tid",
    RelationKind.EARLIER_CLOCK: "tidigare på dagen än din tid",
    RelationKind.LATER_CLOCK: "senare på dagen än din tid",
}
_SHIFTED = {
    RelationKind.SHIFT_DAYS: ("dag", "dagar"),
    RelationKind.SHIFT_WEEKS: ("vecka", "veckor"),
    RelationKind.SHIFT_MONTHS: ("månad", "månader"),
    RelationKind.SHIFT_MINUTES: ("minut", "minuter"),
}
_WEEKDAY_RELATIONS = frozenset({RelationKind.WEEKDAY_AFTER, RelationKind.WEEKDAY_BEFORE})
_NEUTER = frozenset({"minut"})


def describe(wish: TimeWish) -> str:
    """What was understood, as a phrase to say back; several readings are joined by "eller".

    Empty where nothing was understood.
    """
    phrases = dict.fromkeys(_reading(reading, wish) for reading in wish.readings)
    said = " eller ".join(phrase for phrase in phrases if phrase)
    if wish.no_wish and not said:
        return "när som helst"
    if wish.as_soon_as_possible:
        return f"så snart som möjligt, {said}" if said else "så snart som möjligt"
    return said


def readings(wish: TimeWish) -> list[tuple[TimeWish, str]]:
    """Each reading as a wish of its own and its phrase, for a question with buttons."""
    alone = (replace(wish, readings=(reading,)) for reading in wish.readings)
    return [(choice, describe(choice)) for choice in alone]


def _reading(reading: Reading, wish: TimeWish) -> str:
    today = local(wish.said_at).date()
    wished = _any_of(reading.options, today)
    first = None if reading.options else _first_left(reading.excluded)
    if first is not None:
        return f"från {_day(first, today)}"
    denied = _any_of(_without_same_days(reading), today)
    if reading.pick:
        wished = f"{_PICKS[reading.pick]} {wished}".strip()
    if not denied:
        return wished
    return f"{wished}, inte {denied}" if wished else f"inte {denied}"


def _without_same_days(reading: Reading) -> tuple[Window, ...]:
    """Torsdagar, inte före tio: that it is the Thursdays' hour needs not be said again."""
    wished = {window.only_days() for window in reading.options}
    if wished != {window.only_days() for window in reading.excluded} or len(wished) != 1:
        return reading.excluded
    return tuple(window.only_clock() for window in reading.excluded if window.limits_clock)


def _first_left(excluded: Sequence[Window]) -> date | None:
    """The first day that is left where only all the days up to one are excluded."""
    if len(excluded) != 1 or len(excluded[0].dates) != 1:
        return None
    dates = excluded[0].dates[0]
    if dates.first is not None or dates.last is None or excluded[0] != Window(dates=(dates,)):
        return None
    return dates.last + timedelta(days=1)


def _any_of(windows: Sequence[Window], today: date) -> str:
    """The windows joined; a time of day that they share is said once, after them."""
    clocks = {(window.clock, window.only_clock().relations) for window in windows}
    if len(windows) > 1 and len(clocks) == 1 and windows[0].limits_clock:
        days = _listed(_days(window.only_days(), today) for window in windows)
        return f"{days} {_clock(windows[0])}".strip()
    return _listed(_window(window, today) for window in windows)


def _listed(phrases: Iterable[str]) -> str:
    listed = list(dict.fromkeys(phrase for phrase in phrases if phrase))
    if len(listed) < 2:
        return "".join(listed)
    return f"{', '.join(listed[:-1])} eller {listed[-1]}"


def _window(window: Window, today: date) -> str:
    return f"{_days(window, today)} {_clock(window)}".strip()


def _days(window: Window, today: date) -> str:
    said = [
        _weekdays(window),
        _DAY_KINDS[window.day_kind] if window.day_kind else "",
        _PARITY[window.week_parity] if window.week_parity is not None else "",
        "den " + _listed(str(day) for day in window.month_days) if window.month_days else "",
        _all_dates(window.dates, today),
        *(_relation(relation) for relation in window.relations if not relation.is_clock),
    ]
    return " ".join(part for part in said if part)


def _weekdays(window: Window) -> str:
    days = window.weekdays
    if not days or (window.dates and all(dates.first == dates.last for dates in window.dates)):
        return ""
    if days == _WEEKEND:
        return "helger"
    if len(days) > 2 and all((b - a) % 7 == 1 for a, b in pairwise(days)):
        return f"{_WEEKDAYS[days[0]]}–{_WEEKDAYS[days[-1]]}"
    plural = "" if window.dates and all(_is_a_week(dates) for dates in window.dates) else "ar"
    return _listed(f"{_WEEKDAYS[day]}{plural}" for day in days)


def _is_a_week(dates: DateRange) -> bool:
    return (
        bool(dates.first and dates.last)
        and dates.days() is not None
        and len(list(dates.days() or ())) <= 7
    )


def _all_dates(ranges: Sequence[DateRange], today: date) -> str:
    if len(ranges) == 2 and ranges[0].first is None and ranges[1].last is None:
        before, after = ranges[0].last, ranges[1].first
        if before and after and (after - before).days == 2:
            return f"en annan dag än {_day(before + timedelta(days=1), today)}"
    return _listed(_dates(dates, today) for dates in ranges)


def _dates(dates: DateRange, today: date) -> str:
    first, last = dates.first, dates.last
    if first is None or last is None:
        if first:
            return f"från {_day(first, today)}"
        return f"till och med {_day(last, today)}" if last else ""
    if first == last:
        return _day(first, today)
    if first.day == 1 and last == month_of(last.year, last.month).last:
        return _months(first, last, today)
    if first.weekday() == 0 and last.weekday() == 6:
        return _weeks(first, last, today)
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}–{last.day} {_MONTHS[last.month - 1]}{_year(last, today)}"
    return f"från {_plain_day(first, today)} till {_plain_day(last, today)}"


def _weeks(first: date, last: date, today: date) -> str:
    number, until = first.isocalendar().week, last.isocalendar().week
    if (last - first).days > 6:
        return f"vecka {number}–{until}"
    if first == week_of(today).first:
        return "den här veckan"
    return "nästa vecka" if first == week_of(today, 1).first else f"vecka {number}"


def _months(first: date, last: date, today: date) -> str:
    until = "" if first.month == last.month else f"–{_MONTHS[last.month - 1]}"
    return f"i {_MONTHS[first.month - 1]}{until}{_year(last, today)}"


def _day(day: date, today: date) -> str:
    return f"{_WEEKDAYS[day.weekday()]} {_plain_day(day, today)}"


def _plain_day(day: date, today: date) -> str:
    return f"{day.day} {_MONTHS[day.month - 1]}{_year(day, today)}"


def _year(day: date, today: date) -> str:
    return f" {day.year}" if abs(day - today) > timedelta(days=300) else ""


def _clock(window: Window) -> str:
    said = [
        _listed(_clock_range(clock) for clock in window.clock if clock != ClockRange()),
        *(_relation(relation) for relation in window.relations if relation.is_clock),
    ]
    return " ".join(part for part in said if part)


def _clock_range(clock: ClockRange) -> str:
    if clock in _NAMED_CLOCK:
        return _NAMED_CLOCK[clock]
    since = clock.first - 1 if clock.first % 5 == 1 else clock.first
    first, last = _time(since), _time(clock.last)
    if clock.first == clock.last:
        return f"klockan {first}"
    until = _time(clock.last + 1) if clock.last % 5 == 4 else last
    if clock.last == LAST_MINUTE:
        return f"efter klockan {first}"
    if clock.first == 0:
        return f"före klockan {until}" if until != last else f"senast klockan {last}"
    return f"mellan klockan {first} och {until}"


def _time(minute: int) -> str:
    hour, rest = divmod(minute, 60)
    return f"{hour}.{rest:02}" if rest else str(hour)


def _relation(relation: Relation) -> str:
    if relation.kind in _RELATIONS:
        return _RELATIONS[relation.kind]
    if relation.kind in _WEEKDAY_RELATIONS:
        side = "före" if relation.kind is RelationKind.WEEKDAY_BEFORE else "efter"
        return f"{_WEEKDAYS[relation.least]}en {side} din tid"
    least, most = sorted((abs(relation.least), abs(relation.most)))
    one, several = _SHIFTED[relation.kind]
    amount = f"{least}–{most}" if least != most else str(most)
    article = "ett" if one in _NEUTER else "en"
    said = f"{article} {one}" if most == 1 else f"{amount} {several}"
    return f"{said} {'senare' if relation.most > 0 else 'tidigare'} än din tid"
