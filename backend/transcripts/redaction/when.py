"""Times of appointments: what redaction never touches, and how to tell them from numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Final

_MONTH: Final = (
    "januari|februari|mars|april|maj|juni|juli|augusti|september|oktober|november|december"
)
_SHORT: Final = "jan|feb|mar|apr|jun|jul|aug|sept?|okt|nov|dec"
_DAY: Final = r"(?:0?[1-9]|[12]\d|3[01])"
_MONTH_NUMBER: Final = r"(?:0?[1-9]|1[0-2])"
_MM: Final = r"(?:0\d|1[0-2])"
_DD: Final = r"(?:[0-2]\d|3[01])"
_CLOCK: Final = r"(?:[01]?\d|2[0-3])[.:][0-5]\d"
_FOUR: Final = r"(?:[01]\d|2[0-3])[0-5]\d"
_FIVES: Final = r"(?:0[6-9]|1\d)[0-5][05]"
_YEAR: Final = r"20[2-4]\d(?![./\-]?\d)(?!\s\d\d\s\d\d\s?[\s\-]\s?\d{4})"
_HOUR_WORD: Final = "ett|två|tre|fyra|fem|sex|sju|åtta|nio|tio|elva|tolv"

_NOT_IN_WORD: Final = r"(?<![^\W\d_])"
_BOOKED: Final = (
    r"(?!(?:19|20)\d\d[\s./\-]\d\d[\s./\-]\d\d)"
    rf"(?:{_FIVES}(?![./\-]?\d)|{_FOUR}(?![\s./\-]?\d))"
)

WRITTEN: Final = re.compile(
    rf"""
    (?:{_NOT_IN_WORD}(?:kl|klockan)\.?\s?|(?<!\d)){_CLOCK}(?:\s?-\s?{_CLOCK})?(?![.:]?\d)
  | {_NOT_IN_WORD}(?:kl|klockan)\.?\s?(?:{_FOUR}|\d{{1,2}})(?:\s?-\s?(?:{_FOUR}|\d{{1,2}}))?
    (?![.:]?\d)
  | (?<!\d){_FOUR}\s?-\s?{_FOUR}(?!\d)
  | (?<!\d)20[2-4]\d-{_MM}-{_DD}(?!\d)
  | (?<!\d)20[2-4]\d\s{_MM}\s{_DD}(?!\d)
  | (?<!\d)\d\d-{_MM}-{_DD}(?!\d)
  | (?<![\d/]){_DAY}/{_MONTH_NUMBER}
    (?:-{_DAY}/{_MONTH_NUMBER}|[-/]\d\d(?![\d./\-])|[-/\s]{_YEAR})?(?![\d/])
  | (?<!\d){_DAY}\.{_MONTH_NUMBER}\.(?:{_YEAR}|(?!\d))
  | (?<!\d){_DAY}(?:\s?:?[ae])?[\s.]\s?(?:{_MONTH}|(?:{_SHORT})\b\.?)(?:,?\s{_YEAR})?
    (?:\s(?:kl\.?\s?)?{_BOOKED})?
  | {_NOT_IN_WORD}(?:{_MONTH})\s{_YEAR}
  | {_NOT_IN_WORD}v(?:ecka|\.)?\s?\d{{1,2}}(?:\s?-\s?\d{{1,2}})?(?!\d)
  | {_NOT_IN_WORD}(?:halv|kvart\söver|kvart\si|klockan|kl\.?)\s(?:{_HOUR_WORD})(?![^\W\d_])
  | {_NOT_IN_WORD}mellan\s\d{{1,2}}\soch\s\d{{1,2}}(?!\d)
    """,
    re.VERBOSE,
)
"""Dates, weeks and clocks that nothing else is written like."""

_GOES_ON: Final = (
    r"(?=\s*(?:$|[.,?!;:)]|\d"
    r"|(?:är|kan|går|passar|funkar|eller|och|till|men|då|i|på|om|så|månad|blir)\b))"
)
_NAMED_MONTH: Final = re.compile(
    rf"""
    \b(?:i|före|efter|sen|under|innan|början\sav|slutet\sav|mitten\sav|hela|nästa)\s(?:{_MONTH})\b
  | \b(?:till|från|om|eller|och|är\sdet|tiden\sär|den)\s(?:{_MONTH})\b{_GOES_ON}
  | \b(?:{_MONTH})\s(?:eller|och|{_MONTH})\b
    """,
    re.VERBOSE,
)
_DAY_BEFORE: Final = re.compile(
    r"(?:\d{1,2}(?:\s?:?[ae])?[\s.]\s?|\b(?:i|hela|mitten av|slutet av|början av) )$"
)
_YEAR_AFTER: Final = re.compile(r"\s20\d\d\b")
_FIRST_YEAR: Final = 2026
_BACK: Final = timedelta(days=180)
_AHEAD: Final = timedelta(days=800)


def named_months(lower: str) -> Iterator[tuple[int, int]]:
    """Stretches where a month's name is a time and nobody's name."""
    for match in _NAMED_MONTH.finditer(lower):
        yield match.span()


def in_date(lower: str, start: int, end: int) -> bool:
    """Whether a month's name stands in a date: `3 maj`, `i maj`, `maj 2027`."""
    before = _DAY_BEFORE.search(lower, max(0, start - 12), start)
    return before is not None or _YEAR_AFTER.match(lower, end) is not None


def is_clock(four: str, *, fives: bool = False) -> bool:
    """Whether four digits may be a clock time; with `fives`, one that people book."""
    hour, minute = int(four[:2]), int(four[2:])
    if fives:
        return 6 <= hour <= 19 and minute % 5 == 0 and minute < 60
    return hour < 24 and minute < 60


def is_near(born: str, on: date | None) -> bool:
    """Whether six or eight digits are a day that an appointment may be on, seen from `on`.

    Without `on` only a whole year counts that nobody old enough to write was born in.
    """
    year = int(born[:4]) if len(born) == 8 else 2000 + int(born[:2])
    try:
        day = date(year, int(born[-4:-2]), int(born[-2:]))
    except ValueError:
        return False
    if on is None:
        return len(born) == 8 and year >= _FIRST_YEAR
    return on - _BACK <= day <= on + _AHEAD


def is_appointment(born: str, four: str, on: date | None) -> bool:
    """Whether a date of six or eight digits and four more are a day and a clock."""
    return is_clock(four, fives=True) and is_near(born, on)
