"""The whole contract, put together from its parts."""

from __future__ import annotations

from datetime import date, datetime

from backend.contracts.schemas import Contact, Contract, Goal, Period
from backend.contracts.view.appointments import appointments_of
from backend.contracts.view.changes import changes_of
from backend.contracts.view.contacts import contact_of
from backend.contracts.view.people import person_of, proxies_of
from backend.contracts.view.records import (
    Json,
    Records,
    concept,
    concept_words,
    day,
    display_of,
    folded,
    last_day,
    notes_of,
    reference_of,
    references_of,
    source_of,
    updated,
)
from backend.contracts.view.referrals import LimitDays, referrals_of
from backend.contracts.view.steps import Known, steps_of
from backend.contracts.view.tasks import tasks_of
from backend.contracts.view.team import team_of

_PLAN_ORDER = ("active", "on-hold", "draft", "unknown", "completed", "revoked")
_AGREEMENT_WORDS = ("patientkontrakt", "overenskommelse")
_HOLDING = ("active", "on-hold")


def contract_of(records: Records, limit_days: LimitDays, version: str = "") -> Contract:
    """The contract that `records` hold."""
    plans = _plans(records)
    plan = plans[0] if plans else None
    team = team_of(records, plan[1] if plan else None)
    coordinator = team[0] if team and team[0].coordinator else None
    appointments = appointments_of(records)
    referrals = referrals_of(records, appointments, limit_days)
    tasks = tasks_of(records)
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
            "goals": _goals(records, plan[1] if plan else None),
            "steps": steps_of(records, plans, known),
            "tasks": tasks,
            "referrals": referrals,
            "appointments": appointments,
            "clinics": _clinics(records),
            "changes": changes_of(records),
            "proxies": proxies_of(records),
            "version": version,
        }
    )


def _plans(records: Records) -> list[tuple[str, Json]]:
    """The agreement, and what else is planned beside it, such as a SIP or the municipality's plan.

    The agreement is an active plan before others, one that has not ended, one that is called so,
    one that is part of no other, and the newest of several.
    """
    plans = [
        (reference, resource)
        for reference, resource in records.of_type("CarePlan")
        if resource["status"] != "entered-in-error"
    ]
    replaced = {old for _, plan in plans for old in references_of(plan.get("replaces"))}

    def rank(found: tuple[str, Json]) -> tuple[int, bool, bool, bool, float]:
        reference, plan = found
        words = folded(f"{plan.get('title') or ''} {concept_words(plan.get('category'))}")
        stamp: datetime | None = updated(plan)
        return (
            _PLAN_ORDER.index(plan["status"]) + (len(_PLAN_ORDER) if reference in replaced else 0),
            _ended(plan, records.today),
            not any(word in words for word in _AGREEMENT_WORDS),
            bool(plan.get("partOf")),
            -(stamp.timestamp() if stamp else 0.0),
        )

    plans.sort(key=rank)
    return plans[:1] + [
        (reference, plan)
        for reference, plan in plans[1:]
        if plan["status"] in _HOLDING
        and reference not in replaced
        and not _ended(plan, records.today)
    ]


def _ended(plan: Json, today: date) -> bool:
    end = last_day(plan.get("period"), "end")
    return end is not None and end < today


def _agreement(records: Records, reference: str, plan: Json) -> Contract:
    period, author = plan.get("period"), contact_of(records, reference_of(plan.get("author")))
    return Contract(
        id=plan["id"],
        source=source_of(reference),
        title=plan.get("title") or concept(plan.get("category")) or "Patientkontrakt",
        status=plan["status"],
        period=Period(start=day(period, "start"), end=last_day(period, "end")),
        description=plan.get("description"),
        author=author.name if author else display_of(plan.get("author")),
        addresses=[
            words
            for target in plan.get("addresses", [])
            if (words := _words_of(records, reference_of(target)) or display_of(target))
        ],
        notes=notes_of(plan),
        last_updated=updated(plan),
    )


def _words_of(records: Records, reference: str | None) -> str | None:
    return concept((records.get(reference) or {}).get("code"))


def _goals(records: Records, plan: Json | None) -> list[Goal]:
    """Every goal that stands, those of the agreement first and in its order."""
    named = (plan or {}).get("goal", [])
    order = {reference: index for index, reference in enumerate(references_of(named))}
    found = sorted(records.of_type("Goal"), key=lambda goal: order.get(goal[0], len(order)))
    goals = [
        Goal(
            source=source_of(reference),
            text=text,
            status=goal["lifecycleStatus"],
            due=next(
                (end for target in goal.get("target", []) if (end := last_day(target, "dueDate"))),
                None,
            ),
            note=" ".join(notes_of(goal)) or None,
        )
        for reference, goal in found
        if goal["lifecycleStatus"] not in ("entered-in-error", "rejected", "cancelled")
        and (text := concept(goal["description"]))
    ]
    only_words = [
        Goal(source=f"CarePlan/{(plan or {}).get('id')}", text=words, status="active")
        for goal in named
        if reference_of(goal) is None and (words := display_of(goal))
    ]
    return [*goals, *only_words]


def _clinics(records: Records) -> list[Contact]:
    """Every clinic and organisation that the contract leads to and that can be reached."""
    return [
        contact
        for reference, _ in records.of_type("HealthcareService", "Organization")
        if (contact := contact_of(records, reference)) is not None and contact.phone
    ]
