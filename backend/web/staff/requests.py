"""The work list: whom to call, and what clinics are asked to do."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form, Path, Query
from starlette.responses import Response

from backend.bookings.schemas import RequestState
from backend.transcripts.problems import ChangedMeanwhile
from backend.web.page import OurForm
from backend.web.staff.page import StaffPage, StaffPageDep, see_other

router = APIRouter(prefix="/staff/requests", include_in_schema=False)

Number = Annotated[int, Path(ge=1)]


@router.get("")
def requests(page: StaffPageDep, done: Annotated[bool, Query()] = False) -> Response:
    """What patients have asked for, oldest first."""
    states: tuple[RequestState, ...] = ("done",) if done else ("open", "in_progress")
    return page.show("requests", items=page.services.desk.work.items(page.staff, states), done=done)


@router.get("/{number}")
def request(page: StaffPageDep, number: Number) -> Response:
    """Whom it is about, and when it suits; that somebody looked is logged."""
    return _one(page, number)


@router.post("/{number}", dependencies=[OurForm])
def set_state(
    page: StaffPageDep,
    number: Number,
    state: Annotated[RequestState, Form()],
    seen: Annotated[RequestState, Form()],
) -> Response:
    """Take it on, or say that it is done."""
    try:
        page.services.desk.work.set_state(page.staff, number, state, seen)
    except ChangedMeanwhile as problem:
        return _one(page, number, problem.detail)
    return see_other("/staff/requests" if state == "done" else f"/staff/requests/{number}")


def _one(page: StaffPage, number: int, fault: str | None = None) -> Response:
    found = page.services.desk.work.open(page.staff, number)
    return page.show("request", status=409 if fault else 200, it=found, fault=fault)
