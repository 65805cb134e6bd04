"""Words that lean on the answer before, two questions at once, and gaps that are told."""

from __future__ import annotations

import pytest

from tests.builders.fhir import Json, a_bundle, a_clinic, a_plan, a_task, an_appointment
from tests.builders.turn import Talk, talk_about

EYES = a_clinic("ogon", "Ögonmottagningen", phone="08-465 004 01")
XRAY = a_clinic("rtg", "Röntgenmottagningen", phone="08-465 004 02")


def _visit(ident: str, clinic: str, what: str, day: str) -> Json:
    return an_appointment(
        ident,
        clinic=clinic,
        description=what,
        start=f"{day}T10:15:00+01:00",
        end=f"{day}T10:45:00+01:00",
    )


@pytest.fixture
def talk() -> Talk:
    """About an eye visit, an x-ray and another eye visit, in this order."""
    return talk_about(
        a_bundle(
            EYES,
            XRAY,
            _visit("o1", "ogon", "Ögonkontroll", "2026-12-02"),
            _visit("r1", "rtg", "Röntgen knä", "2026-12-04"),
            _visit("o2", "ogon", "Synundersökning", "2026-12-09"),
            a_plan("Appointment/o1", "Appointment/r1", "Appointment/o2"),
        )
    )


def test_a_name_alone_is_asked_what_was_asked_last(talk: Talk) -> None:
    talk.ask("ask_where", "var är ögonkontrollen")

    assert "Röntgen knä är på" in talk.ask("ask_next_step", "och röntgen då?")


def test_and_after_that_is_the_next_time_whatever_was_asked_last(talk: Talk) -> None:
    talk.ask("ask_where", "var är ögonkontrollen")

    assert "Fredag 4 december" in talk.ask("nlu_fallback", "å sen då")


def test_one_of_a_list_that_was_shown_is_answered_for_itself(talk: Talk) -> None:
    talk.ask("ask_plan", "visa allt")

    said = talk.ask("ask_plan", "den andra, var är det")

    assert "Röntgen knä är på" in said
    assert "bokade tider" not in said


def test_that_is_good_then_asks_nothing_again(talk: Talk) -> None:
    talk.ask("ask_when", "när är röntgen")

    assert "Fredag 4 december" not in talk.ask("nlu_fallback", "men det är bra då")


def test_who_comes_is_asked_of_the_visit_and_not_of_the_coordinator(talk: Talk) -> None:
    talk.ask("ask_when", "när är röntgen")

    assert "Det står inte vem du ska träffa" in talk.ask("ask_contact", "vem är det som kommer då")
    assert "Ring" in talk.ask("ask_contact", "vem ringer jag då")


def test_the_second_question_waits_for_which_visit_is_meant(talk: Talk) -> None:
    text = "när ska jag till ögonmottagningen och var är det"
    said = talk.ask("ask_when", text, second=("ask_where", "var är det"))
    assert "Vilken menar du" in said
    assert "är på" not in said

    said = talk.ask("ask_when", "synundersökningen")

    assert "Onsdag 9 december" in said
    assert "Synundersökning är på" in said


def test_what_comes_after_a_visit_is_not_the_visit_before_it(talk: Talk) -> None:
    said = talk.ask("ask_next_step", "vad händer efter röntgen")

    assert "Onsdag 9 december" in said
    assert "Onsdag 2 december" not in said


def test_a_wait_is_told_with_its_day_and_who_owns_it() -> None:
    promised = a_task(
        "t1",
        "Skriva intyg",
        owner="HealthcareService/ogon",
        restriction={"period": {"end": "2026-11-30"}},
    )
    talk = talk_about(
        a_bundle(
            EYES,
            _visit("o1", "ogon", "Ögonkontroll", "2026-12-02"),
            promised,
            a_plan("Appointment/o1", "Task/t1"),
        )
    )

    said = talk.ask("ask_next_step", "vad händer nu")

    assert "Skriva intyg, senast måndag 30 november (Ögonmottagningen ansvarar)" in said


def test_a_question_with_no_name_in_it_is_of_what_was_just_told(talk: Talk) -> None:
    talk.ask("ask_where", "var är röntgen")

    assert "Fredag 4 december" in talk.ask("out_of_scope", "när är det")
    assert "Fredag 4 december" in talk.ask("nlu_fallback", "vilken dag var det nu igen")


def test_a_visit_alone_is_told_of_though_it_was_taken_for_an_errand(talk: Talk) -> None:
    assert "Fredag 4 december" in talk.ask("book", "röntgen")


def test_what_is_booked_on_a_day_is_not_the_whole_plan(talk: Talk) -> None:
    said = talk.ask("ask_plan", "vilka tider har jag den 4 december")

    assert "röntgen knä" in said
    assert "2 december" not in said


def test_company_is_asked_of_the_visit_and_not_of_who_may_log_in(talk: Talk) -> None:
    said = talk.ask("ask_proxy", "kan min syster följa med på röntgen")

    assert "röntgen knä på Röntgenmottagningen" in said
    assert "sköta dina tider" not in said


def test_who_is_to_ring_is_asked_of_the_visit_that_is_named(talk: Talk) -> None:
    said = talk.ask("ask_contact", "vem är det som ska ringa mig om min röntgen i december då va")

    assert "Det står inte vem du ska träffa" in said
