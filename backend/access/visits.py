"""When somebody last looked at a plan, so that what has changed since can be marked."""

from __future__ import annotations

from datetime import datetime, timedelta

from backend.access.models import PlanVisit
from backend.database import Database

SAME_VISIT = timedelta(minutes=30)
"""Looking again within this time is the same visit, so that marks do not vanish on a reload."""


def visit(database: Database, patient_id: int, actor: str, now: datetime) -> datetime | None:
    """Notes that `actor` looks at the patient's plan now.

    Returns:
        when the visit before this one was; `None` on the first.
    """
    with database.read() as session:
        found = session.get(PlanVisit, (patient_id, actor))
    if found is not None and now - found.seen_at < SAME_VISIT:
        return found.before
    before = found.seen_at if found is not None else None
    with database.write() as session:
        session.merge(PlanVisit(patient_id=patient_id, actor=actor, seen_at=now, before=before))
    return before
