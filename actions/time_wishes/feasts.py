"""Holidays, school holidays, seasons, turns of the month: efter påsk, på höstlovet, till våren."""

import re
from datetime import date

from actions.time_wishes.almanac import (
    coming_day_of_month,
    coming_holiday,
    month_of,
    plus,
    plus_months,
    recent_holiday,
    week_number,
    week_of,
)
from actions.time_wishes.constraints import Problem
from actions.time_wishes.items import Context, Grain, Item, Piece
from actions.time_wishes.rules import GRAMMAR
from actions.time_wishes.windows import DateRange, DayKind, Window, between

_SEASONS = {"vår": (3, 5), "sommar": (6, 8), "höst": (9, 11), "vinter": (12, 2)}
_PAYDAY = 25
_TURN = 2

rule = GRAMMAR.rule


def _holiday(name: str, context: Context) -> Piece:
    today = context.today
    coming = coming_holiday(name, today)
    recent = recent_holiday(name, today)
    edge = DateRange(coming[0].first, recent.last) if recent else None
    grain = Grain.DAY if all(dates.first == dates.last for dates in coming) else Grain.PERIOD
    return Piece(tuple(Window(dates=(dates,)) for dates in coming), grain, edge=edge)


# Från 1 november till jul: the end of a range.
_ENDS_RANGE = re.compile(r"(?:från|from|mellan) [^.,]*$|(?:nu|\d|imorgon|idag|Uv\w|W\d\w) $")


@rule(
    "H kristi själva i på under över till",
    r"(?:i |på |under |över |till )?(?:kristi |själva )?H(?P<name>[^\W\d]+)(?: dag)?",
)
@rule("O", r"O(?P<number>[1-4]) (?P<name>advent)")
def _named_holiday(found: re.Match[str], context: Context) -> Piece | None:
    if found[0].startswith("till") and _ENDS_RANGE.search(found.string[: found.start()]):
        return None
    return _holiday(found["name"] + (found.groupdict().get("number") or ""), context)


@rule("advent adventstiden adventstid i", r"(?:i )?(?:advent|adventstiden|adventstid)")
def _advent(found: re.Match[str], context: Context) -> Piece:
    first = coming_holiday("advent1", context.today)[0].first
    last = coming_holiday("advent4", context.today)[0].last
    if _ENDS_RANGE.search(found.string[: found.start()]) and first:
        return Piece((between(first, first),), Grain.DAY)
    return Piece((between(None if first and last and first > last else first, last),), Grain.PERIOD)


@rule(
    "alla",
    r"alla (?:helgons|helgona|helgonas|helgon)(?P<weekend> W?hd| helg\w*)?(?: (?:dag"
    r"|Uds))?",
)
def _all_saints(found: re.Match[str], context: Context) -> Piece:
    return _holiday("allhelgonahelgen" if found["weekend"] else "alla_helgons", context)


@rule("lille lilla", r"lill[ea] Hjulafton")
def _day_before_christmas_eve(_: re.Match[str], context: Context) -> Piece:
    eve = coming_holiday("julafton", context.today)[0].first or context.today
    return Piece((between(plus(eve, -1), plus(eve, -1)),), Grain.DAY)


@rule("alla", r"alla hjärtans (?:dag|Uds)")
def _valentine(_: re.Match[str], context: Context) -> Piece:
    return _holiday("alla_hjärtans_dag", context)


@rule("mors fars", r"(?P<whose>mors|fars) (?:dag|Uds)")
def _parents_day(found: re.Match[str], context: Context) -> Piece:
    return _holiday(f"{found['whose']}_dag", context)


@rule("annandag", r"annandag(?: H(?P<name>jul|påsk))?")
def _second_day(found: re.Match[str], context: Context) -> Piece:
    if found["name"]:
        return _holiday(f"annandag{found['name']}", context)
    days = (_holiday(f"annandag{name}", context) for name in ("jul", "påsk"))
    return min(days, key=lambda piece: piece.readings[0].dates[0].first or date.max)


@rule("H", r"H(?P<name>\w+) (?:Uvd|Uvs)(?! \d)")
def _week_of_holiday(found: re.Match[str], context: Context) -> Piece:
    dates = coming_holiday(found["name"], context.today)[0]
    return Piece((Window(dates=(week_of(dates.first or context.today),)),), Grain.WEEK)


@rule(
    "H",
    r"H(?:sportlovet|påsklovet|höstlovet) "
    r"(?:, |är |som är |i |under )?(?:v|Uv[sd]) (?P<week>\d{1,2})",
)
def _numbered_school_holiday(found: re.Match[str], context: Context) -> Item:
    week = week_number(int(found["week"]), None, context.today)
    return week if isinstance(week, Problem) else Piece((Window(dates=(week,)),), Grain.WEEK)


@rule("H", r"Hjul (?:och|eller|-|/) Hnyår")
def _christmas_and_new_year(_: re.Match[str], context: Context) -> Piece:
    last = coming_holiday("nyår", context.today)[-1].last
    first = coming_holiday("jul", plus(context.today, -14))[0].first
    return Piece((between(first, last),), Grain.PERIOD)


@rule("mellan", r"mellan Hjul\w* (?:och|-) Hnyår\w*")
def _between_christmas_and_new_year(_: re.Match[str], context: Context) -> Piece:
    return _holiday("mellandagarna", context)


@rule("mellan", r"mellan H(?P<first>\w+) (?:och|-) H(?P<last>\w+)")
def between_holidays(found: re.Match[str], context: Context) -> Item | None:
    """From the day after the one to the day before the other."""
    start = coming_holiday(found["first"], context.today)[-1].last or context.today
    end = coming_holiday(found["last"], start)[0].first or start
    first, last = plus(start, 1), plus(end, -1)
    return Piece((between(first, last),), Grain.PERIOD) if first <= last else None


@rule("röda röd", r"rö(?:da|d) Ud[sp]")
def _red_days(_: re.Match[str], __: Context) -> Piece:
    return Piece((Window(day_kind=DayKind.HOLIDAY),), Grain.WEEKDAY)


@rule("i till under på över", r"(?:i|till|under|på|över) (?P<name>vår|sommar|höst|host|vinter)")
@rule(
    "Y i till under på över",
    r"(?:(?:i|till|under|på|över|hela) )?Y(?P<name>vår|sommar|höst|vinter)",
)
def season(found: re.Match[str], context: Context) -> Piece:
    """The months of the season; in the middle of it, what is left of it."""
    first_month, last_month = _SEASONS[found["name"].replace("host", "höst")]
    today = context.today
    for year in (today.year - 1, today.year, today.year + 1):
        last = month_of(year + (last_month < first_month), last_month).last
        if last and last >= today:
            return Piece((between(date(year, first_month, 1), last),), Grain.PERIOD)
    raise ValueError(f"no {found['name']} within a year of {today}")


@rule(
    "månadsskiftet i på runt vid kring",
    r"(?:i |på |runt |vid |kring )?månadsskiftet(?: M(?P<month>\d\d)(?: (?:(?:-|/|till|och) "
    r")?M\d\d)?)?",
)
def turn_of_month(found: re.Match[str], context: Context) -> Piece:
    """Some days on either side; "efter" begins on the first, "före" ends on the last."""
    today = context.today
    month = int(found["month"]) if found["month"] else today.month
    last = month_of(today.year + (month < today.month), month).last or today
    return Piece(
        (between(plus(last, -_TURN), plus(last, 1 + _TURN)),),
        Grain.PERIOD,
        edge=DateRange(plus(last, 1), last),
    )


@rule(
    "lönen min jag",
    r"(?:(?<=efter )|(?<=före )|(?<=till )|(?<=runt )|(?<=vid ))(?:min |jag fått (?:min )?)?lönen",
)
def payday(_: re.Match[str], context: Context) -> Item:
    """Efter löning: from the day that most people are paid, on the 25th."""
    first = coming_day_of_month((_PAYDAY,), context.today)[0]
    return Piece((between(first, plus(first, 5)),), Grain.PERIOD, edge=DateRange(first, first))


@rule("U", r"Uåd slut")
def _end_of_year(_: re.Match[str], context: Context) -> Piece:
    december = plus_months(date(context.today.year, 1, 1), 11)
    return Piece((between(december, date(context.today.year, 12, 31)),), Grain.PERIOD)
