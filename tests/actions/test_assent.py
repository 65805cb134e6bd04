"""A yes to a question that stands, and what only looks like one."""

from __future__ import annotations

import pytest

from backend.services import Services
from tests.builders.errands import ErrandTalk, some_slots
from tests.builders.fhir import a_bundle, a_clinic, a_plan, an_appointment

EYES = a_clinic("ogon", "Ögonmottagningen", phone="08-465 004 01")
VISIT = an_appointment("ogon-1", clinic="ogon", description="Återbesök hos ögonläkare")
"""Wednesday 2 December 10.15."""
SLOTS = some_slots("ogon", "2026-12-01T09:00", "2026-12-03T09:00", "2026-12-08T10:00")


@pytest.fixture
def asked(services: Services) -> ErrandTalk:
    """Asked whether to move the visit to Tuesday 1 December."""
    talk = ErrandTalk(services, a_bundle(EYES, VISIT, SLOTS, a_plan("Appointment/ogon-1")))
    talk.say("rebook", "flytta min tid")
    talk.press("Välj tisdag 1 december")
    return talk


@pytest.mark.parametrize(
    ("intent", "text"),
    [
        ("ask_when", "ja, ta den tid"),
        ("ask_when", "oj telefonen ringde. ja ta den"),
        ("rebook", "jajamensan flytta den"),
        ("nlu_fallback", "okej tisdag den första"),
    ],
)
def test_what_begins_with_yes_and_says_nothing_else_is_yes(
    asked: ErrandTalk, intent: str, text: str
) -> None:
    assert asked.say(intent, text).startswith("Klart.")


@pytest.mark.parametrize(
    ("intent", "text"),
    [
        ("ask_when", "ja men när är det"),
        ("ask_where", "ja var ligger det"),
        ("give_time_wish", "ja fast den 8 december"),
        ("nlu_fallback", "ja torsdag den tredje"),
        ("cancel", "ja avboka den"),
        ("stop", "ja nu struntar vi i det"),
    ],
)
def test_a_yes_with_anything_more_moves_nothing(asked: ErrandTalk, intent: str, text: str) -> None:
    assert not asked.say(intent, text).startswith("Klart.")
    assert asked.time_of("ogon-1") == "02/12 10.15"


def test_to_let_it_be_keeps_the_time(asked: ErrandTalk) -> None:
    assert "Din tid är kvar" in asked.say("nlu_fallback", "då låter jag det vara så länge")


def test_an_old_yes_in_another_window_leads_to_the_question_that_stands(asked: ErrandTalk) -> None:
    old = asked.button("Ja, flytta tiden")
    asked.say("give_time_wish", "hellre den 8 december")
    asked.press("Välj tisdag 8 december")

    said = asked.press_again(old)

    assert "gäller inte längre" in said
    assert "till tisdag 8 december kl. 10.00" in said
    assert asked.time_of("ogon-1") == "02/12 10.15"
