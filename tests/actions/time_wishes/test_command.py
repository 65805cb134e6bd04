"""`nasta-steg wish`, as a script that calls it meets it."""

from __future__ import annotations

import json
from typing import Any

import pytest
from click.testing import CliRunner, Result

from backend.cli import main

TUESDAY, WEDNESDAY = "2025-11-25T14:00", "2025-11-26T14:00"


def wish(text: str, *starts: str, now: str = "2025-11-18T10:00") -> Result:
    """The command's result for a text and some start times."""
    return CliRunner().invoke(main, ["wish", text, "--now", now], input="\n".join(starts))


def answer(text: str, *starts: str, now: str = "2025-11-18T10:00") -> Any:
    """What the command prints."""
    result = wish(text, *starts, now=now)
    assert result.exit_code == 0, result.output
    return json.loads(result.output)


def test_the_times_that_fit_are_printed_as_they_were_given() -> None:
    assert answer("tisdagar", WEDNESDAY, TUESDAY) == {
        "understood": True,
        "ambiguous": False,
        "matches": [TUESDAY],
    }


def test_a_time_with_another_offset_is_read_on_swedish_clocks() -> None:
    inside, outside = "2025-11-25T11:30Z", "2025-11-25T12:30Z"
    assert answer("tisdag mellan 12 och 13", inside, outside)["matches"] == [inside]


def test_the_present_may_have_an_offset() -> None:
    late, next_day = "2025-11-18T23:30Z", "2025-11-20T09:00"
    assert answer("imorgon", next_day, now=late)["matches"] == [next_day]


def test_a_time_before_the_present_does_not_fit() -> None:
    assert answer("när som helst", "2025-11-18T09:59", TUESDAY)["matches"] == [TUESDAY]


def test_an_ambiguous_wish_matches_each_of_its_readings() -> None:
    near, far, other = "2025-11-21T10:00", "2025-11-28T10:00", "2025-11-20T10:00"
    found = answer("nästa fredag", near, far, other, now="2025-11-19T10:00")
    assert found == {"understood": True, "ambiguous": True, "matches": [near, far]}


@pytest.mark.parametrize("text", ["", "   ", "hej", "vecka 60"])
def test_a_text_without_a_time_that_can_be_is_not_understood(text: str) -> None:
    assert answer(text, TUESDAY) == {"understood": False, "ambiguous": False, "matches": []}


def test_no_times_and_empty_lines_match_nothing() -> None:
    assert answer("tisdag")["matches"] == []
    assert answer("tisdag", "", TUESDAY, "  ")["matches"] == [TUESDAY]


def test_a_line_that_is_no_time_is_named() -> None:
    result = wish("tisdag", TUESDAY, "imorgon")
    assert result.exit_code == 2
    assert "line 2: 'imorgon'" in result.output


def test_a_present_that_is_no_time_is_named() -> None:
    result = wish("tisdag", now="nu")
    assert result.exit_code == 2
    assert "now: 'nu'" in result.output


def test_the_present_must_be_given() -> None:
    result = CliRunner().invoke(main, ["wish", "tisdag"])
    assert result.exit_code == 2
    assert "--now" in result.output
