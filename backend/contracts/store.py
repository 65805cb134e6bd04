"""Writes versions of a patient's resources; the only place that does."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import update
from sqlalchemy.orm import Session

from backend.contracts.models import DirectoryVersion, Patient, Resource, ResourceVersion


def write_version(
    session: Session, row: Resource, content: dict[str, Any], reason: str, at: datetime
) -> None:
    """Makes `content` what holds now, as a new version with its reason.

    `reason` is `import:…` or `patient:…`, after who brought it about.
    """
    row.version += 1
    row.content = content
    row.removed = False
    row.last_updated = at
    _keep(session, row, content, reason, at)


def remove(session: Session, row: Resource, reason: str, at: datetime) -> None:
    """Takes the resource out of the contract; its versions remain."""
    row.version += 1
    row.removed = True
    row.last_updated = at
    _keep(session, row, None, reason, at)


def add(session: Session, row: Resource, reason: str, at: datetime) -> None:
    """Stores a resource that was not there, with its first version."""
    session.add(row)
    session.flush()
    _keep(session, row, row.content, reason, at)


def touch_contract(session: Session, patient_id: int) -> None:
    """Says that what the patient's answers are made from has changed."""
    session.execute(
        update(Patient)
        .where(Patient.id == patient_id)
        .values(contract_version=Patient.contract_version + 1)
    )


def touch_directory(session: Session) -> None:
    """Says that shared resources have changed."""
    changed = session.execute(update(DirectoryVersion).values(version=DirectoryVersion.version + 1))
    if changed.rowcount == 0:  # type: ignore[attr-defined]
        session.add(DirectoryVersion(id=1, version=1))


def _keep(
    session: Session, row: Resource, content: dict[str, Any] | None, reason: str, at: datetime
) -> None:
    if row.patient_id is None:
        return
    session.add(
        ResourceVersion(
            resource_id=row.id,
            patient_id=row.patient_id,
            version=row.version,
            content=content,
            reason=reason,
            recorded_at=at,
        )
    )
