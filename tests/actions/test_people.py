"""Who "hon" is, what "min barnmorska" is called, and when one meets them."""

from __future__ import annotations

import pytest

from tests.builders.fhir import (
    a_bundle,
    a_clinic,
    a_plan,
    a_practitioner,
    a_task,
    a_team,
    an_appointment,
)
from tests.builders.turn import Talk, talk_about

EYES = a_clinic("ogon", "Ögonmottagningen", phone="08-465 004 01")
TEETH = a_clinic("tand", "Tandregleringen", phone="08-465 004 02")


@pytest.fixture
def talk() -> Talk:
    """Anna coordinates; Peder is met at the eyes, nobody in particular at the teeth."""
    return talk_about(
        a_bundle(
            EYES,
            TEETH,
            a_practitioner("anna", "Anna Ek", phone="08-465 004 10"),
            a_practitioner("peder", "Peder Lanz"),
            a_team(("Fast vårdkontakt", "Practitioner/anna")),
            an_appointment(
                "tand-1",
                clinic="tand",
                description="Justering av tandställning",
                start="2026-11-30T08:10:00+01:00",
                end="2026-11-30T08:30:00+01:00",
            ),
            an_appointment(
                "ogon-1",
                clinic="ogon",
                description="Återbesök hos ögonläkare",
                actors=("Practitioner/peder",),
            ),
            a_task("ringa", "Anna ringer dig om läsglasögonen", owner="Practitioner/anna"),
            a_plan("Appointment/tand-1", "Appointment/ogon-1", "Task/ringa"),
        )
    )


def test_he_is_whom_the_answer_before_told_of(talk: Talk) -> None:
    talk.ask("ask_visit_details", "vem träffar jag hos ögonläkaren")

    assert talk.ask("ask_contact", "vad heter han").startswith("Namnet är Peder Lanz")


def test_her_hours_are_hers_and_not_a_visit_by_telephone(talk: Talk) -> None:
    talk.ask("ask_contact", "vem är min fasta vårdkontakt")

    said = talk.ask("ask_when", "när har hon telefontid")

    assert "Ring Anna Ek på 08-465 004 10" in said
    assert "hittar inget" not in said


def test_when_one_meets_him_is_the_next_visit_with_him(talk: Talk) -> None:
    talk.ask("ask_visit_details", "vem träffar jag hos ögonläkaren")

    said = talk.ask("ask_when", "när ska jag till honom")

    assert "Onsdag 2 december" in said
    assert "30 november" not in said


def test_when_one_meets_somebody_without_a_visit_it_says_so(talk: Talk) -> None:
    talk.ask("ask_contact", "vem är min fasta vårdkontakt")

    said = talk.ask("ask_when", "när träffar jag henne")

    assert "ingen bokad tid hos Anna Ek" in said
    assert "08-465 004 10" in said


def test_what_she_has_promised_is_told_when_she_is_to_ring(talk: Talk) -> None:
    talk.ask("ask_contact", "vem är min fasta vårdkontakt")

    assert "Anna ringer dig" in talk.ask("ask_next_step", "skulle hon ringa mig")


def test_my_own_name_is_no_question() -> None:
    said = talk_about(a_bundle(EYES, an_appointment("ogon-1", clinic="ogon"), a_plan())).ask(
        "ask_when", "hej jag heter Karin, när är tiden"
    )
    assert "Onsdag 2 december" in said


def test_to_a_relative_he_is_the_patient(talk: Talk) -> None:
    relative = Talk(talk.contract, may_book=False, own=False)
    relative.ask("ask_visit_details", "vem träffar han hos ögonläkaren")

    assert "30 november" in relative.ask(
        "ask_when", "vilken dag ska han dit nästa gång, tandregleringen"
    )


def test_her_number_is_asked_for_by_a_relative_too(talk: Talk) -> None:
    relative = Talk(talk.contract, may_book=False, own=False)
    relative.ask("ask_contact", "vem är pappas fasta vårdkontakt")

    assert "08-465 004 10" in relative.ask("ask_contact", "vad har hon för nummer")
