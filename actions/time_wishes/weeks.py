"""Weekdays and weeks: tors, nästa fredag, v. 48-50, andra veckan i december, jämna veckor."""

import re

from actions.time_wishes.almanac import (
    coming_weekdays,
    plus,
    week_number,
    week_of,
)
from actions.time_wishes.constraints import Problem
from actions.time_wishes.items import Context, Grain, Item, Mark, Piece, Word
from actions.time_wishes.rules import GRAMMAR, JOIN, THIS, TO
from actions.time_wishes.windows import DateRange, DayKind, Window, between, on

WORKDAYS = (0, 1, 2, 3, 4)
WEEKEND = (5, 6)

_WEEK_NUMBER = r"\d{1,2}(?! (?:M|S|Ud|Uv|Um))"
# Borta vecka 47, vecka 48 är jag ledig: that week has a verb of its own.
_OWN_VERB = "(?:är|har|kan|går|jobbar|funkar|upptagen|bra|ledig|dåligt)"
_ANOTHER_WEEK = rf"(?:(?:Uv[sdp] |v ){_WEEK_NUMBER}(?!\d)(?! {_OWN_VERB} )|{_WEEK_NUMBER}(?!\d))"
_MORE_WEEKS = (
    rf"(?:(?: (?:och|eller|/|\+|&|{TO}) {_ANOTHER_WEEK})"
    rf"|(?: , {_ANOTHER_WEEK}(?! {TO} ))"
    # Vecka 46 47 48: too high for hours.
    r"|(?: (?:2[5-9]|[345]\d)(?! (?:M|S|Ud|Uv|Um|-|till))))*"
)
_EVERY = r"(?:varje|var|alla|någon|en|ett|vilken|samtliga|på någon|på en)"

rule = GRAMMAR.rule


def _weekdays(code: str) -> Window:
    if code == "v":
        return Window(day_kind=DayKind.WORKDAY)
    return Window(weekdays=WEEKEND if code == "h" else (int(code),))


@rule("W", r"W(?P<code>[0-6hv])(?P<form>[sdp])")
@rule(
    "på i över under den",
    r"(?P<definite>på |i |över |under |den )W(?P<code>[0-6hv])(?P<form>[sd])",
)
def _weekday(found: re.Match[str], _: Context) -> Piece:
    definite = bool(found.groupdict().get("definite")) or found["form"] == "d"
    several = found["form"] == "p" or found["code"] == "v"
    if found["code"] == "h" and found["form"] == "s" and not found.groupdict().get("definite"):
        # Kväll eller helg: any weekend.
        several = True
    return Piece(
        (_weekdays(found["code"]),),
        Grain.WEEKDAY,
        floating=not several,
        definite=definite,
        of_week=found["form"] == "d" and found["code"] not in "hv",
    )


@rule(
    "varje var alla någon en ett vilken samtliga på",
    rf"{_EVERY} W(?P<code>[0-6hv])[sdp](?: som helst)?",
)
def _such_weekdays(found: re.Match[str], _: Context) -> Piece:
    return Piece((_weekdays(found["code"]),), Grain.WEEKDAY)


@rule("W", r"W(?P<code>[0-6])x(?= P)")
def _weekday_before_part(found: re.Match[str], _: Context) -> Piece:
    return Piece((_weekdays(found["code"]),), Grain.WEEKDAY, floating=True)


@rule("i sedan", r"(?:sedan )?i W[0-6h]x")
def _past_weekday(found: re.Match[str], _: Context) -> Word:
    return Word(found[0])


@rule("X", r"X(?P<code>\d)(?= (?:P|-|/|,|och|eller|till|kl|S|T|X|W))")
@rule("X", r"(?<=(?:-|/) )X(?P<code>\d)")
@rule("X", r"(?<=och )X(?P<code>\d)")
@rule("X", r"(?<=X\d )X(?P<code>\d)")
@rule("på", r"på X(?P<code>\d)")
def _short_weekday(found: re.Match[str], _: Context) -> Piece:
    return Piece((_weekdays(found["code"]),), Grain.WEEKDAY, floating=True)


@rule("W", r"W(?P<code>\d)g(?= (?:tid|tiden|besök|besöket|bokning|möte))")
def _weekday_of_the_appointment(found: re.Match[str], _: Context) -> list[Item]:
    piece = Piece((_weekdays(found["code"]),), Grain.WEEKDAY, floating=True, definite=True)
    return [Mark.HAS_APPOINTMENT, piece]


@rule("nästa", r"nästa W(?P<code>[0-6h])[sdx]")
@rule("på", r"på nästa W(?P<code>[0-6h])[sdx]")
def next_weekday(found: re.Match[str], context: Context) -> Piece:
    """The coming one, or that of next week: two readings where they are not the same day."""
    return _next(found["code"], context)


def _next(code: str, context: Context) -> Piece:
    window, today = _weekdays(code), context.today
    if code == "h":
        ahead = plus(today, 7 - today.weekday()) if today.weekday() >= WEEKEND[0] else today
    else:
        ahead = plus(today, 1)
    coming = coming_weekdays(window.weekdays, ahead)
    if code == "h":
        later = [plus(day, 7) for day in coming] if ahead == today else coming
    else:
        week = week_of(today, 1)
        later = [day for day in week.days() or () if window.has_day(day)]
    readings = dict.fromkeys([on(*coming), on(*later)])
    return Piece(tuple(readings), Grain.DAY)


@rule("nästa", r"nästa W(?P<first>[0-6])[sdx] eller (?:på )?W(?P<second>[0-6])[sd]")
def _next_weekdays(found: re.Match[str], context: Context) -> list[Item]:
    """Nästa måndag eller tisdag: the Tuesday of the same week."""
    return [_next(found["first"], context), Mark.OR, _next(found["second"], context)]


@rule(
    "nästkommande kommande nu denna den på",
    r"(?:på )?(?:nästkommande|kommande|nu på|nu till|nu i|nu|denna|den här|redan på|närmaste) "
    r"W(?P<code>[0-6h])[sd]",
)
@rule("närmaste redan", r"(?:närmaste|redan på|redan) W(?P<code>[0-6h])[sd]")
def _coming_weekday(found: re.Match[str], context: Context) -> Piece:
    ahead = context.today if found["code"] == "h" else plus(context.today, 1)
    days = coming_weekdays(_weekdays(found["code"]).weekdays, ahead)
    return Piece((on(*days),), Grain.DAY)


_SOME_DAYS = rf"(?:på )?W[0-6][sd](?: {JOIN} (?:på )?W[0-6][sd])*"


@rule("W på", rf"{_SOME_DAYS} (?:om )?8 Udp")
@rule("W på", rf"{_SOME_DAYS} om (?P<count>en|ett|\d) Uv[sp]")
@rule("om", rf"om (?P<count>en|ett|\d) Uv[sp] (?:på )?(?:en )?{_SOME_DAYS}")
def weekdays_in_some_weeks(found: re.Match[str], context: Context) -> Piece:
    """Counted from the coming weekday, or that day of the week which lies some weeks ahead."""
    written = found.groupdict().get("count")
    weeks = int(written) if written and written.isdigit() else 1
    weekdays = [int(code) for code in re.findall(r"W(\d)", found[0])]
    tomorrow = plus(context.today, 1)
    ahead = week_of(context.today, weeks).first or context.today
    from_coming = on(*(plus(coming_weekdays((d,), tomorrow)[0], 7 * weeks) for d in weekdays))
    in_week = on(*(plus(ahead, weekday) for weekday in weekdays))
    if found[0].startswith("om"):
        return Piece((in_week,), Grain.DAY)
    if not written:
        return Piece((from_coming,), Grain.DAY)
    return Piece(tuple(dict.fromkeys([from_coming, in_week])), Grain.DAY)


@rule("varannan", r"varannan (?:W(?P<code>[0-6h])s|Uvs)")
def every_other(found: re.Match[str], _: Context) -> Piece:
    """Even or odd weeks: nobody but the patient knows which."""
    days = _weekdays(found["code"]) if found["code"] else Window()
    readings = (Window(weekdays=days.weekdays, week_parity=parity) for parity in (0, 1))
    return Piece(tuple(readings), Grain.WEEK)


@rule("jämna udda på alla", r"(?:på |alla )?(?P<parity>jämna|udda)(?: (?:Uv[sp]|v))?")
def _even_weeks(found: re.Match[str], _: Context) -> Piece:
    return Piece((Window(week_parity=int(found["parity"] == "udda")),), Grain.WEEK)


@rule("mellan", r"mellan (?:Uv[sdp]|v) (?P<first>\d{1,2}) och (?:(?:Uv[sdp]|v) )?(?P<last>\d{1,2})")
def _between_weeks(found: re.Match[str], context: Context) -> Item:
    first, last = (week_number(int(n), None, context.today) for n in found.groups())
    if isinstance(first, Problem) or isinstance(last, Problem):
        return Problem.IMPOSSIBLE
    return Piece((between(first.first, last.last),), Grain.WEEK)


@rule(
    "U v",
    rf"(?:Uv[sdp]|v)(?: \.)?(?: nummer)? (?P<weeks>{_WEEK_NUMBER}{_MORE_WEEKS})(?: "
    rf"(?P<year>20\d\d))?",
)
@rule("U v", r"(?:Uv[sdp]|v)(?: \.)? S(?P<weeks>\d+/\d+)(?P<year>)")
@rule("S", r"S(?P<weeks>\d+/\d+)(?P<year>) (?:Uv[sp]|v)")
def _numbered_weeks(found: re.Match[str], context: Context) -> Item:
    written = found["weeks"]
    numbers = [int(number) for number in re.findall(r"\d+", written)]
    year = int(found["year"]) if found["year"] else None
    if re.search(rf" {TO} ", written) and len(numbers) != 2:
        return Problem.UNKNOWN
    weeks = [week_number(number, year, context.today) for number in numbers]
    for week in weeks:
        if isinstance(week, Problem):
            return week
    dates = [week for week in weeks if isinstance(week, DateRange)]
    if re.search(rf" {TO} ", written) and len(dates) == 2:
        first, last = dates
        if first.first and last.last and first.first > last.last:
            return Problem.IMPOSSIBLE
        dates = [DateRange(first.first, last.last)]
    return Piece((Window(dates=tuple(dates)),), Grain.WEEK)


@rule("nästa nästkommande kommande", r"(?:nästa|nästkommande|kommande) (?:Uv[sdgp]|v)")
@rule("U i under på den", "(?:(?:i|under|på) )?(?:den här )?Uvd som kommer")
@rule("till", r"till Uv[sd](?! (?:\d|efter|därpå|därefter|före|som|med))")
@rule("nästa U", r"(?P<second>nästa nästa Uv[sd]|Uvd efter nästa(?: Uvs)?)")
def _next_week(found: re.Match[str], context: Context) -> Item:
    return _week(context, 2 if found.groupdict().get("second") else 1)


def _week(context: Context, weeks_later: int) -> Piece:
    return Piece((Window(dates=(week_of(context.today, weeks_later),)),), Grain.WEEK)


@rule("nästa", r"nästa (?:eller|och) nästa nästa Uv[sd]")
@rule("nästa", r"nästa Uv[sd] (?:eller|och) nästa nästa(?= [.,])")
def _next_two_weeks(_: re.Match[str], context: Context) -> Item:
    weeks = (week_of(context.today, 1), week_of(context.today, 2))
    return Piece((Window(dates=weeks),), Grain.WEEK)


@rule("nästa", r"nästa(?= (?:heller|också|går|\.|,))")
def next_one_too(found: re.Match[str], context: Context) -> Item | None:
    """Inte den här veckan och inte nästa heller; den här fredagen eller nästa."""
    named = re.findall(r"U(v)|W([0-6h])", found.string[: found.start()])
    if not named:
        return None
    week, code = named[-1]
    if week:
        return _week(context, 1)
    coming = coming_weekdays(_weekdays(code).weekdays, context.today)
    return Piece((on(*(plus(day, 7) for day in coming)),), Grain.DAY)


@rule(
    "i början mitten slutet mitt",
    r"(?:i )?(?P<part>början|mitten|slutet|mitt)(?: av| på| i)? Uv[sd]"
    r"(?! (?:\d|efter|därpå|därefter|före|innan))",
)
def part_of_a_week(found: re.Match[str], context: Context) -> Piece:
    """Of this week, or of the next where that part is over."""
    days = {"början": (0, 1), "slutet": (3, 4, 5, 6)}.get(found["part"], (1, 2, 3))
    if re.search(r"(?:v|Uv\w) \d|nästa Uv|M\d\d", found.string[: found.start()]):
        # Vecka 26 eller 27 men inte i slutet av veckan: of those.
        return Piece((Window(weekdays=days),), Grain.WEEKDAY)
    for later in (0, 1):
        week = week_of(context.today, later).days() or ()
        ahead = [day for day in week if day.weekday() in days and day >= context.today]
        if ahead:
            return Piece((on(*ahead),), Grain.DAY)
    raise ValueError("no such day within two weeks")


@rule("den under", r"(?:under )?den kommande Uv[sd]")
def _the_coming_week(_: re.Match[str], context: Context) -> Piece:
    days = between(context.today, plus(context.today, 7))
    return Piece((days, Window(dates=(week_of(context.today, 1),))), Grain.WEEK)


@rule(
    "i nu hela denna den detta innevarande nuvarande",
    rf"(?:nu )?(?:(?:i|hela) Uv[sd]|{THIS}(?<!samma) (?:Uv[sd]|v))(?! (?:v )?\d)",
)
@rule("nu", r"nu (?:under )?Uv[sd]")
def _this_week(_: re.Match[str], context: Context) -> Piece:
    if context.today.weekday() == WEEKEND[-1]:
        # Said on a Sunday, when hardly anything is left of it.
        return _week(context, 1)
    return Piece((Window(dates=(week_of(context.today),)),), Grain.WEEK)


@rule("senare", rf"senare (?:(?:i|under|på)|(?:under )?{THIS}(?<!samma)) Uv[sd](?! \d)")
def _later_this_week(_: re.Match[str], context: Context) -> Item:
    return _rest_of_the_week(context)


def _rest_of_the_week(context: Context) -> Piece:
    days = week_of(context.today).days() or ()
    later = [day for day in days if day > context.today] or [context.today]
    return Piece((on(*later),), Grain.WEEK)


@rule("resten", r"resten(?: av)? (?:Udp|Uv[dp]|tider)")
def _the_rest(found: re.Match[str], context: Context) -> Item:
    """Inte tisdag, resten av veckan går bra: any other day. Said first, it is this week's rest."""
    if "Uvd" not in found[0] or re.search(r"W\d|Uv|v \d", found.string[: found.start()]):
        return Mark.ANY
    return _rest_of_the_week(context)
