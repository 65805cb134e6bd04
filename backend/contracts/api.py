"""The patient's own contract over HTTP."""

from __future__ import annotations

from fastapi import APIRouter, Response

from backend.access.viewer import ViewerDep
from backend.contracts.schemas import Appointment, Contract
from backend.errors import NotAllowed, NotFound, NotLoggedIn, problem_responses
from backend.services import ServicesDep

router = APIRouter(prefix="/api", tags=["plan"])


@router.get("/plan", responses=problem_responses(NotLoggedIn, NotAllowed))
def read_plan(viewer: ViewerDep, services: ServicesDep) -> Contract:
    """The whole contract: coordinator, goals, steps in order, tasks."""
    return services.contracts.contract(viewer.patient_id)


@router.get(
    "/appointments/{appointment_id}",
    responses=problem_responses(NotLoggedIn, NotAllowed, NotFound),
)
def read_appointment(
    appointment_id: str, viewer: ViewerDep, services: ServicesDep, response: Response
) -> Appointment:
    """One appointment, its version as the `ETag`."""
    for found in services.contracts.contract(viewer.patient_id).appointments:
        if found.id == appointment_id:
            response.headers["ETag"] = f'"{found.version}"'
            return found
    raise NotFound("Det finns ingen sådan tid i ditt patientkontrakt.")
