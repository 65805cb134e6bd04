"""Phone numbers in any spelling; never 112, 1177 and the other short numbers of care."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from backend.transcripts.redaction.digits import Atom, is_mostly_spoken, said
from backend.transcripts.redaction.spans import Kind, Span
from backend.transcripts.redaction.when import is_clock

_START: Final = re.compile(
    r"(?<!\d)(?<!\d[./:\-])(?:(?:\+|\(\+|00)\s?46\)?[\s\-]{0,2}(?:\(0\)|0)?[\s\-]{0,2}(?=[1-9])|46\s?(?=[1-9]\d)"
    r"|\(?0(?=[1-9 ]))"
)
_GROUP: Final = re.compile(r"\)?[ \-/.–]{0,3}(\d+)")
_ABROAD: Final = re.compile(r"(?<!\d)(?:\+|00)(?!\s?46)[1-9]\d{0,2}[\s\-]?\d[\d \-]{5,14}\d(?!\d)")
_LOCAL: Final = re.compile(
    r"(?:tel(?:efon)?(?:nummer|numret|nr)?|tfn|mobil(?:nummer|numret|nr)?"
    r"|ring(?:a|er)?(?: mig| oss)?(?: på)?|sms:?a?|nås på|nummer|numret)(?: är|:|\.)? ?"
    r"(\d{2,3}[ \-]\d{2,3}[ \-]\d{2}(?:[ \-]\d{2})?|\d{7})(?![\d:.])"
)
_DATE: Final = re.compile(r"\d\d[./\-]\d\d[./\- ](?:19|20)\d\d(?!\d)")
_SHORT_DATE: Final = re.compile(r"\d\d[ \-](?:0\d|1[0-2])[ \-][0-3]\d")
_MOBILE: Final = frozenset("02369")


def phones(lower: str, runs: list[list[Atom]]) -> Iterator[Span]:
    """Every phone number; `lower` is the normal text in lower case, `runs` its digits."""
    for start, end in _stretches(lower, runs):
        yield Span(Kind.PHONE, start, end)


def _stretches(lower: str, runs: list[list[Atom]]) -> Iterator[tuple[int, int]]:
    if not runs:
        return
    at = 0
    while match := _START.search(lower, at):
        end = _number_end(lower, match)
        if end:
            yield match.start(), end
        at = end or match.end()
    for match in _ABROAD.finditer(lower):
        yield match.span()
    for match in _LOCAL.finditer(lower):
        if not _SHORT_DATE.fullmatch(match[1]):
            yield match.span(1)
    for run in runs:
        if is_mostly_spoken(run):
            yield from _spoken(run)


def _number_end(lower: str, start: re.Match[str]) -> int:
    """Where the number that starts here ends, or 0 when it is none."""
    groups: list[str] = []
    ends: list[int] = []
    total = 1
    at = start.end()
    while (group := _GROUP.match(lower, at)) and total + len(group[1]) <= 10:
        groups.append(group[1])
        total += len(group[1])
        at = group.end()
        ends.append(at)
    bare = start[0].strip("(") == "0"
    while groups:
        if _is_number("0" + "".join(groups), groups, lower[start.start() : ends[-1]], bare=bare):
            return ends[-1]
        groups.pop()
        ends.pop()
    return 0


def _is_number(national: str, groups: list[str], written: str, *, bare: bool) -> bool:
    """Whether these national digits, written so, are a whole phone number."""
    if national[:2] == "07" and national[2:3] in _MOBILE:
        return len(national) == 10 or (len(national) == 9 and len(groups) > 1)
    if bare and _is_times(national, groups, written):
        return False
    shortest = 8 if national.startswith("08") else 9
    return shortest <= len(national) <= 10


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


def _spoken(run: list[Atom]) -> Iterator[tuple[int, int]]:
    """Windows of a spoken run that begin with a nought and say nine or ten digits."""
    at = 0
    while at < len(run):
        end = spoken_end(run, at)
        if end:
            yield run[at].start, run[end - 1].end
        at = end or at + 1


def spoken_end(run: list[Atom], at: int) -> int:
    """Where the spoken phone number that begins at this atom ends, or 0."""
    for length, prefixes in ((13, ("0046",)), (11, ("46",)), (10, ("0",)), (9, ("0",))):
        total = 0
        for place in range(at, len(run)):
            total += len(run[place].digits)
            if total >= length:
                break
        digits = said(run[at : place + 1])
        if (
            total == length
            and digits.startswith(prefixes)
            and is_mostly_spoken(run[at : place + 1])
        ):
            return place + 1
    return 0
