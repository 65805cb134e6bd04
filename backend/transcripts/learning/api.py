"""The queue of corrections over HTTP."""

from __future__ import annotations

from fastapi import APIRouter
from pydantic import BaseModel, ConfigDict, Field

from backend.access.log import LogUnavailable
from backend.access.viewer import StaffDep
from backend.errors import Invalid, NotAllowed, NotFound, NotLoggedIn, problem_responses
from backend.services import ServicesDep
from backend.transcripts.learning.corrections import AlreadyDecided, RightWish, State
from backend.transcripts.schemas import CorrectionView

router = APIRouter(prefix="/api/corrections", tags=["corrections"])

_STAFF = (NotLoggedIn, NotAllowed, LogUnavailable)


class Decision(BaseModel):
    """Whether it is to be learnt from, and how its text or meaning is mended first."""

    model_config = ConfigDict(extra="forbid")

    approve: bool
    text: str | None = Field(None, max_length=2000)
    intent: str | None = Field(None, max_length=80)
    wish: RightWish | None = None


@router.get("", responses=problem_responses(*_STAFF))
def list_corrections(
    staff: StaffDep, services: ServicesDep, state: State = State.PROPOSED
) -> list[CorrectionView]:
    """The corrections in a state, oldest first."""
    return services.desk.corrections.queue(staff, state)


@router.post(
    "/{correction_id}/decision",
    responses=problem_responses(*_STAFF, NotFound, Invalid, AlreadyDecided),
)
def decide(
    correction_id: int, wanted: Decision, staff: StaffDep, services: ServicesDep
) -> CorrectionView:
    """Approve or reject a correction."""
    return services.desk.corrections.decide(
        staff,
        correction_id,
        approve=wanted.approve,
        text=wanted.text,
        intent=wanted.intent,
        wish=wanted.wish,
    )
