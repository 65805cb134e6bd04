"""Opening a transcript: with a reason that is logged before anything is shown."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from backend.access.log import Access, AccessLog
from backend.access.roles import Permission
from backend.access.staff import Staff
from backend.chat.models import Conversation
from backend.database import Database
from backend.rules.workdays import STOCKHOLM
from backend.transcripts.listing import item_of, tags_of
from backend.transcripts.models import (
    Correction,
    Transcript,
    TranscriptNote,
    TranscriptTag,
    TranscriptTurn,
)
from backend.transcripts.personal import refuse_personal
from backend.transcripts.problems import ReasonRequired
from backend.transcripts.schemas import CorrectionView, Note, Opened, TurnView
from backend.transcripts.visibility import find_visible

TURNS_AT_ONCE = 50
_SHORTEST_REASON = 3
_LONGEST_REASON = 200


class Reading:
    """Opens transcripts."""

    def __init__(self, database: Database, log: AccessLog) -> None:
        self._database = database
        self._log = log

    def open(
        self,
        staff: Staff,
        ident: str,
        reason: str | None,
        *,
        before: int | None = None,
        limit: int = TURNS_AT_ONCE,
    ) -> Opened:
        """The transcript with its newest turns, or those before turn number `before`.

        Raises:
            NotAllowed, LogUnavailable
            ReasonRequired, PersonalDataInText: what is said of why will not do.
            NotFound: there is none, or none that they may know of.
        """
        staff.require(Permission.READ)
        why = stated(reason)
        with self._database.read() as session:
            found = find_visible(session, staff, ident)
        self._log.record(
            staff,
            Access.READ,
            subject=f"conversation/{ident}",
            patient_id=found.patient_id,
            reason=why,
            **({"before": before} if before is not None else {}),
        )
        with self._database.read() as session:
            return opened(session, staff, find_visible(session, staff, ident), before, limit)


def stated(reason: str | None) -> str:
    """The reason, in one line.

    Raises:
        ReasonRequired: none, or too short to say anything, or very long.
        PersonalDataInText: it names somebody by number.
    """
    why = " ".join((reason or "").split())
    if not _SHORTEST_REASON <= len(why) <= _LONGEST_REASON:
        raise ReasonRequired("Skriv varför du öppnar samtalet.", field="reason")
    refuse_personal(why)
    return why


def opened(
    session: Session,
    staff: Staff,
    row: Transcript,
    before: int | None = None,
    limit: int = TURNS_AT_ONCE,
) -> Opened:
    """The transcript as whoever has opened it sees it."""
    tags = tags_of(session, [row.n]).get(row.n, [])
    turns, earlier = _turns(session, row.n, before, limit)
    return Opened(
        **item_of(row, tags).model_dump(),
        conversation=turns,
        earlier=earlier,
        notes=_notes(session, staff, row.n),
        corrections=_corrections(session, row),
        changed_by=row.changed_by,
        changed_at=row.changed_at.astimezone(STOCKHOLM) if row.changed_at else None,
        mine=_handed_to(session, row) == staff.actor,
    )


def _handed_to(session: Session, row: Transcript) -> str | None:
    return session.scalar(select(Conversation.handed_to).where(Conversation.id == row.id))


def correction_view(row: Correction, transcript: str | None) -> CorrectionView:
    """A correction as it is read."""
    plain = {
        name: getattr(row, name) for name in CorrectionView.model_fields if name != "transcript"
    }
    return CorrectionView(**plain, transcript=transcript)


def _turns(
    session: Session, n: int, before: int | None, limit: int
) -> tuple[list[TurnView], int | None]:
    query = select(TranscriptTurn).where(TranscriptTurn.n == n)
    if before is not None:
        query = query.where(TranscriptTurn.number < before)
    rows = session.scalars(query.order_by(TranscriptTurn.number.desc()).limit(limit + 1)).all()
    shown = rows[:limit][::-1]
    tags: dict[int, list[str]] = {}
    for tag in session.scalars(select(TranscriptTag).where(TranscriptTag.n == n)):
        tags.setdefault(tag.turn, []).append(tag.tag)
    views = [_turn_view(row, sorted(tags.get(row.number, []))) for row in shown]
    return views, shown[0].number if len(rows) > limit else None


def _turn_view(row: TranscriptTurn, tags: list[str]) -> TurnView:
    plain = {name: getattr(row, name) for name in TurnView.model_fields if name != "tags"}
    plain["at"] = row.at.astimezone(STOCKHOLM)
    return TurnView(**plain, tags=tags)


def _notes(session: Session, staff: Staff, n: int) -> list[Note]:
    rows = session.scalars(
        select(TranscriptNote).where(TranscriptNote.n == n).order_by(TranscriptNote.id)
    )
    return [note_view(row, staff) for row in rows]


def note_view(row: TranscriptNote, staff: Staff) -> Note:
    """A note as the member of staff reads it."""
    return Note(
        id=row.id,
        turn=row.turn,
        name=row.name,
        role=row.role,
        text=row.text,
        at=row.at.astimezone(STOCKHOLM),
        edited_at=row.edited_at.astimezone(STOCKHOLM) if row.edited_at else None,
        own=row.actor == staff.actor,
    )


def _corrections(session: Session, row: Transcript) -> list[CorrectionView]:
    found = session.scalars(select(Correction).where(Correction.n == row.n).order_by(Correction.id))
    return [correction_view(one, row.id) for one in found]
