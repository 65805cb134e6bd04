"""The list of conversations: filtered, searched, with the filters in the link."""

from __future__ import annotations

from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Form, Path, Request
from pydantic import ValidationError
from starlette.responses import Response

from backend.access.roles import Permission
from backend.errors import Problem
from backend.transcripts.filters import Filters
from backend.transcripts.learning.intents import topics
from backend.web.page import OurForm
from backend.web.staff.page import StaffPage, StaffPageDep, see_other

router = APIRouter(prefix="/staff", include_in_schema=False)

_READY = (
    ("Att granska", "status=unreviewed&sort=risk"),
    ("Väntar på svar", "waiting=true"),
    ("Inte förstådda", "outcome=not_understood&status=unreviewed"),
    ("Kräver åtgärd", "status=needs_action"),
    ("Mina", "assignee=me"),
)
"""Filters that everybody has: name and query."""


@router.get("")
def conversations(page: StaffPageDep, request: Request) -> Response:
    """The conversations that match, a page at a time."""
    given = {name: value for name, value in request.query_params.items() if value.strip()}
    try:
        filters = Filters.model_validate(given)
        found = page.services.desk.listing.page(page.staff, filters)
    except ValidationError:
        return _list(page, given, fault="Något i filtret stämmer inte. Rätta det eller börja om.")
    except Problem as problem:
        if problem.status not in (400, 422):
            raise
        return _list(page, given, fault=problem.detail)
    query = urlencode(filters.told())
    following = f"?{urlencode({**filters.told(), 'cursor': found.next})}" if found.next else None
    return _list(page, filters.told(), items=found.items, query=query, following=following)


@router.post("/filters", dependencies=[OurForm])
def save_filter(
    page: StaffPageDep,
    name: Annotated[str, Form(max_length=40)] = "",
    query: Annotated[str, Form(max_length=600)] = "",
) -> Response:
    """Keep the filter under a name."""
    page.services.desk.reviewing.save_filter(page.staff, name, query)
    return see_other(f"/staff?{query}")


@router.post("/filters/{filter_id}/forget", dependencies=[OurForm])
def forget_filter(page: StaffPageDep, filter_id: Annotated[int, Path(ge=1)]) -> Response:
    """Take a saved filter away."""
    page.services.desk.reviewing.forget_filter(page.staff, filter_id)
    return see_other("/staff")


def _list(
    page: StaffPage,
    chosen: dict[str, str],
    *,
    items: object = (),
    query: str = "",
    following: str | None = None,
    fault: str | None = None,
) -> Response:
    page.staff.require(Permission.LIST)
    return page.show(
        "list",
        status=422 if fault else 200,
        chosen=chosen,
        items=items,
        query=query,
        following=following,
        fault=fault,
        ready=_READY,
        saved=page.services.desk.reviewing.saved_filters(page.staff),
        intents=sorted(topics()),
    )
