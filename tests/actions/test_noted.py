"""Sentences of the plan's own that have the words asked about."""

from __future__ import annotations

import pytest

from tests.builders.fhir import a_bundle, a_clinic, a_plan, a_task, an_appointment
from tests.builders.turn import Talk, talk_about

EYES = a_clinic("ogon", "Ögonmottagningen", phone="08-465 004 01")


@pytest.fixture
def talk() -> Talk:
    """A visit to the eyes with a preparation and a comment, and a thing to do."""
    return talk_about(
        a_bundle(
            EYES,
            an_appointment(
                "ogon-1",
                clinic="ogon",
                description="Återbesök hos ögonläkare",
                patientInstruction="Ät frukost som vanligt. Cykla inte dit, du ser suddigt.",
                comment="Din fru får gärna vara med.",
            ),
            a_task(
                "prov",
                "Lämna blodprov på vårdcentralen",
                note=[{"text": "Drop-in vardagar kl. 7.45–10."}],
            ),
            a_plan("Appointment/ogon-1", "Task/prov"),
        )
    )


def test_a_word_of_the_preparation_answers_what_was_not_understood(talk: Talk) -> None:
    talk.ask("ask_when", "när är ögonläkaren")

    said = talk.ask("out_of_scope", "kan jag cykla")

    assert "Cykla inte dit" in said
    assert "Ät frukost" not in said


def test_what_leans_on_the_answer_before_is_found_in_its_note(talk: Talk) -> None:
    talk.ask("ask_preparation", "hur förbereder jag mig för ögonläkaren")

    assert "Ät frukost" in talk.ask("ask_when", "å frukost då")


def test_a_question_about_the_visit_gets_the_sentence_that_has_its_words_first(talk: Talk) -> None:
    said = talk.ask("ask_visit_details", "får min fru följa med till ögonläkaren")

    assert "Din fru får gärna vara med" in said.splitlines()[0]


def test_words_that_nothing_says_are_still_not_understood(talk: Talk) -> None:
    assert "kan jag inte hjälpa" in talk.ask("out_of_scope", "vem vann matchen i fotboll")


def test_what_is_to_be_done_before_a_visit_is_told_with_its_note(talk: Talk) -> None:
    said = talk.ask("ask_preparation", "ska jag lämna blodprovet också")

    assert "Drop-in" in said
    assert "inget om förberedelser" not in said
