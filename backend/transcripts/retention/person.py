"""Everything that is kept of one person's conversations, for that person (GDPR 15)."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from backend.access.log import Access, AccessLog
from backend.access.staff import Staff
from backend.bookings.requests.models import ClinicRequest
from backend.chat.models import Conversation, Message
from backend.contracts.repository import patient_by_identifier
from backend.database import Database
from backend.errors import NotFound
from backend.fhir.identity import normal_form
from backend.rules.workdays import STOCKHOLM
from backend.transcripts.models import Transcript, TranscriptNote, TranscriptTag, TranscriptTurn
from backend.transcripts.reading import stated

Json = dict[str, Any]


class PersonExport:
    """Takes out one person's conversations; the log has it before anything is read."""

    def __init__(self, database: Database, log: AccessLog) -> None:
        self._database = database
        self._log = log

    def of_person(self, staff: Staff, number: str, reason: str | None) -> Json:
        """Messages as they were written while they are kept, the redacted turns, and the rest.

        Raises:
            ReasonRequired, PersonalDataInText, LogUnavailable, NotFound
            ValueError: a number that is none.
        """
        why, value = stated(reason), normal_form(number)
        with self._database.read() as session:
            patient = patient_by_identifier(session, value)
        if patient is None:
            raise NotFound("Det finns ingen sådan patient.")
        self._log.record(
            staff, Access.PERSON_DATA, subject="person", patient_id=patient.id, reason=why
        )
        with self._database.read() as session:
            conversations = session.scalars(
                select(Conversation)
                .where(Conversation.patient_id == patient.id)
                .order_by(Conversation.created_at)
            ).all()
            found = [
                {
                    "id": one.id,
                    "by": one.actor.partition("/")[0],
                    "began": _local(one.created_at),
                    "messages": [
                        {
                            "at": _local(row.created_at),
                            "sender": row.sender,
                            "author": row.author,
                            "text": row.text,
                        }
                        for row in session.scalars(
                            select(Message)
                            .where(Message.conversation_id == one.id)
                            .order_by(Message.number)
                        )
                    ],
                }
                for one in conversations
            ]
            transcripts = session.scalars(
                select(Transcript)
                .where(Transcript.patient_id == patient.id)
                .order_by(Transcript.started_at)
            ).all()
            reviewed = [_reviewed(session, row) for row in transcripts]
            requests = [
                {"kind": row.kind, "state": row.state, "at": _local(row.created_at)}
                for row in session.scalars(
                    select(ClinicRequest).where(ClinicRequest.patient_id == patient.id)
                )
            ]
        return {
            "conversations": found,
            "transcripts": reviewed,
            "requests": requests,
            "access": [
                {
                    "at": entry.at.isoformat(),
                    "name": entry.name,
                    "role": entry.role,
                    "unit": entry.unit,
                    "action": entry.action,
                    "reason": entry.reason,
                }
                for entry in self._log.entries_about(patient.id, limit=10_000)
            ],
        }


def _reviewed(session: Session, row: Transcript) -> Json:
    mine = TranscriptTurn.n == row.n
    turns = session.scalars(select(TranscriptTurn).where(mine).order_by(TranscriptTurn.number))
    notes = session.scalars(select(TranscriptNote).where(TranscriptNote.n == row.n))
    tags = session.scalars(select(TranscriptTag.tag).where(TranscriptTag.n == row.n))
    return {
        "id": row.id,
        "outcome": row.outcome,
        "status": row.status,
        "held": row.held,
        "turns": [
            {
                "at": _local(turn.at),
                "text": turn.text,
                "understood_as": turn.intent,
                "replies": [reply.get("text") for reply in turn.replies],
            }
            for turn in turns
        ],
        "notes": [{"at": _local(note.at), "name": note.name, "text": note.text} for note in notes],
        "tags": sorted(set(tags)),
    }


def _local(moment: datetime) -> str:
    return str(moment.astimezone(STOCKHOLM).isoformat())
