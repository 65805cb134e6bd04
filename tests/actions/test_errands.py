"""Moving, cancelling and booking in the conversation: nothing is said to be done before it is."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from backend.bookings.requests.models import ClinicRequest
from backend.clock import Clock
from backend.services import Services
from backend.settings import Settings
from tests.builders.app import ScriptedBot, services_with
from tests.builders.errands import ErrandTalk, some_slots
from tests.builders.fhir import (
    OTHER_PERSONNUMMER,
    Json,
    a_bundle,
    a_clinic,
    a_patient,
    a_plan,
    a_referral,
    an_appointment,
    an_organization,
    booking_rules,
)

EYES = a_clinic("ogon", "Ögonmottagningen", phone="08-465 004 01")
XRAY = a_clinic("rtg", "Röntgenmottagningen", phone="08-465 004 02")
VISIT = an_appointment("ogon-1", clinic="ogon", description="Återbesök hos ögonläkare")
"""Wednesday 2 December 10.15."""
SLOTS = some_slots(
    "ogon",
    "2026-11-30T09:00",
    "2026-12-01T09:00",
    "2026-12-01T14:00",
    "2026-12-03T09:00",
    "2026-12-03T13:30",
    "2026-12-08T10:00",
    "2026-12-09T15:00",
)


@pytest.fixture
def services(settings: Settings, clock: Clock) -> Services:
    """A backend of its own for each test."""
    return services_with(settings, clock, ScriptedBot())


@pytest.fixture
def talk(services: Services) -> ErrandTalk:
    """A patient with a visit on 2 December that may be moved."""
    return ErrandTalk(services, a_bundle(EYES, VISIT, SLOTS, a_plan("Appointment/ogon-1")))


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


def test_a_late_change_says_what_it_may_cost_before_the_yes(services: Services) -> None:
    tomorrow = an_appointment(
        "ogon-1",
        clinic="ogon",
        start="2026-11-23T15:00:00+01:00",
        end="2026-11-23T15:30:00+01:00",
    )
    talk = ErrandTalk(services, a_bundle(EYES, tomorrow, SLOTS))

    said = talk.say("cancel", "avboka min tid")

    assert "Det är sent att ändra" in said
    assert "kosta 400 kronor" in said
    assert "Vill du avboka tiden?" in said


def test_a_late_fee_that_the_region_has_in_words_is_a_sentence(services: Services) -> None:
    region = an_organization("region", "Region Jönköpings län")
    today = an_appointment(
        "ogon-1",
        clinic="ogon",
        start="2026-11-23T15:00:00+01:00",
        end="2026-11-23T15:30:00+01:00",
    )
    talk = ErrandTalk(services, a_bundle(region, EYES, today, SLOTS))

    said = talk.say("cancel", "avboka min tid")

    assert "Det kan kosta patientavgiften för besöket. Mottagningen avgör." in said


def test_a_time_past_the_guarantee_is_warned_of_before_the_yes(services: Services) -> None:
    first_visit = an_appointment(
        "ogon-1",
        clinic="ogon",
        description="Första besök hos ögonläkare",
        start="2026-11-26T10:15:00+01:00",
        end="2026-11-26T10:45:00+01:00",
        basedOn=[{"reference": "ServiceRequest/rem"}],
    )
    referral = a_referral("rem", performer="HealthcareService/ogon", authoredOn="2026-09-03")
    talk = ErrandTalk(services, a_bundle(EYES, referral, first_visit, SLOTS))
    talk.say("rebook", "flytta min tid")

    said = talk.press("Välj torsdag 3 december kl. 9.00")

    assert "efter onsdag 2 december" in said
    assert "om den gäller" in said
    assert "Det räknas från torsdag 3 september" in said


def test_a_step_without_a_time_is_booked(services: Services) -> None:
    open_invitation = an_appointment(
        "prov", clinic="ogon", start=None, status="proposed", description="Synundersökning"
    )
    talk = ErrandTalk(services, a_bundle(EYES, open_invitation, SLOTS, a_plan("Appointment/prov")))
    talk.say("book", "jag vill boka tid för synundersökningen på tisdag nästa vecka efter lunch")
    assert "Det här är tiden för synundersökning" in talk.press("Välj tisdag 1 december kl. 14.00")

    assert "är bokad" in talk.press("Ja, boka tiden")
    assert talk.time_of("prov") == "01/12 14.00"
    assert "Bokningen är borttagen" in talk.press("Ångra")
    assert talk.time_of("prov") is None


def test_which_visit_is_asked_only_when_it_is_unclear(services: Services) -> None:
    second = an_appointment(
        "rtg-1",
        clinic="rtg",
        description="Röntgen knä",
        start="2026-12-04T08:00:00+01:00",
        end="2026-12-04T08:20:00+01:00",
    )
    slots = some_slots("rtg", "2026-12-07T08:00", "2026-12-08T08:00")
    talk = ErrandTalk(services, a_bundle(EYES, XRAY, VISIT, second, SLOTS, slots))

    assert "Vilken tid vill du flytta?" in talk.say("rebook", "kan jag flytta till nästa vecka")
    said = talk.say("ask_when", "röntgen")

    assert "Det finns ingen ledig tid nästa vecka" in said
    assert [b.title for b in talk.buttons if b.title.startswith("Välj")] == [
        "Välj måndag 7 december kl. 8.00",
        "Välj tisdag 8 december kl. 8.00",
    ]


def test_a_wish_said_before_the_visit_was_clear_is_kept(services: Services) -> None:
    second = an_appointment(
        "rtg-1",
        clinic="rtg",
        description="Röntgen knä",
        start="2026-12-04T08:00:00+01:00",
        end="2026-12-04T08:20:00+01:00",
    )
    slots = some_slots("rtg", "2026-12-01T08:00", "2026-12-08T08:00")
    talk = ErrandTalk(services, a_bundle(EYES, XRAY, VISIT, second, SLOTS, slots))
    talk.say("rebook", "kan jag flytta till nästa vecka")

    talk.press("Röntgen knä")

    assert [b.title for b in talk.buttons if b.title.startswith("Välj")] == [
        "Välj tisdag 1 december kl. 8.00"
    ]


def test_what_the_clinic_does_not_allow_is_said_with_whom_to_ring(services: Services) -> None:
    closed = a_clinic(
        "rtg",
        "Röntgenmottagningen",
        phone="08-465 004 02",
        rules=booking_rules(rebooking=False, cancel=False),
    )
    visit = an_appointment("rtg-1", clinic="rtg", description="Röntgen knä")
    talk = ErrandTalk(services, a_bundle(closed, visit))

    said = talk.say("rebook", "flytta röntgen")
    assert "Röntgenmottagningen låter inte tiden flyttas här" in said
    assert "08-465 004 02" in said
    assert "Telefontiden är måndag–fredag kl. 8–10" in said
    assert "Mottagningen har fått din önskan" in talk.press("Skicka önskan")
    with services.database.read() as session:
        assert [row.kind for row in session.scalars(select(ClinicRequest))] == ["rebook"]


def test_after_the_clinics_own_deadline_it_is_too_late_here(services: Services) -> None:
    strict = a_clinic(
        "rtg",
        "Röntgenmottagningen",
        rules=booking_rules(cancel_before={"valueDuration": {"value": 400, "unit": "h"}}),
    )
    visit = an_appointment("rtg-1", clinic="rtg", description="Röntgen knä")
    talk = ErrandTalk(services, a_bundle(strict, visit))

    assert "för sent att ändra tiden här" in talk.say("rebook", "flytta röntgen")


def with_daughter(scope: str) -> Json:
    """A patient whose daughter may see, or book."""
    return a_bundle(
        EYES,
        VISIT,
        SLOTS,
        {
            "resourceType": "RelatedPerson",
            "id": "eva",
            "patient": {"reference": "Patient/p"},
            "name": [{"text": "Eva"}],
        },
        {
            "resourceType": "Consent",
            "id": "c",
            "status": "active",
            "scope": {"text": scope},
            "category": [{"text": "samtycke"}],
            "patient": {"reference": "Patient/p"},
            "provision": {
                "actor": [
                    {
                        "role": {"text": "närstående"},
                        "reference": {"reference": "RelatedPerson/eva"},
                    }
                ]
            },
        },
    )


def test_a_relative_who_may_see_may_not_move(services: Services) -> None:
    talk = ErrandTalk(services, with_daughter("see"), actor="RelatedPerson/eva")

    assert "inte ändra tider" in talk.say("rebook", "flytta mammas tid")
    assert talk.time_of("ogon-1") == "02/12 10.15"


def test_a_relative_who_may_book_moves(services: Services) -> None:
    talk = ErrandTalk(services, with_daughter("book"), actor="RelatedPerson/eva")
    talk.say("rebook", "flytta mammas tid")
    talk.press("Välj tisdag 1 december kl. 9.00")

    assert talk.press("Ja, flytta tiden").startswith("Klart.")


def test_an_earlier_time_is_before_the_present_one(talk: ErrandTalk) -> None:
    talk.say("ask_earlier_time", "finns det någon tidigare tid")

    offered = [b.title for b in talk.buttons if b.title.startswith("Välj")]
    assert offered
    assert not any("3 december" in title or "8 december" in title for title in offered)


def test_an_earlier_time_that_can_only_be_later_is_a_move(talk: ErrandTalk) -> None:
    said = talk.say("ask_earlier_time", "den får vänta, jag kan tidigast den 7 december")

    assert "tidigare" not in said
    offered = [b.title for b in talk.buttons if b.title.startswith("Välj")]
    assert offered == ["Välj tisdag 8 december kl. 10.00", "Välj onsdag 9 december kl. 15.00"]


def test_no_earlier_time_leads_to_the_waiting_list(services: Services) -> None:
    late = some_slots("ogon", "2026-12-08T10:00")
    talk = ErrandTalk(services, a_bundle(EYES, VISIT, late))

    assert "ingen tidigare tid" in talk.say("ask_earlier_time", "finns det någon tidigare tid")
    assert "Du står på väntelistan" in talk.say("affirm", "ja tack")
    assert len(services.bookings.waiting.entries(talk.patient_id)) == 1


def test_ring_om_ni_far_aterbud_is_the_waiting_list(talk: ErrandTalk) -> None:
    said = talk.say("ask_earlier_time", "ring om ni får ett återbud")

    assert "Du står på väntelistan" in said
    assert len(talk.services.bookings.waiting.entries(talk.patient_id)) == 1


def test_an_unclear_day_is_asked_about(talk: ErrandTalk) -> None:
    said = talk.say("rebook", "flytta min tid till nästa fredag eller så typ den 31 februari")

    assert not any(b.title.startswith("Välj") for b in talk.buttons) or "ingen ledig tid" in said


def test_after_two_misses_the_next_times_and_a_number_are_given(talk: ErrandTalk) -> None:
    talk.say("rebook", "flytta min tid till den 31 februari")
    said = talk.say("give_time_wish", "den 32 december")

    assert "Här är de närmaste lediga tiderna" in said
    assert any(b.title.startswith("Välj") for b in talk.buttons)


def test_danger_in_the_middle_keeps_the_errand(talk: ErrandTalk) -> None:
    talk.say("rebook", "flytta min tid")
    talk.press("Välj tisdag 1 december kl. 9.00")
    yes = talk.button("Ja, flytta tiden")

    assert "112" in talk.say("emergency", "jag får ingen luft")
    assert talk.press_again(yes).startswith("Klart.")


def test_a_wish_with_nothing_under_way_asks_what_for_and_is_kept(talk: ErrandTalk) -> None:
    talk.say("give_time_wish", "torsdag nästa vecka")
    talk.press("Flytta en tid")

    assert [b.title for b in talk.buttons if b.title.startswith("Välj")] == [
        "Välj torsdag 3 december kl. 9.00",
        "Välj torsdag 3 december kl. 13.30",
    ]


def test_what_a_late_cancellation_costs_is_told_with_its_source(talk: ErrandTalk) -> None:
    said = talk.say("ask_fee", "vad kostar det om jag missar tiden")

    assert "400 kronor" in said
    assert "Uppgiften kommer från" in said


def test_being_late_today_gives_the_number_of_the_clinic(services: Services) -> None:
    today = an_appointment(
        "ogon-1",
        clinic="ogon",
        start="2026-11-23T10:15:00+01:00",
        end="2026-11-23T10:45:00+01:00",
    )
    talk = ErrandTalk(services, a_bundle(EYES, today))

    said = talk.say("running_late", "bussen står still, hinner inte till kvart över tio")

    assert "Ring Ögonmottagningen på 08-465 004 01" in said
    assert "Jag kan inte meddela dem åt dig" in said
