"""Expressions of time in a text, read to the days and clocks they cover."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from functools import partial

from actions.linking.calendar_words import MONTHS, NUMBERS, ORDINALS, WEEKDAYS, alternatives

EXACTLY, LOOSELY, NOT = 2, 1, 0
"""How a time fits an expression: as it says, in a wider reading, not at all."""

Days = tuple[date, date]
"""The first and the last day, both included."""


class Sort(StrEnum):
    """What an expression tells."""

    DAY = "day"
    CLOCK = "clock"
    PART_OF_DAY = "part_of_day"


@dataclass(frozen=True, slots=True)
class Expression:
    """A day, a span of days, a clock or a part of the day, at `start` to `end` in the text.

    `days` are what it says, `near` what it may mean; `weekday` and `day_of_month` fit any month or
    week loosely. `clocks` are an hour with its minute, `None` when only the hour is said. `ordinal`
    is the number of "den andra", which may be a place in a list as well. `plural`: "torsdagar".
    """

    start: int
    end: int
    sort: Sort = Sort.DAY
    days: tuple[Days, ...] = ()
    near: tuple[Days, ...] = ()
    weekday: int | None = None
    day_of_month: int | None = None
    clocks: tuple[tuple[int, int | None], ...] = ()
    hours: tuple[int, int] | None = None
    ordinal: int | None = None
    plural: bool = False
    past: bool = False

    def fits(self, start: datetime) -> int:
        """`EXACTLY`, `LOOSELY` or `NOT`: whether a visit at `start` (Swedish time) is meant."""
        if self.sort is Sort.CLOCK:
            return max((_clock_fits(clock, start) for clock in self.clocks), default=NOT)
        if self.hours is not None:
            return EXACTLY if self.hours[0] <= start.hour < self.hours[1] else NOT
        day = start.date()
        if any(first <= day <= last for first, last in self.days):
            return EXACTLY
        loosely = (
            any(first <= day <= last for first, last in self.near)
            or day.weekday() == self.weekday
            or day.day == self.day_of_month
        )
        return LOOSELY if loosely else NOT


def _clock_fits(clock: tuple[int, int | None], start: datetime) -> int:
    hour, minute = clock
    if hour != start.hour and not (hour <= 12 and hour % 12 == start.hour % 12):
        return NOT
    if minute is None:
        return EXACTLY if start.minute == 0 else LOOSELY
    return EXACTLY if minute == start.minute else NOT


def expressions(text: str, today: date) -> list[Expression]:
    """Every expression of time in `text` (lower case), in order, none inside another."""
    found: list[Expression] = []
    for pattern, build in _PATTERNS:
        for match in pattern.finditer(text):
            if any(match.start() < other.end and other.start < match.end() for other in found):
                continue
            expression = build(match, today)
            if expression is not None:
                found.append(expression)
    return sorted(found, key=lambda one: one.start)


_Match = re.Match[str]
_Builder = Callable[[_Match, date], Expression | None]

_DAY = timedelta(days=1)
_WEEK = timedelta(weeks=1)


def _day(match: _Match, *days: date) -> Expression:
    return Expression(*match.span(), days=tuple((day, day) for day in days))


def _in_any_year(match: _Match, today: date, month: int, day: int) -> Expression | None:
    years = (today.year - 1, today.year, today.year + 1)
    days = [found for year in years if (found := _valid(year, month, day))]
    return _day(match, *days) if days else None


def _valid(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _whole_date(match: _Match, today: date) -> Expression | None:
    year, month, day = (int(part) for part in match.groups())
    century = 2000 if year < 100 else 0
    found = _valid(year + century, month, day)
    return _day(match, found) if found and abs(found.year - today.year) <= 2 else None


def _day_and_month(match: _Match, today: date) -> Expression | None:
    day, month = match.group("day"), match.group("month")
    return _in_any_year(match, today, _month(month), _number(day))


def _month(word: str) -> int:
    return int(word) if word.isdigit() else MONTHS.get(word) or ORDINALS.get(word, 0)


def _number(word: str) -> int:
    return int(word) if word.isdigit() else ORDINALS.get(word) or NUMBERS.get(word, 0)


def _day_of_month(match: _Match, today: date) -> Expression | None:
    day = _number(match.group("day"))
    if not 1 <= day <= 31:
        return None
    ahead = (today + n * _DAY for n in range(62))
    first = next((found for found in ahead if found.day == day), None)
    if first is None:
        return None
    ordinal = day if match.group("day") in ORDINALS and day <= 3 else None
    return Expression(*match.span(), days=((first, first),), day_of_month=day, ordinal=ordinal)


def _relative(offset: int, match: _Match, today: date) -> Expression:
    found = _day(match, today + offset * _DAY)
    return found if offset >= 0 else _as_past(found)


def _as_past(found: Expression) -> Expression:
    return Expression(found.start, found.end, days=found.days, near=found.near, past=True)


def _from_now(match: _Match, today: date) -> Expression | None:
    """The day of "om två veckor" or "för tre dagar sen"."""
    count = _number(match.group("count"))
    back = match.group("way").startswith("för")
    unit = match.group("unit")
    days = count * (1 if unit.startswith("da") else 7 if unit.startswith("v") else 30)
    day = today + (-days if back else days) * _DAY
    if unit.startswith("da"):
        near: tuple[Days, ...] = ()
    elif unit.startswith("v"):
        near = (_week_of(day),)
    else:
        near = (_month_of(day),)
    return Expression(*match.span(), days=((day, day),), near=near, past=back)


def _week_of(day: date) -> Days:
    monday = day - day.weekday() * _DAY
    return monday, monday + 6 * _DAY


def _month_of(day: date) -> Days:
    return day.replace(day=1), day.replace(day=monthrange(day.year, day.month)[1])


def _week_from_now(weeks: int, match: _Match, today: date) -> Expression:
    days = (_week_of(today + weeks * _WEEK),)
    return Expression(*match.span(), days=days, past=weeks < 0)


def _week_number(match: _Match, today: date) -> Expression | None:
    number = int(match.group("week"))
    if not 1 <= number <= 53:
        return None
    mondays = (_week_of(today + n * _WEEK)[0] for n in (*range(50), *range(-1, -10, -1)))
    monday = next((found for found in mondays if found.isocalendar().week == number), None)
    return Expression(*match.span(), days=((monday, monday + 6 * _DAY),)) if monday else None


def _weekend(match: _Match, today: date) -> Expression:
    saturday = today + ((5 - today.weekday()) % 7) * _DAY
    return Expression(*match.span(), days=((saturday, saturday + _DAY),))


def _weekday(match: _Match, today: date) -> Expression:
    word, which = match.group("weekday"), (match.group("which") or "").strip()
    weekday = WEEKDAYS[word]
    ahead = today + ((weekday - today.weekday() - 1) % 7 + 1) * _DAY
    behind = today - ((today.weekday() - weekday - 1) % 7 + 1) * _DAY
    last_one = bool(match.group("past")) and match.group().startswith("i ")
    past = which == "förra" or last_one
    if past:
        days = {behind, _week_of(today - _WEEK)[0] + weekday * _DAY} if which else {behind}
    elif which == "nästa":
        days = {ahead, _week_of(today + _WEEK)[0] + weekday * _DAY}
    elif which == "på" or today.weekday() != weekday:
        days = {ahead}
    else:
        days = {today, ahead}
    return Expression(
        *match.span(),
        days=tuple((day, day) for day in sorted(days)),
        weekday=weekday,
        plural=bool(match.group("plural")),
        past=past,
    )


def _month_alone(match: _Match, today: date) -> Expression:
    month = MONTHS[match.group("month")]
    which = match.group("part")
    spans = []
    for year in (today.year - 1, today.year, today.year + 1):
        last = monthrange(year, month)[1]
        first_day, last_day = {
            "början": (1, 10), "mitten": (10, 20), "slutet": (21, last),
        }.get(which or "", (1, last))  # fmt: skip
        spans.append((date(year, month, first_day), date(year, month, last_day)))
    return Expression(*match.span(), days=tuple(spans))


def _month_from_now(months: int, match: _Match, today: date) -> Expression:
    month = today.month - 1 + months
    day = date(today.year + month // 12, month % 12 + 1, 1)
    return Expression(*match.span(), days=(_month_of(day),), past=months < 0)


def _clock(match: _Match, _today: date) -> Expression | None:
    hour = _number(match.group("hour"))
    minutes = match.groupdict().get("minute")
    minute = int(minutes) if minutes else None
    if hour > 24 or (minute or 0) > 59:
        return None
    return Expression(*match.span(), sort=Sort.CLOCK, clocks=((hour % 24, minute),))


def _half_or_quarter(match: _Match, _today: date) -> Expression:
    hour, how = _number(match.group("hour")), match.group("how")
    if how.startswith("halv"):
        hour, minute = hour - 1, 30
    elif "över" in how:
        minute = 15
    else:
        hour, minute = hour - 1, 45
    return Expression(*match.span(), sort=Sort.CLOCK, clocks=((hour % 24, minute),))


def _part_of_day(match: _Match, _today: date) -> Expression:
    word = match.group("part")
    if word.startswith(("för", "fm")):
        hours = (6, 12)
    elif word.startswith(("eft", "em")):
        hours = (12, 18)
    elif word.startswith("mor"):
        hours = (5, 11)
    else:
        hours = (16, 24)
    return Expression(*match.span(), sort=Sort.PART_OF_DAY, hours=hours)


_WEEKDAY, _MONTH = alternatives(WEEKDAYS), alternatives(MONTHS)
_ORDINAL, _NUMBER = alternatives(ORDINALS), alternatives(NUMBERS)
_SUFFIX = r"(?:\s?:?\s?(?:e|a|de|dje|te))?"
_COUNT = rf"(?:\d{{1,2}}|{_NUMBER})"

_PATTERNS: tuple[tuple[re.Pattern[str], _Builder], ...] = tuple(
    (re.compile(pattern), builder)
    for pattern, builder in (
        (r"\b(20\d\d)-?(\d\d)-?(\d\d)\b", _whole_date),
        (r"\b(2\d)(\d\d)(\d\d)\b", _whole_date),
        (
            rf"\b(?:den\s+)?(?P<day>\d{{1,2}}|{_ORDINAL}){_SUFFIX}\s*(?:i\s+)?(?P<month>{_MONTH})\b",
            _day_and_month,
        ),
        (
            rf"\b(?:den\s+)?(?P<day>{_ORDINAL})\s+i\s+(?P<month>{_ORDINAL})\b",
            _day_and_month,
        ),
        (r"\b(?:den\s+)?(?P<day>\d{1,2})\s?/\s?(?P<month>\d{1,2})\b", _day_and_month),
        (r"\bveckan efter nästa\b", partial(_week_from_now, 2)),
        (r"\bnästa (?:vecka|v)\b", partial(_week_from_now, 1)),
        (r"\bförra veckan?\b", partial(_week_from_now, -1)),
        (r"\b(?:den här|denna) veckan?\b|\bi veckan\b", partial(_week_from_now, 0)),
        (r"\b(?:vecka|v\.?)\s?(?P<week>\d{1,2})\b", _week_number),
        (r"\b(?:nu )?i helgen\b", _weekend),
        (
            rf"\b(?P<way>om|för) (?P<count>{_COUNT}) (?P<unit>dag(?:ar)?|veck(?:a|or)|månad(?:er)?)"
            r"(?: se(?:n|dan))?\b",
            _from_now,
        ),
        (
            rf"(?<!\d )\b(?P<which>nästa |förra |på )?(?:i )?(?P<weekday>{_WEEKDAY})"
            r"(?:(?P<plural>ar|ars|arna)|(?P<past>s))?(?=\b|s?(?:tid|besök|möte|träff))",
            _weekday,
        ),
        (
            r"\b(?:(?:i )?(?P<part>början|mitten|slutet) av )?(?:i )?"
            rf"(?P<month>{_MONTH})\b",
            _month_alone,
        ),
        (r"\bnästa månad\b", partial(_month_from_now, 1)),
        (r"\bförra månaden\b", partial(_month_from_now, -1)),
        (r"\b(?:den här|denna) månaden?\b", partial(_month_from_now, 0)),
        (r"\bi ?(?:över|öfver)mor(?:gon|ron?|rn|n)\b|\bövermorgon\b", partial(_relative, 2)),
        (r"\bi ?mor(?:gon|ron?|r?n|on)\b|\bimrn?\b|\bimor\b", partial(_relative, 1)),
        (r"\bi ?dag\b|\bidaj\b|\bnu i eftermiddag\b|\bi ?kväll\b", partial(_relative, 0)),
        (r"\bi ?förr ?går\b", partial(_relative, -2)),
        (r"\bi ?går\b", partial(_relative, -1)),
        (
            r"\b(?:(?:kl\.?|klockan) )?(?P<how>halv|kvart över|kvart i) "
            rf"(?P<hour>\d{{1,2}}|{_NUMBER})\b",
            _half_or_quarter,
        ),
        (
            r"\b(?:kl\.?|klockan|klocka|vid)\s?(?P<hour>\d{1,2})(?:[.:](?P<minute>\d\d))?\b(?!\s?[/:]\d)",
            _clock,
        ),
        (r"\b(?P<hour>\d{1,2})[.:](?P<minute>\d\d)\b", _clock),
        (rf"\b(?:kl\.?|klockan|klocka|vid) (?P<hour>{_NUMBER})\b", _clock),
        (rf"\b(?P<hour>{_NUMBER})tiden\b", _clock),
        (
            rf"\bden\s+(?P<day>\d{{1,2}}){_SUFFIX}\b(?!\s?[.:]\d)",
            _day_of_month,
        ),
        (r"\b(?P<day>\d{1,2})\s?:(?:e|a|de|te)\b", _day_of_month),
        (rf"\bden (?P<day>{_ORDINAL})\b", _day_of_month),
        (
            r"\b(?P<part>förmiddag|eftermidda[gn]|morgonen|morron|kväll|fm|em)(?:s|en|sen|ar)?\b",
            _part_of_day,
        ),
    )
)  # fmt: skip
