"""The conversation itself: whom one can ring, what is asked back, and what is never repeated."""

from __future__ import annotations

import pytest

from tests.builders.fhir import (
    a_bundle,
    a_clinic,
    a_patient,
    a_plan,
    a_practitioner,
    a_team,
    an_appointment,
)
from tests.builders.turn import Talk, talk_about

EYES = a_clinic("ogon", "Ögonmottagningen", phone="08-465 004 01")
VISIT = an_appointment("ogon-1", clinic="ogon", description="Återbesök hos ögonläkare")
PLAN = a_plan("Appointment/ogon-1")
ANNA = [
    a_practitioner("anna", "Anna Ek", phone="08-465 004 10"),
    a_team(("Fast vårdkontakt", "Practitioner/anna")),
]


def nobody_coordinates() -> Talk:
    return talk_about(a_bundle(EYES, VISIT, PLAN))


def somebody_coordinates() -> Talk:
    return talk_about(a_bundle(EYES, VISIT, PLAN, ANNA))


@pytest.mark.parametrize("intent", ["complain", "ask_human", "ask_if_bot", "ask_medical_advice"])
def test_the_coordinators_number_is_given(intent: str) -> None:
    assert "Anna Ek på 08-465 004 10" in somebody_coordinates().ask(intent)


@pytest.mark.parametrize("intent", ["complain", "ask_human", "ask_if_bot", "ask_medical_advice"])
def test_without_a_coordinator_the_next_clinics_number_is_given(intent: str) -> None:
    assert "Ögonmottagningen på 08-465 004 01" in nobody_coordinates().ask(intent)


def test_protected_identity_is_given_no_clinics_number() -> None:
    protected = a_patient(meta={"security": [{"code": "sekretessmarkering"}]})
    whole = a_bundle(EYES, VISIT, PLAN)
    talk = talk_about({**whole, "entry": [{"resource": protected}, *whole["entry"][1:]]})
    assert "08-465" not in talk.ask("ask_human")


def test_somebody_else_is_told_what_they_may_do_and_not_what_the_patient_may() -> None:
    relative = Talk(somebody_coordinates().contract, may_book=False, own=False)
    said = relative.ask("ask_proxy", "vad får jag göra här")
    assert "Du kan se planen, men inte boka" in said
    assert "din plan" not in said


@pytest.mark.parametrize("number", ["19610118-2803", "610118-2803", "6101182803", "610973 2393"])
def test_a_number_of_identity_is_not_said_back(number: str) -> None:
    said = somebody_coordinates().ask("out_of_scope", f"mitt nummer är {number}")
    assert "Du behöver inte skriva ditt personnummer" in said
    assert number[-4:] not in said


def test_the_likely_meanings_are_asked_about() -> None:
    talk = somebody_coordinates()
    talk.ask("nlu_fallback", "tiden", ranking=(("ask_when", 0.35), ("rebook", 0.3), ("stop", 0.2)))
    assert talk.buttons == ["När jag har tid", "Flytta en tid"]


def test_what_is_asked_back_is_about_the_visit_that_was_named() -> None:
    talk = somebody_coordinates()
    talk.ask("nlu_fallback", "det där med ögonläkaren", ranking=(("ask_when", 0.35),))
    assert talk.last is not None
    button = talk.last.messages[-1].buttons[0]
    assert button.payload == '/ask_when{"about": "Appointment/ogon-1"}'


@pytest.mark.parametrize("text", ["?", "…", "👍"])
def test_without_a_letter_nothing_is_guessed(text: str) -> None:
    talk = somebody_coordinates()
    said = talk.ask("nlu_fallback", text, ranking=(("ask_language", 0.35),))
    assert "Menar du" not in said
    assert "Vad händer nu?" in talk.buttons


def test_what_is_drawn_by_lot_is_not_asked_about() -> None:
    talk = somebody_coordinates()
    assert "Menar du" not in talk.ask("nlu_fallback", "qwpeoi", ranking=(("ask_goal", 0.07),))


def test_letters_at_random_count_as_a_miss_whatever_they_were_taken_for() -> None:
    talk = somebody_coordinates()
    for text in ("asdkjh qwe", "fghjkl"):
        talk.ask("out_of_scope", text)

    assert "Anna Ek på 08-465 004 10" in talk.ask("out_of_scope", "dkdk")


def test_what_is_out_of_scope_is_still_said_to_be() -> None:
    assert "kan jag inte hjälpa" in somebody_coordinates().ask("out_of_scope", "vem vann matchen")


def test_after_two_misses_there_is_a_person_to_ring() -> None:
    talk = somebody_coordinates()
    talk.ask("nlu_fallback", "qwpeoi")
    talk.ask("nlu_fallback", "zxmnv")
    assert "Anna Ek på 08-465 004 10" in talk.ask("nlu_fallback", "asdf")
    assert "Prata med en människa" in talk.buttons


def test_a_visit_that_is_named_and_nothing_more_is_told_of() -> None:
    talk = somebody_coordinates()

    assert "Onsdag 2 december kl. 10.15" in talk.ask("nlu_fallback", "ögonläkaren")
    assert "Menar du" not in talk.ask("nlu_fallback", "återbesöket")
