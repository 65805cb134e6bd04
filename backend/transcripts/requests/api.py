"""The work list over HTTP."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query
from pydantic import BaseModel, ConfigDict

from backend.access.log import LogUnavailable
from backend.access.viewer import StaffDep
from backend.bookings.schemas import RequestState
from backend.errors import NotAllowed, NotFound, NotLoggedIn, problem_responses
from backend.services import ServicesDep
from backend.transcripts.problems import ChangedMeanwhile
from backend.transcripts.requests.service import OpenedRequest, RequestItem

router = APIRouter(prefix="/api/requests", tags=["work list"])

_STAFF = (NotLoggedIn, NotAllowed, LogUnavailable)


class NewState(BaseModel):
    """How far it has come now; `seen` is the state that was shown."""

    model_config = ConfigDict(extra="forbid")

    state: RequestState
    seen: RequestState | None = None


@router.get("", responses=problem_responses(*_STAFF))
def list_requests(
    staff: StaffDep,
    services: ServicesDep,
    state: Annotated[list[RequestState] | None, Query()] = None,
) -> list[RequestItem]:
    """The requests that are not done, or those in these states, oldest first."""
    return services.desk.work.items(staff, state or ("open", "in_progress"))


@router.get("/{request_id}", responses=problem_responses(*_STAFF, NotFound))
def open_request(request_id: int, staff: StaffDep, services: ServicesDep) -> OpenedRequest:
    """Whom to call, and when it suits."""
    return services.desk.work.open(staff, request_id)


@router.post(
    "/{request_id}/state", responses=problem_responses(*_STAFF, NotFound, ChangedMeanwhile)
)
def set_state(
    request_id: int, wanted: NewState, staff: StaffDep, services: ServicesDep
) -> RequestItem:
    """Take a request on, or say that it is done."""
    return services.desk.work.set_state(staff, request_id, wanted.state, wanted.seen)
