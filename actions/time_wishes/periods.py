"""Longer and nearer spans of time: i mars, nästa månad, i år, om två veckor, inom en månad."""

import re
from datetime import date

from actions.time_wishes.almanac import (
    coming_month,
    month_of,
    nth_week,
    plus,
    plus_months,
    week_of,
    year_of,
)
from actions.time_wishes.constraints import Problem
from actions.time_wishes.dates import YEAR, year_in
from actions.time_wishes.items import Context, Grain, Item, Piece
from actions.time_wishes.rules import COUNT, GRAMMAR, THIS, count_of
from actions.time_wishes.windows import DateRange, Window, between, on

_UNITS = {"d": 1, "v": 7}
_A_FEW = {"några": (2, 5), "någon": (1, 2), "par": (2, 3)}
_NEAREST_DAYS = 5
_NEAR_A_MONTH = 3
"""Om en månad: so many days on either side are as good, and that week."""

rule = GRAMMAR.rule


@rule("M", rf"M(?P<first>\d\d)(?: - M(?P<last>\d\d))?(?: Um[sd])?(?: {YEAR})?")
def _month(found: re.Match[str], context: Context) -> Item:
    year = year_in(found["year"], context)
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
def _this_or_nextyear_in(found: re.Match[str], context: Context) -> Item:
    meant = year_of(context.today.year + bool(found["next"]))
    return Piece((Window(dates=(meant,)),), Grain.PERIOD)


@rule("på i under det nya", r"(?:på |i |under )?(?:det )?nya Uå[sd]")
def _new_year(_: re.Match[str], context: Context) -> Item:
    return Piece((Window(dates=(year_of(context.today.year + 1),)),), Grain.PERIOD)


@rule("O", r"O1 (?P<what>Uv[sd]|Um[sd]) (?:på |i |av |under )?(?:det )?(?:nya|nästa) Uå[sd]")
def _beginning_of_new_year(found: re.Match[str], context: Context) -> Item:
    january = month_of(context.today.year + 1, 1)
    week = nth_week(1, january) if found["what"].startswith("Uv") else None
    return Piece((Window(dates=(week or january,)),), Grain.WEEK if week else Grain.MONTH)


@rule("# under år Uå", r"(?:under |år |Uås )?(20\d\d)")
def _year_in_figures(found: re.Match[str], context: Context) -> Item | None:
    if not context.today.year <= int(found[1]) <= context.today.year + 1:
        return None
    return _whole(year_of(int(found[1])), Grain.PERIOD, context)


@rule(
    "om",
    rf"om (?P<about>runt )?(?:minst |knappt |drygt |bara |kanske )?"
    rf"(?P<least>{COUNT}|några|någon|(?:ett |en )?par)(?: (?:-|till|eller) (?P<most>{COUNT}))? "
    rf"(?:dryg |knapp |god |liten )?U(?P<unit>[dvmå])[sp](?P<roughly> runt(?= [.,]))?",
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
    if groups["unit"] == "d" and (groups["about"] or groups["roughly"]):
        least, most = least - 1 - least // 7, most + 1 + most // 7
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
    since = min(plus(first, -_NEAR_A_MONTH), week_of(first).first or first)
    until = max(plus(last, _NEAR_A_MONTH), week_of(last).last or last)
    return Piece((between(since, until),), Grain.WEEK, edge=DateRange(first, last))


@rule(
    "inom de den närmaste kommande under",
    rf"(?:inom|(?:under |inom )?(?:de |den )?närmaste|(?:under |inom )?(?:de |den )?kommande(?= "
    rf"{COUNT} ))"
    rf"(?: de| den)? (?:(?:{COUNT} (?:-|till|eller) )?(?P<count>{COUNT}|några|(?:ett )?par) )?"
    r"U(?P<unit>[dvmå])(?P<form>[spd])",
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


@rule("inte", rf"inte (?:behöva )?vänta (?:mer|längre) än (?P<count>{COUNT}) U(?P<unit>[dvm])[sp]")
def _not_longer_than(found: re.Match[str], context: Context) -> Item:
    count, today = count_of(found["count"]), context.today
    months = found["unit"] == "m"
    last = plus_months(today, count) if months else plus(today, count * _UNITS[found["unit"]])
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


@rule("# en ett", rf"(?P<count>{COUNT}) U(?P<unit>[dvm])[sp] (?:fram|bort)(?= [.,])")
@rule("# en ett", rf"(?P<count>{COUNT}) U(?P<unit>[dvm])[sp] (?:från|efter) (?:nu|idag)")
def _some_time_from_now(found: re.Match[str], context: Context) -> Item:
    count = count_of(found["count"])
    return _about(found["unit"], count, count, context.today)
