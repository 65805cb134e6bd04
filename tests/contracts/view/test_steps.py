"""The steps of the plan: their order, their states, when and by whom."""

from __future__ import annotations

from typing import Any

import pytest

from backend.contracts.schemas import Kind, State, Step
from tests.builders.fhir import (
    a_clinic,
    a_plan,
    a_practitioner,
    a_referral,
    a_task,
    a_team,
    an_appointment,
    an_organization,
)
from tests.contracts.view.builders import Json, a_role, contract

CLINIC = a_clinic("ogon", "Ögonmottagningen")


def steps(*resources: Any) -> list[Step]:
    """The steps of a contract with a clinic."""
    return contract(CLINIC, *resources).steps


def the_detail(**detail: Any) -> Step:
    """The one step of a plan that tells of it itself."""
    (found,) = steps(
        a_practitioner("eva", "Eva Lind"),
        a_role("eva-roll", "eva", organization={"reference": "Organization/ogon-org"}),
        a_plan({"status": "scheduled", "code": {"text": "Dagvård"}, **detail}),
    )
    return found


def test_steps_stand_in_the_plan_s_order_and_other_times_after_them_by_time() -> None:
    visits = [
        an_appointment("b", start="2026-12-09T10:00:00+01:00", end="2026-12-09T10:30:00+01:00"),
        an_appointment("a", start="2026-12-01T10:00:00+01:00", end="2026-12-01T10:30:00+01:00"),
        an_appointment("c", start=None, status="proposed"),
        an_appointment("planned"),
    ]
    plan = a_plan("Task/t", "Appointment/planned")

    assert [step.id for step in steps(plan, a_task("t", "Väg dig"), *visits)] == [
        *("t", "planned", "a", "b", "c")
    ]


def test_a_contract_without_a_plan_has_its_times_all_the_same() -> None:
    found = contract(an_appointment("v"))

    assert (found.title, found.status) == (None, None)
    assert [step.id for step in found.steps] == ["v"]


@pytest.mark.parametrize(
    ("status", "state"),
    [
        ("booked", State.BOOKED),
        ("pending", State.BOOKED),
        ("arrived", State.BOOKED),
        ("checked-in", State.BOOKED),
        ("fulfilled", State.DONE),
        ("cancelled", State.CANCELLED),
        ("noshow", State.CANCELLED),
        ("waitlist", State.WAITING_FOR_CARE),
    ],
)
def test_a_time_s_status_tells_on_whom_it_waits(status: str, state: State) -> None:
    (step,) = steps(an_appointment("v", clinic="ogon", status=status))

    assert step.state is state


@pytest.mark.parametrize(
    ("clinic", "state"), [("ogon", State.WAITING_FOR_PATIENT), (None, State.WAITING_FOR_CARE)]
)
def test_an_open_invitation_waits_for_the_patient_where_the_patient_may_book(
    clinic: str | None, state: State
) -> None:
    (step,) = steps(an_appointment("v", clinic=clinic, start=None, status="proposed"))

    assert (step.when, step.state) == (None, state)


@pytest.mark.parametrize(
    ("status", "state"),
    [
        ("requested", State.WAITING_FOR_PATIENT),
        ("in-progress", State.WAITING_FOR_PATIENT),
        ("completed", State.DONE),
        ("rejected", State.CANCELLED),
        ("failed", State.CANCELLED),
    ],
)
def test_a_task_s_status_tells_on_whom_it_waits(status: str, state: State) -> None:
    (step,) = steps(a_plan("Task/t"), a_task("t", "Väg dig", status=status))

    assert (step.kind, step.state) == (Kind.PATIENT_TASK, state)


def test_a_task_of_the_care_says_who_and_by_when() -> None:
    task = a_task("t", "Skicka remiss", owner="HealthcareService/ogon")
    task["restriction"] = {"period": {"end": "2026-12"}}

    (step,) = steps(a_plan("Task/t"), task)

    assert (step.kind, step.owner, step.state) == (
        Kind.CARE_TASK,
        "Ögonmottagningen",
        State.WAITING_FOR_CARE,
    )
    assert str(step.expected) == "2026-12-31"


@pytest.mark.parametrize("status", ["draft", "entered-in-error"])
def test_a_task_that_was_never_given_is_no_step(status: str) -> None:
    assert steps(a_plan("Task/t"), a_task("t", "Väg dig", status=status)) == []


def test_a_referral_without_a_time_waits_for_a_call() -> None:
    referral = a_referral("r", performer="HealthcareService/ogon")

    (step,) = steps(a_plan("ServiceRequest/r"), referral)

    assert (step.kind, step.state, step.owner) == (
        Kind.WAITING_FOR_CALL,
        State.WAITING_FOR_CARE,
        "Ögonmottagningen",
    )
    assert step.contact is not None
    assert step.contact.phone == "08-123 45 00"


@pytest.mark.parametrize(
    ("occurrence", "expected"),
    [
        ({"occurrencePeriod": {"end": "2027-01"}}, "2027-01-31"),
        ({"occurrenceDateTime": "2026-12-20"}, "2026-12-20"),
        ({}, "None"),
    ],
)
def test_a_referral_says_by_when_it_is_sought(occurrence: Json, expected: str) -> None:
    (step,) = steps(a_plan("ServiceRequest/r"), a_referral("r", **occurrence))

    assert str(step.expected) == expected


def test_a_referral_that_became_a_time_is_done() -> None:
    visit = an_appointment("v", basedOn=[{"reference": "ServiceRequest/r"}])

    referral, _visit = steps(a_plan("ServiceRequest/r"), a_referral("r"), visit)

    assert referral.state is State.DONE


def test_a_step_that_nobody_owns_is_asked_of_the_coordinator() -> None:
    team = a_team(("Fast vårdkontakt", "Practitioner/eva"))
    plan = a_plan({"status": "scheduled", "code": {"text": "X"}})

    found = steps(a_practitioner("eva", "Eva Lind"), team, plan)

    assert found[0].contact is not None
    assert found[0].contact.name == "Eva Lind"


@pytest.mark.parametrize(
    ("scheduled", "when", "expected"),
    [
        (
            {
                "scheduledPeriod": {
                    "start": "2026-12-02T10:15:00+01:00",
                    "end": "2026-12-02T11:00:00+01:00",
                }
            },
            "2026-12-02 10:15:00+01:00",
            "None",
        ),
        (
            {"scheduledPeriod": {"start": "2026-12-02T10:15:00+01:00"}},
            "2026-12-02 10:15:00+01:00",
            "None",
        ),
        ({"scheduledPeriod": {"start": "2026-12-01", "end": "2026-12-20"}}, "None", "2026-12-20"),
        ({"scheduledPeriod": {"end": "2027-02"}}, "None", "2027-02-28"),
        (
            {"scheduledTiming": {"event": ["2026-11-02", "2026-12-03T09:00:00Z"]}},
            "2026-12-03 10:00:00+01:00",
            "None",
        ),
        ({"scheduledTiming": {"event": ["2026-12-03"]}}, "None", "2026-12-03"),
        (
            {"scheduledTiming": {"repeat": {"boundsPeriod": {"end": "2026-12-31"}}}},
            "None",
            "2026-12-31",
        ),
        ({"scheduledString": "Efter jul"}, "None", "None"),
        ({}, "None", "None"),
    ],
)
def test_when_an_activity_is_to_happen(scheduled: Json, when: str, expected: str) -> None:
    step = the_detail(**scheduled)

    assert (str(step.when), str(step.expected)) == (when, expected)
    assert step.expected_text == scheduled.get("scheduledString")


@pytest.mark.parametrize(
    ("performers", "owner", "state"),
    [
        ([{"reference": "HealthcareService/ogon"}], "Ögonmottagningen", State.WAITING_FOR_CARE),
        ([{"reference": "PractitionerRole/eva-roll"}], "Ögonmottagningen", State.WAITING_FOR_CARE),
        ([{"display": "Hemtjänsten"}], "Hemtjänsten", State.WAITING_FOR_CARE),
        ([{"reference": "Patient/p"}], None, State.WAITING_FOR_PATIENT),
        (
            [{"reference": "Patient/p"}, {"reference": "HealthcareService/ogon"}],
            "Ögonmottagningen",
            State.WAITING_FOR_CARE,
        ),
        ([], None, State.WAITING_FOR_CARE),
    ],
)
def test_whoever_does_an_activity_owns_it(
    performers: list[Json], owner: str | None, state: State
) -> None:
    step = the_detail(performer=performers)

    assert (step.owner, step.state) == (owner, state)


@pytest.mark.parametrize(
    ("status", "state"),
    [
        ("completed", State.DONE),
        ("in-progress", State.ONGOING),
        ("stopped", State.CANCELLED),
        ("on-hold", State.WAITING_FOR_CARE),
    ],
)
def test_an_activity_s_status_tells_where_it_stands(status: str, state: State) -> None:
    assert the_detail(status=status).state is state


def test_an_activity_that_is_not_to_be_done_is_no_step() -> None:
    assert steps(a_plan({"status": "scheduled", "doNotPerform": True})) == []


def test_an_activity_without_words_is_said_in_swedish() -> None:
    (step,) = steps(a_plan({"status": "scheduled", "kind": "ServiceRequest"}))

    assert step.title == "Planerad åtgärd"


def test_how_an_activity_goes_is_noted() -> None:
    plan = a_plan({"status": "in-progress", "code": {"text": "Gång"}, "description": "Varje dag."})
    plan["activity"][0]["progress"] = [{"text": "Går bra."}]

    assert [step.note for step in steps(plan)] == ["Varje dag. Går bra."]


def test_a_medicine_in_the_plan_is_called_by_its_name() -> None:
    medicine = {
        "resourceType": "MedicationRequest",
        "id": "m",
        "status": "active",
        "intent": "order",
        "subject": {"reference": "Patient/p"},
        "medicationCodeableConcept": {"text": "Metoprolol"},
    }

    (step,) = steps(a_plan("MedicationRequest/m"), medicine)

    assert (step.title, step.state) == ("Metoprolol", State.ONGOING)


def test_a_time_in_two_plans_is_one_step() -> None:
    sip = a_plan("Appointment/v") | {"id": "sip", "title": "SIP"}

    assert len(steps(a_plan("Appointment/v"), sip, an_appointment("v"))) == 1


def test_a_plan_that_has_ended_beside_the_agreement_is_left_out() -> None:
    old = a_plan({"status": "scheduled", "code": {"text": "Gammalt"}}) | {
        "id": "old",
        "period": {"end": "2026-11-22"},
    }

    assert steps(a_plan(), old) == []


def test_the_agreement_is_the_plan_that_is_called_so() -> None:
    newer = a_plan(title="Vårdplan", meta={"lastUpdated": "2026-11-20T09:00:00Z"}) | {"id": "v"}
    org = an_organization("org", "Vårdcentralen Eken")
    agreement = a_plan(author={"reference": "Organization/org"})

    found = contract(newer, agreement, org)

    assert (found.source, found.author) == ("CarePlan/plan", "Vårdcentralen Eken")
