"""Staff take over a conversation, answer in the same thread, and hand it back to the assistant."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from backend.access.log import Access, write_entry
from backend.access.roles import Permission
from backend.access.staff import Staff
from backend.chat import repository
from backend.chat.models import Conversation
from backend.chat.schemas import MAX_TEXT, ChatMessage
from backend.clock import Clock
from backend.database import Database
from backend.errors import Invalid, Problem
from backend.phrasing.texts import text
from backend.transcripts.models import Transcript
from backend.transcripts.problems import NotYours
from backend.transcripts.projection.worker import ProjectionWorker
from backend.transcripts.reading import stated
from backend.transcripts.visibility import find_visible


class NotTakenOver(Problem):
    """Nobody has taken over the conversation."""

    status, code, title = 409, "not_taken_over", "Not taken over"


class Handover:
    """Takes over, answers, hands back. While staff answer, nothing is sent to the bot."""

    def __init__(self, database: Database, clock: Clock, projection: ProjectionWorker) -> None:
        self._database = database
        self._clock = clock
        self._projection = projection

    def take_over(self, staff: Staff, ident: str, reason: str | None) -> None:
        """From now on the member of staff answers, also where a colleague did before.

        Raises:
            NotAllowed, NotFound, ReasonRequired, PersonalDataInText, LogUnavailable
        """
        staff.require(Permission.ANSWER)
        why, now = stated(reason), self._clock()
        with self._database.write() as session:
            row, conversation = _both(session, staff, ident)
            _logged(session, staff, Access.TAKE_OVER, row, now, reason=why)
            if conversation.handed_to == staff.actor:
                return
            conversation.handed_to, conversation.handed_name = staff.actor, shown_name(staff)
            conversation.closed_at = None
            row.handed_to = shown_name(staff)
            said = ChatMessage(
                sender="system", text=text("staff.takes_over", name=shown_name(staff))
            )
            repository.add_message(session, conversation.id, said, now)
        self._projection.tell(ident)

    def answer(self, staff: Staff, ident: str, words: str) -> int:
        """Writes to the patient, labelled with name and role.

        Returns:
            the message's number.

        Raises:
            NotAllowed, NotFound, Invalid, LogUnavailable
            NotTakenOver; NotYours: a colleague has taken over.
        """
        staff.require(Permission.ANSWER)
        said, now = words.strip(), self._clock()
        if not said or len(said) > MAX_TEXT:
            raise Invalid("Skriv ett svar, högst 2 000 tecken.", field="text")
        with self._database.write() as session:
            row, conversation = _both(session, staff, ident)
            _mine(staff, conversation)
            message = ChatMessage(sender="staff", author=shown_name(staff), text=said)
            stored = repository.add_message(session, conversation.id, message, now)
            row.waiting_since = None
            _logged(session, staff, Access.ANSWER, row, now, message=stored.number)
            number = stored.number
        self._projection.tell(ident)
        return number

    def hand_back(self, staff: Staff, ident: str) -> None:
        """The assistant answers again.

        Raises:
            NotAllowed, NotFound, LogUnavailable
            NotTakenOver; NotYours: a colleague has taken over.
        """
        staff.require(Permission.ANSWER)
        now = self._clock()
        with self._database.write() as session:
            row, conversation = _both(session, staff, ident)
            _mine(staff, conversation)
            _logged(session, staff, Access.HAND_BACK, row, now)
            conversation.handed_to = conversation.handed_name = None
            row.handed_to = row.waiting_since = None
            said = ChatMessage(sender="system", text=text("staff.hands_back"))
            repository.add_message(session, conversation.id, said, now)
        self._projection.tell(ident)


def shown_name(staff: Staff) -> str:
    """How the patient sees the member of staff: `Sam Ek (patientstöd)`."""
    return text("staff.shown", name=staff.name)


def _both(session: Session, staff: Staff, ident: str) -> tuple[Transcript, Conversation]:
    # The conversation first, as the gateway locks it, so that nobody waits for each other.
    conversation = session.get(Conversation, ident, with_for_update=True)
    row = find_visible(session, staff, ident, locked=True)
    assert conversation is not None  # noqa: S101  a transcript is of a conversation
    return row, conversation


def _mine(staff: Staff, conversation: Conversation) -> None:
    if conversation.handed_to is None:
        raise NotTakenOver("Ta över samtalet först.")
    if conversation.handed_to != staff.actor:
        raise NotYours(
            f"{conversation.handed_name} har tagit över samtalet.", who=conversation.handed_name
        )


def _logged(
    session: Session, staff: Staff, action: Access, row: Transcript, now: datetime, **detail: Any
) -> None:
    write_entry(
        session,
        staff,
        action,
        now,
        subject=f"conversation/{row.id}",
        patient_id=row.patient_id,
        **detail,
    )
