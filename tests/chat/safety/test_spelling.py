"""However it is spelt, it is read."""

from __future__ import annotations

import pytest

from backend.chat.safety import check
from backend.chat.safety.spelling import Pause, folded, shortened, sound, within, words_of


@pytest.mark.parametrize(
    "text",
    [
        "ONT I BRÖSTET",
        "ont i brostet",
        "ont i broestet",
        "ont i bröste",
        "oont i bröööstet",
        "ontibröstet",
        "ont i bröst et",
        "bröst smärta",
        "bröst-smärta",
        "bröstsmerta",
        "bröstsmärtta",
        "brsötsmärta",
        "kan inte annas",
        "kan'te andas inte andas",
        "får ingn luft",
        "kaninteandas",
        "med vets lös",
        "medvetlsös",
        "ja vill inte lefva lengre",
        "sjelvmord",
        "sjlävmord",
        "sj4lvmord",
        "sj*lvmord",
        "s j ä l v m o r d",
        "själv mords tankar",
        "k.m.s",
        "vviljj döö",
        "orkarinteleva",
        "jätteont i bröstet",
        "🚑 nu",
    ],
)
def test_danger_is_read_in_any_spelling(text: str) -> None:
    assert check(text) is not None


@pytest.mark.parametrize(
    "text",
    ["stäng dörren", "var är vilodagen", "blodtrycket", "infarten", "kontakta mig", "do you speak"],
)
def test_a_real_word_is_not_taken_for_a_misspelt_danger(text: str) -> None:
    assert check(text) is None


def test_words_keep_the_pause_that_follows_them() -> None:
    words = [(word.text, word.pause) for word in words_of("Ont, nu. Hjälp punkt ja")]
    assert words == [
        ("ont", Pause.COMMA),
        ("nu", Pause.STOP),
        ("hjälp", Pause.STOP),
        ("ja", Pause.NONE),
    ]


def test_a_decimal_number_is_one_word() -> None:
    assert [word.text for word in words_of("39,5 grader")] == ["39,5", "grader"]


def test_words_that_sound_alike_have_one_sound() -> None:
    assert sound("hjerta") == sound("järta") == sound("hjärta")
    assert sound("lefva") == sound("leva")
    assert sound("bröste") == sound("bröstet")


def test_folding_and_shortening() -> None:
    assert folded("bröstsmärtå") == "brostsmarta"
    assert shortened("hjäääälp") == "hjälp"


@pytest.mark.parametrize(
    ("one", "other", "limit", "expected"),
    [
        ("ambulans", "ambulans", 0, True),
        ("ambluans", "ambulans", 1, True),
        ("ambulas", "ambulans", 1, True),
        ("ambolanz", "ambulans", 1, False),
        ("ambolanz", "ambulans", 2, True),
        ("am", "ambulans", 2, False),
    ],
)
def test_letters_wrong_are_counted(one: str, other: str, limit: int, expected: bool) -> None:
    assert within(one, other, limit) is expected
