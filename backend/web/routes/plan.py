"""The plan's page."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form, Query
from starlette.responses import RedirectResponse, Response

from backend.access.visits import visit
from backend.bookings.undoable import undoable_until
from backend.contracts.api import mark_task
from backend.errors import Problem
from backend.web.page import OurForm, Page, PatientPageDep, patient_of
from backend.web.views.plan import plan_view, step_of, task_of
from backend.web.views.steps import Reader

router = APIRouter(include_in_schema=False)

Ident = Annotated[str | None, Query(pattern=r"^[A-Za-z0-9\-.]{1,64}$")]
Notice = Annotated[str | None, Query(pattern=r"^[a-z-]{1,30}$")]


@router.get("/plan")
def plan(
    page: PatientPageDep,
    clinic: Annotated[str | None, Query(pattern=r"^[0-9a-f]{8}$")] = None,
    notice: Notice = None,
    about: Ident = None,
) -> Response:
    """The whole plan, or one clinic's steps of it."""
    viewer, services = patient_of(page), page.services
    contract = services.contracts.contract(viewer.patient_id)
    reader = reader_of(page, since=True)
    return page.html(
        "plan/page.html",
        plan=plan_view(contract, reader, clinic),
        offers=[
            (offer, step_of(contract, offer.appointment))
            for offer in services.bookings.waiting.offers(viewer.patient_id)
        ],
        notice=notice,
        noticed=step_of(contract, about) or task_of(contract, about) if about else None,
        undoable=bool(about and about in reader.undoable),
    )


@router.post("/tasks/{task_id}", dependencies=[OurForm])
def tick_off(page: PatientPageDep, task_id: str, done: Annotated[bool, Form()]) -> Response:
    """Tick off one's own task, or take it back."""
    try:
        task = mark_task(page.services, patient_of(page), task_id, done=done)
    except Problem as problem:
        return page.html(
            "fault.html", status=problem.status, code=problem.status, detail=problem.detail
        )
    said = "task-done" if done else "task-open"
    return RedirectResponse(f"/plan?notice={said}&about={task.id}#notice", 303)


def reader_of(page: Page, *, since: bool = False) -> Reader:
    """Who looks at the plan; with `since`, this is a visit to it."""
    viewer, services = patient_of(page), page.services
    now = services.clock()
    with services.database.read() as session:
        undoable = undoable_until(session, viewer.patient_id, now)
    return Reader(
        now=now,
        may_book=viewer.may_book.allowed,
        since=visit(services.database, viewer.patient_id, viewer.actor, now) if since else None,
        undoable=undoable,
    )
