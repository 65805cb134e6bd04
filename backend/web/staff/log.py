"""The access log: alarms, entries drawn for review, and all of it."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form, Path, Query
from starlette.responses import Response

from backend.access.auditing.schemas import Verdict
from backend.access.auditing.service import AlreadySigned, OwnEntry
from backend.errors import Invalid
from backend.web.page import OurForm
from backend.web.staff.page import StaffPage, StaffPageDep, see_other

router = APIRouter(prefix="/staff/log", include_in_schema=False)

_DRAWN_AT_ONCE = 20


@router.get("")
def review_queue(page: StaffPageDep, signed: Annotated[bool, Query()] = False) -> Response:
    """The alarms, and the entries to sign."""
    return _queue(page, signed=signed)


@router.get("/entries")
def entries(
    page: StaffPageDep,
    before: Annotated[int | None, Query(ge=1)] = None,
    actor: Annotated[str | None, Query(max_length=200)] = None,
) -> Response:
    """The newest entries of the log."""
    found = page.services.auditing.entries(page.staff, before=before, actor=actor or None)
    return page.show("entries", items=found, actor=actor)


@router.post("/draw", dependencies=[OurForm])
def draw(page: StaffPageDep) -> Response:
    """Draw entries to be looked at."""
    page.services.auditing.draw(page.staff, _DRAWN_AT_ONCE)
    return see_other("/staff/log")


@router.post("/entries/{number}", dependencies=[OurForm])
def sign(
    page: StaffPageDep,
    number: Annotated[int, Path(ge=1)],
    verdict: Annotated[Verdict, Form()],
    comment: Annotated[str, Form(max_length=1000)] = "",
) -> Response:
    """Sign an entry that was drawn."""
    try:
        page.services.auditing.sign(page.staff, number, verdict, comment)
    except (Invalid, OwnEntry, AlreadySigned) as problem:
        return _queue(page, fault=problem.detail, status=problem.status)
    return see_other("/staff/log")


@router.post("/notices/{number}", dependencies=[OurForm])
def seen(page: StaffPageDep, number: Annotated[int, Path(ge=1)]) -> Response:
    """Say that an alarm has been seen."""
    page.services.auditing.see(page.staff, number)
    return see_other("/staff/log")


def _queue(
    page: StaffPage, *, signed: bool = False, fault: str | None = None, status: int = 200
) -> Response:
    found = page.services.auditing.samples(page.staff, signed=signed)
    return page.show("log", status=status, items=found, signed=signed, fault=fault)
