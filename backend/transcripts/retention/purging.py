"""Purges what has been kept long enough; what is held stays. Says what it did."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import ColumnElement, and_, delete, func, or_, select, update
from sqlalchemy.orm import Session

from backend.access.log import Access, write_entry
from backend.access.staff import Staff
from backend.chat.models import Conversation, Message, Unprojected
from backend.clock import Clock
from backend.database import Database
from backend.transcripts import words
from backend.transcripts.models import Correction, Transcript
from backend.transcripts.projection.tracker import TrackerStore
from backend.transcripts.retention.policy import (
    FOLLOWED_UP_OUTCOMES,
    FOLLOWED_UP_STATUS,
    Kept,
    Retention,
)

_AT_ONCE = 200


@dataclass
class Report:
    """What a run purged, or with `dry` would purge, and what it left because it is held."""

    at: datetime
    dry: bool
    purged: dict[str, int] = field(default_factory=dict)
    held: int = 0
    not_projected: int = 0


class Purging:
    """Runs the purge."""

    def __init__(
        self, database: Database, clock: Clock, tracker: TrackerStore, retention: Retention
    ) -> None:
        self._database = database
        self._clock = clock
        self._tracker = tracker
        self._retention = retention

    def run(self, staff: Staff, *, dry: bool = False) -> Report:
        """Purges each class; a run that stops half way goes on where it was at the next.

        Raw events go first from Rasa's store, then our messages: whatever stops it in between, the
        next run finds the messages and deletes both.
        """
        now = self._clock()
        report = Report(now, dry)
        raw, later = self._raw_due(now)
        report.not_projected = later
        report.held = self._held()
        report.purged["events"] = self._tracker.count(raw) if dry else self._forget(raw)
        report.purged["messages"] = self._messages(raw, dry=dry)
        report.purged["transcripts"] = self._transcripts(now, dry=dry)
        report.purged["rejected_corrections"] = self._rejected(now, dry=dry)
        if not dry:
            with self._database.write() as session:
                write_entry(session, staff, Access.PURGE, now, purged=report.purged)
        return report

    def _raw_due(self, now: datetime) -> tuple[list[str], int]:
        """Conversations whose raw form is due, and how many are not projected yet and must wait."""
        held = select(Transcript.id).where(Transcript.held.is_(True))
        due = select(Conversation.id).where(
            Conversation.last_at < self._retention.cutoff(Kept.RAW, now),
            Conversation.id.not_in(held),
            select(Message.id).where(Message.conversation_id == Conversation.id).exists(),
        )
        with self._database.read() as session:
            found = list(session.scalars(due))
            waiting = set(session.scalars(select(Unprojected.conversation_id)))
        ready = [ident for ident in found if ident not in waiting]
        return ready, len(found) - len(ready)

    def _forget(self, conversations: Sequence[str]) -> int:
        return self._tracker.forget(conversations) if conversations else 0

    def _messages(self, conversations: Sequence[str], *, dry: bool) -> int:
        done = 0
        for first in range(0, len(conversations), _AT_ONCE):
            mine = Message.conversation_id.in_(conversations[first : first + _AT_ONCE])
            if dry:
                with self._database.read() as session:
                    query = select(func.count()).select_from(Message).where(mine)
                    done += session.scalar(query) or 0
                continue
            with self._database.write() as session:
                session.execute(update(Message).where(mine).values(answers=None))
                done += session.execute(delete(Message).where(mine)).rowcount  # type: ignore[attr-defined]
        return done

    def _transcripts(self, now: datetime, *, dry: bool) -> int:
        due = self._transcripts_due(now)
        if dry:
            with self._database.read() as session:
                return session.scalar(select(func.count()).select_from(Transcript).where(due)) or 0
        done = 0
        while True:
            with self._database.write() as session:
                rows = session.execute(
                    select(Transcript.n, Transcript.id).where(due).limit(_AT_ONCE)
                ).all()
                if not rows:
                    return done
                _delete_transcripts(session, [row.n for row in rows], [row.id for row in rows])
            done += len(rows)

    def _transcripts_due(self, now: datetime) -> ColumnElement[bool]:
        followed_up = or_(
            Transcript.outcome.in_(FOLLOWED_UP_OUTCOMES), Transcript.status == FOLLOWED_UP_STATUS
        )
        cutoff = self._retention.cutoff
        unprojected = select(Unprojected.conversation_id)
        return and_(
            Transcript.held.is_(False),
            Transcript.id.not_in(unprojected),
            or_(
                and_(~followed_up, Transcript.last_at < cutoff(Kept.TRANSCRIPT, now)),
                and_(followed_up, Transcript.last_at < cutoff(Kept.FOLLOWED_UP, now)),
            ),
        )

    def _rejected(self, now: datetime, *, dry: bool) -> int:
        due = and_(
            Correction.state == "rejected",
            Correction.decided_at < self._retention.cutoff(Kept.REJECTED, now),
        )
        if dry:
            with self._database.read() as session:
                return session.scalar(select(func.count()).select_from(Correction).where(due)) or 0
        with self._database.write() as session:
            return int(session.execute(delete(Correction).where(due)).rowcount)  # type: ignore[attr-defined]

    def _held(self) -> int:
        with self._database.read() as session:
            query = select(func.count()).where(Transcript.held.is_(True))
            return session.scalar(query) or 0


def _delete_transcripts(session: Session, numbers: list[int], idents: list[str]) -> None:
    """The transcript with turns, notes, tags and words, and what is left of the conversation."""
    words.forget(session, numbers)
    session.execute(delete(Transcript).where(Transcript.n.in_(numbers)))
    mine = Message.conversation_id.in_(idents)
    session.execute(update(Message).where(mine).values(answers=None))
    session.execute(delete(Message).where(mine))
    session.execute(delete(Conversation).where(Conversation.id.in_(idents)))
