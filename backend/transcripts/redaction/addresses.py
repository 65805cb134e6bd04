"""Street addresses, postal codes with a town, c/o, flats and post boxes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from backend.transcripts.redaction.lexicon import LEXICON, context
from backend.transcripts.redaction.spans import Kind, Span
from backend.transcripts.redaction.text import folded


def _any_of(words: frozenset[str]) -> str:
    return "|".join(sorted(map(re.escape, words), key=lambda word: (-len(word), word)))


_FIRST_WORDS: Final = context("street titles")
_STOP: Final = context("no street")
_NO_STREET: Final = context("no street name")
_SURE: Final = _any_of(context("street endings"))
_ENDING: Final = f"{_SURE}|{_any_of(context('loose street endings'))}"
_WORD: Final = r"[a-zåäöéü:\-']+"
_LETTER: Final = r"(?:\s?[a-h](?![a-zåäö]))?"
_NOT_A_TIME: Final = r"(?!\d|[.:/]\d)"
_HOUSE: Final = (
    rf"\s(?:nr\.?\s)?(?:(?:3[2-9]|[4-9]\d|\d{{3,4}}){_LETTER}{_NOT_A_TIME}|\d{{1,2}}{_LETTER}(?:\s?-\s?\d{{1,3}}{_LETTER}(?!\d|[.:]\d))?{_NOT_A_TIME}"
    r"(?!\s?(?:januari|februari|mars|april|maj|juni|juli|augusti|september|oktober|november"
    r"|december)\b))"
)
_FLAT_NUMBER: Final = r"(?:,?\s*(?:lgh|lägenhet|läg)\.?\s?\d{1,4})?"
_FLOOR: Final = r"(?:,?\s*(?:\d{1,2}\s?(?:tr|trappor|vån(?:ing(?:en)?)?)|nb|bv|ög)(?![a-zåäö]))?"
_TAIL: Final = f"{_FLAT_NUMBER}{_FLOOR}{_FLAT_NUMBER}"

HOUSE_AND_FLAT: Final = re.compile(rf"(?:{_HOUSE})?{_TAIL}")
"""What follows a street's name: house number, letter, flat and floor, any of them or none."""

_STREET: Final = re.compile(
    rf"(?<!\w)((?:{_WORD}\s){{0,3}}?)([a-zåäöéü\-]*(?:{_ENDING})){_HOUSE}{_TAIL}"
)
_ALONE: Final = re.compile(rf"(?:kyrko|gårds|skol)?(?:{_ENDING})")
_ENDS: Final = re.compile(rf"[a-zåäöéü\-]*(?:{_ENDING})")
_SURE_END: Final = re.compile(rf"(?:{_SURE})$")
_LIVES: Final = re.compile(
    r"(?:\b(?:bor|bodde)\s(?:nu\s|numera\s|kvar\s)?(?:på|vid|i)|\badress(?:en)?(?:\sär)?:?"
    rf"|\bflyttat\still)\s((?:{_WORD}\s){{1,4}}?\d{{1,4}}{_LETTER}{_NOT_A_TIME}"
    rf"(?:\s{_WORD}\s{_WORD}(?=,|$))?)"
)
_CODE_TOWN: Final = re.compile(
    rf"(?<![\w\-.:/+])(?:se?[\s\-])?([1-9]\d{{2}}\s?\d{{2}})(?!\d),?\s+({_WORD})(\s{_WORD})?"
)
_HOUSE_BEFORE: Final = re.compile(
    r"[A-ZÅÄÖ][a-zåäöé]+(?: [A-ZÅÄÖ]?[a-zåäöé]+){0,2} \d{1,4} ?[A-Za-z]?,?\s$"
)
_CARE_OF: Final = re.compile(rf"(?<!\w)c\s?/\s?o\.?:?\s(?:familjen\s)?{_WORD}(\s{_WORD})?")
_BOX: Final = re.compile(r"(?<!\w)box\s\d{1,6}(?!\d)")
_FLAT: Final = re.compile(r"(?<!\w)(?:lgh|lägenhets?(?:nummer|nr)?)\.?\s?\d{4}(?!\d)")
_INDOORS: Final = frozenset(("plan", "planen", "entréplan", "bottenplan", "markplan", "källarplan"))
_HELPLINES: Final = frozenset(("11313", "90101"))


def addresses(normal: str, lower: str) -> Iterator[Span]:
    """Every address; `normal` is the text, `lower` the same in lower case."""
    for start, end in _stretches(normal, lower):
        yield Span(Kind.ADDRESS, start, end)


def _stretches(normal: str, lower: str) -> Iterator[tuple[int, int]]:
    if "/" in lower:
        for match in _CARE_OF.finditer(lower):
            second = match.start(1)
            whole = second < 0 or normal[second + 1].isupper()
            yield match.start(), match.end() if whole else second
    if not any(map(str.isdecimal, lower)):
        return
    for match in _STREET.finditer(lower):
        before = _name_before(normal, match)
        if before or _is_street(normal, match):
            yield match.start(2) - before, match.end()
    for match in _LIVES.finditer(lower):
        if _is_home(normal, match) and not _STOP.intersection(match[1].split()):
            yield match.span(1)
    for match in _CODE_TOWN.finditer(lower):
        if _is_town(normal, match):
            house = _HOUSE_BEFORE.search(normal, max(0, match.start() - 60), match.start())
            yield house.start() if house else match.start(), _town_end(normal, match)
    for pattern in (_BOX, _FLAT):
        for match in pattern.finditer(lower):
            yield match.span()


def _is_home(normal: str, match: re.Match[str]) -> bool:
    """Whether what somebody says they live at has a capital or a street's ending."""
    street = re.sub(r"\s\d.*", "", match[1]).rpartition(" ")[2]
    ends = _ENDS.fullmatch(street) is not None and street not in _INDOORS
    return ends or normal[match.start(1)].isupper()


def _is_street(normal: str, match: re.Match[str]) -> bool:
    """Whether one word with a house number after it is a street's name."""
    word = match[2]
    if word in _NO_STREET:
        return False
    return _SURE_END.search(word) is not None or normal[match.start(2)].isupper()


def _name_before(normal: str, match: re.Match[str]) -> int:
    """How many characters before the street's last word belong to its name: `Sven Rinmans `."""
    if match[2] in _INDOORS:
        return 0
    words = match[1].split()
    alone = _ALONE.fullmatch(match[2]) is not None
    length = 0
    for place in range(len(words) - 1, -1, -1):
        word = words[place]
        at = match.start(2) - length - len(word) - 1
        written = normal[at : at + len(word)]
        titled = place > 0 and words[place - 1] in _FIRST_WORDS
        named = alone and (word.endswith("s") or titled or word in LEXICON.given)
        capital = written[0].isupper() and not written.isupper()
        if word in _STOP or not (word in _FIRST_WORDS or named or capital):
            break
        length += len(word) + 1
    return length


def _is_town(normal: str, match: re.Match[str]) -> bool:
    """Whether a postal code's word is a town."""
    if re.sub(r"\s", "", match[1]) in _HELPLINES:
        return False
    town = folded(match[2])
    if town in LEXICON.places:
        return True
    named = town not in LEXICON.words and town not in LEXICON.calendar
    return named and normal[match.start(2)].isupper()


def _town_end(normal: str, match: re.Match[str]) -> int:
    """Where a town's name ends, one of two words included."""
    if not match[3] or normal.isupper() or not normal[match.start(3) + 1].isupper():
        return match.end(2)
    return match.end(2) if folded(match[3].strip()) in LEXICON.calendar else match.end(3)
