"""How far a negation reaches: «inte ont i bröstet, men andnöd» denies the pain and no more."""

from __future__ import annotations

from dataclasses import dataclass

from backend.chat.safety.reading import Reading
from backend.chat.safety.spelling import Pause

_REACH = 3
"""How many words other than small ones a negation denies."""
_LIMIT = 8
_LIST_REACH = 5


@dataclass(frozen=True, slots=True)
class DenyingWords:
    """The meanings that begin, lengthen and end a negation."""

    negation: int
    short: int
    """Negations that deny only the next word: slutat blöda."""
    ability: int
    """Verbs whose negation denies only the next word: kan inte ligga, vet inte."""
    about: int
    """Verbs whose object is denied with them: slutat tänka på att."""
    subject: int
    turn: int
    then: int
    """«så», which begins a clause once something has been denied."""
    or_: int
    present_tense: int


def denied_by(
    reading: Reading, words: DenyingWords, strengthening: frozenset[int]
) -> list[int | None]:
    """For each word of the text the negation whose reach it is in.

    Negations at the places in `strengthening` deny nothing: «aldrig haft så ont».
    """
    denied: list[int | None] = [None] * len(reading.words)
    for negation in reading.places(words.negation):
        if negation not in strengthening:
            for at in _reach(negation, reading, words):
                denied[at] = negation
    return denied


def _reach(negation: int, reading: Reading, words: DenyingWords) -> range:
    before = negation - 1
    if before >= 0 and reading.has(before, words.subject):
        before -= 1
    if reading.has(negation, words.short) or (before >= 0 and reading.has(before, words.ability)):
        last = reading.over_small_words(negation)
        if reading.has(last, words.about):
            return range(negation + 1, _last_denied(last, reading, words) + 1)
        turns = [at for at in range(negation + 1, last + 1) if reading.has(at, words.turn)]
        return range(negation + 1, min([*turns, last + 1]))
    return range(negation + 1, _last_denied(negation, reading, words) + 1)


def _last_denied(negation: int, reading: Reading, words: DenyingWords) -> int:
    end, denied, limit = negation, 0, negation + _LIMIT
    while end < min(limit, len(reading.words) - 1) and denied < _REACH:
        if _clause_ends(negation, end, reading, words):
            break
        end += 1
        denied += not reading.has(end, reading.roles.small)
        if reading.has(end, words.or_):
            denied, limit = 0, end + _LIMIT
    return end


def _clause_ends(negation: int, end: int, reading: Reading, words: DenyingWords) -> bool:
    """Whether another clause begins after `end`: a pause, a subject, men, another verb."""
    pause = reading.words[end].pause
    if pause is Pause.STOP or (pause is Pause.COMMA and not _goes_on(end, reading, words)):
        return True
    if reading.has(end + 1, words.subject) or reading.has(end + 1, words.turn):
        return True
    new_clause = reading.has(end + 1, words.present_tense) or reading.has(end + 1, words.then)
    return new_clause and not all(
        reading.has(at, reading.roles.small) for at in range(negation + 1, end + 1)
    )


def _goes_on(comma: int, reading: Reading, words: DenyingWords) -> bool:
    """Whether «eller» comes soon: «inga kramper, svimningar eller bröstsmärtor»."""
    ahead = range(comma + 1, min(comma + 1 + _LIST_REACH, len(reading.words)))
    return any(reading.has(at, words.or_) for at in ahead)
