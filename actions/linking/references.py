"""Words that mean something by its place: the one just spoken of, the second, the next, both."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from actions.linking.calendar_words import NUMBERS, ORDINALS, WEEKDAYS, alternatives

LAST, BEFORE_LAST, MIDDLE = -1, -2, 0
"""Positions counted from the end, and the middle one of an odd number."""


@dataclass(frozen=True, slots=True)
class Reference:
    """What the words say of the place in a list or in time.

    `position` counts from 1, or is `LAST`, `BEFORE_LAST` or `MIDDLE`; `listed` when it was said as
    one chooses in a list ("tvåan", "nummer 2"), `other` when it may be "the other one". `words` are
    what said it, from the character `start` on.
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
    """The reference in `text` (lower case); an empty one where there is none.

    Of "ettan, nej tvåan" and "båda går men ta den första" the last counts.
    """
    for start, clause in reversed(list(_clauses(text))):
        for pattern, read in _PATTERNS:
            if match := pattern.search(clause):
                found = replace(read(match), words=match.group(), start=start + match.start())
                chosen = found.position is not None and _IN_A_LIST.search(text)
                return replace(found, listed=True) if chosen else found
    match = _POINTING.search(text) or _ELLIPTIC.match(text)
    if match is None:
        return Reference()
    return Reference(pointing=True, words=match.group().strip(), start=match.start())


_TURNS = re.compile(
    r"\bnej\b|\b(?:jag|ja) menar\b|\balltså\b|\b(?:jag|ja) säger\b"
    r"|\bmen (?:ta|tar|(?:jag|ja|vi) (?:tar|väljer|vill))\b"
    r"|\bså (?:det|de|jag|ja|vi|den) (?:får|blir|tar|väljer|vill)\b"
)


def _clauses(text: str) -> Iterator[tuple[int, str]]:
    """The text cut where it changes its mind, each piece with its place."""
    start = 0
    for match in _TURNS.finditer(text):
        yield start, text[start : match.start()]
        start = match.start()
    yield start, text[start:]


_IN_A_LIST = re.compile(
    r"\b(?:förslag\w*|alternativ\w*|option|listan|raden|knappen|uppifrån|nedifrån)\b"
    r"|\bav (?:de|dem|dom|dessa|dina|tiderna)\b"
    r"|\bdu (?:sa|sade|skrev|visade|nämnde|föreslog|gav|läste|räknade)\b"
)
_FIGURES = {
    "ettan": 1, "etta": 1, "tvåan": 2, "tvåa": 2, "trean": 3, "trea": 3, "fyran": 4, "femman": 5,
    "sexan": 6, "sjuan": 7, "åttan": 8, "tvaan": 2,
}  # fmt: skip
_LETTERS = "abcdefgh"
_WEEKDAY, _NUMBER, _ORDINAL = (alternatives(words) for words in (WEEKDAYS, NUMBERS, ORDINALS))
_STANDS = r"(?:är|e|va|var|kommer|ligger|står|stod|nämnde|sa)"


def _number(match: re.Match[str]) -> Reference:
    said = next(word for word in match.groups() if word)
    number = int(said) if said.isdigit() else {**NUMBERS, **_FIGURES, "tva": 2}[said]
    in_series = match.group().startswith(("kur", "omgång", "behandling"))
    return Reference(position=number, listed=not in_series)


def _letter(match: re.Match[str]) -> Reference:
    said = match.group(1) or match.group(2)
    return Reference(position=_LETTERS.index(said) + 1, listed=True)


def _ordinal(match: re.Match[str]) -> Reference:
    other = bool(re.match(r"den andr[ae]", match.group()))
    return Reference(position=ORDINALS[match.group("ordinal")], other=other)


def _always(reference: Reference) -> Callable[[re.Match[str]], Reference]:
    return lambda _match: reference


_PATTERNS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], Reference]], ...] = tuple(
    (re.compile(pattern), read)
    for pattern, read in (
        (
            r"(?<!i )(?<!av )\b(?:alla|samtliga)\b"
            r"(?! (?:dagar|dar|gånger|andra|helger|veckor|sätt|fall))|\ballihopa?\b"
            r"|\ballesammans\b",
            _always(Reference(every=True)),
        ),
        (
            r"\b(?:båda|bägge)\b(?: två)?(?! (?:föräld|jobb|våra|mina barn))",
            _always(Reference(both=True)),
        ),
        (
            r"\bden (?:därpå|efter)\b(?! \d)|\bnästa efter\b"
            r"|\b(?:vad|va|vilken)\b.{0,25}\befter (?:det|den|detta|de)\b"
            r"|^\W*(?:(?:och|å|o|men|sen) )?efter (?:det|den)\b"
            r"|^\W*(?:(?:och|å|o|men|jaha) )?(?:sen|sedan|därefter)(?: då)?\W*$",
            _always(Reference(after=True)),
        ),
        (r"\bden (?:före|innan)\b(?! \d)", _always(Reference(before=True))),
        (
            r"\b(?:den|dän|ta'?n) (?:tidigare|tidigaste)\b|\btidigare av de",
            _always(Reference(earliest=True)),
        ),
        (
            r"\b(?:den|dän|ta'?n) (?:senare|senaste|seijnare)\b(?! tiden)|\bsenare av de",
            _always(Reference(latest=True)),
        ),
        (
            rf"\bnästa\b(?! (?:vecka|veckas|v|månad|år|dag|steg|{_WEEKDAY})\w*)|\bhärnäst\b",
            _always(Reference(next=True)),
        ),
        (r"\bnäst ?(?:sista|sist)\b", _always(Reference(position=BEFORE_LAST))),
        (
            r"\b(?:nedersta|understa|sistnämnda)\b|\blängst ned?r?\b"
            rf"|\b{_STANDS} (?:sist|underst|nederst)\b",
            _always(Reference(position=LAST, listed=True)),
        ),
        (
            r"\bsista\b(?! (?:gången|datum|dagen|dag))|^\W*sist\W*$",
            _always(Reference(position=LAST)),
        ),
        (
            r"(?<!näst )\b(?:översta|förstnämnda)\b|\bhögst upp\b"
            r"|^\W*(?:ja )?(?:tar )?den först\W*$"
            rf"|\b{_STANDS} (?:först|överst)\b",
            _always(Reference(position=1, listed=True)),
        ),
        (r"\bnäst översta\b", _always(Reference(position=2, listed=True))),
        (
            r"\b(?:mellersta|mittersta|mittemellan|mittenalternativet)\b|\bden (?:där )?i mitten\b",
            _always(Reference(position=MIDDLE, listed=True)),
        ),
        (
            r"\b(?:nummer|numro|number|nr|no|alternativ|option|förslag|val|punkt|siffran|kur|omgång"
            rf"|behandling)\.? ?(?:nummer )?(\d{{1,2}}|{_NUMBER}|tva)\b"
            rf"|\b(\d{{1,2}}):?an\b|^\W*(\d{{1,2}})\W*$|\b({alternatives(_FIGURES)})\b",
            _number,
        ),
        (r"^\W*([a-d])\W*$|\b(?:alternativ|förslag) ([a-d])\b", _letter),
        (
            rf"(?<!två )\b(?:den )?(?P<ordinal>{_ORDINAL})\b"
            r"(?! (?:tider|dagar|dag|hand|veckan|veckor|gången|året|sätt|i \w+de\b))",
            _ordinal,
        ),
    )
)
_POINTING = re.compile(
    r"(?<!inte )\b(?:den|det|de|dom|dit|där|den där|den här|denna|detta|hit|dem|'n)\b"
    r"|\b(?:tiden|besöket|mötet|samtalet|bokningen|mottagningen|kliniken|avdelningen|kallelsen)\b"
)
_ELLIPTIC = re.compile(r"^\W*(?:och|å|o|men|jaha)\b")
