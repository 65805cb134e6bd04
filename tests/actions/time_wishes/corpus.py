"""Reads the corpus of time wishes (see `data/wishes/README.md`) and judges answers on it."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import yaml

CORPUS = Path(__file__).parents[3] / "data" / "wishes"
STOCKHOLM = ZoneInfo("Europe/Stockholm")
WEEKDAYS = ("mån", "tis", "ons", "tor", "fre", "lör", "sön")

_NOW = re.compile(r"(?P<weekday>\w{3}) (?P<date>\d{4}-\d\d-\d\d) (?P<hour>\d\d)\.(?P<minute>\d\d)")
_TIME = re.compile(
    r"(?P<weekday>\w{3}) (?P<day>\d+)/(?P<month>\d+) (?P<hour>\d\d)\.(?P<minute>\d\d)"
)


class Verdict(StrEnum):
    """How an answer compares with what was expected."""

    RIGHT = "right"
    ASKS = "asks"
    WRONG = "wrong"


@dataclass(frozen=True)
class Case:
    """One expression and what must hold for it."""

    text: str
    now: datetime
    reference: datetime | None
    match: tuple[datetime, ...]
    no_match: tuple[datetime, ...]
    ask: bool
    ambiguous: bool
    nothing: bool


@dataclass(frozen=True)
class Answer:
    """What a grammar made of a case: the candidates that fit, in order."""

    understood: bool
    ambiguous: bool
    nothing_said: bool
    matches: tuple[datetime, ...]


def judge(case: Case, answer: Answer) -> Verdict:
    """RIGHT as expected, ASKS where an answer was possible, WRONG where it guessed."""
    certain = answer.understood and not answer.ambiguous
    if case.nothing:
        return _right_if(answer.nothing_said, or_wrong=answer.understood)
    if case.ask:
        return _right_if(not certain, or_wrong=True)
    fits = set(answer.matches)
    fitting = set(case.match) <= fits and not fits & set(case.no_match)
    if case.ambiguous:
        return _right_if(answer.ambiguous and fitting, or_wrong=certain)
    return _right_if(certain and fitting, or_wrong=certain)


def _right_if(right: bool, *, or_wrong: bool) -> Verdict:
    if right:
        return Verdict.RIGHT
    return Verdict.WRONG if or_wrong else Verdict.ASKS


def judge_all(cases: list[Case], answer: Callable[[Case], Answer]) -> dict[Verdict, list[Case]]:
    """The cases by verdict."""
    verdicts: dict[Verdict, list[Case]] = {verdict: [] for verdict in Verdict}
    for case in cases:
        verdicts[judge(case, answer(case))].append(case)
    return verdicts


def candidates(case: Case) -> list[datetime]:
    """The times of a case, earliest first, as the list of free times would be."""
    return sorted({*case.match, *case.no_match})


def load(name: str) -> list[Case]:
    """The cases of a file of the corpus. ValueError for a weekday that is not that date's."""
    groups = yaml.safe_load((CORPUS / name).read_text(encoding="utf-8"))
    return [case for group in groups for case in _cases(group)]


def _cases(group: dict[str, Any]) -> Iterator[Case]:
    now = _now(group["now"])
    reference = _now(group["reference"]) if "reference" in group else None
    for wish in group["wishes"]:
        unknown = wish.keys() - {"text", "match", "not", "ask", "ambiguous", "nothing"}
        if unknown:
            raise ValueError(f"{wish['text']}: unknown keys {unknown}")
        yield Case(
            text=wish["text"],
            now=now,
            reference=reference,
            match=tuple(_time(time, now) for time in wish.get("match", ())),
            no_match=tuple(_time(time, now) for time in wish.get("not", ())),
            ask=wish.get("ask", False),
            ambiguous=wish.get("ambiguous", False),
            nothing=wish.get("nothing", False),
        )


def _now(text: str) -> datetime:
    found = _NOW.fullmatch(text)
    if not found:
        raise ValueError(f"{text!r} is not a time such as 'tis 2025-11-18 10.00'")
    return _local(date.fromisoformat(found["date"]), found)


def _time(text: str, now: datetime) -> datetime:
    found = _TIME.fullmatch(text)
    if not found:
        raise ValueError(f"{text!r} is not a time such as 'tis 25/11 14.00'")
    day = date(now.year, int(found["month"]), int(found["day"]))
    if day < now.date():
        day = day.replace(year=now.year + 1)
    return _local(day, found)


def _local(day: date, found: re.Match[str]) -> datetime:
    if WEEKDAYS[day.weekday()] != found["weekday"]:
        raise ValueError(f"{found[0]}: {day} is a {WEEKDAYS[day.weekday()]}")
    return datetime(
        day.year, day.month, day.day, int(found["hour"]), int(found["minute"]), tzinfo=STOCKHOLM
    )
