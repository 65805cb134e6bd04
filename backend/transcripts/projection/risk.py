"""How soon somebody should look at a conversation, by administrative facts only. Pure.

Nothing that the patient wrote counts: no words, no symptoms, no feelings (MDR: no triage).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from backend.contracts.schemas import Contract, State
from backend.rules.workdays import STOCKHOLM

LIMIT_IS_NEAR = timedelta(days=7)
PLAN_IS_STALE = timedelta(days=180)


class Risk(StrEnum):
    """A fact that makes a conversation more urgent to look at."""

    WRITE_UNKNOWN = "write_unknown"
    FAILED = "failed"
    CANCELLED_BY_CARE = "cancelled_by_care"
    LIMIT_NEAR = "limit_near"
    CALLBACK_ASKED = "callback_asked"
    WAITS_FOR_STAFF = "waits_for_staff"
    NO_COORDINATOR = "no_coordinator"
    STALE_PLAN = "stale_plan"


WEIGHT: dict[Risk, int] = {
    Risk.WRITE_UNKNOWN: 100,
    Risk.WAITS_FOR_STAFF: 60,
    Risk.CANCELLED_BY_CARE: 50,
    Risk.FAILED: 40,
    Risk.LIMIT_NEAR: 40,
    Risk.CALLBACK_ASKED: 30,
    Risk.NO_COORDINATOR: 10,
    Risk.STALE_PLAN: 5,
}
"""What each fact adds. A patient who may have lost a time comes before everything else."""


@dataclass(frozen=True)
class Standing:
    """What is known of the conversation itself."""

    failed: bool = False
    write_unknown: bool = False
    callback_asked: bool = False
    waits_for_staff: bool = False


def contract_risks(contract: Contract, today: date) -> frozenset[Risk]:
    """The facts of the contract that hold."""
    holds = {
        Risk.CANCELLED_BY_CARE: _cancelled_by_care(contract),
        Risk.LIMIT_NEAR: _limit_is_near(contract, today),
        Risk.NO_COORDINATOR: contract.coordinator is None,
        Risk.STALE_PLAN: _stale(contract, today),
    }
    return frozenset(risk for risk, true in holds.items() if true)


def ranked(of_contract: Iterable[Risk], standing: Standing) -> list[Risk]:
    """The facts of the contract and of the conversation that hold, heaviest first."""
    own = {
        Risk.WRITE_UNKNOWN: standing.write_unknown,
        Risk.WAITS_FOR_STAFF: standing.waits_for_staff,
        Risk.FAILED: standing.failed,
        Risk.CALLBACK_ASKED: standing.callback_asked,
    }
    found = {*of_contract, *(risk for risk, true in own.items() if true)}
    return sorted(found, key=lambda risk: (-WEIGHT[risk], risk))


def weight_of(risks: Iterable[Risk]) -> int:
    """The rank: the sum of the weights."""
    return sum(WEIGHT[risk] for risk in risks)


def _cancelled_by_care(contract: Contract) -> bool:
    """The care has taken back a time, and the step has no new one."""
    cancelled = {step.source for step in contract.steps if step.state is State.CANCELLED}
    return any(
        change.kind == "cancelled" and change.by == "care" and change.source in cancelled
        for change in contract.changes
    )


def _limit_is_near(contract: Contract, today: date) -> bool:
    guarantees = [step.guarantee for step in contract.steps]
    guarantees += [referral.guarantee for referral in contract.referrals]
    return any(
        not found.stopped and today <= found.limit <= today + LIMIT_IS_NEAR
        for found in guarantees
        if found is not None
    )


def _stale(contract: Contract, today: date) -> bool:
    if contract.source is None:
        return False
    ended = contract.period.end is not None and contract.period.end < today
    if ended or contract.status not in (None, "active"):
        return True
    updated = contract.last_updated
    return updated is not None and updated.astimezone(STOCKHOLM).date() < today - PLAN_IS_STALE
