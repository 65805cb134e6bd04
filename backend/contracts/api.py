"""The patient's own contract over HTTP."""

from __future__ import annotations

from fastapi import APIRouter, Response
from pydantic import BaseModel, ConfigDict

from backend.access.acting import Viewer
from backend.access.viewer import ViewerDep
from backend.contracts.schemas import Appointment, Contract, Task
from backend.contracts.tasks import TaskOver, set_done
from backend.errors import NotAllowed, NotFound, NotLoggedIn, problem_responses
from backend.services import Services, ServicesDep

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


class TickedOff(BaseModel):
    """Whether the task is done."""

    model_config = ConfigDict(extra="forbid")

    done: bool


@router.post(
    "/tasks/{task_id}",
    responses=problem_responses(NotLoggedIn, NotAllowed, NotFound, TaskOver),
)
def tick_off(task_id: str, ticked: TickedOff, viewer: ViewerDep, services: ServicesDep) -> Task:
    """Tick off one's own task, or take it back."""
    return mark_task(services, viewer, task_id, done=ticked.done)


def mark_task(services: Services, viewer: Viewer, task_id: str, *, done: bool) -> Task:
    """Does what `tick_off` says.

    Raises:
        NotAllowed: who only may look. NotFound, TaskOver: as `set_done`.
    """
    if not viewer.may_book.allowed:
        reason = viewer.may_book.reason.value
        raise NotAllowed("Du kan se uppgifterna men inte ändra dem.", reason=reason)
    with services.database.write() as session:
        set_done(session, viewer.patient_id, task_id, done=done, now=services.clock())
    for task in services.contracts.contract(viewer.patient_id).tasks:
        if task.id == task_id:
            return task
    raise NotFound("Du har ingen sådan uppgift.")
