"""Days written out: 25/11, 251125, den 3:e, 1-5 december, imorgon."""

import re
from collections.abc import Iterable
from datetime import date

from actions.time_wishes.almanac import (
    coming_month,
    day_of,
    plus,
    plus_months,
)
from actions.time_wishes.constraints import Problem
from actions.time_wishes.items import Bound, Context, Grain, Item, Mark, Piece
from actions.time_wishes.rules import GRAMMAR, JOIN, TO, Built
from actions.time_wishes.windows import DateRange, Window, at, between, on

_DAY = r"[OE]?\d{1,2}"
_MORE = (
    rf"(?:(?: (?:och|eller|/|\+|&|{TO}) (?:den )?{_DAY})|(?: , (?:den )?{_DAY}(?! (?:{TO}|då) )))*"
)
_DAYS = rf"(?P<days>{_DAY}{_MORE})"
YEAR = r"(?P<year>20\d\d|nästa Uås|i Uås)"
# Den första, den andra: a day only beside other words of time, otherwise anything.
_IN_DATES = re.compile(
    r"(?:W\d[sd]|efter|före|senast|tidigast|från|till|mellan|tom|from|inte|runt|vid|nära|eller"
    r"|och|P\w|\d) $"
)
# Efter tre och 16 mars, kl 13-15 i april: the first number is an hour.
_AFTER_AN_HOUR = re.compile(
    r"(?:[SI]\S+|M\d\d|\d+ -|kl|mellan|före|efter|senast|tidigast|vid|runt"
    r"|kl \S+ (?:-|eller|,)|mellan \S+ och) $"
)
_SEVERAL = re.compile(r"\d+ (?:och|eller|-|,|till|/|i) ")
# Andra veckan i maj eller tredje: no day of the month.
_NOT_OF_THOSE = re.compile(r"W\d\w [^.]*(?:inte|utom) $")
_NTH_BEFORE = re.compile(r"O\d (?:Uv|W)[^.]*$")
_HOURS_IN_MONTH = re.compile(r"(?:mellan )?(1?\d|2[0-4]) (?:-|och|till) (1?\d|2[0-4]) i ")
_RANGE_WORDS = re.compile(rf" {TO} ")
_NUMBERS = re.compile(r"\d+")

rule = GRAMMAR.rule


def year_in(written: str | None, context: Context) -> int | None:
    """The year that a `YEAR` is."""
    if written is None:
        return None
    if written.startswith("2"):
        return int(written)
    return context.today.year + written.startswith("nästa")


def _piece(days: Iterable[date | Problem]) -> Item:
    found = list(days)
    for day in found:
        if isinstance(day, Problem):
            return day
    return Piece((on(*(day for day in found if isinstance(day, date))),), Grain.DAY)


def _span(first: date | Problem, last: date | Problem, today: date) -> Item:
    if isinstance(last, Problem):
        return last
    if isinstance(first, Problem):
        first = today if first is Problem.PAST else date.max
    if first > last:
        return Problem.IMPOSSIBLE
    return Piece((between(first, last),), Grain.DAY)


@rule("från", r"från den (\d{1,2}) till (?:och med )?den (\d{1,2})(?! (?:i )?M)")
def _over_the_turn_of_the_month(found: re.Match[str], _: Context) -> Item | None:
    """Från den 29 till den 3: of which months is asked."""
    return Problem.UNCLEAR if int(found[1]) > int(found[2]) else None


@rule("den I", r"(?:den )?I(\d+)-(\d+)-(\d+)")
def _iso_date(found: re.Match[str], context: Context) -> Item:
    year, month, day = (int(part) for part in found.groups())
    meant = day_of(day, month, year, context.today)
    if isinstance(meant, date) and meant < context.today:
        return Problem.PAST
    return _piece([meant])


@rule("den S", r"(?:den )?S(\d+)/(\d+)")
def _day_and_month_in_figures(found: re.Match[str], context: Context) -> Item:
    return _piece([day_of(int(found[1]), int(found[2]), None, context.today)])


@rule(
    "mellan den från # E",
    rf"(?P<between>mellan |från )?(?:den )?{_DAYS} (?P<last>{JOIN}|{TO}) (?:den "
    rf")?S(?P<day>\d+)/(?P<month>\d+)",
)
def _days_of_a_month_in_figures(found: re.Match[str], context: Context) -> Built:
    return _days(
        f"{found['days']} {found['last']} {found['day']}", int(found["month"]), found, context
    )


@rule(
    "den N",
    r"(?P<den>den )?N(\d{1,2})\.(\d{1,2})",
)
def _day_and_month_with_a_dot(found: re.Match[str], context: Context) -> Item | None:
    day, month = int(found[2]), int(found[3])
    timely = found[3] in {"0", "00", "30"} or (day < 25 and len(found[3]) == 2)
    # 8.10 is a clock time, and 5.11 the fifth of November.
    if not found["den"] and timely and month % 5 == 0 and day <= 20:
        return None
    meant = day_of(day, month, None, context.today)
    return _piece([meant]) if found["den"] or isinstance(meant, date) else None


@rule(
    "mellan från den d # O E",
    rf"(?P<between>mellan |från )?(?:den |d |d \. )?{_DAYS} (?:i |\. )?M(?P<month>\d\d)(?: "
    rf"Ums)?(?: {YEAR})?",
)
def _days_and_month(found: re.Match[str], context: Context) -> Built:
    built = _days(found["days"], int(found["month"]), found, context)
    hours = _HOURS_IN_MONTH.match(found[0])
    if not hours or not isinstance(built, Piece):
        return built
    # Mellan 9 och 11 i april: the days, or those hours.
    month = coming_month(int(found["month"]), None, context.today)
    clock = at(int(hours[1]) * 60, int(hours[2]) * 60 - 1).clock
    return built.reading_as(*built.readings, Window(dates=(month,), clock=clock))


@rule("M", rf"M(?P<month>\d\d) (?:den )(?P<days>{_DAY})(?: (?P<year>20\d\d))?")
def _month_and_day(found: re.Match[str], context: Context) -> Built:
    return _days(found["days"], int(found["month"]), found, context)


@rule(
    "M",
    r"M(?P<month>\d\d) , (?P<days>\d{1,2}(?: (?:,|och|eller) \d{1,2})+)(?! (?:kl|-|till|M|T|U))",
)
def _listed_days_of_month(found: re.Match[str], context: Context) -> Built:
    """Oktober: 6, 7 eller 13."""
    return _days(found["days"], int(found["month"]), found, context)


@rule("den", r"den [OE]?(?P<day>\d{1,2}) (?:i )?nästa Um[sg]")
def _day_of_next_month(found: re.Match[str], context: Context) -> Item:
    month = plus_months(context.today.replace(day=1), 1)
    return _piece([day_of(int(found["day"]), month.month, month.year, context.today)])


@rule("den O E", r"(?:den )?[OE](?P<days>\d+) i O(?P<month>\d+)")
def _ordinal_day_in_ordinal_month(found: re.Match[str], context: Context) -> Built:
    return _days(found["days"], int(found["month"]), found, context)


def _days(written: str, month: int, found: re.Match[str], context: Context) -> Built:
    """Days of a month: a list, or a range if joined by a dash, "till" or "mellan … och"."""
    if _AFTER_AN_HOUR.search(found.string[: found.start()]) and _SEVERAL.match(found[0]):
        return None
    groups = found.groupdict()
    year, today = year_in(groups.get("year"), context), context.today
    numbers = [int(number) for number in _NUMBERS.findall(written)]
    days = [day_of(number, month, year, today) for number in numbers]
    ranged = groups.get("between") or _RANGE_WORDS.search(f" {written} ")
    if not ranged or len(days) == 1:
        if groups.get("between"):
            return None
        return _piece(days)
    if len(days) == 2:
        if groups.get("between") == "från ":
            return _from_to(days)
        return _span(days[0], days[1], today)
    if len(days) == 3 and groups.get("between") is None:
        return _list_with_range(written, days)
    return None


def _from_to(days: list[date | Problem]) -> list[Item]:
    """Från 3 till 5 december: a range, unless something is moved from the one to the other."""
    return [Bound.FROM, _piece(days[:1]), Mark.TO, _piece(days[1:])]


def _list_with_range(written: str, days: list[date | Problem]) -> Item | None:
    """10-12, 15 december."""
    if any(isinstance(day, Problem) for day in days):
        return Problem.IMPOSSIBLE
    first, second, third = (day for day in days if isinstance(day, date))
    at_start = _RANGE_WORDS.search(" ".join(written.split()[:3]) + " ")
    spans = [(first, second), (third, third)] if at_start else [(first, first), (second, third)]
    if any(start > end for start, end in spans):
        return Problem.IMPOSSIBLE
    return Piece((Window(dates=tuple(DateRange(*span) for span in spans)),), Grain.DAY)


@rule(
    "mellan från den d",
    rf"(?P<between>mellan |från )?(?:den|d) (?:\. )?{_DAYS}(?P<of_month> i Umd)?",
)
@rule("O", r"(?P<days>O(?:[3-9]|[123]\d))(?= (?:kl|T|N|halv|kvart|P|på P|[.,]|eller|och))")
@rule("E", rf"(?P<days>E\d+(?: (?:{JOIN}|{TO}) (?:den \d+|(?:den )?[OE]\d+))*)")
def _days_of_the_coming_month(found: re.Match[str], _: Context) -> Built:
    if found["days"][0] == "O" and _NTH_BEFORE.search(found.string[: found.start()]):
        return Problem.UNKNOWN
    of_month = found.groupdict().get("of_month")
    if found["days"] in {"O1", "O2", "O3"} and _NOT_OF_THOSE.search(found.string[: found.start()]):
        # Torsdagar i augusti men inte den första: the first Thursday, or the first of August.
        return Problem.UNCLEAR
    if (
        found["days"] in {"O1", "O2"}
        and not of_month
        and not _IN_DATES.search(found.string[: found.start()])
    ):
        return None
    numbers = [int(number) for number in _NUMBERS.findall(found["days"])]
    if not all(1 <= number <= 31 for number in numbers):
        return Problem.IMPOSSIBLE
    between_words = found.groupdict().get("between")
    if between_words or _RANGE_WORDS.search(found["days"]):
        if len(numbers) != 2 or numbers[0] > numbers[1]:
            return None
        if between_words == "från ":
            return [Bound.FROM, _month_days(numbers[0]), Mark.TO, _month_days(numbers[1])]
        numbers = list(range(numbers[0], numbers[1] + 1))
    return _month_days(*numbers)


def _month_days(*numbers: int) -> Piece:
    days = Window(month_days=tuple(dict.fromkeys(numbers)))
    return Piece((days,), Grain.DAY, floating=True)


@rule("nu", r"(?:(?<=mellan )|(?<=från ))nu(?= (?:och|till|fram) )")
@rule("idag", r"idag(?P<week> 8 Udp)?")
@rule("imorgon i", r"(?P<tomorrow>imorgon|i morgon)(?P<week> (?:om )?8 Udp)?")
@rule(
    "iövermorgon i över U",
    r"(?P<after>iövermorgon|i iövermorgon|över i? ?morgon|Udd efter (?:imorgon|i morgon))",
)
@rule("i", "i Uds")
def _near_day(found: re.Match[str], context: Context) -> Item:
    groups = found.groupdict()
    days = 2 if groups.get("after") else 1 if groups.get("tomorrow") else 0
    return _piece([plus(context.today, days + 7 * bool(groups.get("week")))])
