"""What holds for an errand: fees, deadlines, who may, whom to ring, and the waiting list."""

from __future__ import annotations

from sqlalchemy import select

from backend.bookings.requests.models import ClinicRequest
from backend.services import Services
from tests.actions.eye_visit import EYES, SLOTS, VISIT, XRAY
from tests.builders.errands import ErrandTalk, some_slots
from tests.builders.fhir import (
    Json,
    a_bundle,
    a_clinic,
    a_plan,
    a_referral,
    an_appointment,
    an_organization,
    booking_rules,
)


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
