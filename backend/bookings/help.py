"""What a refusal says besides no: other times, or whom to turn to."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from backend.bookings.availability import Span
from backend.bookings.errors import BookingNotAllowed, CancelNotAllowed, RebookingNotAllowed
from backend.bookings.schemas import FreeSlot
from backend.contracts.schemas import Contact, Contract
from backend.errors import Problem

_HOW_MANY = 3

Search = Callable[[Span, int], list[FreeSlot]]


def alternatives(search: Search, around: datetime | None) -> list[FreeSlot]:
    """Three free times: the first from the one that was wanted on, filled up with earlier ones."""
    later = search(Span(first=around), _HOW_MANY) if around else []
    if len(later) == _HOW_MANY:
        return later
    known = {slot.id for slot in later}
    first = [slot for slot in search(Span(), _HOW_MANY + len(later)) if slot.id not in known]
    found = [*first[: _HOW_MANY - len(later)], *later]
    return sorted(found, key=lambda slot: slot.start.timestamp())


def with_contact(
    problem: Problem, contract: Callable[[], Contract], appointment_id: str
) -> Problem:
    """The refusal with `contact`: the clinic, or the coordinator where that has no number.

    With protected identity no number is told; the call letter or 1177 has it.
    """
    if isinstance(problem, RebookingNotAllowed | CancelNotAllowed | BookingNotAllowed):
        found = whom_to_turn_to(contract(), appointment_id)
        problem.extra["contact"] = found.model_dump(mode="json") if found else None
    return problem


def whom_to_turn_to(contract: Contract, appointment_id: str) -> Contact | None:
    """Who moves or cancels the appointment instead."""
    clinic = next(
        (found.contact for found in contract.appointments if found.id == appointment_id), None
    )
    if clinic is not None and clinic.phone:
        return clinic
    coordinator = contract.coordinator
    if coordinator is not None and coordinator.phone:
        return coordinator
    return clinic or coordinator
