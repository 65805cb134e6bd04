"""Reads what a conversation has that its transcript lacks, and makes redacted drafts of it."""

from __future__ import annotations

import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from backend.chat.models import Conversation, Message
from backend.clock import Clock
from backend.contracts.models import Patient
from backend.contracts.service import ContractReader
from backend.database import Database
from backend.transcripts.models import Transcript, TranscriptTurn
from backend.transcripts.projection.bookings import booking_of
from backend.transcripts.projection.drafts import Draft, draft_said, draft_turn
from backend.transcripts.projection.events import BotTurn, bot_turns
from backend.transcripts.projection.person import known_person, words_of_care
from backend.transcripts.projection.redacting import redacted
from backend.transcripts.projection.risk import Risk, contract_risks
from backend.transcripts.projection.tracker import TrackerStore
from backend.transcripts.redaction import KnownPerson, Redactor

_LOOK_AGAIN_SECONDS = 30.0
_AT_ONCE = 400


@dataclass(frozen=True)
class Position:
    """How far a transcript has come: the gateway's message number and Rasa's event id."""

    message: int = 0
    event: int = 0


@dataclass(frozen=True)
class Gathered:
    """What is to be stored in one transaction, on the condition that `before` still holds.

    `due` is when to look again (seconds since 1970), or `None` when everything is settled.
    `risks` are those of the contract alone.
    """

    conversation: Conversation
    protected: bool
    before: Position | None
    after: Position
    drafts: list[Draft]
    due: float | None
    risks: frozenset[Risk]


class StoredTurn(NamedTuple):
    """How a turn stands in the transcript."""

    state: str
    event_id: int | None


class Gathering:
    """Gathers, without writing anything."""

    def __init__(
        self, database: Database, clock: Clock, contracts: ContractReader, tracker: TrackerStore
    ) -> None:
        self._database = database
        self._clock = clock
        self._contracts = contracts
        self._tracker = tracker

    def gather(self, conversation_id: str) -> Gathered | None:
        """What is new in the conversation; `None` when there is no such conversation."""
        with self._database.read() as session:
            conversation = session.get(Conversation, conversation_id)
            if conversation is None:
                return None
            patient = session.get_one(Patient, conversation.patient_id)
            transcript = session.scalar(select(Transcript).where(Transcript.id == conversation_id))
            before = (
                Position(transcript.message_number, transcript.event_id) if transcript else None
            )
            at = before or Position()
            stored = _stored_turns(session, transcript)
            fresh = _fresh(session, conversation_id, at.message, _pending(stored))
            bots, read_from = self._bots(conversation_id, at, stored, fresh)
            fresh = _with_late_events(session, conversation_id, fresh, bots)
            drafts = _drafts(conversation, fresh, bots)
            for draft in drafts:
                if draft.outcome is not None:
                    found = booking_of(session, conversation.patient_id, draft.outcome)
                    draft.booking = found or None
            person = known_person(session, conversation.patient_id)
        contract = self._contracts.contract(conversation.patient_id)
        redactor = _redactor(person, words_of_care(contract))
        return Gathered(
            conversation=conversation,
            protected=patient.protected or bool(transcript and transcript.protected),
            before=before,
            after=Position(
                max([at.message, *(message.number for message in fresh)]),
                _settled_upto(read_from, bots, drafts, fresh),
            ),
            drafts=[redacted(draft, redactor) for draft in drafts],
            due=_due(conversation, drafts, stored),
            risks=contract_risks(contract, self._clock().date()),
        )

    def _bots(
        self,
        conversation_id: str,
        at: Position,
        stored: dict[int, StoredTurn],
        fresh: Sequence[Message],
    ) -> tuple[list[BotTurn], int]:
        """What the bot made of the turns after the position, and of those that are made anew.

        Returns:
            the turns, and the event that counting goes on from.
        """
        again = [
            stored[message.number].event_id
            for message in fresh
            if message.number in stored and stored[message.number].event_id
        ]
        start = min([at.event, *(event - 1 for event in again if event)])
        events, counted = self._tracker.after(conversation_id, start), at.event
        if not events and start and any(_is_new(message, at) for message in fresh):
            # A tracker store that was made anew counts from one again.
            events, counted = self._tracker.after(conversation_id, 0), 0
        if not events:
            return [], at.event
        slots = self._tracker.slots_before(conversation_id, events[0].id)
        return bot_turns(events, slots), counted


def _is_new(message: Message, at: Position) -> bool:
    return message.number > at.message and message.sender == "assistant" and not message.safety


def _stored_turns(session: Session, transcript: Transcript | None) -> dict[int, StoredTurn]:
    if transcript is None:
        return {}
    columns = select(TranscriptTurn.number, TranscriptTurn.state, TranscriptTurn.event_id)
    rows = session.execute(columns.where(TranscriptTurn.n == transcript.n))
    return {row.number: StoredTurn(row.state, row.event_id) for row in rows}


def _pending(stored: dict[int, StoredTurn]) -> list[int]:
    """The turns that were not settled when they were stored, or that the bot was silent at."""
    return [
        number
        for number, turn in stored.items()
        if turn.state == "pending" or (turn.state == "failed" and turn.event_id is None)
    ]


def _fresh(
    session: Session, conversation_id: str, after: int, pending: Sequence[int]
) -> list[Message]:
    """The messages after a number, with the whole of every turn that they are part of."""
    mine = Message.conversation_id == conversation_id
    rows = session.scalars(
        select(Message).where(mine, or_(Message.number > after, Message.number.in_(pending)))
    ).all()
    return _whole_turns(session, rows)


def _with_late_events(
    session: Session, conversation_id: str, fresh: list[Message], bots: Sequence[BotTurn]
) -> list[Message]:
    """Those messages, and the earlier ones that the bot has told more of since."""
    known = {message.id for message in fresh}
    ids = [int(bot.message_id) for bot in bots if bot.message_id.isdecimal()]
    late = [found for found in ids if found not in known]
    if not late:
        return fresh
    rows = session.scalars(
        select(Message).where(Message.conversation_id == conversation_id, Message.id.in_(late))
    ).all()
    return _whole_turns(session, [*fresh, *rows])


def _whole_turns(session: Session, rows: Iterable[Message]) -> list[Message]:
    found = {row.id: row for row in rows}
    asked = {row.answers for row in found.values() if row.answers} | {
        row.id for row in found.values() if row.sender == "patient"
    }
    ids = sorted(asked)
    for first in range(0, len(ids), _AT_ONCE):
        some = ids[first : first + _AT_ONCE]
        for row in session.scalars(
            select(Message).where(or_(Message.id.in_(some), Message.answers.in_(some)))
        ):
            found[row.id] = row
    return sorted(found.values(), key=lambda row: row.number)


def _drafts(
    conversation: Conversation, messages: Sequence[Message], bots: Sequence[BotTurn]
) -> list[Draft]:
    by_message = {bot.message_id: bot for bot in bots}
    under_way = (conversation.busy_until or 0.0) > time.time()
    drafts = []
    for message in messages:
        if message.sender == "patient":
            answers = [one for one in messages if one.answers == message.id]
            bot = by_message.get(str(message.id))
            drafts.append(draft_turn(message, answers, bot, under_way=under_way))
        elif message.answers is None:
            drafts.append(draft_said(message))
    return drafts


def _settled_upto(
    reached: int, bots: Sequence[BotTurn], drafts: Sequence[Draft], messages: Sequence[Message]
) -> int:
    """The last event of the turns that are settled: a later turn's are left for its reply.

    The bot may have told of a message that came after we looked; it is not passed by. One that is
    no longer there, since it was purged, is.
    """
    numbers = {message.id: message.number for message in messages}
    newest = max(numbers, default=0)
    pending = {draft.number for draft in drafts if draft.state == "pending"}
    for bot in bots:
        message = int(bot.message_id) if bot.message_id.isdecimal() else 0
        if message > newest or numbers.get(message) in pending:
            break
        reached = max(reached, bot.last_event)
    return reached


def _due(
    conversation: Conversation, drafts: Sequence[Draft], stored: dict[int, StoredTurn]
) -> float | None:
    """When to look again: at the end of a turn's lease, and once more at a silent bot."""
    if any(draft.state == "pending" for draft in drafts):
        return (conversation.busy_until or time.time()) + 1.0
    for draft in drafts:
        earlier = stored.get(draft.number)
        seen = earlier is not None and earlier.state == "failed"
        if draft.state == "failed" and draft.event_id is None and not seen:
            return time.time() + _LOOK_AGAIN_SECONDS
    return None


@lru_cache(maxsize=64)
def _redactor(person: KnownPerson, keep: tuple[str, ...]) -> Redactor:
    """The same for the turns of one conversation, so that it remembers what comes again."""
    return Redactor(person, keep=keep)
