"""The queue of corrections: a reviewer decides what the assistant may learn from."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form, Path, Query
from starlette.responses import Response

from backend.errors import Invalid
from backend.transcripts.learning.corrections import AlreadyDecided, State
from backend.transcripts.learning.intents import topics
from backend.web.page import OurForm
from backend.web.staff.page import StaffPage, StaffPageDep, see_other

router = APIRouter(prefix="/staff/corrections", include_in_schema=False)


@router.get("")
def corrections(page: StaffPageDep, state: Annotated[State, Query()] = State.PROPOSED) -> Response:
    """The corrections in a state, oldest first."""
    return _queue(page, state)


@router.post("/{number}", dependencies=[OurForm])
def decide(
    page: StaffPageDep,
    number: Annotated[int, Path(ge=1)],
    approve: Annotated[bool, Form()],
    text: Annotated[str, Form(max_length=2000)] = "",
    intent: Annotated[str, Form(max_length=80)] = "",
) -> Response:
    """Approve, with the words or the meaning mended, or reject."""
    try:
        page.services.desk.corrections.decide(
            page.staff, number, approve=approve, text=text or None, intent=intent or None
        )
    except (AlreadyDecided, Invalid) as problem:
        return _queue(page, State.PROPOSED, problem.detail, problem.status)
    return see_other("/staff/corrections#done")


def _queue(page: StaffPage, state: State, fault: str | None = None, status: int = 200) -> Response:
    return page.show(
        "corrections",
        status=status,
        items=page.services.desk.corrections.queue(page.staff, state),
        state=state.value,
        fault=fault,
        intents=sorted(topics()),
    )
