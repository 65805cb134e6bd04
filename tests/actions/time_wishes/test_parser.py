"""What holds for any text, and the limits of what is taken for granted."""

from __future__ import annotations

import random
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from actions.time_wishes import Problem, Status, describe, filter_matches, matches, parse_wish
from tests.actions.time_wishes.corpus import load
from tests.actions.time_wishes.figures import DEVELOP

STOCKHOLM = ZoneInfo("Europe/Stockholm")
NOW = datetime(2026, 10, 15, 11, 20, tzinfo=STOCKHOLM)


def test_no_jumble_of_words_of_time_raises() -> None:
    words = sorted({word for case in load(DEVELOP) for word in case.text.split()})
    chance = random.Random(3)
    for _ in range(400):
        text = " ".join(chance.choices(words, k=chance.randint(1, 12)))
        reference = NOW + timedelta(days=chance.randint(1, 60))
        for wish in (parse_wish(text, NOW), parse_wish(text, NOW, reference)):
            assert (wish.status is Status.UNDERSTOOD) == bool(wish.understood)
            assert wish.readings or wish.status is not Status.UNDERSTOOD, text


@pytest.mark.parametrize("text", ["", " ", "?!", "-", "§", "\n", "1" * 3000, "måndag " * 400])
def test_odd_texts_are_read_without_a_fault(text: str) -> None:
    assert parse_wish(text, NOW).said_at == NOW


def test_a_naive_present_is_refused() -> None:
    with pytest.raises(ValueError, match="offset"):
        parse_wish("tisdag", datetime(2026, 10, 15, 11, 20))  # noqa: DTZ001


def test_a_naive_appointment_is_refused() -> None:
    with pytest.raises(ValueError, match="offset"):
        parse_wish("en vecka senare", NOW, datetime(2026, 10, 29, 13, 30))  # noqa: DTZ001


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("31 november", Problem.IMPOSSIBLE),
        ("14 oktober", Problem.PAST),
        ("fredag den 22 oktober", Problem.CONTRADICTION),
        ("efter min operation", Problem.UNKNOWN),
        ("min syster kommer på fredag", Problem.UNCLEAR),
        ("en vecka senare", Problem.NO_REFERENCE),
    ],
)
def test_what_is_asked_about_says_why(text: str, problem: Problem) -> None:
    assert parse_wish(text, NOW).problem is problem


def test_nothing_fits_a_wish_that_is_not_understood() -> None:
    assert not matches(parse_wish("31 november", NOW), NOW + timedelta(days=1))


def test_both_half_hours_of_the_autumn_night_are_half_past_two() -> None:
    night = datetime(2026, 10, 25, 2, 30, tzinfo=STOCKHOLM)
    starts = [night, night.replace(fold=1)]
    assert filter_matches(parse_wish("den 25 oktober", NOW), starts) == starts


def test_another_day_than_the_visits_own_is_said_so() -> None:
    wish = parse_wish("kan jag få en annan dag", NOW, NOW.replace(day=29))

    assert describe(wish) == f"en annan dag än {describe(parse_wish('29/10', NOW))}"


def test_all_days_but_those_up_to_one_are_said_as_from_the_next() -> None:
    wish = parse_wish("inte före den 30 november", NOW)

    assert describe(wish) == f"från {describe(parse_wish('30 november', NOW))}"


def test_next_friday_is_where_the_appointment_goes_and_not_its_own_day() -> None:
    moved, alone = (
        parse_wish(text, NOW) for text in ("flytta min tid till nästa fredag", "nästa fredag")
    )

    assert moved.understood
    assert describe(moved) == describe(alone)


def test_an_unknown_word_makes_it_ask_unless_it_names_something() -> None:
    text = "flytta spiroskopin till nästa vecka"

    assert not parse_wish(text, NOW).understood
    assert parse_wish(text, NOW, named={"spiroskopin"}).understood
