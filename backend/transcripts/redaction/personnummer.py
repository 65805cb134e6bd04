"""Personnummer, samordningsnummer and reservnummer in any spelling.

Neither a right check digit nor a real date is asked for. Six or eight digits alone are a date;
with four more they are a number, unless those are a clock right after a day near the message's.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Final

from backend.transcripts.redaction.digits import Atom, is_mostly_spoken, is_spoken, said
from backend.transcripts.redaction.phones import spoken_end
from backend.transcripts.redaction.spans import Kind, Span
from backend.transcripts.redaction.when import is_appointment, is_clock

_LAST: Final = r"\d{4}|\d{2}[ .\-]\d{2}|\d[ .\-]\d{3}|\d{3}[ .\-]\d|\d(?:[ .\-]\d){3}"
_GAP: Final = (
    r"(?:(?=[\s\-+/.,_:;*~=(|\\'…])\s{0,2}[\-+/._,:;*~=|\\'…]{0,2}\s{0,2}\(?"
    r"|,?\s(?:och\s)?(?:de\s)?(?:sen|sedan|följt\sav|slutar\s(?:på|med)|streck|bindestreck|minus"
    r"|(?:sista|fyra\ssista|sista\sfyra)(?:\ssiffror(?:na)?)?)(?:\sär)?\s?:?\s?)"
)
_DATE: Final = (
    r"(?:18|19|20)(?P<c>[ ./\-])\d{2}(?P=c)\d{2}(?P=c)\d{2}|\d{8}|\d{6}"
    r"|(?:(?:18|19|20)\d{2}|\d{2}|(?:18|19|20)[ ./\-]\d{2})(?P<sep>[ ./\-])\d{2}(?P=sep)\d{2}"
    r"|(?:18|19|20)[ \-]\d{6}|(?:18|19|20)\d{2}[ \-]\d{4}|(?:18|19|20)\d{4}[ \-]\d{2}"
)
_NUMBER: Final = re.compile(
    rf"(?:(?<!\d)|(?<=\d[\-+]\d{{4}}))(?P<date>{_DATE})(?P<gap>{_GAP})(?P<last>{_LAST})\)?"
    r"(?!\d(?!\d{5}[\-+]\d{4}))(?![./\-]\d\d?[./\-]\d)"
    r"(?!/\d|\s(?:jan|feb|mar|apr|maj|jun|jul|aug|sep|okt|nov|dec))"
)
_WHOLE: Final = re.compile(r"(?<!\d)(?:\d{12}|\d{10})(?!\d)")
_EACH: Final = re.compile(r"(?<!\d)\d(?:[ .\-,_]{1,2}\d){9}(?:(?:[ .\-,_]{1,2}\d){2})?(?!\d)")
_MISTYPED: Final = re.compile(
    r"(?<![^\W_])(?=[lio|]*\d)(?P<date>[\dlio|]{8}|[\dlio|]{6})\s?[\-+/ ]?\s?(?P<last>[\dlio|]{4})"
    r"(?![^\W_])"
)
_RESERVE: Final = re.compile(
    rf"(?<!\d)(?:{_DATE})\s?[\-+/]?\s?"
    r"(?!kl|nr|hb|fm|em|ca|v\d)(?:[a-z]{2}\d{2}|[a-z]\d{3}|[a-z]\d[a-z]\d|\d[a-z]\d[a-z])"
    r"(?![^\W_])"
)
_SAYS: Final = re.compile(
    r"(?:person\s?n(?:ummer|umret|o?r\b)|pers?\.?\s?nr|\bpnr|samordnings?n(?:umm?er|r)"
    r"|reservn(?:umm?er|r)|personal number|identity number)"
)
_LATER: Final = re.compile(r"[^\d\n]{0,20}?(\d[\d\s.\-/+]{8,22}\d)(?!\d)")
_LAST_FOUR: Final = re.compile(
    r"(?:(?:fyra|4) sista|sista (?:fyra|4)|kontrollsiffror(?:na)?)(?: siffror(?:na)?)?"
    r"(?: (?:är|va|e))?\s?:?\s?(\d{4}|\d\d \d\d|\d \d \d \d)(?!\d)"
)
_BORN: Final = re.compile(
    r"(?:\bfödd|\bfödelse(?:datum|dag|tid)(?:en|et)?|\bborn)(?: är| den| on)?\s?:?\s?"
    r"((?:\d{4}|\d\d)[\-./ ]?\d\d[\-./ ]?\d\d|\d{1,2}[/.]\d{1,2}[\-/. ](?:\d{4}|\d\d)"
    r"|\d{1,2}(?::?e)? [a-z]{3,9} \d{4})(?![.:]?\d)"
)
_MONTH_NAMED: Final = re.compile(
    r"(?<!\d)\d{1,2}(?::?[ae])?\s(?:jan|feb|mar|apr|maj|jun|jul|aug|sep|okt|nov|dec)[a-z]*\.?\s"
    rf"(?:19\d\d|20[01]\d){_GAP}(?:{_LAST})(?!\d)"
)


def personnummer(lower: str, runs: list[list[Atom]], on: date | None) -> Iterator[Span]:
    """Every number of a person; `lower` is the normal text in lower case, `runs` its digits."""
    for start, end in _stretches(lower, runs, on):
        yield Span(Kind.PERSONNUMMER, start, end)


def _stretches(lower: str, runs: list[list[Atom]], on: date | None) -> Iterator[tuple[int, int]]:
    if not runs:
        return
    for run in runs:
        if is_spoken(run):
            yield from _spoken(run)
    for match in _NUMBER.finditer(lower):
        if not _is_time(match, on) and not _is_mobile(match):
            yield match.start(), match.end() if "(" in match["gap"] else match.end("last")
    for match in _WHOLE.finditer(lower):
        if not _is_phone(match[0]):
            yield match.span()
    for match in _EACH.finditer(lower):
        if match[0][0] != "0":
            yield match.span()
    for match in _MISTYPED.finditer(lower):
        if _is_mistyped(match):
            yield match.span()
    for match in _RESERVE.finditer(lower):
        yield match.span()
    for word in _SAYS.finditer(lower):
        later = _LATER.match(lower, word.end())
        if later and sum(c.isdigit() for c in later[1]) in (10, 12):
            yield later.span(1)
    for match in _MONTH_NAMED.finditer(lower):
        yield match.span()
    for pattern in (_LAST_FOUR, _BORN):
        for match in pattern.finditer(lower):
            yield match.span(1)


def _is_time(match: re.Match[str], on: date | None) -> bool:
    born = re.sub(r"\D", "", match["date"])
    four = re.sub(r"\D", "", match["last"])
    gap = match["gap"]
    if "." in match["last"] and gap.isspace() and is_clock(four):
        return True
    return gap.strip(" ,") == "" and gap != "" and is_appointment(born, four, on)


def _is_mobile(match: re.Match[str]) -> bool:
    """`07 01 74 06 05`: a mobile number in pairs."""
    digits = re.sub(r"\D", "", match[0])
    return (
        len(digits) == 10
        and digits[:2] == "07"
        and digits[2] in "02369"
        and "-" not in match["gap"]
    )


def _is_phone(digits: str) -> bool:
    """Digits in one that are a phone number sooner than a person's: `0701740605`, `46701740605`."""
    if len(digits) == 12:
        return digits.startswith("46")
    if digits[0] != "0":
        return False
    month, day = int(digits[2:4]), int(digits[4:6])
    mobile = digits[:2] == "07" and digits[2] in "02369"
    return mobile or not (1 <= month <= 12 and (1 <= day <= 31 or 61 <= day <= 91))


def _is_mistyped(match: re.Match[str]) -> bool:
    """Digits with l, I or O among them, and not a date with a word after it."""
    date_typed, last = match["date"], match["last"]
    digits = sum(c.isdigit() for c in date_typed + last)
    in_date = not date_typed.isdecimal()
    return digits >= 4 and (in_date or (not last.isdecimal() and any(c.isdigit() for c in last)))


def _spoken(run: list[Atom]) -> Iterator[tuple[int, int]]:
    """Windows of a spoken run that say ten or twelve digits."""
    at = 0
    while at < len(run):
        if said(run[at : at + 4]).startswith(("07", "46", "0046")) and (end := spoken_end(run, at)):
            at = end
            continue
        if not run[at].spoken and at + 1 < len(run) and run[at + 1].spoken and _rings(run, at + 1):
            at += 1
            continue
        for count in (12, 10):
            upto = _says_just(run, at, count)
            shorter = _says_just(run, at, 10)
            if count == 12 and shorter and said(run[shorter:]).startswith("07"):
                continue
            century = count == 10 or said(run[at : at + 2])[:2] in ("18", "19", "20")
            if upto and _is_number(run[at:upto], count) and century:
                yield run[at].start, run[upto - 1].end
                at = upto - 1
                break
        at += 1


def _rings(run: list[Atom], at: int) -> bool:
    """Whether a mobile number is said from here on."""
    return said(run[at : at + 2]).startswith("07") and spoken_end(run, at) > 0


def _is_number(window: list[Atom], count: int) -> bool:
    """Whether a window in words, or one with some pairs in words, parts after its date."""
    if is_mostly_spoken(window):
        return True
    if not is_spoken(window):
        return False
    upto = 0
    for atom in window:
        upto += len(atom.digits)
        if upto == count - 4:
            return all(len(each.digits) in (2, 4) for each in window if each.spoken)
    return False


def _says_just(run: list[Atom], at: int, count: int) -> int:
    """The end of the window from `at` that says exactly `count` digits, or 0."""
    total = 0
    for place in range(at, len(run)):
        total += len(run[place].digits)
        if total >= count:
            return place + 1 if total == count else 0
    return 0
