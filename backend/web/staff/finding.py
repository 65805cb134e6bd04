"""A person's conversations by number, which is sent in a form and never stands in a link."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form
from starlette.responses import Response

from backend.access.roles import Permission
from backend.errors import Invalid, NotFound
from backend.transcripts.problems import PersonalDataInText, ReasonRequired
from backend.web.page import OurForm
from backend.web.staff.page import StaffPageDep

router = APIRouter(prefix="/staff/person", include_in_schema=False)


@router.get("")
def ask(page: StaffPageDep) -> Response:
    """Whose conversations, and why."""
    page.staff.require(Permission.READ)
    return page.show("person", items=None, fault=None, reason="")


@router.post("", dependencies=[OurForm])
def find(
    page: StaffPageDep,
    personnummer: Annotated[str, Form(max_length=40)] = "",
    reason: Annotated[str, Form()] = "",
    glass: Annotated[bool, Form()] = False,
) -> Response:
    """The conversations; with `glass` also where the identity is protected, with an alarm."""
    finding = page.services.desk.finding
    search = finding.break_glass_for if glass else finding.of_person
    try:
        items = search(page.staff, personnummer, reason)
    except (ReasonRequired, PersonalDataInText, Invalid, NotFound) as problem:
        return page.show(
            "person", status=problem.status, items=None, fault=problem.detail, reason=reason
        )
    return page.show("person", items=items, fault=None, reason=reason)
