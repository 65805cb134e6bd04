"""The trained model on the test set: floors below what was measured, against regressions."""

from __future__ import annotations

import pytest
from nlu_report.data import NEGATIVES, TEST, Utterance, read_utterances

from backend.parsing import Parsed, Parser

DANGERS = {"emergency", "crisis"}

Read = list[tuple[Utterance, Parsed]]


@pytest.fixture(scope="module")
def read(parser: Parser) -> Read:
    return [(one, parser.parse(one.text)) for one in read_utterances(TEST)]


def test_nineteen_of_twenty_utterances_are_understood(read: Read) -> None:
    asked = [(one, parsed) for one, parsed in read if one.voice != NEGATIVES]

    assert _accuracy(asked) >= 0.94


def test_words_of_danger_without_danger_are_understood(read: Read) -> None:
    assert _accuracy([(one, parsed) for one, parsed in read if one.voice == NEGATIVES]) >= 0.87


def test_every_emergency_and_crisis_is_shown_help(read: Read) -> None:
    missed = [one.text for one, said in read if one.intent in DANGERS and said["safety"] is None]

    assert not missed


def test_hardly_any_other_utterance_is_shown_help(read: Read) -> None:
    others = [
        (one, parsed)
        for one, parsed in read
        if one.voice != NEGATIVES and one.intent not in DANGERS
    ]
    shown = [one.text for one, parsed in others if parsed["safety"]]

    assert len(shown) <= 0.01 * len(others), shown


def _accuracy(read: Read) -> float:
    return sum(one.intent == parsed["intent"] for one, parsed in read) / len(read)
