"""Words that mean something by its place: the one just spoken of, the second, the next, both."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from actions.linking.calendar_words import NUMBERS, ORDINALS, WEEKDAYS, alternatives

LAST, BEFORE_LAST, MIDDLE = -1, -2, 0
"""Positions counted from the end, and the middle one of an odd number."""


@dataclass(frozen=True, slots=True)
class Reference:
    """What the words say of the place in a list or in time.

    `position` counts from 1, or is `LAST`, `BEFORE_LAST` or `MIDDLE`; `listed` when it was said as
    one chooses in a list ("tvåan", "nummer 2"). `words` are what said it.
    """

    every: bool = False
    both: bool = False
    next: bool = False
    after: bool = False
    before: bool = False
    earliest: bool = False
    latest: bool = False
    other: bool = False
    position: int | None = None
    listed: bool = False
    pointing: bool = False
    words: str = ""
    start: int = 0


def read_reference(text: str) -> Reference:
    """The reference in `text` (lower case); an empty one where there is none."""
    for pattern, said in _PATTERNS:
        if match := pattern.search(text):
            return replace(said, words=match.group(), start=match.start())
    position = _position(text)
    if position is not None:
        return position
    match = _POINTING.search(text) or _ELLIPTIC.match(text)
    return (
        Reference(pointing=True, words=match.group().strip(), start=match.start())
        if match
        else Reference()
    )


_FIGURES = {
    "ettan": 1, "etta": 1, "tvåan": 2, "tvåa": 2, "trean": 3, "trea": 3, "fyran": 4, "fyra an": 4,
    "femman": 5, "sexan": 6, "sjuan": 7, "åttan": 8,
}  # fmt: skip
_WEEKDAY = alternatives(WEEKDAYS)

_PATTERNS: tuple[tuple[re.Pattern[str], Reference], ...] = (
    (
        re.compile(r"\b(?:alla|samtliga)\b(?! (?:dagar|dar|gånger|andra|helger|veckor|sätt))"
                   r"|\ballihopa?\b|\ballesammans\b"),
        Reference(every=True),
    ),
    (
        re.compile(r"\b(?:båda|bägge)\b(?: två)?(?! (?:föräld|jobb|våra|mina barn))"),
        Reference(both=True),
    ),
    (
        re.compile(r"\bden (?:därpå|efter)\b(?! \d)|\bnästa efter\b"
                   r"|\b(?:vad|va|vilken)\b.{0,25}\befter (?:det|den|detta|de)\b"
                   r"|^\W*(?:(?:och|å|o|men|sen) )?efter (?:det|den)\b"),
        Reference(after=True),
    ),
    (
        re.compile(r"\bden (?:före|innan)\b(?! \d)"),
        Reference(before=True),
    ),
    (
        re.compile(r"\bden (?:tidigare|tidigaste)\b"),
        Reference(earliest=True),
    ),
    (
        re.compile(r"\bden (?:senare|senaste)\b(?! tiden)"),
        Reference(latest=True),
    ),
)  # fmt: skip

_NEXT = re.compile(rf"\bnästa\b(?! (?:vecka|veckas|v|månad|år|dag|steg|{_WEEKDAY})\w*)|\bhärnäst\b")
_BEFORE_LAST = re.compile(r"\bnäst ?sista\b|\bnäst sist\b")
_LAST = re.compile(
    r"\b(?:sista|nedersta|understa)\b(?! (?:gången|datum|dagen|dag))"
    r"|\bsom (?:är|e|va|var|kommer|ligger|står) (?:sist|underst|nederst)\b|^\W*sist\W*$"
)
_FIRST = re.compile(r"\böversta\b|\bsom (?:är|e|va|var|kommer|ligger|står) (?:först|överst)\b")
_MIDDLE = re.compile(r"\b(?:mellersta|mittersta|mittemellan|den i mitten)\b")
_NUMBERED = re.compile(
    r"\b(?:nummer|nr|no|alternativ|förslag|val|kur|omgång|behandling)\.? ?"
    rf"(?P<number>\d{{1,2}}|{alternatives(NUMBERS)})\b"
    r"|\b(?P<figure>\d{1,2}):?an\b|^\W*(?P<bare>\d{1,2})\W*$"
)
_NICKNAME = re.compile(rf"\b(?P<name>{alternatives(_FIGURES)})\b")
_ORDINAL = re.compile(
    rf"\b(?P<ordinal>{alternatives(ORDINALS)})\b"
    r"(?! (?:tider|dagar|dag|hand|veckan|veckor|gången|året|alternativ finns|sätt|i \w+de\b))"
)
_OTHER = re.compile(r"\bden (?:andra|andre)\b")
_POINTING = re.compile(
    r"(?<!inte )\b(?:den|det|de|dit|där|den där|den här|denna|detta|hit|dem|'n)\b"
    r"|\b(?:tiden|besöket|mötet|samtalet|bokningen|mottagningen|kliniken|avdelningen|kallelsen)\b"
)
_ELLIPTIC = re.compile(r"^\W*(?:och|å|o|men|jaha)\b")


def _position(text: str) -> Reference | None:
    if match := _NEXT.search(text):
        return Reference(next=True, words=match.group(), start=match.start())
    for pattern, position in ((_BEFORE_LAST, BEFORE_LAST), (_LAST, LAST), (_FIRST, 1)):
        if match := pattern.search(text):
            return Reference(position=position, words=match.group(), start=match.start())
    if match := _MIDDLE.search(text):
        return Reference(position=MIDDLE, listed=True, words=match.group(), start=match.start())
    if match := _NUMBERED.search(text):
        said = match.group("number") or match.group("figure") or match.group("bare")
        number = int(said) if said.isdigit() else NUMBERS[said]
        return Reference(position=number, listed=True, words=match.group(), start=match.start())
    if match := _NICKNAME.search(text):
        return Reference(
            position=_FIGURES[match.group("name")],
            listed=True,
            words=match.group(),
            start=match.start(),
        )
    if match := _ORDINAL.search(text):
        other = bool(_OTHER.search(text))
        number = ORDINALS[match.group("ordinal")]
        return Reference(position=number, other=other, words=match.group(), start=match.start())
    return None
