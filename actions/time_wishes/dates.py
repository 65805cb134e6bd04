"""Dates written out: 25/11, 251125, den 3:e, 1-5 december, i mars, om två veckor."""

import re
from collections.abc import Iterable
from datetime import date

from actions.time_wishes.almanac import (
    coming_month,
    day_of,
    month_of,
    plus,
    plus_months,
    week_of,
    year_of,
)
from actions.time_wishes.constraints import Problem
from actions.time_wishes.items import Bound, Context, Grain, Item, Mark, Piece
from actions.time_wishes.rules import COUNT, GRAMMAR, JOIN, THIS, TO, Built, count_of
from actions.time_wishes.windows import DateRange, Window, at, between, on

_DAY = r"[OE]?\d{1,2}"
_MORE = rf"(?:(?: (?:och|eller|/|\+|&|{TO}) (?:den )?{_DAY})|(?: , (?:den )?{_DAY}(?! {TO} )))*"
_DAYS = rf"(?P<days>{_DAY}{_MORE})"
_YEAR = r"(?P<year>20\d\d|nästa Uås|i Uås)"
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
_NTH_BEFORE = re.compile(r"O\d (?:Uv|W)[^.]*$")
_HOURS_IN_MONTH = re.compile(r"(?:mellan )?(1?\d|2[0-4]) (?:-|och|till) (1?\d|2[0-4]) i ")
_RANGE_WORDS = re.compile(rf" {TO} ")
_NUMBERS = re.compile(r"\d+")
_UNITS = {"d": 1, "v": 7}
_A_FEW = {"några": (2, 5), "någon": (1, 2), "par": (2, 3)}
_NEAREST_DAYS = 5

rule = GRAMMAR.rule


def _year(written: str | None, context: Context) -> int | None:
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
    rf"Ums)?(?: {_YEAR})?",
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
    year, today = _year(groups.get("year"), context), context.today
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


@rule("M", rf"M(?P<first>\d\d)(?: - M(?P<last>\d\d))?(?: Um[sd])?(?: {_YEAR})?")
def _month(found: re.Match[str], context: Context) -> Item:
    year = _year(found["year"], context)
    first = coming_month(int(found["first"]), year, context.today)
    if not found["last"]:
        return _whole(first, Grain.MONTH, context)
    last = coming_month(int(found["last"]), year, first.first or context.today)
    return _whole(DateRange(first.first, last.last), Grain.MONTH, context)


def _whole(dates: DateRange, grain: Grain, context: Context) -> Item:
    if dates.last and dates.last < context.today:
        return Problem.PAST
    return Piece((Window(dates=(dates,)),), grain)


@rule("nästa nästkommande kommande", r"(?:nästa|nästkommande|kommande) Um[sdg]")
def _next_month(_: re.Match[str], context: Context) -> Item:
    first = plus_months(context.today.replace(day=1), 1)
    return Piece((Window(dates=(month_of(first.year, first.month),)),), Grain.MONTH)


@rule("denna den detta innevarande nuvarande samma i", rf"(?:{THIS}|i) Um[sd]")
@rule("U", r"Umd")
def _this_month(_: re.Match[str], context: Context) -> Item:
    return Piece((Window(dates=(month_of(context.today.year, context.today.month),)),), Grain.MONTH)


@rule("sista den", r"(?:den )?sista (?:i )?M(?P<month>\d\d)")
@rule("Umg Uåg", r"(?:Umg|(?P<year>Uåg)) slut")
def _last_day(found: re.Match[str], context: Context) -> Item:
    groups, today = found.groupdict(), context.today
    month = 12 if groups.get("year") else int(groups.get("month") or today.month)
    last = coming_month(month, None, today).last or today
    # Innan månadens slut: its last day is in time.
    edge = None if groups.get("month") else DateRange(plus(last, 1), last)
    return Piece((on(last),), Grain.DAY, edge=edge)


@rule("varje var", "(?:varje|var) Um[sd]")
def _every_month(_: re.Match[str], __: Context) -> Item:
    return Problem.UNKNOWN


@rule("nästa i detta", r"(?:(?P<next>nästa)|i|detta) (?:Uå[sg]|ar)")
def _this_or_next_year(found: re.Match[str], context: Context) -> Item:
    meant = year_of(context.today.year + bool(found["next"]))
    return Piece((Window(dates=(meant,)),), Grain.PERIOD)


@rule("# under år Uå", r"(?:under |år |Uås )?(20\d\d)")
def _year_in_figures(found: re.Match[str], context: Context) -> Item | None:
    if not context.today.year <= int(found[1]) <= context.today.year + 1:
        return None
    return _whole(year_of(int(found[1])), Grain.PERIOD, context)


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


@rule(
    "om",
    rf"om (?:runt |minst |knappt |drygt |bara |kanske )?"
    rf"(?P<least>{COUNT}|några|någon|(?:ett |en )?par)(?: (?:-|till|eller) (?P<most>{COUNT}))? "
    rf"U(?P<unit>[dvmå])[sp]",
)
@rule("om", r"om (?P<least>en|ett) (?P<half>halv)(?:t| )?U(?P<unit>å)s")
@rule("om", r"om (?:runt )?(?P<least>ett) (?P<half>halvår)(?P<unit>)")
def _in_some_time(found: re.Match[str], context: Context) -> Item | None:
    groups, today = found.groupdict(), context.today
    if groups.get("half"):
        return _about_months(6, 6, today)
    few = groups["least"].removeprefix("ett ").removeprefix("en ")
    if few in _A_FEW:
        least, most = _A_FEW[few]
    else:
        least = count_of(groups["least"])
        most = count_of(groups["most"]) if groups["most"] else least
    return _about(groups["unit"], least, most, today)


@rule("om", rf"om (?P<count>{COUNT}) och (?:en|ett) halv U(?P<unit>[vm])[sp]")
def in_some_and_a_half(found: re.Match[str], context: Context) -> Item:
    """Om en och en halv vecka: that day, give or take a day."""
    days = (
        count_of(found["count"]) * 7 + 3
        if found["unit"] == "v"
        else count_of(found["count"]) * 30 + 15
    )
    return Piece(
        (between(plus(context.today, days - 1), plus(context.today, days + 2)),), Grain.PERIOD
    )


def _about(unit: str, least: int, most: int, today: date) -> Item:
    """Days are counted; weeks are that ISO week; months are the ISO week of that date."""
    if least > most:
        return Problem.IMPOSSIBLE
    if unit in {"m", "å"}:
        months = 12 if unit == "å" else 1
        return _about_months(least * months, most * months, today)
    first, last = plus(today, least * _UNITS[unit]), plus(today, most * _UNITS[unit])
    if unit == "d":
        return Piece((between(first, last),), Grain.DAY)
    weeks = between(week_of(first).first, week_of(last).last)
    return Piece((weeks,), Grain.WEEK, edge=DateRange(first, last))


def _about_months(least: int, most: int, today: date) -> Piece:
    first, last = plus_months(today, least), plus_months(today, most)
    weeks = between(week_of(first).first, week_of(last).last)
    return Piece((weeks,), Grain.WEEK, edge=DateRange(first, last))


@rule(
    "inom de den närmaste kommande under",
    rf"(?:inom|(?:under |inom )?(?:de |den )?närmaste|(?:under |inom )?(?:de |den )?kommande(?= "
    rf"{COUNT} ))"
    rf"(?: de| den)? (?:(?P<count>{COUNT}|några|(?:ett )?par) )?U(?P<unit>[dvmå])(?P<form>[spd])",
)
def _within(found: re.Match[str], context: Context) -> Item:
    today, unit = context.today, found["unit"]
    few = (found["count"] or "").removeprefix("ett ")
    if few in _A_FEW:
        count = _A_FEW[few][1]
    elif found["count"]:
        count = count_of(found["count"])
    elif unit == "d":
        count = _NEAREST_DAYS
    else:
        count = 1 if found["form"] != "p" else 3
    if unit in {"m", "å"}:
        last = plus_months(today, count * (12 if unit == "å" else 1))
    else:
        last = plus(today, count * _UNITS[unit])
    return Piece((between(today, last),), Grain.PERIOD)


@rule("# en ett de", rf"(?:de )?(?P<count>{COUNT}) U(?P<unit>[dvm])[sp] framåt")
def _some_time_ahead(found: re.Match[str], context: Context) -> Item:
    count, today = count_of(found["count"]), context.today
    last = (
        plus_months(today, count)
        if found["unit"] == "m"
        else plus(today, count * _UNITS[found["unit"]])
    )
    # Tidigast tre dagar framåt counts from the third.
    return Piece((between(today, last),), Grain.PERIOD, edge=DateRange(last, last))


@rule(
    "i början mitten slutet mitt", r"(?:i )?(?P<part>början|mitten|slutet|mitt)(?: av| på| i)? Umd"
)
def part_of_the_month(found: re.Match[str], context: Context) -> Item:
    """Of this month, or of the next where that part is over."""
    first, last = {"början": (1, 10), "slutet": (20, 31)}.get(found["part"], (10, 20))
    for later in (0, 1):
        start = plus_months(context.today.replace(day=1), later)
        end = month_of(start.year, start.month).last or start
        until = min(end, plus(start, last - 1))
        if until >= context.today:
            return Piece((between(plus(start, first - 1), until),), Grain.PERIOD)
    return Problem.PAST


@rule("# en ett", rf"(?P<count>{COUNT}) U(?P<unit>[dvm])[sp] från (?:nu|idag)")
def _some_time_from_now(found: re.Match[str], context: Context) -> Item:
    count = count_of(found["count"])
    return _about(found["unit"], count, count, context.today)
