"""Days, times and hours in words."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

import pytest

from backend.contracts.schemas import Hours
from backend.phrasing.dates import (
    away_phrase,
    clock_phrase,
    hours_phrase,
    is_open,
    length_phrase,
    time_phrase,
)
from backend.rules.workdays import STOCKHOLM

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=STOCKHOLM)
WEEK = ["mon", "tue", "wed", "thu", "fri"]


def test_a_time_is_said_with_weekday_date_and_clock() -> None:
    moment = datetime.fromisoformat("2026-12-02T09:15:00+00:00")
    assert time_phrase(moment, NOW) == "onsdag 2 december kl. 10.15"


def test_a_time_far_away_is_said_with_its_year() -> None:
    moment = datetime(2027, 12, 2, 10, 15, tzinfo=STOCKHOLM)
    assert time_phrase(moment, NOW) == "torsdag 2 december 2027 kl. 10.15"


def test_the_hour_that_comes_twice_is_told_apart() -> None:
    first = datetime.fromisoformat("2027-10-31T02:30:00+02:00")
    assert clock_phrase(first) == "kl. 2.30 (sommartid)"
    assert clock_phrase(first + timedelta(hours=1)) == "kl. 2.30 (vintertid)"
    assert clock_phrase(first + timedelta(hours=2)) == "kl. 3.30"


@pytest.mark.parametrize(
    ("days", "words"),
    [
        (0, "i dag"),
        (1, "i morgon"),
        (2, "i övermorgon"),
        (5, "om 5 dagar"),
        (7, "om en vecka"),
        (10, "om 10 dagar"),
        (21, "om 3 veckor"),
        (92, "om 3 månader"),
        (-1, "i går"),
        (-21, "för 3 veckor sedan"),
    ],
)
def test_how_far_away_a_day_is(days: int, words: str) -> None:
    assert away_phrase(NOW.date() + timedelta(days=days), NOW.date()) == words


def test_opening_hours_are_gathered_by_days() -> None:
    hours = [
        Hours(days=WEEK, start=time(8), end=time(10)),
        Hours(days=WEEK, start=time(13), end=time(15, 30)),
        Hours(days=["sat"], start=time(9), end=time(12)),
    ]
    assert hours_phrase(hours) == "måndag–fredag kl. 8–10 och 13–15.30, lördag kl. 9–12"


def test_hours_around_the_clock_and_on_single_days() -> None:
    assert hours_phrase([Hours(days=[*WEEK, "sat", "sun"])]) == "alla dagar dygnet runt"
    assert (
        hours_phrase([Hours(days=["mon", "wed", "fri"], start=time(8), end=time(9))])
        == "måndag, onsdag och fredag kl. 8–9"
    )
    assert hours_phrase([]) is None


def test_whether_it_is_open_now() -> None:
    hours = [Hours(days=WEEK, start=time(8), end=time(10))]
    assert is_open(hours, NOW) is True
    assert is_open(hours, NOW + timedelta(hours=1)) is False
    assert is_open([], NOW) is None


def test_lengths() -> None:
    assert [length_phrase(found) for found in (20, 60, 90, 120)] == [
        "20 minuter",
        "1 timme",
        "1 timme och 30 minuter",
        "2 timmar",
    ]


def test_the_day_is_the_one_in_sweden() -> None:
    late = datetime.fromisoformat("2026-12-01T23:30:00+00:00")
    assert time_phrase(late, NOW) == "onsdag 2 december kl. 0.30"
    assert away_phrase(date(2026, 11, 24), NOW.date()) == "i morgon"
