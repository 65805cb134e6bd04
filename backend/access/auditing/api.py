"""The access log over HTTP, for those who keep order."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Response
from pydantic import BaseModel, ConfigDict, Field

from backend.access.auditing.schemas import EntryView, Notice, Sample, Verdict
from backend.access.auditing.service import AlreadySigned, OwnEntry
from backend.access.log import LogUnavailable
from backend.access.viewer import StaffDep
from backend.errors import Invalid, NotAllowed, NotFound, NotLoggedIn, problem_responses
from backend.services import ServicesDep

router = APIRouter(prefix="/api", tags=["access log"])

_STAFF = (NotLoggedIn, NotAllowed, LogUnavailable)


class Draw(BaseModel):
    """How many entries to draw."""

    model_config = ConfigDict(extra="forbid")

    count: int = Field(20, ge=1, le=500)


class Drawn(BaseModel):
    """How many entries were drawn."""

    drawn: int


class Signature(BaseModel):
    """What was found of an entry."""

    model_config = ConfigDict(extra="forbid")

    verdict: Verdict
    comment: str = Field("", max_length=1000)


@router.get("/access-log", responses=problem_responses(*_STAFF))
def read_log(
    staff: StaffDep,
    services: ServicesDep,
    before: Annotated[int | None, Query(ge=1)] = None,
    actor: Annotated[str | None, Query(max_length=200)] = None,
) -> list[EntryView]:
    """The newest entries, or those before number `before`."""
    return services.auditing.entries(staff, before=before, actor=actor)


@router.get("/access-log/samples", responses=problem_responses(NotLoggedIn, NotAllowed))
def read_samples(staff: StaffDep, services: ServicesDep, signed: bool = False) -> list[Sample]:
    """The entries that were drawn and nobody has signed, or those that somebody has."""
    return services.auditing.samples(staff, signed=signed)


@router.post("/access-log/samples", responses=problem_responses(*_STAFF))
def draw_samples(wanted: Draw, staff: StaffDep, services: ServicesDep) -> Drawn:
    """Draw entries to be looked at."""
    return Drawn(drawn=services.auditing.draw(staff, wanted.count))


@router.post(
    "/access-log/samples/{number}",
    responses=problem_responses(*_STAFF, NotFound, Invalid, OwnEntry, AlreadySigned),
)
def sign_sample(
    number: int, signature: Signature, staff: StaffDep, services: ServicesDep
) -> Sample:
    """Sign an entry that was drawn."""
    return services.auditing.sign(staff, number, signature.verdict, signature.comment)


@router.get("/notices", responses=problem_responses(NotLoggedIn, NotAllowed))
def read_notices(staff: StaffDep, services: ServicesDep) -> list[Notice]:
    """The alarms that the reader has not seen."""
    return services.auditing.notices(staff)


@router.post(
    "/notices/{notice_id}/seen",
    status_code=204,
    responses=problem_responses(NotLoggedIn, NotAllowed, NotFound),
)
def see_notice(notice_id: int, staff: StaffDep, services: ServicesDep) -> Response:
    """Say that an alarm has been seen."""
    services.auditing.see(staff, notice_id)
    return Response(status_code=204)
