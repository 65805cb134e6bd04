"""The whole contract, put together from its parts."""

from __future__ import annotations

from datetime import datetime

from backend.contracts.schemas import Contact, Contract, Goal, Period
from backend.contracts.view.appointments import appointments_of
from backend.contracts.view.changes import changes_of
from backend.contracts.view.contacts import contact_of, team_of
from backend.contracts.view.people import person_of, proxies_of
from backend.contracts.view.records import (
    Json,
    Records,
    concept,
    day,
    last_day,
    name_of,
    notes_of,
    reference_of,
    references_of,
    updated,
)
from backend.contracts.view.referrals import LimitDays, referrals_of
from backend.contracts.view.steps import Known, steps_of
from backend.contracts.view.tasks import tasks_of

_PLAN_ORDER = ("active", "on-hold", "draft", "unknown", "completed", "revoked")


def contract_of(records: Records, limit_days: LimitDays, version: str = "") -> Contract:
    """The contract that `records` hold."""
    team = team_of(records)
    coordinator = team[0] if team and team[0].coordinator else None
    appointments = appointments_of(records)
    referrals = referrals_of(records, appointments, limit_days)
    tasks = tasks_of(records)
    plan = _plan(records)
    known = Known(
        appointments={found.source: found for found in appointments},
        referrals={found.source: found for found in referrals},
        tasks={found.source: found for found in tasks},
        coordinator=coordinator,
    )
    agreement = _agreement(records, *plan) if plan else Contract()
    return agreement.model_copy(
        update={
            "person": person_of(records),
            "coordinator": coordinator,
            "team": team,
            "goals": _goals(records),
            "steps": steps_of(records, plan, known),
            "tasks": tasks,
            "referrals": referrals,
            "appointments": appointments,
            "clinics": _clinics(records),
            "changes": changes_of(records),
            "proxies": proxies_of(records),
            "version": version,
        }
    )


def _plan(records: Records) -> tuple[str, Json] | None:
    """The agreement that holds: an active one before others, the newest of several."""
    plans = [
        (reference, resource)
        for reference, resource in records.of_type("CarePlan")
        if resource["status"] != "entered-in-error"
    ]

    def rank(found: tuple[str, Json]) -> tuple[int, float]:
        stamp: datetime | None = updated(found[1])
        return _PLAN_ORDER.index(found[1]["status"]), -(stamp.timestamp() if stamp else 0.0)

    return min(plans, key=rank, default=None)


def _agreement(records: Records, reference: str, plan: Json) -> Contract:
    period = plan.get("period")
    return Contract(
        id=plan["id"],
        source=reference,
        title=plan.get("title") or concept(plan.get("category")) or "Patientkontrakt",
        status=plan["status"],
        period=Period(start=day(period, "start"), end=last_day(period, "end")),
        description=plan.get("description"),
        author=name_of(records.get(reference_of(plan.get("author"))) or {}),
        addresses=[
            words
            for target in references_of(plan.get("addresses"))
            if (words := concept((records.get(target) or {}).get("code")))
        ],
        notes=notes_of(plan),
        last_updated=updated(plan),
    )


def _goals(records: Records) -> list[Goal]:
    return [
        Goal(
            source=reference,
            text=concept(goal["description"]) or "",
            status=goal["lifecycleStatus"],
            due=next(
                (
                    found
                    for target in goal.get("target", [])
                    if (found := last_day(target, "dueDate"))
                ),
                None,
            ),
            note=" ".join(notes_of(goal)) or None,
        )
        for reference, goal in records.of_type("Goal")
        if goal["lifecycleStatus"] not in ("entered-in-error", "rejected", "cancelled")
    ]


def _clinics(records: Records) -> list[Contact]:
    """Every clinic and organisation that the contract leads to and that can be reached."""
    return [
        contact
        for reference, _ in records.of_type("HealthcareService", "Organization")
        if (contact := contact_of(records, reference)) is not None and contact.phone
    ]
