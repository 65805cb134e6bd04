"""Clock times and parts of the day: kl 14, halv tre, vid tiotiden, fm, strax efter lunch."""

import re

from actions.time_wishes.constraints import Problem
from actions.time_wishes.items import Bound, Context, Grain, Item, Mark, Number, Piece
from actions.time_wishes.rules import GRAMMAR
from actions.time_wishes.windows import LAST_MINUTE, ClockRange, Window, at, on

HOUR = 60
HALF_DAY = 12 * HOUR

PARTS = {
    "m": (5 * HOUR, 10 * HOUR - 1),
    "f": (6 * HOUR, 12 * HOUR - 1),
    "l": (11 * HOUR, 13 * HOUR),
    "e": (12 * HOUR, 18 * HOUR - 1),
    "k": (17 * HOUR, LAST_MINUTE),
    "n": (22 * HOUR, LAST_MINUTE),
}
"""Minutes after midnight at which a visit in each part of the day may start, both included."""

_EARLY = {
    "m": (5 * HOUR, 9 * HOUR - 1),
    "f": (6 * HOUR, 10 * HOUR - 1),
    "e": (12 * HOUR, 14 * HOUR - 1),
    "k": (17 * HOUR, 18 * HOUR + 29),
}
_LATE = {
    "m": (8 * HOUR, 10 * HOUR - 1),
    "f": (10 * HOUR, 12 * HOUR - 1),
    "e": (15 * HOUR, 18 * HOUR - 1),
    "k": (19 * HOUR, LAST_MINUTE),
}
_EARLY_DAY = (5 * HOUR, 10 * HOUR - 1)
_LATE_DAY = (15 * HOUR, LAST_MINUTE)
_MIDDAY = (11 * HOUR, 14 * HOUR - 1)
_OFFICE_HOURS = (8 * HOUR, 17 * HOUR - 1)

FIRST_HOUR = 7
"""An hour said without more is in the care's day, from seven in the morning; six may be either."""

# The last minute before, and the first after, what people plan their day by.
_OCCASIONS = {
    "Jjobb": (8 * HOUR + 29, 16 * HOUR),
    "Jskola": (8 * HOUR + 29, 14 * HOUR + 30),
    "Jfrukost": (8 * HOUR + 29, 9 * HOUR),
    "Pl": (12 * HOUR - 1, 12 * HOUR),
}
_OCCASION_HOURS = {"jobb": (8 * HOUR, 16 * HOUR - 1), "skola": (8 * HOUR, 14 * HOUR + 29)}
_SOON = 2 * HOUR
_WHOSE = (
    "(?:min |mitt |mina |barnens |sonens |dotterns )?"
    "(?:jag slutat |jag slutar |jag varit på |jag ätit )?"
)

_H = r"(?:\d{1,2}|ett)"
_MINUTES = r"(?:\d{1,2}|ett)"
_KL = r"(?:kl )?"
# Den 10 förmiddag, 11 eftermiddag: the next day rather than an hour.
_DAY_AND_PART = re.compile(r"(?:den \d+|E\d+|S\S+|M\d\d) P\w (?:,|och|eller|/) $")

rule = GRAMMAR.rule


def last_until(clock: ClockRange) -> int:
    """The last minute of "till" it: all of an afternoon, nothing of a clock time or of lunch."""
    if clock == ClockRange(*PARTS["l"]):
        return _OCCASIONS["Pl"][0]
    return clock.first - 1 if clock.first == clock.last else clock.last


def point(hour: int, minute: int, *, exact: bool) -> Piece | Problem:
    """A clock time; `exact` when written on the 24-hour clock, otherwise in the care's day."""
    if hour > 24 or minute > 59 or (hour == 24 and minute):
        return Problem.IMPOSSIBLE
    if exact or hour > 12:
        written = (hour % 24) * HOUR + minute
        return Piece((at(written, written),), Grain.POINT)
    morning = (hour % 12) * HOUR + minute
    afternoon = morning + HALF_DAY
    first, twin = (morning, afternoon) if morning >= FIRST_HOUR * HOUR else (afternoon, morning)
    vague = morning // HOUR == FIRST_HOUR - 1
    readings = (at(first, first), at(twin, twin)) if vague else (at(first, first),)
    return Piece(readings, Grain.POINT, twin=twin)


_LATEST_VISIT = 20
"""22.10 is a date."""


def _hour(written: str) -> int:
    return {"ett": 1, "ni": 9}.get(written) or int(written)


def _is_exact(written: str) -> bool:
    """08 and 8:00 are said of the 24-hour clock as people write it; 8 and 2:30 are not."""
    return written.startswith("0")


@rule("kl vid T N", rf"{_KL}[TN](?P<hour>\d{{1,2}})[:.](?P<minute>\d\d)")
def _written_time(found: re.Match[str], _: Context) -> Item | None:
    hour, minute = int(found["hour"]), int(found["minute"])
    dotted = " N" in f" {found[0]}"
    # 5.11 is the fifth of November, as is 22.10 a date: no visit begins at 11 minutes past.
    is_date = (
        hour > 24 or minute > 59 or (1 <= minute <= 12 and (minute % 5 or hour > _LATEST_VISIT))
    )
    if dotted and not found[0].startswith("kl") and is_date:
        return None
    return point(hour, minute, exact=_is_exact(found["hour"]) or hour >= FIRST_HOUR)


@rule(
    "kl",
    rf"kl (?P<hour>{_H})(?: (?:och )?(?P<minute>[0-5][05]|0(?: \d)?)(?! (?:-|M|S|i M)))?"
    r"(?P<rest> 0)?",
)
def _clock_time(found: re.Match[str], _: Context) -> Item | None:
    minute = int((found["minute"] or "0").replace(" ", ""))
    with_minute = found["minute"] is not None
    if " och " in found[0] and found.string[: found.start()].endswith("mellan "):
        return None
    if with_minute and " och " in found[0] and minute % 15:
        return None
    exact = _is_exact(found["hour"]) or (with_minute and _hour(found["hour"]) >= FIRST_HOUR)
    return point(_hour(found["hour"]), minute, exact=exact)


@rule("kl", rf"kl (?P<hour>{_H})")
def _full_hour(found: re.Match[str], _: Context) -> Item:
    return point(_hour(found["hour"]), 0, exact=_is_exact(found["hour"]))


@rule("kl #", rf"{_KL}(?P<hour>[01]\d|2[0-3])(?P<minute>[0-5][05])")
def four_figures(found: re.Match[str], context: Context) -> Item | None:
    """1430, but not the year that it is."""
    if abs(int(found["hour"] + found["minute"]) - context.today.year) <= 1:
        return None
    return point(int(found["hour"]), int(found["minute"]), exact=True)


@rule("#", r"(?P<hour>\d{1,2}) (?P<minute>00|[1-5][05])(?! (?:M|Ud|Uv|Um|-|till|/|S|\d))")
@rule("#", r"(?P<hour>\d{1,2}) (?P<minute>0) 0")
def spoken_figures(found: re.Match[str], _: Context) -> Item | None:
    """Tio trettio; åtta noll noll."""
    hour = int(found["hour"])
    if not FIRST_HOUR - 1 <= hour <= 23:
        return None
    return point(hour, int(found["minute"]), exact=True)


@rule("#", r"(?P<hour>\d{1,2}) och (?P<minute>15|30|45)(?! (?:M|Ud|Uv|Um|-|till|/|S|\d))")
def spoken_quarters(found: re.Match[str], _: Context) -> Item | None:
    """Tretton och femton: a quarter past; in the morning hours it may as well be two times."""
    hour, minute = int(found["hour"]), int(found["minute"])
    if hour < FIRST_HOUR or (hour < 13 and minute == 15):
        return None
    return point(hour, minute, exact=True)


@rule("#", rf"(?P<hour>{_H}) halv (?P<next>{_H})")
def from_hour_to_half_past(found: re.Match[str], _: Context) -> Item | None:
    """Nio halv tio: some time between the two."""
    hour = _hour(found["hour"])
    if _hour(found["next"]) != hour % 12 + 1:
        return None
    whole = point(hour, 0, exact=False)
    if isinstance(whole, Problem):
        return whole
    return Piece((at(whole.minute, whole.minute + 30),), Grain.PART_OF_DAY)


@rule("kl halv", rf"{_KL}halv (?P<hour>{_H})")
def _half_hour(found: re.Match[str], _: Context) -> Item:
    return _before(_hour(found["hour"]), 30)


@rule("kl kvart en", rf"{_KL}(?:en )?kvart (?P<side>i|över) (?P<hour>{_H}|ni)")
@rule(
    "kl # ett",
    rf"{_KL}(?P<minutes>{_MINUTES}) (?:Ui[sp] )?(?P<side>i|över) (?P<half>halv "
    rf")?(?P<hour>{_H})(?! M)",
)
def _minutes_to_or_past(found: re.Match[str], _: Context) -> Item | None:
    groups = found.groupdict()
    minutes = _hour(groups["minutes"]) if groups.get("minutes") else 15
    hour = _hour(found["hour"])
    if not 1 <= minutes <= 29 or hour > 24:
        return None
    past = found["side"] == "över"
    if groups.get("half"):
        return _before(hour, 30 - minutes if past else 30 + minutes)
    return point(hour, minutes, exact=hour > 12) if past else _before(hour, minutes)


def _before(hour: int, minutes: int) -> Piece | Problem:
    if hour > 24:
        return Problem.IMPOSSIBLE
    before = (hour - 1) % 24 if hour > 13 else (hour - 2) % 12 + 1
    return point(before, HOUR - minutes, exact=hour > 13)


@rule(
    "# ett vid vi runt kring kl",
    rf"(?:vid |vi |runt |kring |omkring )?{_KL}(?P<hour>{_H}) (?:- )?tiden",
)
def _around_the_hour(found: re.Match[str], _: Context) -> list[Item]:
    return [Bound.AROUND, point(_hour(found["hour"]), 0, exact=False)]


@rule(
    "# ett",
    rf"(?P<hour>{_H})(?= (?:på Udd|(?:på )?(?:P[mfekn]|morgon)))",
)
def _hour_before_part(found: re.Match[str], _: Context) -> Item:
    if _DAY_AND_PART.search(found.string[: found.start()]):
        return Problem.UNKNOWN
    return point(_hour(found["hour"]), 0, exact=_is_exact(found["hour"]))


@rule("# ett", r"(?P<hour>\d{1,2}) (?P<half>am|pm)")
def _english_hour(found: re.Match[str], _: Context) -> Item:
    hour = int(found["hour"]) % 12 + (12 if found["half"] == "pm" else 0)
    return point(hour, 0, exact=True)


@rule("#", r"\d+")
def _number(found: re.Match[str], _: Context) -> Item:
    return Number(int(found[0]))


@rule("ett", r"ett")
def _one(_: re.Match[str], __: Context) -> Item:
    return Number(1, is_word=True)


@rule(
    "P morgon på under över mot framåt om",
    r"(?:(?:på|under|över|mot|framåt|frampå|om) )?(?P<part>P[mflek]|(?<!i )morgon)",
)
def _part_of_day(found: re.Match[str], _: Context) -> Item | None:
    if found[0].startswith("i morgon"):
        return None
    part = "m" if found["part"] == "morgon" else found["part"][1]
    return Piece((at(*PARTS[part]),), Grain.PART_OF_DAY)


NIGHT = (ClockRange(22 * HOUR, LAST_MINUTE), ClockRange(0, 5 * HOUR - 1))
"""No visit starts then: a night is worked or slept away, and asked about if it is wished for."""


@rule("P", r"Pn till(?= (?:W|den|\d|S|I|E))")
def _night_before(_: re.Match[str], __: Context) -> Item:
    # Natten till söndag is the early hours of Sunday.
    return Piece((at(0, 6 * HOUR - 1),), Grain.PART_OF_DAY)


@rule("P på", r"(?:på )?Pn")
def _night(_: re.Match[str], __: Context) -> Item:
    return Piece((Window(clock=NIGHT),), Grain.PART_OF_DAY)


@rule(
    "vilken varje var alla", r"(?:vilken|varje|var|alla) (?P<part>P[mflek]|morgon)(?: som helst)?"
)
def part_of_any_day(found: re.Match[str], _: Context) -> Item:
    """Lördag eller vilken kväll som helst: of any day, whatever day was said before."""
    part = "m" if found["part"] == "morgon" else found["part"][1]
    return Piece((at(*PARTS[part]),), Grain.PART_OF_DAY, definite=True)


@rule("i nu", r"(?:nu )?i (?P<part>P[fek])")
def _part_of_today(found: re.Match[str], context: Context) -> list[Item]:
    return [
        Piece((on(context.today),), Grain.DAY),
        Piece((at(*PARTS[found["part"][1]]),), Grain.PART_OF_DAY),
    ]


@rule(
    "tidigt sent sen tidigare senare på i",
    r"(?:på |i )?(?P<side>tidigt|sent|sen) (?:på |i )?(?:den )?(?P<part>P[mfek]|morgon|Udd)",
)
def _early_or_late(found: re.Match[str], _: Context) -> Item:
    part = "m" if found["part"] == "morgon" else found["part"][1]
    early = found["side"] == "tidigt"
    whole_day = _EARLY_DAY if early else _LATE_DAY
    span = whole_day if part == "d" else (_EARLY if early else _LATE)[part]
    return Piece((at(*span),), Grain.PART_OF_DAY)


@rule("så", r"så (?P<side>tidigt|sent) som (?:bra|det går) (?:på|under) Udd")
@rule("så", r"så (?P<side>tidigt|sent) (?:på|under) Udd som (?:bra|det går)")
@rule("tidigt sent", r"(?P<side>tidigt|sent)(?! (?:M|nästa U|Uv|v |Y))")
def _early_or_late_in_the_day(found: re.Match[str], _: Context) -> Item:
    return Piece(
        (at(*(_EARLY_DAY if found["side"] == "tidigt" else _LATE_DAY)),), Grain.PART_OF_DAY
    )


@rule("i mitten", r"(?:i )?mitten (?:på|av) Udd")
@rule("mitt runt kring vid", r"(?:mitt på|runt|kring|vid|omkring) (?:Udd|middagstid|middagen|Pl)")
@rule("middagstid", r"middagstid")
def _midday(_: re.Match[str], __: Context) -> Item:
    return Piece((at(*_MIDDAY),), Grain.PART_OF_DAY)


@rule("mellan", r"mellan Pl(?= (?:och|-|till))")
@rule("och - till", r"(?P<joint>och|-|till) Pl")
def _lunch_as_a_limit(found: re.Match[str], _: Context) -> list[Item] | None:
    joint = found.groupdict().get("joint")
    said = found.string[: found.start()].rpartition(" . ")[2]
    if joint and "mellan " not in said:
        return None
    opened = Mark.AND if joint else Bound.BETWEEN
    return [opened, point(12, 0, exact=True)]


@rule("dagtid kontorstid på under", r"(?:på |under )?(?:dagtid|kontorstid|kontorstider)")
def _office_hours(_: re.Match[str], __: Context) -> Item:
    return Piece((at(*_OFFICE_HOURS),), Grain.PART_OF_DAY)


@rule("efter för", r"(?P<side>efter|för) middag")
def _split_part_of_day(found: re.Match[str], _: Context) -> Item:
    return Piece((at(*PARTS["e" if found["side"] == "efter" else "f"]),), Grain.PART_OF_DAY)


@rule(
    "strax direkt precis genast före efter från from tidigast tom senast fram",
    rf"(?P<soon>(?:strax|direkt|precis|genast) )?(?:(?P<side>före|efter) {_WHOSE}(?P<occasion>Pl"
    rf"|Jjobb|Jskola|Jfrukost)"
    r"|(?P<lunch_side>från|from|tidigast|fram till|tom|senast) Pl)",
)
def _around_an_occasion(found: re.Match[str], _: Context) -> Item:
    before, after = _OCCASIONS[found["occasion"] or "Pl"]
    soon = bool(found["soon"])
    if (found["side"] or found["lunch_side"]) in {"efter", "från", "from", "tidigast"}:
        window = at(after, after + _SOON if soon else LAST_MINUTE)
    else:
        window = at(before - _SOON + 1 if soon else 0, before)
    return Piece((window,), Grain.PART_OF_DAY, bounded=True)


@rule("J på under", r"(?:på |under )J(?P<occasion>jobb|skola)tid")
@rule("J", r"J(?P<occasion>skola)tid")
def _during_an_occasion(found: re.Match[str], _: Context) -> Item:
    return Piece((at(*_OCCASION_HOURS[found["occasion"]]),), Grain.PART_OF_DAY)
