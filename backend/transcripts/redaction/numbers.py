"""Tells the numbers of a text apart: people's, phones', and times, which stay.

They are read from left to right, each from where the last one ended, so that a date right before
a number is not taken for its beginning.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date
from typing import Final, NamedTuple

from backend.transcripts.redaction import personnummer, phones
from backend.transcripts.redaction.digits import is_spoken, runs, said
from backend.transcripts.redaction.spans import Kind, Span
from backend.transcripts.redaction.when import WRITTEN

_DIGIT: Final = re.compile(r"\d")
_SHORTEST: Final = 9
_TIME: Final = "\ufffd"
_TAKEN: Final = "\ufffc"
_CLOCK_BEFORE: Final = re.compile(r"(?:0[6-9]|1\d)[0-5][05]\s")
_SPOKEN_NOUGHT: Final = re.compile(r"noll\s")


class Numbers(NamedTuple):
    """Spans of people's and phones' numbers, and the stretches that are times."""

    spans: list[Span]
    times: list[tuple[int, int]]


class _Reading(NamedTuple):
    """Something that begins at `start`: of a kind, or a time when that is None."""

    start: int
    end: int
    kind: Kind | None


_Read = Callable[[re.Match[str], date | None], "_Reading | None"]


def numbers(lower: str, on: date | None) -> Numbers:
    """The numbers and times of a normal text in lower case; `on` is the day of the message."""
    spans: list[Span] = []
    times: list[tuple[int, int]] = []
    rest = lower
    for reading in _left_to_right(lower, on):
        start, end, kind = reading
        if kind is None:
            times.append((start, end))
        else:
            spans.append(Span(kind, start, end))
        rest = rest[:start] + (_TAKEN if kind else _TIME) * (end - start) + rest[end:]
    for start, end in personnummer.introduced(lower):
        spans.append(Span(Kind.PERSONNUMMER, start, end))
        times = [each for each in times if each[1] <= start or end <= each[0]]
    spans += _spoken(rest, on)
    return Numbers(spans, times)


def _left_to_right(lower: str, on: date | None) -> Iterator[_Reading]:
    if not _DIGIT.search(lower) and all(len(said(run)) < _SHORTEST for run in runs(lower)):
        return
    waiting: list[_Reading | None] = [None] * len(_READERS)
    done = [False] * len(_READERS)
    at = 0
    while True:
        for place, (pattern, read) in enumerate(_READERS):
            reading = waiting[place]
            if not done[place] and (reading is None or reading.start < at):
                waiting[place] = reading = _next(lower, at, pattern, read, on)
                done[place] = reading is None
        found = [each for each in waiting if each is not None]
        if not found:
            return
        first = min(found, key=lambda each: each.start)
        yield first
        at = first.end


def _next(
    lower: str, at: int, pattern: re.Pattern[str], read: _Read, on: date | None
) -> _Reading | None:
    """The first thing from `at` on that a pattern finds and its reader accepts."""
    while match := pattern.search(lower, at):
        if reading := read(match, on):
            return reading
        at = match.start() + 1
    return None


def _spoken(rest: str, on: date | None) -> Iterator[Span]:
    """Numbers said in words, in what the digits have left."""
    for run in runs(rest):
        if not is_spoken(run):
            continue
        for start, end in personnummer.spoken(run, on):
            yield Span(Kind.PERSONNUMMER, start, end)
        at = 0
        while at < len(run):
            upto = phones.spoken_end(run, at)
            if upto:
                yield Span(Kind.PHONE, run[at].start, run[upto - 1].end)
            at = upto or at + 1


def _reader_of(read: Callable[[re.Match[str], date | None], personnummer.Read | None]) -> _Read:
    def reads(match: re.Match[str], on: date | None) -> _Reading | None:
        result = read(match, on)
        if result is None:
            return None
        start, end, is_number = result
        return _Reading(start, end, Kind.PERSONNUMMER if is_number else None)

    return reads


def _read_phone(match: re.Match[str], _on: date | None) -> _Reading | None:
    lower, start = match.string, match.start()
    clock = _CLOCK_BEFORE.match(lower, start)
    if clock and _begins_at(lower, clock.end()):
        return _Reading(start, start + 4, None)
    end = phones.number_end(lower, match)
    return _Reading(start, end, Kind.PHONE) if end else None


def _begins_at(lower: str, at: int) -> bool:
    """Whether somebody's number, or a phone number that cannot be anything else, begins here."""
    if personnummer.begins_at(lower, at) or _SPOKEN_NOUGHT.match(lower, at):
        return True
    begins = phones.START.match(lower, at)
    end = phones.number_end(lower, begins) if begins else 0
    return end > 0 and phones.is_sure(lower[at:end])


def _read_part(match: re.Match[str], _on: date | None) -> _Reading | None:
    return _Reading(*match.span(match.lastindex or 0), Kind.PHONE)


def _read_time(match: re.Match[str], _on: date | None) -> _Reading | None:
    return _Reading(*match.span(), None)


# Where two begin at one place the earlier in this order is taken.
_READERS: Final[tuple[tuple[re.Pattern[str], _Read], ...]] = (
    *((pattern, _reader_of(read)) for pattern, read in personnummer.READERS),
    (WRITTEN, _read_time),
    (phones.START, _read_phone),
    (phones.ABROAD, _read_part),
    (phones.LOCAL, _read_part),
)
