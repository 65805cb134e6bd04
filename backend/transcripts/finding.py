"""A person's conversations, and the way past protection when there is no other: both are loud."""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy import select

from backend.access.auditing.service import alarm
from backend.access.log import Access, AccessLog, write_entry
from backend.access.roles import Permission, Role
from backend.access.staff import Staff
from backend.clock import Clock
from backend.contracts.repository import patient_by_identifier
from backend.database import Database
from backend.errors import Invalid, NotFound
from backend.fhir.identity import normal_form
from backend.transcripts.listing import item_of, tags_of
from backend.transcripts.models import Transcript
from backend.transcripts.reading import opened, stated
from backend.transcripts.schemas import Item, Opened
from backend.transcripts.visibility import find_visible, visible_to

_MOST = 200


class Finding:
    """Finds a person's conversations by their number, which never stands in a link."""

    def __init__(self, database: Database, clock: Clock, log: AccessLog) -> None:
        self._database = database
        self._clock = clock
        self._log = log

    def of_person(self, staff: Staff, number: str, reason: str | None) -> list[Item]:
        """The person's conversations, newest first, that the member of staff may know of.

        Raises:
            NotAllowed, ReasonRequired, PersonalDataInText, LogUnavailable
            Invalid: a number that is none.
        """
        staff.require(Permission.READ)
        why, patient_id = stated(reason), self._patient(number)
        self._log.record(staff, Access.SEARCH, subject="person", patient_id=patient_id, reason=why)
        return self._items(staff, patient_id)

    def break_glass_for(self, staff: Staff, number: str, reason: str | None) -> list[Item]:
        """As `of_person`, also where the identity is protected; everybody who keeps order is told.

        Raises:
            NotAllowed, ReasonRequired, PersonalDataInText, LogUnavailable, Invalid
        """
        staff.require(Permission.BREAK_GLASS)
        why, patient_id = stated(reason), self._patient(number)
        self._break(staff, why, "person", patient_id)
        return self._items(_past(staff), patient_id)

    def break_glass(self, staff: Staff, ident: str, reason: str | None) -> Opened:
        """Opens a conversation, also where the identity is protected; an alarm goes out first.

        Raises:
            NotAllowed, NotFound, ReasonRequired, PersonalDataInText, LogUnavailable
        """
        staff.require(Permission.BREAK_GLASS)
        why, past = stated(reason), _past(staff)
        with self._database.read() as session:
            found = find_visible(session, past, ident)
        self._break(staff, why, f"conversation/{ident}", found.patient_id)
        with self._database.read() as session:
            return opened(session, staff, find_visible(session, past, ident))

    def _break(self, staff: Staff, why: str, subject: str, patient_id: int | None) -> None:
        now = self._clock()
        with self._database.write() as session:
            entry = write_entry(
                session,
                staff,
                Access.BREAK_GLASS,
                now,
                subject=subject,
                patient_id=patient_id,
                reason=why,
            )
            alarm(session, Access.BREAK_GLASS.value, entry, now)

    def _patient(self, number: str) -> int | None:
        try:
            value = normal_form(number)
        except ValueError as fault:
            raise Invalid("Numret stämmer inte.", field="personnummer") from fault
        with self._database.read() as session:
            patient = patient_by_identifier(session, value)
        return patient.id if patient else None

    def _items(self, staff: Staff, patient_id: int | None) -> list[Item]:
        with self._database.read() as session:
            rows = session.scalars(
                select(Transcript)
                .where(Transcript.patient_id == patient_id, visible_to(staff))
                .order_by(Transcript.last_at.desc())
                .limit(_MOST)
            ).all()
            if not rows:
                raise NotFound("Det finns inga samtal.")
            tags = tags_of(session, [row.n for row in rows])
        return [item_of(row, tags.get(row.n, [])) for row in rows]


def _past(staff: Staff) -> Staff:
    """The same person as one who may see protected identities, for this once."""
    return replace(staff, roles=staff.roles | {Role.RESTRICTED})
