"""A patient ticks off what they have undertaken, and may take it back."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from backend.contracts.models import Resource, ResourceVersion
from backend.contracts.store import touch_contract, write_version
from backend.contracts.view.records import reference_of
from backend.errors import NotFound, Problem

REASON = "patient:task"
_DONE = "completed"
_OVER = ("cancelled", "rejected", "failed", "entered-in-error")
_OWNERS = ("Patient/", "RelatedPerson/")


class TaskOver(Problem):
    """The task has been taken away by the care; it is neither done nor to be done."""

    status, code, title = 409, "task_over", "The task is over"


def set_done(session: Session, patient_id: int, task_id: str, *, done: bool, now: datetime) -> None:
    """Makes the patient's own task done, or to be done again, as a new version.

    Nothing is written when it is so already, so that a retry does no harm.

    Raises:
        NotFound: the patient has undertaken no such task. TaskOver: the care has ended it.
    """
    row = session.scalar(
        select(Resource)
        .where(
            Resource.patient_id == patient_id,
            Resource.type == "Task",
            Resource.fhir_id == task_id,
            Resource.removed.is_(False),
        )
        .with_for_update()
    )
    owner = reference_of(row.content.get("owner")) if row else None
    if row is None or owner is None or not owner.startswith(_OWNERS):
        raise NotFound("Du har ingen sådan uppgift.")
    status = row.content["status"]
    if status in _OVER:
        raise TaskOver("Vården har avslutat uppgiften.")
    if (status == _DONE) == done:
        return
    content: dict[str, Any] = {
        **row.content,
        "status": _DONE if done else _status_before(session, row),
        "lastModified": now.isoformat(timespec="seconds"),
    }
    write_version(session, row, content, REASON, now)
    touch_contract(session, patient_id)


def _status_before(session: Session, row: Resource) -> str:
    """The task's last status before it was done; what an undo goes back to."""
    versions = session.scalars(
        select(ResourceVersion)
        .where(ResourceVersion.resource_id == row.id)
        .order_by(ResourceVersion.version.desc())
    )
    for version in versions:
        status = (version.content or {}).get("status", _DONE)
        if status != _DONE and status not in _OVER:
            return str(status)
    return "requested"
