"""Each answer about the plan says what the record says, and only that."""

from __future__ import annotations

import pytest

from tests.builders.fhir import (
    Json,
    a_bundle,
    a_clinic,
    a_patient,
    a_plan,
    a_practitioner,
    a_referral,
    a_task,
    a_team,
    an_appointment,
    an_organization,
    booking_rules,
)
from tests.builders.turn import talk_about

EYES = a_clinic("ogon", "Ögonmottagningen", phone="08-465 004 01")
XRAY = a_clinic("rtg", "Röntgenmottagningen", phone="08-465 004 02")
EYE_VISIT = an_appointment(
    "ogon-1",
    clinic="ogon",
    description="Återbesök hos ögonläkare",
    patientInstruction="Kör inte bil hem.",
)
XRAY_VISIT = an_appointment(
    "rtg-1",
    clinic="rtg",
    description="Röntgen knä",
    start="2026-12-04T08:00:00+01:00",
    end="2026-12-04T08:20:00+01:00",
)
ANNA = [
    a_practitioner("anna", "Anna Ek", phone="08-465 004 10"),
    a_team(("Fast vårdkontakt", "Practitioner/anna")),
]
GOAL = {
    "resourceType": "Goal",
    "id": "g",
    "lifecycleStatus": "active",
    "description": {"text": "Kunna läsa tidningen"},
    "subject": {"reference": "Patient/p"},
}


def everything(*more: Json | list[Json]) -> Json:
    """A contract with two visits, a referral, a task, a goal and a coordinator."""
    return a_bundle(
        EYES,
        XRAY,
        EYE_VISIT,
        XRAY_VISIT,
        ANNA,
        GOAL,
        a_referral("hud", performer="HealthcareService/ogon", code={"text": "Bedömning av hud"}),
        a_task("t1", "Mät blodtrycket", restriction={"period": {"end": "2026-11-30"}}),
        a_plan("Appointment/ogon-1", "Appointment/rtg-1", "ServiceRequest/hud", "Task/t1"),
        *more,
    )


@pytest.mark.parametrize(
    ("intent", "text", "said"),
    [
        ("ask_next_step", "vad händer nu", "Onsdag 2 december kl. 10.15, om 9 dagar"),
        ("ask_next_step", "vad händer nu", "Ögonmottagningen"),
        ("ask_next_step", "vad händer nu", "– Bedömning av hud, ingen tid än (Ögonmottagningen"),
        ("ask_next_step", "vad händer nu", "– Mät blodtrycket, senast måndag 30 november"),
        ("ask_when", "när är röntgen", "Fredag 4 december kl. 8.00"),
        ("ask_when", "hur dags är det", "Onsdag 2 december kl. 10.15"),
        ("ask_contact", "vem ringer jag", "Anna Ek"),
        ("ask_contact", "vem ringer jag", "08-465 004 10"),
        ("ask_contact", "vad är numret till röntgen", "08-465 004 02"),
        ("ask_plan", "visa allt", "Du har 2 bokade tider"),
        ("ask_plan", "visa allt", "Fredag 4 december kl. 8.00: röntgen knä"),
        ("ask_where", "var ligger röntgen", "Röntgenmottagningen, entré A"),
        ("ask_where", "var ligger röntgen", "Sjukhusvägen 1, 111 11 Stockholm"),
        ("ask_visit_details", "hur lång tid tar röntgen", "20 minuter"),
        ("ask_preparation", "vad ska jag tänka på hos ögonläkaren", "Kör inte bil hem."),
        ("ask_preparation", "måste jag fasta inför röntgen", "Det står inget om förberedelser"),
        ("ask_my_tasks", "vad ska jag göra", "Mät blodtrycket, senast måndag 30 november"),
        ("ask_status", "har remissen för hud kommit fram", "skickades tisdag 1 september"),
        ("ask_waiting_time", "hur länge får jag vänta", "senast måndag 30 november"),
        ("ask_waiting_time", "hur länge får jag vänta", "om den gäller"),
        ("ask_changes", "är något ändrat", "Inget är ändrat"),
        ("ask_goal", "vad är målet", "Kunna läsa tidningen"),
        ("explain_patientkontrakt", "vad är ett patientkontrakt", "inte juridiskt bindande"),
    ],
)
def test_the_answer_says_what_the_record_says(intent: str, text: str, said: str) -> None:
    assert said in talk_about(everything()).ask(intent, text)


@pytest.mark.parametrize(
    ("gone", "intent", "text", "said"),
    [
        ("Appointment/ogon-1", "ask_next_step", "vad händer nu", "2 december"),
        ("Appointment/rtg-1", "ask_when", "när är röntgen", "4 december"),
        ("Practitioner/anna", "ask_contact", "vem ringer jag", "08-465 004 10"),
        ("Goal/g", "ask_goal", "vad är målet", "tidningen"),
        ("Task/t1", "ask_my_tasks", "vad ska jag göra", "blodtrycket"),
        ("ServiceRequest/hud", "ask_waiting_time", "hur länge får jag vänta", "30 november"),
    ],
)
def test_a_fact_that_is_taken_out_is_not_said(gone: str, intent: str, text: str, said: str) -> None:
    whole = everything()
    assert said in talk_about(whole).ask(intent, text)
    assert said not in talk_about(without(whole, gone)).ask(intent, text)


def without(bundle: Json, reference: str) -> Json:
    """The Bundle without a resource, and without what points at it."""
    kept = []
    for entry in bundle["entry"]:
        resource = dict(entry["resource"])
        if f"{resource['resourceType']}/{resource['id']}" == reference:
            continue
        if resource["resourceType"] == "CarePlan":
            resource["activity"] = [
                one for one in resource["activity"] if one["reference"]["reference"] != reference
            ]
        if resource["resourceType"] == "CareTeam":
            resource["participant"] = [
                one for one in resource["participant"] if one["member"]["reference"] != reference
            ]
        kept.append({"resource": resource})
    return {**bundle, "entry": kept}


def test_every_fact_has_a_source_that_is_in_the_bundle() -> None:
    talk = talk_about(everything())
    references = {
        f"{entry['resource']['resourceType']}/{entry['resource']['id']}"
        for entry in everything()["entry"]
    }
    for intent in ("ask_next_step", "ask_plan", "ask_contact", "ask_my_tasks", "ask_waiting_time"):
        talk.ask(intent)
        assert talk.last is not None
        facts = [fact for message in talk.last.messages for fact in message.facts]
        assert facts
        assert {fact.source for fact in facts} <= references


def test_a_step_without_a_time_says_who_owns_it_and_whom_to_ring() -> None:
    scan = {
        "status": "not-started",
        "code": {"text": "Magnetkamera"},
        "performer": [{"reference": "HealthcareService/rtg"}],
        "scheduledPeriod": {"end": "2026-12-15"},
    }
    said = talk_about(a_bundle(XRAY, a_plan(scan))).ask("ask_when", "när är magnetkameran")

    assert "Magnetkamera har ingen tid än" in said
    assert "Röntgenmottagningen ska höra av sig" in said
    assert "senast tisdag 15 december" in said
    assert "08-465 004 02" in said


def test_what_is_not_in_the_plan_is_said_not_to_be() -> None:
    talk = talk_about(everything())

    said = talk.ask("ask_when", "när ska jag till tandläkaren")

    assert "Jag hittar inget om tandläkare" in said
    assert "december" not in said
    assert any("Röntgen knä" in title for title in talk.buttons)


def test_several_that_fit_are_asked_about_with_buttons() -> None:
    other = an_appointment(
        "ogon-2",
        clinic="ogon",
        description="Synfältsundersökning",
        start="2026-12-10T09:00:00+01:00",
        end="2026-12-10T09:30:00+01:00",
    )
    talk = talk_about(a_bundle(EYES, EYE_VISIT, other))

    assert "Vilken menar du" in talk.ask("ask_where", "var är ögonmottagningen")
    assert len(talk.buttons) == 2
    assert "Sjukhusvägen" in talk.ask("ask_where", carried={"about": "Appointment/ogon-2"})


def test_a_few_words_answer_the_question_before() -> None:
    talk = talk_about(everything())
    talk.ask("ask_preparation", "vad gäller inför tandläkaren")

    assert "röntgen knä" in talk.ask("ask_when", "röntgen")


def test_what_was_spoken_of_is_what_den_means() -> None:
    talk = talk_about(everything())
    talk.ask("ask_when", "när är röntgen")

    assert "Röntgenmottagningen, entré A" in talk.ask("ask_where", "och var är det")


def test_a_question_that_names_nothing_is_about_what_was_just_spoken_of() -> None:
    talk = talk_about(everything())
    talk.ask("ask_when", "när är röntgen")

    assert "Kör inte bil" not in talk.ask("ask_preparation", "får jag äta innan?")
    assert "Röntgenmottagningen, entré A" in talk.ask("ask_where", "vart ska jag gå?")


def test_what_is_told_before_the_question_does_not_decide_what_it_is_about() -> None:
    talk = talk_about(everything())
    said = talk.ask("ask_when", "jag såg så illa på ögonmottagningen, när ska knät röntgas")

    assert "Röntgenmottagningen" in said
    assert "Jag hittar flera" not in said


def test_a_correction_asks_the_question_before_anew() -> None:
    talk = talk_about(everything())
    talk.ask("ask_when", "när är ögonläkaren")

    assert "Fredag 4 december kl. 8.00" in talk.ask("deny", "nej, jag menade röntgen")
    assert "Röntgenmottagningen, entré A" in talk.ask("ask_where", "och var är det")


def test_a_no_that_names_a_visit_corrects_nothing() -> None:
    talk = talk_about(everything())
    talk.ask("ask_when", "när är ögonläkaren")

    assert "Fredag" not in talk.ask("deny", "nej inte röntgen")


def test_an_expired_plan_says_so_and_who_renews_it() -> None:
    plan = a_plan("Appointment/ogon-1", period={"start": "2025-10-01", "end": "2026-10-31"})
    said = talk_about(a_bundle(EYES, EYE_VISIT, ANNA, plan)).ask("ask_next_step")

    assert "Onsdag 2 december kl. 10.15" in said
    assert "Planen gällde till lördag 31 oktober" in said
    assert "Anna Ek kan förnya den" in said


def test_whoever_asks_whether_the_plan_holds_is_first_told_that_it_has_ended() -> None:
    plan = a_plan("Appointment/ogon-1", period={"start": "2025-10-01", "end": "2026-10-31"})
    said = talk_about(a_bundle(EYES, EYE_VISIT, ANNA, plan)).ask("ask_plan", "gäller min plan")

    assert said.startswith("Planen gällde till lördag 31 oktober")


def test_no_coordinator_is_said_and_one_can_be_asked_for() -> None:
    talk = talk_about(a_bundle(EYES, EYE_VISIT, a_plan("Appointment/ogon-1")))

    assert "ingen samordnande vårdkontakt ännu" in talk.ask("ask_contact", "vem är min kontakt")
    assert "Be om en fast kontakt" in talk.buttons


def test_a_visit_that_the_care_cancelled_is_told_with_its_reason() -> None:
    cancelled = an_appointment(
        "op",
        clinic="ogon",
        description="Starroperation",
        status="cancelled",
        cancelationReason={"text": "Narkosläkaren är sjuk"},
    )
    talk = talk_about(a_bundle(EYES, cancelled, a_plan("Appointment/op")))

    assert "inställd" in talk.ask("ask_next_step")
    said = talk.ask("ask_changes", "varför är operationen inställd")
    assert "Orsaken är: Narkosläkaren är sjuk" in said
    assert "08-465 004 01" in said


def test_protected_identity_is_told_no_place_and_no_number() -> None:
    protected = a_patient(meta={"security": [{"code": "sekretessmarkering"}]})
    whole = everything()
    talk = talk_about({**whole, "entry": [{"resource": protected}, *whole["entry"][1:]]})
    for intent in ("ask_next_step", "ask_when", "ask_where", "ask_contact", "ask_plan"):
        said = talk.ask(intent, "röntgen")
        assert "Sjukhusvägen" not in said
        assert "entré" not in said
        assert "08-" not in said
    assert "Fredag 4 december kl. 8.00" in talk.ask("ask_when", "när är röntgen")
    assert "1177" in talk.ask("ask_contact", "vem ringer jag")


def test_two_questions_are_both_answered() -> None:
    said = talk_about(everything()).ask(
        "ask_when", "när är röntgen", second=("ask_where", "var ligger röntgen")
    )

    assert "Fredag 4 december" in said
    assert "Sjukhusvägen 1" in said


def test_saying_it_again_is_the_same_and_then_simpler() -> None:
    talk = talk_about(everything())
    first = talk.ask("ask_when", "när är röntgen")

    assert talk.ask("repeat", "va") == first
    simpler = talk.ask("repeat", "va")
    assert simpler != first
    assert "fredag 4 december kl. 8.00" in simpler


def test_a_result_is_never_known_here() -> None:
    said = talk_about(everything()).ask("ask_status", "är provsvaren klara")

    assert "Jag ser inga provsvar" in said


def test_a_visit_by_phone_has_no_place() -> None:
    phone = an_appointment("tel", clinic="ogon", description="Telefonsamtal med ögonsköterska")
    said = talk_about(a_bundle(EYES, phone)).ask("ask_where", "var är det")

    assert "Mottagningen ringer dig" in said
    assert "Sjukhusvägen" not in said


def test_no_region_with_tables_means_no_limit_is_named() -> None:
    unknown = [
        an_organization("region", "Region Ingenstans"),
        *[found for found in EYES if found["id"] != "region"],
    ]
    bundle = a_bundle(
        unknown,
        a_referral("hud", performer="HealthcareService/ogon"),
        a_plan("ServiceRequest/hud"),
    )
    said = talk_about(bundle).ask("ask_waiting_time", "hur länge får jag vänta")

    assert "vårdgaranti" not in said.casefold() or "senast" not in said
    assert "08-465 004 01" in said


def test_what_may_not_be_moved_has_no_button_for_it() -> None:
    closed = a_clinic("rtg", "Röntgen", rules=booking_rules(rebooking=False, cancel=False))
    talk = talk_about(a_bundle(closed, XRAY_VISIT))
    talk.ask("ask_when", "när är röntgen")

    assert "Flytta tiden" not in talk.buttons
