"""Which transcripts a member of staff may know of."""

from __future__ import annotations

from sqlalchemy import ColumnElement, and_, select, true
from sqlalchemy.orm import Session

from backend.access.roles import Permission
from backend.access.staff import Staff
from backend.contracts.models import Patient
from backend.errors import NotFound
from backend.transcripts.models import Transcript


def visible_to(staff: Staff) -> ColumnElement[bool]:
    """The condition on `Transcript`.

    A patient whose identity is protected now, or was when it was written, exists for the
    restricted role alone.
    """
    if staff.may(Permission.PROTECTED):
        return true()
    protected_now = select(Patient.id).where(Patient.protected.is_(True))
    return and_(Transcript.protected.is_(False), Transcript.patient_id.not_in(protected_now))


def find_visible(session: Session, staff: Staff, ident: str, *, locked: bool = False) -> Transcript:
    """The transcript, if the member of staff may know of it.

    Raises:
        NotFound: there is none, or none that they may know of.
    """
    query = select(Transcript).where(Transcript.id == ident, visible_to(staff))
    found = session.scalar(query.with_for_update() if locked else query)
    if found is None:
        raise NotFound("Samtalet finns inte.")
    return found
