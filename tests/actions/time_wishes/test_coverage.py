"""What no rule has taken beside a time is asked about."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from actions.time_wishes import parse_wish

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
