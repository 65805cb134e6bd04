"""Moving, cancelling and booking in the conversation: nothing is said to be done before it is."""

from __future__ import annotations

import pytest

from backend.services import Services
from tests.actions.eye_visit import EYES, SLOTS, VISIT, XRAY
from tests.builders.errands import ErrandTalk, some_slots
from tests.builders.fhir import (
    OTHER_PERSONNUMMER,
    a_bundle,
    a_patient,
    a_plan,
    an_appointment,
)


def test_a_time_is_moved_in_three_steps(talk: ErrandTalk) -> None:
    assert "Din gamla tid är kvar" in talk.say("rebook", "kan jag flytta min tid")
    summary = talk.press("Välj tisdag 1 december kl. 9.00")
    assert "Gammal tid: onsdag 2 december kl. 10.15" in summary
    assert "Ny tid: tisdag 1 december kl. 9.00, vecka 49" in summary
    assert talk.time_of("ogon-1") == "02/12 10.15"

    receipt = talk.press("Ja, flytta tiden")

    assert receipt.startswith("Klart.")
    assert "tisdag 1 december kl. 9.00" in receipt
    assert talk.time_of("ogon-1") == "01/12 09.00"
    assert talk.last.messages[0].card == {
        "kind": "link",
        "href": "/api/appointments/ogon-1/calendar.ics",
        "label": "Lägg i kalendern",
    }


def test_everything_said_in_the_first_sentence_is_used(talk: ErrandTalk) -> None:
    said = talk.say(
        "rebook", "kan jag flytta ögonläkaren till nästa vecka efter lunch, inte onsdag"
    )

    offered = [b.title for b in talk.buttons if b.title.startswith("Välj")]
    assert offered == [
        "Välj tisdag 1 december kl. 14.00",
        "Välj torsdag 3 december kl. 13.30",
    ]
    assert "nästa vecka" in said


def test_a_wish_that_cannot_be_met_is_said_and_other_days_are_offered(talk: ErrandTalk) -> None:
    said = talk.say("rebook", "flytta min tid till fredag 4 december")

    assert "Det finns ingen ledig tid" in said
    assert "Välj torsdag 3 december" in " ".join(b.title for b in talk.buttons)


def test_undo_gives_the_old_time_back(talk: ErrandTalk) -> None:
    talk.say("rebook", "flytta min tid")
    talk.press("Välj tisdag 1 december kl. 9.00")
    talk.press("Ja, flytta tiden")

    assert "Du har din gamla tid igen: onsdag 2 december kl. 10.15" in talk.press("Ångra")
    assert talk.time_of("ogon-1") == "02/12 10.15"


def test_to_say_angra_after_a_receipt_is_undo(talk: ErrandTalk) -> None:
    talk.say("rebook", "flytta min tid")
    talk.press("Välj tisdag 1 december kl. 9.00")
    talk.press("Ja, flytta tiden")

    assert "Du har din gamla tid igen" in talk.say("deny", "jag vill ångra det där")
    assert talk.time_of("ogon-1") == "02/12 10.15"


def test_to_say_angra_in_the_middle_is_stop(talk: ErrandTalk) -> None:
    talk.say("rebook", "flytta min tid")
    talk.press("Välj tisdag 1 december kl. 9.00")

    assert "Din tid är kvar: onsdag 2 december kl. 10.15" in talk.say("stop", "jag ångrar mig")
    assert talk.time_of("ogon-1") == "02/12 10.15"


@pytest.mark.parametrize(
    ("intent", "text"),
    [
        ("choose_option", "den andra"),
        ("choose_option", "tvåan"),
        ("give_time_wish", "tisdag"),
        ("give_time_wish", "1 december"),
        ("nlu_fallback", "2"),
        ("nlu_fallback", "2:an"),
        ("affirm", "ja den på tisdag"),
    ],
)
def test_an_offer_is_chosen_by_its_place_or_its_day(
    intent: str, text: str, talk: ErrandTalk
) -> None:
    talk.say("rebook", "flytta min tid")

    assert "Ny tid: tisdag 1 december kl. 9.00" in talk.say(intent, text)


def test_more_times_are_others(talk: ErrandTalk) -> None:
    talk.say("rebook", "flytta min tid")
    first = {b.title for b in talk.buttons if b.title.startswith("Välj")}
    talk.say("ask_more_options", "har du fler tider")
    second = {b.title for b in talk.buttons if b.title.startswith("Välj")}

    assert second
    assert not first & second


def test_a_change_of_mind_is_a_new_wish(talk: ErrandTalk) -> None:
    talk.say("rebook", "flytta min tid till nästa vecka")
    talk.press("Välj tisdag 1 december")

    talk.say("deny", "nej förresten, torsdag nästa vecka")

    assert [b.title for b in talk.buttons if b.title.startswith("Välj")] == [
        "Välj torsdag 3 december kl. 9.00",
        "Välj torsdag 3 december kl. 13.30",
    ]
    assert talk.time_of("ogon-1") == "02/12 10.15"


def test_a_question_in_the_middle_is_answered_and_leads_back(talk: ErrandTalk) -> None:
    talk.say("rebook", "flytta min tid")

    said = talk.say("ask_where", "var ligger det")

    assert "Sjukhusvägen 1" in said
    assert "Vi höll på att flytta återbesök hos ögonläkare" in said
    assert "Välj" in " ".join([talk.press("Fortsätt")] + [b.title for b in talk.buttons])


def test_a_correction_moves_the_other_visit_instead(services: Services) -> None:
    xray = an_appointment(
        "rtg-1",
        clinic="rtg",
        description="Röntgen knä",
        start="2026-12-04T08:00:00+01:00",
        end="2026-12-04T08:20:00+01:00",
    )
    plan = a_plan("Appointment/ogon-1", "Appointment/rtg-1")
    slots = some_slots("rtg", "2026-12-02T08:00")
    talk = ErrandTalk(services, a_bundle(EYES, XRAY, VISIT, xray, SLOTS, slots, plan))
    talk.say("rebook", "flytta ögonläkaren")

    said = talk.say("deny", "nej förlåt, jag menade röntgen")

    assert "röntgen knä fredag 4 december" in said


def test_a_day_that_was_meant_is_a_wish(talk: ErrandTalk) -> None:
    talk.say("rebook", "kan jag flytta min tid")

    assert "Tisdag 1 december kl. 14.00" in talk.say("deny", "nej, jag menade tisdag eftermiddag")


def test_none_fits_keeps_the_old_time(talk: ErrandTalk) -> None:
    talk.say("rebook", "flytta min tid")

    assert "Din tid är kvar" in talk.press("Ingen passar")
    assert talk.time_of("ogon-1") == "02/12 10.15"


def test_confirming_twice_moves_once(talk: ErrandTalk) -> None:
    talk.say("rebook", "flytta min tid")
    talk.press("Välj tisdag 1 december kl. 9.00")
    yes = talk.button("Ja, flytta tiden")
    talk.press_again(yes)

    assert talk.press_again(yes).startswith("Klart.")
    assert talk.time_of("ogon-1") == "01/12 09.00"


def test_an_old_confirmation_does_nothing(talk: ErrandTalk) -> None:
    talk.say("rebook", "flytta min tid")
    talk.press("Välj tisdag 1 december kl. 9.00")
    old = talk.button("Ja, flytta tiden")
    talk.press("Visa andra tider")

    assert "gäller inte längre" in talk.press_again(old)
    assert talk.time_of("ogon-1") == "02/12 10.15"


def test_a_time_that_was_taken_meanwhile_gives_three_others(
    talk: ErrandTalk, services: Services
) -> None:
    talk.say("rebook", "flytta min tid")
    other = ErrandTalk(
        services, a_bundle(EYES, VISIT, SLOTS, patient=a_patient(OTHER_PERSONNUMMER))
    )
    other.say("rebook", "flytta min tid")
    other.press("Välj tisdag 1 december kl. 9.00")

    said = talk.press("Välj tisdag 1 december kl. 9.00")

    assert "hann någon annan ta. Din tid är kvar" in said
    offered = [b.title for b in talk.buttons if b.title.startswith("Välj")]
    assert len(offered) == 3
    assert "Välj tisdag 1 december kl. 9.00" not in offered


def test_the_times_instead_of_one_that_was_taken_fit_the_wish_as_well(
    talk: ErrandTalk, services: Services
) -> None:
    talk.say("rebook", "flytta min tid till en eftermiddag")
    other = ErrandTalk(
        services, a_bundle(EYES, VISIT, SLOTS, patient=a_patient(OTHER_PERSONNUMMER))
    )
    other.say("rebook", "flytta min tid")
    other.say("give_time_wish", "den 3 december efter lunch")
    other.press("Välj torsdag 3 december kl. 13.30")

    said = talk.say("choose_option", "den 3 december")

    assert "hann någon annan ta" in said
    offered = [b.title for b in talk.buttons if b.title.startswith("Välj")]
    assert offered == ["Välj tisdag 1 december kl. 14.00", "Välj onsdag 9 december kl. 15.00"]


def test_an_answer_that_is_lost_is_asked_for_again_and_not_done_twice(talk: ErrandTalk) -> None:
    talk.say("rebook", "flytta min tid")
    talk.press("Välj tisdag 1 december kl. 9.00")
    talk.backend.lost = 1

    assert talk.press("Ja, flytta tiden").startswith("Klart.")
    assert talk.time_of("ogon-1") == "01/12 09.00"


def test_when_it_is_not_known_whether_it_was_done_nothing_is_claimed(talk: ErrandTalk) -> None:
    talk.say("rebook", "flytta min tid")
    talk.press("Välj tisdag 1 december kl. 9.00")
    yes = talk.button("Ja, flytta tiden")
    talk.backend.lost = 2

    said = talk.press_again(yes)
    assert "Jag vet inte om ändringen gick igenom" in said
    assert "08-465 004 01" in said
    assert talk.press_again(yes).startswith("Klart.")


def test_cancelling_is_asked_about_and_can_be_undone(talk: ErrandTalk) -> None:
    said = talk.say("cancel", "avboka ögonläkaren")
    assert "Det här gäller återbesök hos ögonläkare onsdag 2 december kl. 10.15" in said
    assert talk.time_of("ogon-1") == "02/12 10.15"

    assert "är avbokad" in talk.press("Ja, avboka tiden")
    assert talk.time_of("ogon-1") == "cancelled"
    talk.press("Ångra")
    assert talk.time_of("ogon-1") == "02/12 10.15"


def test_tomorrow_is_no_other_day_that_was_offered(talk: ErrandTalk) -> None:
    talk.say("rebook", "flytta min tid")

    assert "Vill du flytta tiden" not in talk.say("choose_option", "går i morgon?")
    assert "Ny tid: tisdag 1 december" in talk.say("choose_option", "tisdag")


def test_asked_to_say_it_again_it_asks_the_same_question_and_changes_nothing(
    talk: ErrandTalk,
) -> None:
    offered = talk.say("rebook", "flytta min tid")
    again = talk.say("repeat", "va?")
    assert [line for line in again.splitlines() if line[:2] == "1."] == [
        line for line in offered.splitlines() if line[:2] == "1."
    ]

    talk.press("Välj tisdag 1 december kl. 9.00")
    assert "Vill du flytta tiden?" in talk.say("repeat", "jag förstår inte")
    assert talk.time_of("ogon-1") == "02/12 10.15"

    talk.press("Ja, flytta tiden")
    assert "Tisdag 1 december kl. 9.00" in talk.say("repeat", "va sa du")


def test_of_several_that_lie_ahead_none_is_called_done(services: Services) -> None:
    again = an_appointment(
        "ogon-2",
        clinic="ogon",
        description="Kontroll av ögonbotten",
        start="2026-12-09T09:00:00+01:00",
        end="2026-12-09T09:30:00+01:00",
    )
    before = an_appointment(
        "ogon-0",
        clinic="ogon",
        description="Synfältsundersökning",
        status="fulfilled",
        start="2026-11-02T09:00:00+01:00",
        end="2026-11-02T09:30:00+01:00",
    )
    talk = ErrandTalk(services, a_bundle(EYES, VISIT, again, before, SLOTS))

    said = talk.say("ask_earlier_time", "kan jag komma tidigare till ögonmottagningen")
    assert "Vilken menar du" in said
    assert "redan klart" not in said


def test_no_to_cancelling_keeps_the_time(talk: ErrandTalk) -> None:
    talk.say("cancel", "avboka min tid")

    assert "Din tid är kvar" in talk.say("deny", "nej")
    assert talk.time_of("ogon-1") == "02/12 10.15"


def test_cancelling_can_turn_into_moving(talk: ErrandTalk) -> None:
    talk.say("cancel", "avboka min tid")
    talk.press("Flytta i stället")

    assert any(b.title.startswith("Välj") for b in talk.buttons)


def test_a_visit_may_be_named_with_a_question(services: Services) -> None:
    xray = an_appointment(
        "rtg-1",
        clinic="rtg",
        description="Röntgen av knät",
        start="2026-12-04T08:00:00+01:00",
        end="2026-12-04T08:20:00+01:00",
    )
    plan = a_plan("Appointment/ogon-1", "Appointment/rtg-1")
    talk = ErrandTalk(services, a_bundle(EYES, XRAY, VISIT, xray, SLOTS, plan))
    talk.say("ask_earlier_time", "kan jag få en tid tidigare")

    assert "är tidigare" in talk.say("ask_when", "när ska jag till ögonläkaren")
