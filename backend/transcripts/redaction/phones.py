"""Phone numbers in any spelling; never 112, 1177 and the other short numbers of care."""

from __future__ import annotations

import re
from typing import Final

from backend.transcripts.redaction.digits import Atom, is_mostly_spoken, said
from backend.transcripts.redaction.when import is_clock

START: Final = re.compile(
    r"(?<!\d)(?<!\d[./:\-])(?:(?:\+|\(\+|00)\s?46\)?[\s\-]{0,2}(?:\(0\)|0)?[\s\-]{0,2}(?=[1-9])"
    r"|46\s?(?=7[02369])|\(?0(?=[1-9 ]|[.\-]\d[.\- ]))"
)
"""How a Swedish number begins."""

ABROAD: Final = re.compile(r"(?<!\d)(?:\+|00)(?!\s?46)[1-9]\d{0,2}[\s\-]?\d[\d \-]{5,14}\d(?!\d)")
"""A number with another country's code."""

LOCAL: Final = re.compile(
    r"(?:tel(?:efon)?(?:nummer|numret|nr)?|tfn|mobil(?:nummer|numret|nr)?"
    r"|ring(?:a|er)?(?: mig| oss)?(?: på)?|sms:?a?|nås på|nummer|numret)(?: är|:|\.)? ?"
    r"(?!\d\d[ \-](?:0\d|1[0-2])[ \-][0-3]\d(?!\d))"
    r"(\d{2,3}[ \-]\d{2,3}[ \-]\d{2}(?:[ \-]\d{2})?|\d{7})(?![\d:.])"
)
"""A number without its area code, after a word that says what it is; the number is group 1."""

_GROUP: Final = re.compile(r"\)?[ \-/.]{0,3}(\d+)")
_DATE: Final = re.compile(r"\d\d[./\-]\d\d[./\- ](?:19|20)\d\d(?!\d)")
_GOES_ON: Final = re.compile(r"\s?[\-+]\s?(?:[\doil]{4}(?![^\W_])|[a-z]{1,2}\d{2})")
_MOBILE: Final = frozenset("02369")
_MOST: Final = 10


def is_mobile(written: str) -> bool:
    """Whether these are the ten digits of a mobile number."""
    digits = re.sub(r"\D", "", written)
    return len(digits) == _MOST and digits[:2] == "07" and digits[2] in _MOBILE


def is_sure(written: str) -> bool:
    """Whether a phone number is written as nothing else is: with its country, or a mobile's."""
    digits = re.sub(r"\D", "", written.replace("(0)", ""))
    country = written.lstrip("(").startswith(("+", "00")) or (
        digits.startswith("46") and len(digits) == _MOST + 1
    )
    return country or is_mobile(written)


def number_end(lower: str, start: re.Match[str]) -> int:
    """Where the number that begins with this match of START ends, or 0 when it is none."""
    groups: list[str] = []
    ends: list[int] = []
    total = 1
    at = start.end()
    while (group := _GROUP.match(lower, at)) and total + len(group[1]) <= _MOST:
        groups.append(group[1])
        total += len(group[1])
        at = group.end()
        ends.append(at)
    bare = start[0].strip("(") == "0"
    while groups:
        written = lower[start.start() : ends[-1]]
        if _is_number(groups, written, bare=bare) and not _GOES_ON.match(lower, ends[-1]):
            return ends[-1]
        groups.pop()
        ends.pop()
    return 0


def _is_number(groups: list[str], written: str, *, bare: bool) -> bool:
    """Whether these groups of digits after the nought, written so, are a whole phone number."""
    national = "0" + "".join(groups)
    if national[:2] == "07":
        if national[2:3] not in _MOBILE:
            return False
        return len(national) == _MOST or (len(national) == _MOST - 1 and len(groups) > 1)
    if bare and _is_times(national, groups, written):
        return False
    shortest = 8 if national.startswith("08") else 9
    return shortest <= len(national) <= _MOST


def _is_times(national: str, groups: list[str], written: str) -> bool:
    """Clocks or a date that begin with a nought: `08.15-09.00`, `0815-0900`, `08/12 0930`."""
    if _DATE.match(written):
        return True
    if len(national) != 8:
        return False
    first = "0" + groups[0]
    if len(first) == 4:
        return is_clock(national[:4]) and is_clock(national[4:])
    lengths = [len(first), *map(len, groups[1:])]
    if lengths == [2, 2, 2, 2]:
        return written[2] in "./" or all(int(each) <= 24 for each in groups)
    return lengths == [2, 2, 4] and (written[2] in "./" or is_clock(groups[2]))


def spoken_end(run: list[Atom], at: int) -> int:
    """Where the spoken phone number that begins at this atom ends, or 0."""
    for length, prefixes in ((13, ("0046",)), (11, ("46",)), (10, ("0",)), (9, ("0",))):
        total = 0
        for place in range(at, len(run)):
            total += len(run[place].digits)
            if total >= length:
                break
        window = run[at : place + 1]
        if (
            window[0].spoken
            and total == length
            and said(window).startswith(prefixes)
            and _is_said(window)
        ):
            return place + 1
    return 0


def _is_said(window: list[Atom]) -> bool:
    """Whether a window is said in words, or begins so: `noll sjuttio 174 06 05`."""
    return is_mostly_spoken(window) or all(atom.spoken for atom in window[:2])
