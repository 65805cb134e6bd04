"""The texts that show the way to help."""

from __future__ import annotations

import pytest

from backend.phrasing.texts import text


@pytest.mark.parametrize("key", ["safety.emergency", "safety.emergency_short"])
def test_an_emergency_is_sent_to_112_and_advice_to_1177(key: str) -> None:
    said = text(key)
    assert said.index("112") < said.index("1177")


@pytest.mark.parametrize("key", ["safety.crisis", "safety.crisis_short"])
def test_a_crisis_is_sent_to_112_if_acute_and_to_the_suicide_line(key: str) -> None:
    said = text(key)
    assert said.index("112") < said.index("90101")
    assert "Mind" in said
    assert "1177" in said


@pytest.mark.parametrize("simple", [False, True])
@pytest.mark.parametrize("key", ["safety.emergency", "safety.crisis"])
def test_the_errand_is_kept_and_nobody_is_said_to_watch(key: str, simple: bool) -> None:
    said = text(key, simple=simple)
    assert "sparad" in said
    assert "hela tiden" in said
    assert "!" not in said
