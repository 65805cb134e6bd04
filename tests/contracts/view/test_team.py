"""Who is in the team, and who coordinates."""

from __future__ import annotations

from typing import Any

import pytest

from tests.builders.fhir import a_plan, a_practitioner, a_team
from tests.contracts.view.builders import Json, a_role, contract

EVA = a_practitioner("eva", "Eva Lind")
BO = a_practitioner("bo", "Bo Ek")


def coordinator_of(*resources: Any) -> str | None:
    """The coordinator's name."""
    found = contract(EVA, BO, *resources).coordinator
    return found.name if found else None


@pytest.mark.parametrize(
    "role",
    [
        "samordnande vårdkontakt",
        "Samordnande vårdkontakt",
        "Fast vårdkontakt",
        "Fast vårdkontakt (distriktssköterska)",
        "samordnande-vardkontakt",
        "FAST VÅRDKONTAKT",
        "Kontaktsjuksköterska",
    ],
)
def test_the_coordinator_is_known_by_their_role(role: str) -> None:
    team = a_team(("Läkare", "Practitioner/bo"), (role, "Practitioner/eva"))

    assert coordinator_of(team) == "Eva Lind"


@pytest.mark.parametrize("role", ["Fast läkarkontakt", "Patientansvarig läkare", "Sjuksköterska"])
def test_other_roles_do_not_coordinate(role: str) -> None:
    assert coordinator_of(a_team((role, "Practitioner/eva"))) is None


def test_a_role_may_be_a_code_and_stand_with_the_person() -> None:
    role = a_role("r", "eva", code=[{"coding": [{"code": "fast-vardkontakt"}]}])

    assert coordinator_of(role, a_team(("Sjuksköterska", "PractitionerRole/r"))) == "Eva Lind"


def test_the_coordinating_contact_comes_before_the_permanent_one_and_the_contact_nurse() -> None:
    team = a_team(
        ("Kontaktsjuksköterska", "Practitioner/bo"),
        ("Samordnande vårdkontakt", "Practitioner/eva"),
    )

    found = contract(EVA, BO, team)

    assert [member.name for member in found.team] == ["Eva Lind", "Bo Ek"]
    assert [member.coordinator for member in found.team] == [True, False]


def test_a_name_alone_is_a_member_too() -> None:
    team = a_team(("Fast vårdkontakt", "x"))
    team["participant"][0]["member"] = {"display": "Sara Nyman"}

    found = contract(team).coordinator

    assert found is not None
    assert (found.name, found.role, found.phone) == ("Sara Nyman", "Fast vårdkontakt", None)


@pytest.mark.parametrize(
    "change",
    [
        {"status": "inactive"},
        {"status": "entered-in-error"},
        {"period": {"end": "2026-11-22"}},
        {"period": {"end": "2026-10"}},
    ],
)
def test_a_team_that_has_ended_is_left_out(change: Json) -> None:
    team = a_team(("Fast vårdkontakt", "Practitioner/eva")) | change

    assert contract(EVA, team).team == []


def test_a_member_whose_time_has_ended_is_left_out() -> None:
    team = a_team(("Fast vårdkontakt", "Practitioner/eva"))
    team["participant"][0]["period"] = {"end": "2026-11-22"}

    assert contract(EVA, team).team == []


def test_the_patient_and_relatives_are_not_the_care() -> None:
    relative = {
        "resourceType": "RelatedPerson",
        "id": "son",
        "patient": {"reference": "Patient/p"},
        "name": [{"text": "Kim"}],
    }
    team = a_team(("Patient", "Patient/p"), ("Son", "RelatedPerson/son"))

    assert contract(relative, team).team == []


def test_the_plan_s_own_team_comes_first() -> None:
    other = a_team(("Fast vårdkontakt", "Practitioner/bo")) | {"id": "other"}
    own = a_team(("Fast vårdkontakt", "Practitioner/eva")) | {"id": "own"}
    plan = a_plan(careTeam=[{"reference": "CareTeam/own"}])

    assert coordinator_of(other, own, plan) == "Eva Lind"
