"""Stores what was gathered of a conversation: once, in order, in one transaction."""

from __future__ import annotations

import time
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any, cast

from sqlalchemy import CursorResult, Row, Table, bindparam, delete, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from backend.bookings.requests.models import ClinicRequest
from backend.chat.models import Unprojected
from backend.clock import Clock
from backend.database import Database
from backend.transcripts import words
from backend.transcripts.labels import set_labels
from backend.transcripts.models import Transcript, TranscriptTurn
from backend.transcripts.projection.drafts import Draft
from backend.transcripts.projection.gathering import Gathered, Gathering
from backend.transcripts.projection.risk import Risk, Standing, ranked, weight_of
from backend.transcripts.projection.summary import Summary, summarised

_ATTEMPTS = 5
_CLINICS_KEPT = 5
_POSTPONED_SECONDS = 600.0

_TABLE = cast(Table, TranscriptTurn.__table__)
# What a conversation comes to is read from all its turns at each change: columns, not objects.
_TURNS = (
    select(
        *(
            _TABLE.c[name]
            for name in [
                "at",
                "kind",
                "state",
                "text",
                "intent",
                "confidence",
                "action",
                "fallback",
                "safety",
                "stage",
                "booking",
                "replies",
                "trace",
            ]
        )
    )
    .where(_TABLE.c.n == bindparam("n"))
    .order_by(_TABLE.c.number)
)


class Projector:
    """Brings transcripts up to date. Any number may run, in any number of processes."""

    def __init__(self, database: Database, clock: Clock, gathering: Gathering) -> None:
        self._database = database
        self._clock = clock
        self._gathering = gathering

    def project(self, conversation_id: str) -> bool:
        """Brings one transcript up to date.

        Returns:
            whether it is; `False` when others came first each time.
        """
        for _ in range(_ATTEMPTS):
            gathered = self._gathering.gather(conversation_id)
            if gathered is None:
                return True
            try:
                with self._database.write() as session:
                    done = self._store(session, gathered)
            except IntegrityError:
                continue  # another process began the same transcript
            if done:
                return True
        return False

    def due(self, limit: int = 200) -> list[str]:
        """The conversations that wait to be projected, or looked at again."""
        with self._database.read() as session:
            return list(
                session.scalars(
                    select(Unprojected.conversation_id)
                    .where(Unprojected.due <= time.time())
                    .order_by(Unprojected.due)
                    .limit(limit)
                )
            )

    def postpone(self, conversation_id: str) -> None:
        """Leaves a conversation that could not be projected for a while."""
        with self._database.write() as session:
            session.execute(
                update(Unprojected)
                .where(Unprojected.conversation_id == conversation_id)
                .values(due=time.time() + _POSTPONED_SECONDS)
            )

    def _store(self, session: Session, gathered: Gathered) -> bool:
        """Stores it all, or nothing when the transcript has moved since it was gathered."""
        transcript = _claimed(session, gathered)
        if transcript is None:
            return False
        numbers = [draft.number for draft in gathered.drafts]
        mine = TranscriptTurn.n == transcript.n
        session.execute(delete(TranscriptTurn).where(mine, TranscriptTurn.number.in_(numbers)))
        if gathered.drafts:
            rows = [{"n": transcript.n, **_columns(draft)} for draft in gathered.drafts]
            session.execute(_TABLE.insert(), rows)
        turns = session.execute(_TURNS, {"n": transcript.n}).all()
        _fill(session, transcript, gathered, turns, self._clock())
        words.index(session, transcript.n, (t.text for t in turns if t.kind in ("text", "staff")))
        _leave(session, gathered)
        return True


def _claimed(session: Session, gathered: Gathered) -> Transcript | None:
    """The transcript at its new position; `None` when somebody else has moved it."""
    conversation, before, after = gathered.conversation, gathered.before, gathered.after
    if before is None:
        transcript = Transcript(
            id=conversation.id,
            patient_id=conversation.patient_id,
            relative=not conversation.actor.startswith("Patient/"),
            protected=gathered.protected,
            started_at=conversation.created_at,
            last_at=conversation.last_at,
            message_number=after.message,
            event_id=after.event,
        )
        session.add(transcript)
        session.flush()
        return transcript
    moved = cast(
        CursorResult[Any],
        session.execute(
            update(Transcript)
            .where(
                Transcript.id == conversation.id,
                Transcript.message_number == before.message,
                Transcript.event_id == before.event,
            )
            .values(message_number=after.message, event_id=after.event)
        ),
    )
    if moved.rowcount != 1:
        return None
    return session.scalars(select(Transcript).where(Transcript.id == conversation.id)).one()


def _fill(
    session: Session,
    transcript: Transcript,
    gathered: Gathered,
    turns: Sequence[Row[Any]],
    now: datetime,
) -> None:
    """The columns that the turns and the contract decide."""
    asked = _asked_clinic(turns)
    handed_to = gathered.conversation.handed_name
    summary = summarised(turns, handed_over=handed_to is not None or asked)
    transcript.protected = gathered.protected
    transcript.last_at = max(transcript.last_at, gathered.conversation.last_at)
    transcript.turns = summary.turns
    transcript.outcome = summary.outcome.value
    transcript.lowest_confidence = summary.lowest_confidence
    transcript.fallbacks = summary.fallbacks
    transcript.failures = summary.failures
    transcript.safety = summary.safety
    transcript.dropped_at = summary.dropped_at
    transcript.clinic = summary.clinics[0] if summary.clinics else None
    transcript.handed_to = handed_to
    transcript.waiting_since = _waiting_since(turns) if handed_to else None
    set_risk(session, transcript, gathered.risks, summary.unknown_writes > 0, now)
    set_labels(session, transcript.n, _labels(summary), of=("intent", "action", "clinic"))


def set_risk(
    session: Session,
    transcript: Transcript,
    of_contract: Iterable[Risk],
    write_unknown: bool,
    now: datetime,
) -> None:
    """The rank, by the contract's facts and the conversation's own."""
    callback = session.scalar(
        select(ClinicRequest.id)
        .where(
            ClinicRequest.patient_id == transcript.patient_id,
            ClinicRequest.kind.in_(("callback", "coordinator")),
            ClinicRequest.state != "done",
        )
        .limit(1)
    )
    standing = Standing(
        failed=transcript.failures > 0,
        write_unknown=write_unknown,
        callback_asked=callback is not None,
        waits_for_staff=transcript.waiting_since is not None,
    )
    risks = ranked(of_contract, standing)
    transcript.risks = [risk.value for risk in risks]
    transcript.risk = weight_of(risks)
    transcript.risk_day = now.date()


def _columns(draft: Draft) -> dict[str, Any]:
    columns = asdict(draft)
    del columns["outcome"]
    return columns


def _labels(summary: Summary) -> set[str]:
    return {
        *(f"intent:{intent}" for intent in summary.intents),
        *(f"action:{action}" for action in summary.actions),
        *(f"clinic:{clinic}" for clinic in summary.clinics[:_CLINICS_KEPT]),
    }


def _asked_clinic(turns: Sequence[Row[Any]]) -> bool:
    """Whether a clinic was asked to call, or to do what may not be done here."""
    return any(
        call.get("method") == "POST"
        and call.get("path") == "requests"
        and call.get("status") == 200
        for turn in turns
        for call in turn.trace.get("calls", [])
    )


def _waiting_since(turns: Sequence[Row[Any]]) -> datetime | None:
    """Since when the patient waits for an answer by staff."""
    waiting: datetime | None = None
    for turn in turns:
        if turn.kind == "staff":
            waiting = None
        elif turn.kind in ("text", "button"):
            waiting = waiting or turn.at
    return waiting


def _leave(session: Session, gathered: Gathered) -> None:
    """Takes the conversation off the list, or says when to look again."""
    mine = (
        Unprojected.conversation_id == gathered.conversation.id,
        Unprojected.number <= gathered.after.message,
    )
    if gathered.due is None:
        session.execute(delete(Unprojected).where(*mine))
    else:
        session.execute(update(Unprojected).where(*mine).values(due=gathered.due))
