"""A day or a clock in a text that points at a time which is already there.

Which of the contract's times is meant ("tiden på torsdag") is read here, not which new time is
wished for; a day that is wished for ("flytta till torsdag") is left out. The module can be replaced
by the grammar of time wishes as long as that gives `Pointer`s.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import pairwise
from zoneinfo import ZoneInfo

from actions.linking.day_expressions import (
    EXACTLY,
    NOT,
    Expression,
    Sort,
    expressions,
)
from actions.linking.mentions import CORRECTION, without_taken_back
from actions.linking.text import Text

STOCKHOLM = ZoneInfo("Europe/Stockholm")


@dataclass(frozen=True, slots=True)
class Pointer:
    """Expressions that stand together and hold at once: "torsdag den 3 december klockan tio".

    `firm`: it says which visit, so that none at that time is an answer; else it only chooses when
    it fits. `after`: the visit comes after that day. `of_visit`: it is said to be a visit's, which
    a clock alone need not be ("bussen kommer halv tio").
    """

    expressions: tuple[Expression, ...]
    words: str
    firm: bool
    after: bool = False
    of_visit: bool = True

    @property
    def start(self) -> int:
        """The character that it begins at."""
        return self.expressions[0].start

    @property
    def ordinal(self) -> int | None:
        """The number, when it is nothing but "den andra" or "den tredje"."""
        alone = len(self.expressions) == 1
        return self.expressions[0].ordinal if alone else None

    @property
    def clock(self) -> bool:
        """Whether it says nothing but a clock."""
        return all(one.sort is Sort.CLOCK for one in self.expressions)

    @property
    def part_of_day(self) -> bool:
        """Whether it says nothing but "på förmiddagen"."""
        return all(one.sort is Sort.PART_OF_DAY for one in self.expressions)

    @property
    def day_words(self) -> str:
        """The words without the small one before them: "lördag" of "på lördag"."""
        return _SMALL_FIRST.sub("", self.words)

    def covers(self, start: int, end: int) -> bool:
        """Whether it stands at the characters from `start` to `end`."""
        return self.expressions[0].start < end and start < self.expressions[-1].end

    def only_loosely(self, start: datetime | None) -> bool:
        """Whether nothing but the weekday or the day of the month agrees."""
        lone = len(self.expressions) == 1 and self.expressions[0].sort is Sort.DAY
        return lone and not self.expressions[0].near and self.fits(start) != EXACTLY

    def fits(self, start: datetime | None) -> int:
        """`EXACTLY`, `LOOSELY` or `NOT`; what has no time fits nothing."""
        if start is None:
            return NOT
        local = start.astimezone(STOCKHOLM)
        if self.after:
            last = max((days[1] for one in self.expressions for days in one.days), default=None)
            return EXACTLY if last is not None and local.date() > last else NOT
        return min(expression.fits(local) for expression in self.expressions)


def pointers(text: Text, now: datetime) -> list[Pointer]:
    """The pointers of `text` in order; days that are wished for are not among them."""
    lower = without_taken_back(text.lower)
    corrected = max((match.end() for match in CORRECTION.finditer(lower)), default=0)
    today: date = now.astimezone(STOCKHOLM).date()
    found = []
    for run in _runs(lower, expressions(lower, today)):
        start, end = run[0].start, run[-1].end
        before, behind = lower[:start], lower[end:]
        after = bool(_AFTER.search(before)) and not _MOVING.search(lower)
        if any(one.plural for one in run) or (_is_wish(before, behind) and not after):
            continue
        if all(one.sort is Sort.PART_OF_DAY for one in run) and _MOVING.search(lower):
            continue
        found.append(
            Pointer(
                expressions=tuple(run),
                words=lower[start:end],
                firm=not after and _is_firm(lower, before, run),
                after=after,
                of_visit=bool(_A_TIME.search(before)) or "kl" in lower[start:end],
            )
        )
    return [one for one in found if one.start >= corrected] or found


_SMALL_FIRST = re.compile(r"^(?:på|den|i|om|nu)\s+")
_BETWEEN = re.compile(r"[\s,]*(?:(?:den|på|i|vid|kl\.?|klockan|om|nu) ?)?")


def _runs(text: str, found: Sequence[Expression]) -> Iterator[list[Expression]]:
    """Expressions with nothing but a small word between them."""
    run: list[Expression] = []
    for previous, current in pairwise([None, *found]):
        if current is None:
            continue
        if previous is not None and not _BETWEEN.fullmatch(text[previous.end : current.start]):
            yield run
            run = []
        run.append(current)
    if run:
        yield run


_SMALL = r"\s*(?:(?:den|på|i|kl\.?|klockan|en|någon|nån)\s+)?"
_MOVING = re.compile(
    r"\b(?:flytt\w*|omm?boka\w*|boka|bokas|boka om|byt\w*|ändra\w*|skjut\w*|senarelägg\w*"
    r"|tidigarelägg\w*|läggas?|lägg|ny tid|annan tid|annan dag|ta det|ta den)\b"
)
_AWAY_FROM = re.compile(r"(?:i ?stället för|än|inte|byta? (?:ut|bort)|från)" + _SMALL + "$")
_TOWARDS = re.compile(r"\b(?:till|te|mot|tills)" + _SMALL + "$")
_CANCELLED_TO = re.compile(r"\båterbud (?:till|te|på)" + _SMALL + "$")
_WISHED = re.compile(
    r"\b(?:före|innan|tidigast|senast|mellan|helst|hellre|gärna|skulle ha|velat ha"
    r"|någon gång|nån gång|varje|alla|fr\.?o\.?m\.?|från och med|en ledig)" + _SMALL + "$"
)
_AFTER = re.compile(r"\befter" + _SMALL + "$")
_INSTEAD = re.compile(r"\s*(?:i ?stället|hellre)\b")
_ABLE = re.compile(r"\b(?:kan|passar|funkar|fungerar|går det bra)\b")
_UNABLE = re.compile(r"\b(?:inte|ej|int|ente|inget|illa|omöjligt|aldrig|krockar|hinner)\b")
_ASKED = re.compile(r"\b(?:kan|får) (?:jag|ja|vi|du|ni|man)\b")


def _is_wish(before: str, behind: str) -> bool:
    if _AWAY_FROM.search(before):
        return False
    if _INSTEAD.match(behind) or _WISHED.search(before) or _AFTER.search(before):
        return True
    if _TOWARDS.search(before) and _MOVING.search(before) and not _CANCELLED_TO.search(before):
        return True
    clause = re.split(r"[.?!,]", before)[-1] + re.split(r"[.?!,]", behind)[0]
    able = _ABLE.search(clause) and not _UNABLE.search(clause)
    return bool(able) and not _ASKED.search(clause)


_A_TIME = re.compile(
    r"\b(?:tid(?:en)?|besök(?:et)?|möte(?:t)?|bokning(?:en)?|undersökningen|samtal(?:et)?"
    r"|det jag har|behandlingen)"
    + _SMALL + "$"
)  # fmt: skip
_QUESTION = re.compile(r"\b(?:vad|va|vart|vilken|vilka|något|nåt|nått|någon|vem|hur dags)\b")


def _is_firm(text: str, before: str, run: Sequence[Expression]) -> bool:
    if _A_TIME.search(before):
        return True
    if any(one.past for one in run) or not any(one.sort is Sort.DAY for one in run):
        return False
    return bool(_QUESTION.search(text)) and not _MOVING.search(text)
