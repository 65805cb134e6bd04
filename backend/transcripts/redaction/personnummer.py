"""Personnummer, samordningsnummer and reservnummer in any spelling.

Neither a right check digit nor a real date is asked for. Six or eight digits alone are a date;
with four more they are a number, unless those are a clock right after a day near the message's.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date
from itertools import takewhile
from typing import Final

from backend.transcripts.redaction.digits import SPOKEN, Atom, is_mostly_spoken, is_spoken, said
from backend.transcripts.redaction.phones import START, is_mobile, is_sure, number_end, spoken_end
from backend.transcripts.redaction.when import is_appointment, is_clock, is_near

_MONTHS: Final = "jan|feb|mar|apr|maj|jun|jul|aug|sep|okt|nov|dec"
_LAST: Final = r"(?:\d{4}|\d{2}[ .\-]\d{2}|\d[ .\-]\d{3}|\d{3}[ .\-]\d|\d(?:[ .\-]\d){3})"
_GAP: Final = (
    r"(?:(?=[\s\-+/.,_:;*~=(|\\'…])\s{0,2}[\-+/._,:;*~=|\\'…]{0,2}\s{0,2}\(?"
    r"|,?\s(?:och\s)?(?:de\s)?(?:sen|sedan|följt\sav|slutar\s(?:på|med)|streck|bindestreck|minus"
    r"|(?:sista|fyra\ssista|sista\sfyra)(?:\ssiffror(?:na)?)?)(?:\sär)?\s?:?\s?)"
)
_DATE: Final = (
    r"(?:18|19|20)(?P<c>[ ./\-])\d{2}(?P=c)\d{2}(?P=c)\d{2}|\d{8}|\d{6}"
    r"|(?:(?:18|19|20)\d{2}|\d{2}|(?:18|19|20) \d{2})(?P<sep>[ ./\-])\d{2}(?P=sep)\d{2}"
    r"|(?:18|19|20)[ \-]\d{6}|(?:18|19|20)\d{2}[ \-]\d{4}|(?:18|19|20)\d{4}[ \-]\d{2}"
    r"|\d{1,2}[./\-]\d{1,2}[./\-](?:19\d\d|20[01]\d)"
)
_NUMBER: Final = re.compile(
    rf"(?:(?<!\d)|(?<=\d[\-+]\d{{4}}))(?P<date>{_DATE})(?P<gap>{_GAP})(?P<last>{_LAST})\)?"
    r"(?!\d(?!\d{5}[\-+]\d{4}))(?![./\-]\d\d?(?!\d))(?!-\d{5})"
)
_FIVE_PAIRS: Final = re.compile(r"\d\d(?: \d\d){4}")
_DAY_OF_DATE: Final = re.compile(rf"(?<= (?:0[1-9]|[12]\d|3[01]))(?:\s(?:{_MONTHS})|/\d)")
_YEAR_SAID: Final = re.compile(r"(?<![^\W\d_])((?:noll )?[a-zåäö]+)\s\d\d\s\d\d\s\d{4}(?!\d)")
_WHOLE: Final = re.compile(r"(?<!\d)(?:\d{12}|\d{10})(?!\d)")
_EACH: Final = re.compile(r"(?<!\d)\d(?:[ .\-,_]{1,3}\d){9}(?:(?:[ .\-,_]{1,3}\d){2})?(?!\d)")
_UNEVEN: Final = re.compile(
    r"(?<![\d/.])(?:\d\d(?:0\d|1[0-2]) (?:[0-2]\d|3[01]|[6-8]\d|9[01])"
    r"|\d\d ((?:0\d|1[0-2])(?:[0-2]\d|3[01]|[6-8]\d|9[01])))[ \-](\d{4})(?!\d)"
)
_MISTYPED: Final = re.compile(
    r"(?<![^\W_])(?=[lio|]*\d)(?P<date>[\dlio|]{8}|[\dlio|]{6})\s?[\-+/ ]?\s?(?P<last>[\dlio|]{4})"
    r"(?![^\W_])"
)
_RESERVE: Final = re.compile(
    rf"(?<!\d)(?P<date>{_DATE})\s?[\-+/]?\s?"
    r"(?!kl|nr|hb|fm|em|ca|v\d)(?:[a-z]{2}\d{2}|[a-z]\d{3}|[a-z]\d[a-z]\d|\d[a-z]\d[a-z])"
    r"(?![^\W_])"
)
_MONTH_NAMED: Final = re.compile(
    rf"(?<!\d)\d{{1,2}}(?::?[ae])?\s(?:{_MONTHS})[a-z]*\.?\s(?P<year>19\d\d|20[01]\d){_GAP}{_LAST}(?!\d)"
)
_SAYS: Final = re.compile(
    r"(?:person\s?n(?:ummer|umret|o?r\b)|pers?\.?\s?nr|\bpnr|samordnings?n(?:umm?er|r)"
    r"|reservn(?:umm?er|r)|personal number|identity number)"
    r"[^\d\n]{0,20}?(?P<later>\d[\d\s.\-/+]{8,22}\d)(?!\d)"
)
_LAST_FOUR: Final = re.compile(
    r"(?:(?:fyra|4) sista|sista (?:fyra|4)|sista(?= siffror)|kontrollsiffror(?:na)?)"
    r"(?: siffror(?:na)?)?"
    r"(?: (?:är|va|e))?\s?:?\s?(?P<later>\d{4}|\d\d \d\d|\d \d \d \d)(?!\d)"
)
_LAST_FOUR_AFTER: Final = re.compile(
    r"(?<!\d)(?P<later>\d{4})(?: är| e)?(?: mina| de| dom)? (?:(?:fyra|4) sista|sista (?:fyra|4))\b"
)
_BORN: Final = re.compile(
    r"(?:\bfödd|\bfödelse(?:datum|dag|tid)(?:en|et)?|\bborn)(?: är| den| on)?\s?:?\s?"
    r"(?P<later>(?:\d{4}|\d\d)[\-./ ]?\d\d[\-./ ]?\d\d"
    r"|\d{1,2}[/.]\d{1,2}[\-/. ](?:\d{4}|\d\d)|\d{1,2}(?::?e)? [a-z]{3,9} \d{4})(?![.:]?\d)"
)
_BORN_AFTER: Final = re.compile(
    r"(?<!\d)(?P<later>(?:18|19|20)?\d\d[\-./ ]?\d\d[\-./ ]?\d\d)(?: är| e)?(?: mitt| min)? födelse"
)

Read = tuple[int, int, bool]
"""Where something ends up to, and whether it is a person's number; if not, it is a time."""


def _digits(text: str) -> str:
    return re.sub(r"\D", "", text)


def _read_number(match: re.Match[str], on: date | None) -> Read | None:
    lower, born, last, gap = match.string, match["date"], match["last"], match["gap"]
    if "." in last and gap.isspace() and is_clock(_digits(last)):
        return match.start(), match.end(), False
    if _another_begins(lower, match):
        return None
    whole = len(last) <= len("10 15")
    if whole and not gap.strip(" ,") and is_appointment(_digits(born), _digits(last), on):
        return match.start(), match.end(), False
    if match["sep"] == " " and "-" not in gap and is_mobile(match[0]):
        return None
    if match["c"] == " " and _DAY_OF_DATE.match(lower, match.end("last")):
        shorter = _FIVE_PAIRS.match(lower, match.start())
        return (*shorter.span(), True) if shorter else None
    return match.start(), match.end() if "(" in gap else match.end("last"), True


def _another_begins(lower: str, match: re.Match[str]) -> bool:
    """Whether what was read as the last four begins a phone or another person's number."""
    at = match.start("last")
    for start in (at, at - 1):
        begins = START.match(lower, start)
        end = number_end(lower, begins) if begins else 0
        if end > match.end("last") and is_sure(lower[start:end]):
            return True
    if match["date"].isdecimal() and match["gap"] == "-":
        return False
    other = _NUMBER.match(lower, at)
    if other and match["sep"] == match["gap"] == " " and other["gap"] == "-":
        return False
    return begins_at(lower, at)


def begins_at(lower: str, at: int) -> bool:
    """Whether a whole number with a month and a day in it begins here."""
    if _EACH.match(lower, at):
        return True
    match = _NUMBER.match(lower, at) or _RESERVE.match(lower, at)
    if not match:
        return False
    born = _digits(match["date"])
    month, day = int(born[-4:-2]), int(born[-2:])
    return 1 <= month <= 12 and (1 <= day <= 31 or 61 <= day <= 91)


def _read_year_said(match: re.Match[str], _on: date | None) -> Read | None:
    """`sextioett 01 18 2803`: a year in words, the rest in digits."""
    year = "".join(SPOKEN.get(word, "-") for word in match[1].split())
    return (*match.span(), True) if len(year) == 2 and year.isdecimal() else None


def _read_whole(match: re.Match[str], _on: date | None) -> Read | None:
    return None if _is_phone(match[0]) else (*match.span(), True)


def _read_each(match: re.Match[str], _on: date | None) -> Read | None:
    return None if is_mobile(match[0]) else (*match.span(), True)


def _read_uneven(match: re.Match[str], _on: date | None) -> Read | None:
    clocks = match[1] is not None and is_clock(match[1]) and is_clock(match[2])
    return None if clocks or is_clock(match[2], fives=True) else (*match.span(), True)


def _read_mistyped(match: re.Match[str], _on: date | None) -> Read | None:
    """Digits with l, I or O among them, and not a date with a word after it."""
    born, last = match["date"], match["last"]
    typed = not born.isdecimal() or (not last.isdecimal() and any(map(str.isdigit, last)))
    enough = sum(map(str.isdigit, born + last)) >= 4
    return (*match.span(), True) if typed and enough else None


def _read_month_named(match: re.Match[str], _on: date | None) -> Read | None:
    return None if begins_at(match.string, match.start("year")) else (*match.span(), True)


def _read_as_is(match: re.Match[str], _on: date | None) -> Read | None:
    return (*match.span(), True)


READERS: Final[
    tuple[tuple[re.Pattern[str], Callable[[re.Match[str], date | None], Read | None]], ...]
] = (
    (_NUMBER, _read_number),
    (_RESERVE, _read_as_is),
    (_YEAR_SAID, _read_year_said),
    (_WHOLE, _read_whole),
    (_EACH, _read_each),
    (_UNEVEN, _read_uneven),
    (_MISTYPED, _read_mistyped),
    (_MONTH_NAMED, _read_month_named),
)
"""Patterns of whole numbers in digits, the surest first, each with what reads a match of it."""


def introduced(lower: str) -> Iterator[tuple[int, int]]:
    """What stands after words that say what it is: a number, its last four, a birth date."""
    for match in _SAYS.finditer(lower):
        if len(_digits(match["later"])) in (10, 12):
            yield match.span("later")
    for pattern in (_LAST_FOUR, _LAST_FOUR_AFTER, _BORN, _BORN_AFTER):
        for match in pattern.finditer(lower):
            yield match.span("later")


def _is_phone(digits: str) -> bool:
    """Digits in one that are a phone number sooner than a person's: `0701740605`, `46701740605`."""
    if len(digits) == 12:
        return digits.startswith("46")
    if digits[0] != "0":
        return False
    month, day = int(digits[2:4]), int(digits[4:6])
    real = 1 <= month <= 12 and (1 <= day <= 31 or 61 <= day <= 91)
    return is_mobile(digits) or not real


def spoken(run: list[Atom], on: date | None) -> Iterator[tuple[int, int]]:
    """Windows of a run with number words in it that say ten or twelve digits."""
    at = 0
    while at < len(run):
        rings = said(run[at : at + 4]).startswith(("07", "46", "0046"))
        upto = spoken_end(run, at) if rings else 0
        if not upto and not _stands_before(run, at, on):
            upto = _number_end(run, at)
            if upto:
                yield run[at].start, run[upto - 1].end
        at = upto or at + 1


def _stands_before(run: list[Atom], at: int, on: date | None) -> bool:
    """Whether a numeral is a day or a clock before a number that is said in words."""
    words = [*takewhile(lambda atom: atom.spoken, run[at + 1 :])]
    if run[at].spoken or not words:
        return False
    says = said(words)
    rings = says.startswith("07") and spoken_end(words, 0) > 0
    is_day = len(run[at].digits) in (6, 8) and is_near(run[at].digits, on)
    return rings or (is_day and len(says) >= 10) or len(says) in (10, 12)


def _number_end(run: list[Atom], at: int) -> int:
    ten = _says_just(run, at, 10)
    twelve = _says_just(run, at, 12)
    century = said(run[at : at + 2])[:2] in ("18", "19", "20")
    rings = ten and said(run[ten:]).startswith("07") and spoken_end(run, ten) > 0
    if twelve and century and not rings and _is_number(run[at:twelve], 12):
        return twelve
    return ten if ten and _is_number(run[at:ten], 10) else 0


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
            return all(len(each.digits) in (1, 2, 4) for each in window if each.spoken)
    return False


def _says_just(run: list[Atom], at: int, count: int) -> int:
    """The end of the window from `at` that says exactly `count` digits, or 0."""
    total = 0
    for place in range(at, len(run)):
        total += len(run[place].digits)
        if total >= count:
            return place + 1 if total == count else 0
    return 0
