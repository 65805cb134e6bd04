"""Never an error, never a runaway, whatever is sent."""

from __future__ import annotations

import sys
from types import FrameType
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from backend.chat.safety import check
from tests.chat.safety.sets import labelled

SPITEFUL = {
    "one letter": "a",
    "negations": "inte ",
    "pain": "ont ",
    "pain and chest": "ont bröst ",
    "breath denied": "inte andas ",
    "people": "han hon pappa ",
    "live": "vill inte leva ",
    "commas": "ont, ",
    "dots": ". ",
    "letters apart": "k m ",
    "stars": "a*",
    "digits": "1,1.",
    "disguised": "a4",
    "run together": "inteinte",
    "signs": "blek yr feber kräks ",
    "emoji": "🚑",
    "then and now": "nu ont bröst förra året ",
    "excuses": "ont bröst ammar ",
    "over": "inte ont bröst det borta ",
    "two sides": "feber kall blek arm ben ont ",
    "asked": "om jag får ont bröst ",
    "marks": "a\u0301",
}

WISHES = ["Jag vill", "Kan jag", "Går det att", "Hej, jag behöver", "Hej! Jag skulle vilja"]
ERRANDS = ["boka", "boka om", "avboka", "byta", "flytta", "få veta", "se"]
WHAT = ["min tid", "tiden hos ögonläkaren", "röntgen", "provtagningen", "mitt återbesök", "planen"]
WHEN = [
    "",
    "på torsdag",
    "till nästa vecka",
    "i maj",
    "efter klockan tre",
    "vecka 48",
    "2026-12-01",
]
ENDS = ["", "?", ", tack.", " Tack på förhand!", " Vad kostar det?", " Var ligger det?"]


def lines_run(text: str) -> int:
    """How many lines of the safety package one check runs: a measure of work without a clock."""
    count = 0

    def trace(frame: FrameType, event: str, _: Any) -> Any:
        nonlocal count
        if "safety" not in frame.f_code.co_filename:
            return None
        count += event == "line"
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        check(text)
    finally:
        sys.settrace(before)
    return count


@pytest.mark.parametrize("spite", SPITEFUL.values(), ids=SPITEFUL)
def test_work_grows_in_step_with_the_text_and_no_faster(spite: str) -> None:
    short, long = (spite * 500)[:1000], (spite * 2000)[:4000]
    assert lines_run(long) <= 6 * lines_run(short) + 1000


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=400))
def test_no_text_raises(text: str) -> None:
    check(text)


@settings(max_examples=200, deadline=None)
@given(
    st.lists(
        st.sampled_from([word for texts in labelled("develop.yml").values() for word in texts]),
        max_size=6,
    ).map(" ".join)
)
def test_no_mixture_of_what_people_write_raises(text: str) -> None:
    check(text)


@settings(max_examples=300, deadline=None)
@given(
    st.tuples(
        st.sampled_from(WISHES),
        st.sampled_from(ERRANDS),
        st.sampled_from(WHAT),
        st.sampled_from(WHEN),
    ).map(" ".join),
    st.sampled_from(ENDS),
)
def test_a_plain_errand_is_never_taken_for_danger(errand: str, end: str) -> None:
    assert check(errand.strip() + end) is None


@given(st.sampled_from(["jag vill dö", "kan inte andas", "ont i bröstet"]), st.sampled_from(WHAT))
def test_danger_is_read_beside_an_errand(danger: str, what: str) -> None:
    assert check(f"När är {what}? Och {danger}") is not None
