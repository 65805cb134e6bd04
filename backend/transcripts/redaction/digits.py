"""Digits however they are written: numerals, digit by digit in words, or in pairs as read aloud."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

_UNITS: Final = {
    "noll": "0", "nolla": "0", "ett": "1", "en": "1", "två": "2", "tva": "2", "tvåa": "2",
    "tre": "3", "trea": "3", "fyra": "4", "fem": "5", "femma": "5", "sex": "6", "sexa": "6",
    "sju": "7", "sjua": "7", "åtta": "8", "atta": "8", "nio": "9", "nia": "9", "ni": "9",
    "zero": "0", "one": "1", "two": "2", "three": "3", "four": "4", "five": "5", "six": "6",
    "seven": "7", "eight": "8", "nine": "9",
}  # fmt: skip
_TEENS: Final = {
    "tio": "10", "tie": "10", "elva": "11", "tolv": "12", "tretton": "13", "fjorton": "14",
    "femton": "15", "sexton": "16", "sjutton": "17", "arton": "18", "aderton": "18",
    "nitton": "19", "nittonhundra": "19", "artonhundra": "18", "tjugohundra": "20",
    "tvåtusen": "20",
}  # fmt: skip
_TENS: Final = {
    "tjugo": "2", "tjugi": "2", "tju": "2", "trettio": "3", "tretti": "3", "fyrtio": "4",
    "fyrti": "4", "förtio": "4", "förti": "4", "femtio": "5", "femti": "5", "sextio": "6",
    "sexti": "6", "sjuttio": "7", "sjutti": "7", "åttio": "8", "åtti": "8", "attio": "8",
    "nittio": "9", "nitti": "9",
}  # fmt: skip
_AFTER_TENS: Final = "ett|en|två|tva|tre|fyra|fem|sex|sju|åtta|atta|nio"


def _spoken() -> dict[str, str]:
    """Every number word below a hundred and the digits that it says."""
    words = _UNITS | _TEENS
    for tens, digit in _TENS.items():
        words[tens] = f"{digit}0"
        for unit in _AFTER_TENS.split("|"):
            words[tens + unit] = digit + _UNITS[unit]
    for century in ("nittonhundra", "artonhundra"):
        for word, said in list(words.items()):
            if len(said) == 2 and "hundra" not in word:
                words[century + word] = _TEENS[century] + said
    return words


SPOKEN: Final = _spoken()
"""Number words below a hundred, and years by their century, with the digits that they say."""

_ATOM: Final = re.compile(r"\d+|[^\W\d_]+")
_TYPED: Final = re.compile(r"(?<![^\W_])(?=\d*[oil])[\doil]{3,}(?![^\W_])")
_DIGITS: Final = str.maketrans("oil", "011")
_BETWEEN: Final = re.compile(
    r"[\s\-./_,+()|:*=]{0,4}"
    r"(?:(?:streck|bindestreck|minus|tankstreck|plus|punkt|snedstreck|slash|mellanslag"
    r"|(?:och )?(?:de )?(?:sista fyra|fyra sista)(?: siffrorna)?(?: är)?)[\s:,]{1,3})?"
)
_MANY_WORDS: Final = 3


class Atom(NamedTuple):
    """One numeral or number word: where it stands and the digits that it says."""

    start: int
    end: int
    digits: str
    spoken: bool


def with_digits(lower: str) -> str:
    """The text with the letters that stand for digits inside numbers made digits: `O70`, `l2`."""
    return _TYPED.sub(_as_digits, lower)


def _as_digits(typed: re.Match[str]) -> str:
    enough = sum(map(str.isdecimal, typed[0])) >= 2
    return typed[0].translate(_DIGITS) if enough else typed[0]


def runs(text: str) -> Iterator[list[Atom]]:
    """Atoms that nothing but separators parts; `text` is normal and in lower case."""
    run: list[Atom] = []
    for match in _ATOM.finditer(text):
        word = match[0]
        spoken = not word[0].isdecimal()
        digits = SPOKEN.get(word) if spoken else word
        if digits is None:
            continue
        atom = Atom(match.start(), match.end(), digits, spoken)
        if run and not _BETWEEN.fullmatch(text, run[-1].end, atom.start):
            yield run
            run = []
        if run and _completes(run[-1], atom, text):
            atom = Atom(run[-1].start, atom.end, run.pop().digits[0] + atom.digits, spoken=True)
        run.append(atom)
    if run:
        yield run


def _completes(tens: Atom, unit: Atom, text: str) -> bool:
    """Whether `tjugo tre` is one number."""
    return (
        tens.spoken
        and unit.spoken
        and len(tens.digits) == 2
        and tens.digits[1] == "0"
        and tens.digits[0] != "1"
        and len(unit.digits) == 1
        and unit.digits != "0"
        and text[tens.end : unit.start] == " "
    )


def is_spoken(run: list[Atom]) -> bool:
    """Whether any of this run is said in words."""
    return any(atom.spoken for atom in run)


def is_mostly_spoken(run: list[Atom]) -> bool:
    """Whether this run is said in words, not just one number among numerals."""
    return sum(atom.spoken for atom in run) >= _MANY_WORDS


def said(run: list[Atom]) -> str:
    """All digits of a run, in order."""
    return "".join(atom.digits for atom in run)
