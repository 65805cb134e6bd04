"""Ordinals: andra veckan i december, sista fredagen i månaden, de två sista veckorna i maj."""

import re
from collections.abc import Iterable
from datetime import date

from actions.time_wishes.almanac import (
    coming_holiday,
    coming_month,
    nth_week,
    nth_weekday,
    plus,
    plus_months,
)
from actions.time_wishes.constraints import Problem
from actions.time_wishes.items import Context, Grain, Item, Piece
from actions.time_wishes.rules import GRAMMAR, JOIN, THIS
from actions.time_wishes.windows import DateRange, DayKind, Window, between, on

_MONTH = (
    r"(?:i |av |på |under )?(?:M(?P<month>\d\d)(?: Ums)?(?: (?P<year>20\d\d))?"
    rf"|(?P<next>nästa Um[sd])|(?:{THIS} )?Um[sd])"
)
_NTH = r"(?:O\d|sista|(?:näst|nästa) sista)"
_WHAT = r"(?:(?P<week>Uv[sd])|W(?P<code>[0-6v])[sdp])"
_FAR_AHEAD = 15
"""So many days always hold a workday."""

rule = GRAMMAR.rule


@rule("O sista näst nästa den", rf"(?:den )?(?P<nths>{_NTH}(?: {JOIN} {_NTH})*) {_WHAT} {_MONTH}")
def _nth_of_month(found: re.Match[str], context: Context) -> Item:
    return _nths(found, _month(found, context), context)


@rule("O sista", rf"(?P<nths>{_NTH}) {_WHAT}(?= [.,])")
def nth_of_named_month(found: re.Match[str], context: Context) -> Item | None:
    """I maj, helst första veckan: of the month that was just named."""
    named = re.findall(r"M(\d\d)", found.string[: found.start()])
    if not named:
        return None
    return _nths(found, coming_month(int(named[-1]), None, context.today), context)


@rule(
    "nästa M",
    rf"(?:nästa Umg|M(?P<month>\d\d)) (?P<nths>{_NTH}) {_WHAT}(?! (?:i |av )?(?:M|nästa|Um))",
)
def _nth_of_next_month(found: re.Match[str], context: Context) -> Item:
    """Nästa månads första vecka; decembers sista måndag."""
    if found["month"]:
        month = coming_month(int(found["month"]), None, context.today)
    else:
        month = _next_month(context)
    return _nths(found, month, context)


GRAMMAR.marks("O1 sista", r"(?:O1(?= Uv[sd] efter )|sista(?= Uv[sd] före H))")


@rule("sista", r"sista (?:W(?P<code>[0-6v])[sd]|Jjobb) före H(?P<name>[^\W\d]+)")
def _last_before_holiday(found: re.Match[str], context: Context) -> Item | None:
    """Sista fredagen före jul: one day."""
    first = coming_holiday(found["name"], context.today)[0].first
    if first is None:
        return None
    code = found["code"] or "v"
    before = [plus(first, -n) for n in range(1, _FAR_AHEAD)]
    days = before if code == "v" else [day for day in before if day.weekday() == int(code)]
    day = first_workday(days) if code == "v" else days[0]
    if day is None or day < context.today:
        return Problem.PAST
    return Piece((on(day),), Grain.DAY)


def _nths(found: re.Match[str], month: DateRange, context: Context) -> Item:
    spans: list[DateRange] = []
    for written in re.findall(_NTH, found["nths"]):
        nth = {"sista": -1, "näst sista": -2, "nästa sista": -2}.get(written) or int(written[1:])
        span = _nth(nth, found["week"], found["code"], month)
        if span is None:
            return Problem.IMPOSSIBLE
        spans.append(span)
    if all(span.last and span.last < context.today for span in spans):
        return Problem.PAST
    return Piece((Window(dates=tuple(spans)),), Grain.WEEK if found["week"] else Grain.DAY)


def _nth(nth: int, week: str | None, code: str | None, month: DateRange) -> DateRange | None:
    if week:
        return nth_week(nth, month)
    day = _nth_workday(nth, month) if code == "v" else nth_weekday(int(code or 0), nth, month)
    return DateRange(day, day) if day else None


def _nth_workday(nth: int, month: DateRange) -> date | None:
    days = [day for day in month.days() or () if _is_workday(day)]
    index = nth - 1 if nth > 0 else nth
    return days[index] if -len(days) <= index < len(days) else None


def _is_workday(day: date) -> bool:
    return Window(day_kind=DayKind.WORKDAY).has_day(day)


def first_workday(days: Iterable[date]) -> date | None:
    """The first of some dates that is Monday to Friday and no public holiday."""
    return next((day for day in days if _is_workday(day)), None)


@rule("nästa närmaste O", r"(?:nästa|närmaste|O1) Wv[sd](?! efter)")
def _next_workday(_: re.Match[str], context: Context) -> Item | None:
    ahead = (plus(context.today, n) for n in range(1, _FAR_AHEAD))
    day = first_workday(ahead)
    return Piece((on(day),), Grain.DAY) if day else None


@rule("O", r"O1 Wv[sd](?= efter )")
def _first_workday_after(_: re.Match[str], __: Context) -> Item:
    return Piece((Window(day_kind=DayKind.WORKDAY),), Grain.WEEKDAY, floating=True)


@rule(
    "de den # O sista",
    rf"(?:de |den )?(?:(?P<count>\d) (?P<edge>O1|sista)|(?P<edge_first>O1|sista) (?P<many>\d))"
    rf" U(?P<unit>[vd])p {_MONTH}",
)
def _several_at_an_edge(found: re.Match[str], context: Context) -> Item | None:
    count = int(found["count"] or found["many"])
    last = "sista" in {found["edge"], found["edge_first"]}
    month = _month(found, context)
    if found["unit"] == "d":
        days = list(month.days() or ())
        kept = days[-count:] if last else days[:count]
        return Piece((on(*kept),), Grain.DAY)
    numbers = range(-count, 0) if last else range(1, count + 1)
    weeks = [week for number in numbers if (week := nth_week(number, month))]
    if len(weeks) != count:
        return Problem.IMPOSSIBLE
    return Piece((between(weeks[0].first, weeks[-1].last),), Grain.WEEK)


@rule("O sista", rf"(?P<edge>O1|sista) (?:Udp|Udd|delen) {_MONTH}")
@rule("sista", rf"(?P<edge>sista) (?=i Um){_MONTH}")
def _edge_of_month(found: re.Match[str], context: Context) -> Item:
    month = _month(found, context)
    first, last = month.first or date.min, month.last or date.max
    one = "Udd" in found[0] or "Ud" not in found[0]
    if found["edge"] == "O1":
        return Piece((between(first, first if one else plus(first, 4)),), Grain.DAY)
    return Piece((between(last if one else plus(last, -4), last),), Grain.DAY)


def _next_month(context: Context) -> DateRange:
    today = context.today
    return coming_month(plus_months(today.replace(day=1), 1).month, None, plus_months(today, 1))


def _month(found: re.Match[str], context: Context) -> DateRange:
    today = context.today
    if found["next"]:
        return _next_month(context)
    if found["month"]:
        return coming_month(
            int(found["month"]), int(found["year"]) if found["year"] else None, today
        )
    return coming_month(today.month, today.year, today)
