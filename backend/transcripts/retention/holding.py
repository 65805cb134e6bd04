"""Keeps a conversation from being purged, as when somebody has complained of the care."""

from __future__ import annotations

from backend.access.log import Access, write_entry
from backend.access.roles import Permission
from backend.access.staff import Staff
from backend.clock import Clock
from backend.database import Database
from backend.transcripts.reading import stated
from backend.transcripts.visibility import find_visible


class Holding:
    """Places holds and lets go of them."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    def hold(self, staff: Staff, ident: str, reason: str | None) -> None:
        """Keeps a conversation from being purged, in all its classes; `None` lets go of it.

        Raises:
            NotAllowed, NotFound, ReasonRequired, PersonalDataInText, LogUnavailable
        """
        staff.require(Permission.HOLD)
        why = stated(reason) if reason is not None else None
        with self._database.write() as session:
            row = find_visible(session, staff, ident, locked=True)
            row.held, row.hold_reason = why is not None, why
            write_entry(
                session,
                staff,
                Access.HOLD,
                self._clock(),
                subject=f"conversation/{ident}",
                patient_id=row.patient_id,
                reason=why or "",
                held=row.held,
            )
