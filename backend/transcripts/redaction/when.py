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
_CLOCK: Final = r"(?:[01]?\d|2[0-3])[.:][0-5]\d"

_TIMES: Final = re.compile(
    rf"""
    \b(?:den\s)?\d{{1,2}}(?:\s?:?[ae])?[\s.]\s?(?:{_MONTH}|{_SHORT})\b(?:[.,]?\s\d{{4}}\b)?
  | \b(?:i|till|före|efter|sen|under|från|innan|början\sav|slutet\sav|mitten\sav|hela|om|nästa|ny
      \stid\si|eller|och|är\sdet|tiden\sär|den)\s(?:{_MONTH})\b(?!\s?-)
  | \b(?:{_MONTH})\s(?:eller|och|{_MONTH}|\d{{4}})\b
  | \b{_CLOCK}\s?-\s?{_CLOCK}\b
  | \b(?:kl|klockan)\.?\s?\d{{1,2}}(?:[.:]?[0-5]\d)?(?:\s?-\s?\d{{1,2}}(?:[.:]?[0-5]\d)?)?\b
  | \bv(?:ecka|\.)?\s?\d{{1,2}}\b
    """,
    re.VERBOSE,
)
_DAY_BEFORE: Final = re.compile(
    r"(?:\d{1,2}(?:\s?:?[ae])?[\s.]\s?|\b(?:i|hela|mitten av|slutet av|början av) )$"
)
_YEAR_AFTER: Final = re.compile(r"\s(?:20)\d\d\b")
_FIRST_YEAR: Final = 2026
_BACK: Final = timedelta(days=180)
_AHEAD: Final = timedelta(days=800)


def times(lower: str) -> Iterator[tuple[int, int]]:
    """Stretches that are dates, weeks or clocks by their own words."""
    for match in _TIMES.finditer(lower):
        yield match.span()


def in_date(lower: str, start: int, end: int) -> bool:
    """Whether a month's name stands in a date: `3 maj`, `i maj`, `maj 2027`."""
    return bool(_DAY_BEFORE.search(lower, max(0, start - 12), start)) or bool(
        _YEAR_AFTER.match(lower, end)
    )


def is_clock(four: str, *, fives: bool = False) -> bool:
    """Whether four digits may be a clock time; with `fives`, one that people book."""
    hour, minute = int(four[:2]), int(four[2:])
    if fives:
        return 6 <= hour <= 21 and minute % 5 == 0 and minute < 60
    return hour < 24 and minute < 60


def is_appointment(born: str, four: str, on: date | None) -> bool:
    """Whether a date of six or eight digits and four more are a day and a clock.

    `on` is the day of the message: a day near it, with a clock that people book, is an
    appointment. Without it only a whole year that nobody old enough to write was born in counts.
    """
    if not is_clock(four, fives=True):
        return False
    try:
        day = date(
            int(born[:-4] if len(born) == 8 else "20" + born[:2]), int(born[-4:-2]), int(born[-2:])
        )
    except ValueError:
        return False
    if on is None:
        return len(born) == 8 and day.year >= _FIRST_YEAR
    return on - _BACK <= day <= on + _AHEAD
