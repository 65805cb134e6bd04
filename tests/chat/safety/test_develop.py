"""What the lexicon was developed on stays read as it was."""

from __future__ import annotations

import pytest

from backend.chat.safety import check
from tests.chat.safety.sets import labelled

DEVELOPED_ON = labelled("develop.yml")


@pytest.mark.parametrize("text", DEVELOPED_ON["emergency"] + DEVELOPED_ON["crisis"])
def test_danger_is_shown(text: str) -> None:
    assert check(text) is not None


@pytest.mark.parametrize("text", DEVELOPED_ON["neither"])
def test_what_is_no_danger_is_left_alone(text: str) -> None:
    assert check(text) is None


def test_the_two_kinds_of_danger_are_seldom_mistaken_for_one_another() -> None:
    texts = [(kind, text) for kind in ("emergency", "crisis") for text in DEVELOPED_ON[kind]]
    mistaken = [
        text for kind, text in texts if (found := check(text)) is not None and found.kind != kind
    ]
    assert len(mistaken) <= len(texts) / 100, mistaken


def test_no_utterance_of_the_report_set_was_developed_on() -> None:
    report = {text.lower() for texts in labelled("report.yml").values() for text in texts}
    developed = {text.lower() for texts in DEVELOPED_ON.values() for text in texts}
    assert not report & developed
