"""Corrections: support proposes what a turn meant, a reviewer decides; nothing else is learnt."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, model_validator
from sqlalchemy import select
from sqlalchemy.orm import Session

from backend.access.log import Access, AccessLog, write_entry
from backend.access.roles import Permission
from backend.access.staff import Staff
from backend.clock import Clock
from backend.contracts.service import ContractReader
from backend.database import Database
from backend.errors import Invalid, NotFound, Problem
from backend.transcripts.learning.intents import topics
from backend.transcripts.models import Correction, Transcript, TranscriptTurn
from backend.transcripts.personal import redactor_of
from backend.transcripts.reading import correction_view
from backend.transcripts.redaction import Redactor
from backend.transcripts.schemas import CorrectionView
from backend.transcripts.visibility import find_visible, visible_to

_LONGEST = 2000
_PAGE = 200


class State(StrEnum):
    """Where a correction stands."""

    PROPOSED = "proposed"
    APPROVED = "approved"
    REJECTED = "rejected"
    EXPORTED = "exported"


class RightWish(BaseModel):
    """What a time wish means: local times that fit and that do not, or that it must be asked about.

    As in `data/wishes/README.md`.
    """

    model_config = ConfigDict(extra="forbid")

    match: list[datetime] = Field([], max_length=20)
    no_match: list[datetime] = Field([], alias="not", max_length=20)
    ask: bool = False
    nothing: bool = False

    @model_validator(mode="after")
    def _says_something(self) -> RightWish:
        times = bool(self.match or self.no_match)
        if [times, self.ask, self.nothing].count(True) != 1:
            raise ValueError("give times, or `ask`, or `nothing`")
        return self

    def written(self) -> dict[str, Any]:
        """In JSON's types, without what is not said."""
        found = self.model_dump(mode="json", by_alias=True, exclude_defaults=True)
        return dict(found)


class AlreadyDecided(Problem):
    """Somebody has decided before."""

    status, code, title = 409, "already_decided", "Already decided"


class Corrections:
    """Proposes, lists and decides."""

    def __init__(
        self, database: Database, clock: Clock, log: AccessLog, contracts: ContractReader
    ) -> None:
        self._database = database
        self._clock = clock
        self._log = log
        self._contracts = contracts

    def propose(
        self,
        staff: Staff,
        ident: str,
        turn: int,
        *,
        intent: str | None = None,
        wish: RightWish | None = None,
        comment: str = "",
    ) -> CorrectionView:
        """Proposes what the turn's text meant.

        Raises:
            NotAllowed, NotFound
            Invalid: a pressed button, or an intent that cannot be taught.
        """
        staff.require(Permission.PROPOSE)
        right = _right(intent, wish)
        now = self._clock()
        with self._database.write() as session:
            row = find_visible(session, staff, ident, locked=True)
            said = _text_turn(session, row, turn)
            clean = redactor_of(session, self._contracts, row.patient_id)
            kind = "intent" if intent else "wish"
            correction = _open_one(session, row, turn, kind) or Correction(
                n=row.n, turn=turn, kind=kind, said_at=said.at
            )
            correction.text, correction.was = said.text, said.intent
            correction.right, correction.state = right, State.PROPOSED
            correction.comment = clean.redact(comment[:_LONGEST]).text
            correction.proposed_by, correction.proposed_at = staff.name, now
            session.add(correction)
            session.flush()
            write_entry(
                session,
                staff,
                Access.CORRECT,
                now,
                subject=f"conversation/{ident}",
                patient_id=row.patient_id,
                correction=correction.id,
                turn=turn,
            )
            return correction_view(correction, row.id)

    def queue(self, staff: Staff, state: State = State.PROPOSED) -> list[CorrectionView]:
        """The corrections in a state, oldest first; what they hold is redacted text.

        Raises:
            NotAllowed, LogUnavailable
        """
        staff.require(Permission.PROPOSE)
        self._log.record(staff, Access.LIST, subject="corrections", state=state.value)
        with self._database.read() as session:
            rows = session.execute(
                select(Correction, Transcript.id)
                .outerjoin(Transcript, Transcript.n == Correction.n)
                .where(
                    Correction.state == state.value,
                    Correction.n.is_(None) | visible_to(staff),
                )
                .order_by(Correction.id)
                .limit(_PAGE)
            )
            return [correction_view(row, ident) for row, ident in rows]

    def decide(
        self,
        staff: Staff,
        correction_id: int,
        *,
        approve: bool,
        text: str | None = None,
        intent: str | None = None,
        wish: RightWish | None = None,
    ) -> CorrectionView:
        """Approves a correction, with its text or its meaning mended if need be, or rejects it.

        Raises:
            NotAllowed, NotFound, Invalid
            AlreadyDecided: somebody has.
        """
        staff.require(Permission.APPROVE)
        now = self._clock()
        with self._database.write() as session:
            correction = session.get(Correction, correction_id, with_for_update=True)
            if correction is None:
                raise NotFound("Rättelsen finns inte.")
            row = self._transcript(session, staff, correction)
            if correction.state != State.PROPOSED:
                raise AlreadyDecided(
                    f"{correction.decided_by or 'En kollega'} har redan avgjort rättelsen.",
                    state=correction.state,
                )
            if text is not None:
                correction.text = self._mended(session, row, text)
            if intent is not None or wish is not None:
                correction.right = _right(intent, wish)
                correction.kind = "intent" if intent else "wish"
            correction.state = State.APPROVED if approve else State.REJECTED
            correction.decided_by, correction.decided_at = staff.name, now
            write_entry(
                session,
                staff,
                Access.DECIDE,
                now,
                subject=f"correction/{correction.id}",
                patient_id=row.patient_id if row else None,
                approved=approve,
            )
            session.flush()
            return correction_view(correction, row.id if row else None)

    @staticmethod
    def _transcript(session: Session, staff: Staff, correction: Correction) -> Transcript | None:
        if correction.n is None:
            return None
        found = session.get_one(Transcript, correction.n)
        return find_visible(session, staff, found.id)

    def _mended(self, session: Session, row: Transcript | None, text: str) -> str:
        words = " ".join(text.split())
        if not words or len(words) > _LONGEST:
            raise Invalid("Skriv exemplet.", field="text")
        redactor = (
            redactor_of(session, self._contracts, row.patient_id) if row is not None else Redactor()
        )
        return redactor.redact(words).text


def _right(intent: str | None, wish: RightWish | None) -> dict[str, Any]:
    if (intent is None) == (wish is None):
        raise Invalid("Ange antingen avsikt eller tidsönskan.", field="intent")
    if wish is not None:
        return wish.written()
    if intent not in topics():
        raise Invalid("Avsikten finns inte.", field="intent")
    return {"intent": intent}


def _text_turn(session: Session, row: Transcript, number: int) -> TranscriptTurn:
    found = session.scalar(
        select(TranscriptTurn).where(TranscriptTurn.n == row.n, TranscriptTurn.number == number)
    )
    if found is None:
        raise NotFound("Det finns ingen sådan tur i samtalet.")
    if found.kind != "text":
        raise Invalid("Bara det som patienten har skrivit kan rättas.", field="turn")
    return found


def _open_one(session: Session, row: Transcript, turn: int, kind: str) -> Correction | None:
    """A proposal about the same turn that nobody has decided: a newer one takes its place."""
    return session.scalar(
        select(Correction).where(
            Correction.n == row.n,
            Correction.turn == turn,
            Correction.kind == kind,
            Correction.state == State.PROPOSED,
        )
    )
