"""Logs are lines of JSON that name nobody, and that nobody can write a line of."""

from __future__ import annotations

import json
import logging
import sys
from typing import Any

from backend.observability.logs import JsonLines


def a_line(message: str, *arguments: object, fault: bool = False, **extra: Any) -> str:
    """What is written for a record."""
    record = logging.LogRecord(
        "test", logging.WARNING, __file__, 1, message, arguments, sys.exc_info() if fault else None
    )
    record.__dict__.update(extra)
    return JsonLines("backend").format(record)


def test_a_line_says_when_where_and_what() -> None:
    found = json.loads(a_line("Turn %s failed", 7, data={"ms": 12}))

    assert found["message"] == "Turn 7 failed"
    assert (found["level"], found["service"], found["logger"]) == ("WARNING", "backend", "test")
    assert found["ms"] == 12
    assert found["at"].endswith("+00:00")


def test_a_text_with_line_breaks_stays_one_line() -> None:
    forged = 'hej\n{"level": "ERROR", "message": "forged"}\r\x1b[2J\u2028x'

    line = a_line("said: %s", forged)

    assert len(line.splitlines()) == 1 or "\u2028" in line
    assert "\n" not in line
    assert "\x1b" not in line
    assert json.loads(line)["message"] == f"said: {forged}"


def test_an_exceptions_own_words_are_left_out() -> None:
    try:
        raise ValueError("Jag heter Anna och mår dåligt")
    except ValueError:
        line = a_line("It failed", fault=True)

    found = json.loads(line)
    assert "Anna" not in line
    assert found["error"] == "ValueError"
    assert found["where"][-1].startswith("test_logs.py:")


def test_what_looks_like_a_personnummer_is_masked() -> None:
    for number in ("19610118-2803", "610118-2803", "196101182803", "22000101TD07", "610118+2803"):
        line = a_line("looked for %s in vain", number)
        assert number not in line
        assert "[number]" in line


def test_times_and_ids_are_not_masked() -> None:
    said = "2026-11-23T09:00:00 turn 4711, port 8000"

    assert json.loads(a_line(said))["message"] == said
