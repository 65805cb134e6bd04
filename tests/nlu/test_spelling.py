from __future__ import annotations

import pytest
from understanding.lexicon import Lexicon
from understanding.spelling import Spelling, is_one_slip
from understanding.words import standard, tokens

KNOWN = Spelling({"sjukgymnasten": 9, "hjärta": 9, "tidigare": 9, "boka": 9, "tack": 9}, {"asså"})


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("hjarta", "hjärta"),
        ("tackk", "tack"),
        ("sjuk gymnasten", "sjukgymnasten"),
        ("tidiare", "tidigare"),
        ("tdiigare", "tidigare"),
    ],
)
def test_slips_are_mended_to_known_words(written: str, meant: str) -> None:
    assert KNOWN.mended(written.split()) == [meant]


@pytest.mark.parametrize("word", ["boka", "asså", "bka", "trappa", "42"])
def test_known_short_and_distant_words_are_left_alone(word: str) -> None:
    assert KNOWN.mended([word]) == [word]


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("tid", "tidd", True),
        ("ombuka", "omboka", True),
        ("rönkten", "röntken", True),
        ("abcd", "badc", False),
        ("tid", "tiden", False),
    ],
)
def test_a_slip_is_one_letter_or_two_changed_places(one: str, other: str, expected: bool) -> None:
    assert is_one_slip(one, other) is is_one_slip(other, one) is expected


def test_spoken_forms_are_read_as_written_ones() -> None:
    assert standard(tokens("Ja vill boka nån tid"), {"nån": "någon"}) == [
        "jag",
        "vill",
        "boka",
        "någon",
        "tid",
    ]


def test_numbers_and_foreign_letters_are_read_as_their_kind() -> None:
    assert standard(tokens("kl 9.30 den 24/3 العربية"), {}) == [
        "kl",
        "<clock>",
        "den",
        "<date>",
        "<foreign>",
    ]


def test_a_concept_is_found_by_word_beginning_end_part_and_phrase() -> None:
    patterns = {
        "person": ["*läkaren"],
        "move": ["byta", "ombok*", "skjut upp"],
        "exam": ["*röntg*"],
    }
    lexicon = Lexicon(patterns, {})

    words = ["ombokning", "hudläkaren", "byta", "lungröntgen", "skjut", "upp", "bytare"]

    assert lexicon.masked(words) == ["@move", "@person", "@move", "@exam", "@move", "bytare"]
