"""Referrals, and the limit that vårdgarantin may give them."""

from __future__ import annotations

from typing import Any

import pytest

from backend.contracts.schemas import Guarantee
from tests.builders.fhir import a_clinic, a_practitioner, a_referral, an_appointment
from tests.contracts.view.builders import Json, a_role, contract

CLINIC = a_clinic("ogon", "Ögonmottagningen")
BASED: Json = {"basedOn": [{"reference": "ServiceRequest/r"}]}


def the_guarantee(*resources: Any, days: int | None = 90, **fields: Any) -> Guarantee | None:
    """The limit of a referral to a clinic."""
    fields = {"performer": "HealthcareService/ogon", **fields}
    found = contract(CLINIC, a_referral("r", **fields), *resources, days=days)
    return found.referrals[0].guarantee


def test_day_zero_is_when_the_referral_was_written() -> None:
    found = the_guarantee()

    assert found is not None
    assert (found.kind, str(found.counted_from), str(found.limit), found.source) == (
        "first_visit",
        "2026-09-01",
        "2026-11-30",
        "ServiceRequest/r",
    )


def test_a_decision_to_operate_counts_to_the_treatment() -> None:
    found = the_guarantee(code={"text": "Operation av grå starr"})

    assert found is not None
    assert found.kind == "treatment"


@pytest.mark.parametrize(
    "fields",
    [
        {"code": {"text": "Röntgen av lungor"}},
        {"code": {"text": "Provtagning"}},
        {"code": {"text": "Återbesök"}},
        {"status": "revoked"},
        {"status": "draft"},
        {"authoredOn": "2026-09"},
        {"authoredOn": None},
    ],
)
def test_what_no_limit_holds_for_has_none(fields: Json) -> None:
    assert the_guarantee(**fields) is None


def test_where_no_table_says_there_is_no_figure() -> None:
    assert the_guarantee(days=None) is None


def test_primary_care_is_asked_under_other_limits() -> None:
    primary = a_clinic("vc", "Vårdcentralen Eken")

    assert the_guarantee(primary, performer="HealthcareService/vc") is None


def test_somebody_who_is_asked_is_asked_at_their_clinic() -> None:
    role = a_role("r", "eva", healthcareService=[{"reference": "HealthcareService/vc"}])
    primary = a_clinic("vc", "Vårdcentralen Eken")
    eva = a_practitioner("eva", "Eva Lind")

    assert the_guarantee(primary, role, eva, performer="PractitionerRole/r") is None


def test_of_several_who_are_asked_the_clinic_counts() -> None:
    several = [{"reference": "Practitioner/eva"}, {"reference": "HealthcareService/ogon"}]
    referral = a_referral("r") | {"performer": several}

    (found,) = contract(CLINIC, a_practitioner("eva", "Eva"), referral).referrals

    assert found.performer == "Ögonmottagningen"
    assert found.guarantee is not None


@pytest.mark.parametrize(
    ("status", "stopped"), [("booked", False), ("fulfilled", True), ("noshow", False)]
)
def test_the_clock_stops_when_the_first_visit_has_been(status: str, stopped: bool) -> None:
    found = the_guarantee(an_appointment("v", status=status, description="Nybesök", **BASED))

    assert found is not None
    assert found.stopped is stopped


def test_a_cancelled_visit_is_not_the_first() -> None:
    cancelled = an_appointment("a", status="cancelled", description="Nybesök", **BASED)
    later = an_appointment(
        "b",
        start="2026-12-09T10:00:00+01:00",
        end="2026-12-09T10:30:00+01:00",
        description="Nybesök",
        **BASED,
    )

    found = contract(CLINIC, a_referral("r", performer="HealthcareService/ogon"), cancelled, later)

    limits = {step.id: step.guarantee for step in found.steps}
    assert limits["b"] is not None
    assert limits["a"] is None


def test_the_second_visit_stands_under_no_limit() -> None:
    first = an_appointment("a", description="Nybesök", **BASED)
    second = an_appointment(
        "b",
        start="2026-12-09T10:00:00+01:00",
        end="2026-12-09T10:30:00+01:00",
        description="Besök",
        **BASED,
    )

    found = contract(CLINIC, a_referral("r", performer="HealthcareService/ogon"), second, first)

    limits = {step.id: step.guarantee for step in found.steps}
    assert limits["a"] is not None
    assert limits["b"] is None


def test_whoever_wrote_it_is_named() -> None:
    role = a_role("r2", "eva")
    referral = a_referral("r") | {"requester": {"reference": "PractitionerRole/r2"}}

    (found,) = contract(role, a_practitioner("eva", "Eva Lind"), referral).referrals

    assert found.requester == "Eva Lind"
