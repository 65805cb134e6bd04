"""What no rule has taken beside a time is asked about."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from actions.time_wishes import filter_matches, parse_wish

NOW = datetime(2026, 11, 3, 9, 10, tzinfo=ZoneInfo("Europe/Stockholm"))


def is_certain(text: str) -> bool:
    wish = parse_wish(text, NOW)
    return wish.understood and not wish.ambiguous


@pytest.mark.parametrize(
    "text",
    [
        "parkeringen är gratis efter 18",
        "jag kan sitta i väntrummet från åtta",
        "fredag, annars tar jag 24 efter 14",
        "alla dagar utom heger",
        "min fru behöver bilen på måndag",
        "tolken jobbar bara måndagar",
        "bebisen sover tio till tolv så före eller efter det",
    ],
)
def test_a_word_a_number_or_a_limit_that_is_left_over_is_asked_about(text: str) -> None:
    assert not is_certain(text)


@pytest.mark.parametrize(
    "text",
    [
        "jag skulle vilja boka röntgentiden till på torsdag",
        "hejsan, går det bra med en tid på torsdag, mvh Parkeringen",
        "min dotter skjutsar mig på torsdag",
        "på torsdag ska jag på kryssning",
    ],
)
def test_words_that_say_nothing_about_a_time_are_not(text: str) -> None:
    assert is_certain(text)


@pytest.mark.parametrize(
    ("said", "fits", "fits_not"),
    [
        ("Jag blir yr på morgnarna av tabletterna så helst efter lunch", "14.00", "08.00"),
        ("Brorsan som ska följa med kan bara efter klockan 15", "15.30", "10.00"),
    ],
)
def test_a_story_before_what_follows_from_it_is_only_a_story(
    said: str, fits: str, fits_not: str
) -> None:
    wish = parse_wish(said, NOW)
    day = NOW.date() + timedelta(days=1)
    starts = [
        datetime.combine(day, time.fromisoformat(clock.replace(".", ":")), NOW.tzinfo)
        for clock in (fits, fits_not)
    ]

    assert filter_matches(wish, starts) == starts[:1]
