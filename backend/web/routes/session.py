"""Staying logged in."""

from __future__ import annotations

from fastapi import APIRouter, Depends
from starlette.responses import Response

from backend.access.viewer import TokenDep, login_of
from backend.services import ServicesDep
from backend.web.page import OurForm

router = APIRouter(include_in_schema=False)


@router.post("/stay", status_code=204, dependencies=[OurForm, Depends(login_of)])
def stay(token: TokenDep, services: ServicesDep) -> Response:
    """The patient is still there: the session begins its time anew."""
    left = services.sessions.stay(token)
    return Response(status_code=204, headers={"X-Session-Seconds": str(left)})
