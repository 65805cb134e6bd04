"""The rank of a conversation comes from administrative facts, and from nothing that was written."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any, Literal

import pytest

from backend.contracts.schemas import (
    Change,
    Contact,
    Contract,
    Guarantee,
    Kind,
    Period,
    State,
    Step,
)
from backend.rules.workdays import STOCKHOLM
from backend.transcripts.projection.risk import (
    WEIGHT,
    Risk,
    Standing,
    contract_risks,
    ranked,
    weight_of,
)

TODAY = date(2026, 11, 23)
COORDINATOR = Contact(source="Practitioner/a", name="Anna Ek", coordinator=True)


def a_contract(**parts: Any) -> Contract:
    """A plan without any risk."""
    return Contract(
        **{
            "source": "CarePlan/plan",
            "status": "active",
            "coordinator": COORDINATOR,
            "last_updated": datetime(2026, 11, 1, tzinfo=STOCKHOLM),
            **parts,
        }
    )


def a_step(limit: date | None = None, *, stopped: bool = False, **parts: Any) -> Step:
    guarantee = limit and Guarantee(
        kind="first_visit",
        limit=limit,
        counted_from=limit - timedelta(days=90),
        days=90,
        stopped=stopped,
        source="ServiceRequest/r",
    )
    return Step(
        **{
            "id": "1",
            "source": "Appointment/a",
            "kind": Kind.VISIT,
            "title": "Besök",
            "status": "booked",
            "state": State.BOOKED,
            "guarantee": guarantee or None,
            **parts,
        }
    )


def cancelled_by(who: Literal["care", "patient"]) -> Contract:
    change = Change(
        source="Appointment/a",
        kind="cancelled",
        title="Besök",
        by=who,
        at=datetime(2026, 11, 20, tzinfo=STOCKHOLM),
    )
    return a_contract(steps=[a_step(state=State.CANCELLED)], changes=[change])


@pytest.mark.parametrize(
    ("contract", "standing", "found"),
    [
        (a_contract(), Standing(), []),
        (a_contract(coordinator=None), Standing(), [Risk.NO_COORDINATOR]),
        (a_contract(steps=[a_step(TODAY + timedelta(7))]), Standing(), [Risk.LIMIT_NEAR]),
        (a_contract(steps=[a_step(TODAY + timedelta(8))]), Standing(), []),
        (a_contract(steps=[a_step(TODAY - timedelta(1))]), Standing(), []),
        (a_contract(steps=[a_step(TODAY, stopped=True)]), Standing(), []),
        (cancelled_by("care"), Standing(), [Risk.CANCELLED_BY_CARE]),
        (cancelled_by("patient"), Standing(), []),
        (a_contract(period=Period(end=TODAY - timedelta(1))), Standing(), [Risk.STALE_PLAN]),
        (a_contract(status="completed"), Standing(), [Risk.STALE_PLAN]),
        (
            a_contract(last_updated=datetime(2026, 5, 1, tzinfo=STOCKHOLM)),
            Standing(),
            [Risk.STALE_PLAN],
        ),
        (a_contract(), Standing(failed=True), [Risk.FAILED]),
        (a_contract(), Standing(callback_asked=True), [Risk.CALLBACK_ASKED]),
    ],
)
def test_a_fact_makes_it_more_urgent(
    contract: Contract, standing: Standing, found: list[Risk]
) -> None:
    assert ranked(contract_risks(contract, TODAY), standing) == found


def test_a_write_that_may_be_lost_comes_before_everything_else_that_is_said_of_a_plan() -> None:
    plan = a_contract(coordinator=None, status="completed", steps=[a_step(TODAY)])
    lost = ranked([], Standing(write_unknown=True))

    assert weight_of(lost) > weight_of(contract_risks(plan, TODAY))
    assert set(WEIGHT) == set(Risk)
