"""Calendar files."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Path, Request
from starlette.responses import Response

from backend.access.viewer import ViewerDep
from backend.bookings.schemas import FhirId
from backend.contracts.schemas import Appointment
from backend.errors import NotAllowed, NotFound, NotLoggedIn, problem_responses
from backend.services import Services, ServicesDep
from backend.web.calendar import calendar_file, in_calendar

router = APIRouter(prefix="/api", tags=["calendar"])

_MEDIA_TYPE = "text/calendar"
_ICS: dict[int | str, dict[str, Any]] = {
    200: {"content": {_MEDIA_TYPE: {}}, "description": "RFC 5545"}
}


@router.get(
    "/appointments/{appointment_id}/calendar.ics",
    response_class=Response,
    responses={**_ICS, **problem_responses(NotLoggedIn, NotAllowed, NotFound)},
)
def one_time(
    appointment_id: Annotated[FhirId, Path()],
    viewer: ViewerDep,
    services: ServicesDep,
    request: Request,
) -> Response:
    """One time, for the patient's own calendar."""
    contract = services.contracts.contract(viewer.patient_id)
    found = [one for one in contract.appointments if one.id == appointment_id and one.start]
    if not found:
        raise NotFound("Det finns ingen sådan tid i ditt patientkontrakt.")
    return _file(services, request, found, viewer.protected, "tid.ics")


@router.get(
    "/plan/calendar.ics",
    response_class=Response,
    responses={**_ICS, **problem_responses(NotLoggedIn, NotAllowed)},
)
def every_time(viewer: ViewerDep, services: ServicesDep, request: Request) -> Response:
    """Every time to come, for the patient's own calendar."""
    contract = services.contracts.contract(viewer.patient_id)
    found = in_calendar(contract.appointments, services.clock())
    return _file(services, request, found, viewer.protected, "mina-tider.ics")


def _file(
    services: Services,
    request: Request,
    found: list[Appointment],
    protected: bool,
    name: str,
) -> Response:
    host = request.url.hostname or "nasta-steg"
    content = calendar_file(found, services.clock(), protected=protected, host=host)
    return Response(
        content,
        media_type=f"{_MEDIA_TYPE}; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )
