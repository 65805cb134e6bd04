"""Small builders of contracts to link against: each part says only what tells it from others.

a_contract(a_visit("ogon-1", "Läkarbesök", "Ögonmottagningen", at="2026-12-03 10:15"))
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from backend.contracts.schemas import (
    Appointment,
    Contact,
    Contract,
    Kind,
    Referral,
    State,
    Step,
    Task,
)
from backend.contracts.view.kinds import kind_of, mode_of
from backend.rules.workdays import STOCKHOLM

Part = Appointment | Referral | Task | Contact | Step


def moment(text: str) -> datetime:
    """`2026-12-03 10:15` in Sweden."""
    return datetime.fromisoformat(text).replace(tzinfo=STOCKHOLM)


def a_visit(
    ident: str,
    title: str,
    clinic: str | None = None,
    *,
    at: str | None = None,
    who: str | None = None,
    role: str | None = None,
    status: str | None = None,
    service: str | None = None,
    **fields: Any,
) -> Appointment:
    """An appointment: booked when it has a time, else proposed."""
    start = moment(at) if at else None
    mode = mode_of(service, title, None)
    kind = kind_of(title, service) or {"video": Kind.VIDEO, "phone": Kind.PHONE}.get(mode)
    return Appointment(
        id=ident,
        source=f"Appointment/{ident}",
        status=status or ("booked" if start else "proposed"),
        title=title,
        service_type=service,
        start=start,
        end=start + timedelta(minutes=30) if start else None,
        clinic=clinic,
        practitioner=who,
        practitioner_role=role,
        kind=kind or Kind.VISIT,
        mode=mode,
        rebooking_allowed=True,
        cancel_allowed=True,
        **fields,
    )


def a_referral(ident: str, title: str, performer: str, *appointments: str) -> Referral:
    """A referral, perhaps with the visits that came of it."""
    return Referral(
        source=f"ServiceRequest/{ident}",
        title=title,
        status="active",
        performer=performer,
        appointments=[f"Appointment/{found}" for found in appointments],
    )


def a_task(ident: str, title: str, *, owner_name: str | None = None) -> Task:
    """A task of the patient's, or of `owner_name` in the care."""
    return Task(
        id=ident,
        source=f"Task/{ident}",
        title=title,
        owner="care" if owner_name else "patient",
        owner_name=owner_name,
        status="in-progress",
        done=False,
    )


def a_contact(source: str, name: str, *, role: str | None = None, **fields: Any) -> Contact:
    """A clinic, or a person of the team when there is a role."""
    return Contact(source=source, name=name, role=role, phone="08-123 45 00", **fields)


def a_detail(plan: str, number: int, title: str) -> Step:
    """A step that only the plan itself tells of, without a time."""
    return Step(
        id=f"{plan}-{number}",
        source=f"CarePlan/{plan}",
        kind=kind_of(title) or Kind.CARE_TASK,
        title=title,
        status="not-started",
        state=State.WAITING_FOR_CARE,
    )


def a_contract(*parts: Part, version: str = "") -> Contract:
    """A contract with these parts in this order; members of the team have a role."""
    appointments = [part for part in parts if isinstance(part, Appointment)]
    referrals = [part for part in parts if isinstance(part, Referral)]
    tasks = [part for part in parts if isinstance(part, Task)]
    contacts = [part for part in parts if isinstance(part, Contact)]
    team = [contact for contact in contacts if contact.role]
    return Contract(
        id="plan",
        source="CarePlan/plan",
        status="active",
        coordinator=next((member for member in team if member.coordinator), None),
        team=team,
        clinics=[contact for contact in contacts if not contact.role],
        appointments=appointments,
        referrals=referrals,
        tasks=tasks,
        steps=[_step(part) for part in parts if not isinstance(part, Contact)],
        version=version,
    )


_STATES = {"fulfilled": State.DONE, "cancelled": State.CANCELLED, "booked": State.BOOKED}


def _step(part: Appointment | Referral | Task | Step) -> Step:
    if isinstance(part, Step):
        return part
    if isinstance(part, Appointment):
        return Step(
            id=part.id,
            source=part.source,
            kind=part.kind,
            title=part.title,
            status=part.status,
            state=_STATES.get(part.status, State.WAITING_FOR_CARE),
            owner=part.clinic,
            when=part.start,
            appointment=part,
        )
    waiting = Kind.WAITING_FOR_CALL if isinstance(part, Referral) else Kind.CARE_TASK
    return Step(
        id=part.source.split("/")[1],
        source=part.source,
        kind=waiting,
        title=part.title,
        status=part.status,
        state=State.WAITING_FOR_CARE,
        owner=part.performer if isinstance(part, Referral) else part.owner_name,
        referral=part.source if isinstance(part, Referral) else None,
        task=part if isinstance(part, Task) else None,
    )


def full_source(short: str) -> str:
    """`ogon-1` is `Appointment/ogon-1`; what has a slash stands as it is."""
    return short if "/" in short else f"Appointment/{short}"
