"""The gateway: one turn of a conversation, from the patient's message to the stored reply.

The message is stored before anything else is tried, and turns of one conversation are answered
one at a time, in order. Words of danger are looked for before any model, and answered even when
the database and the bot are down. Whatever fails, the patient gets a sentence with a number.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Callable
from dataclasses import dataclass
from weakref import WeakValueDictionary

from sqlalchemy.exc import SQLAlchemyError
from starlette.concurrency import run_in_threadpool

from backend.access.acting import Viewer
from backend.chat import repository
from backend.chat.bot import DEADLINE_SECONDS, Bot, BotFailed, command_of
from backend.chat.models import Message
from backend.chat.offers import offered_last
from backend.chat.repository import OpenConversation
from backend.chat.safety import Safety, check
from backend.chat.schemas import Button, ChatMessage, Turn
from backend.chat.signpost import signpost
from backend.chat.standing import standing_of
from backend.clock import Clock
from backend.contracts.service import ContractReader
from backend.database import Database
from backend.observability import metrics
from backend.phrasing.texts import text
from backend.rules.workdays import STOCKHOLM

logger = logging.getLogger(__name__)

_LEASE_SECONDS = DEADLINE_SECONDS + 8
_WAIT_SECONDS = 0.05


@dataclass(frozen=True)
class _Begun:
    """A turn whose message is stored."""

    conversation: str
    message: int
    text: str
    button: Button | None
    refused: bool
    handed_to: str | None
    started: float
    offered: int | None = None


@dataclass(frozen=True)
class _Known:
    """A turn that was answered before: the page sent it again."""

    reply: list[ChatMessage]


class Gateway:
    """Answers turns.

    `after_turn` is told of each conversation whose turn is stored; it must not make anybody wait.
    """

    def __init__(
        self,
        database: Database,
        clock: Clock,
        contracts: ContractReader,
        bot: Bot,
        after_turn: Callable[[str], None] | None = None,
    ) -> None:
        self._database = database
        self._clock = clock
        self._contracts = contracts
        self._bot = bot
        self._after_turn = after_turn
        self._locks: WeakValueDictionary[tuple[int, str], asyncio.Lock] = WeakValueDictionary()

    async def converse(self, viewer: Viewer, turn: Turn) -> list[ChatMessage]:
        """The reply to a turn, stored together with it.

        `turn.text` is neither empty nor too long.
        """
        danger = check(turn.text) if turn.text else None
        if danger is not None:
            metrics.SAFETY.labels(danger.kind).inc()
        lock = self._locks.setdefault((viewer.patient_id, viewer.actor), asyncio.Lock())
        async with lock:
            try:
                begun = await self._begin(viewer, turn, danger)
            except SQLAlchemyError as fault:
                logger.error("A message could not be stored: %s", type(fault).__name__)
                metrics.TURNS.labels("not_kept").inc()
                return [signpost(danger) if danger else self._failure(viewer, "gateway.not_kept")]
            if isinstance(begun, _Known):
                metrics.TURNS.labels("repeated").inc()
                return begun.reply
            reply = await self._reply(viewer, begun, danger)
            try:
                stored = await run_in_threadpool(self._finish, begun, reply)
            except SQLAlchemyError as fault:
                logger.error("A reply could not be stored: %s", type(fault).__name__)
                metrics.TURNS.labels("not_stored").inc()
                return reply
            outcome = _outcome(begun, reply, danger)
            spent = time.perf_counter() - begun.started
            metrics.TURNS.labels(outcome).inc()
            metrics.TURN_SECONDS.observe(spent)
            logger.info(
                "turn",
                extra={
                    "data": {"turn": begun.message, "outcome": outcome, "ms": round(spent * 1000)}
                },
            )
            if self._after_turn is not None:
                self._after_turn(begun.conversation)
            return stored

    def close(self, patient_id: int, actor: str) -> None:
        """Ends the conversation that goes on, if any: the next message begins a new one."""
        now = self._clock()
        with self._database.write() as session:
            found = repository.current_conversation(session, patient_id, actor, now)
            if found is not None and found.handed_to is None:
                found.closed_at = now

    async def _begin(self, viewer: Viewer, turn: Turn, danger: Safety | None) -> _Begun | _Known:
        """Stores the message, once the turn before it has ended."""
        while True:
            begun = await run_in_threadpool(self._try_begin, viewer, turn, danger)
            if begun is not None:
                return begun
            await asyncio.sleep(_WAIT_SECONDS)

    def _try_begin(
        self, viewer: Viewer, turn: Turn, danger: Safety | None
    ) -> _Begun | _Known | None:
        """Stores the message and takes the lease; `None` while another turn has it."""
        now, seconds = self._clock(), time.time()
        with self._database.write() as session:
            conversation = repository.conversation_for_turn(
                session, viewer.patient_id, viewer.actor, now
            )
            if _is_busy(conversation.busy_until, seconds):
                return None
            if turn.id and (before := repository.by_client_id(session, conversation.id, turn.id)):
                reply = repository.answers_to(session, before.id)
                if reply:
                    return _Known(reply)
                repository.hold_conversation(session, conversation.id, seconds + _LEASE_SECONDS)
                return self._again(before, conversation)
            button = (
                repository.offered_button(session, conversation.id, turn.payload)
                if turn.payload
                else None
            )
            said = button.title if button else (turn.text or "")
            offered = None if turn.payload else offered_last(session, conversation.id)
            stored = repository.add_message(
                session,
                conversation.id,
                ChatMessage(sender="patient", text=said, safety=danger.kind if danger else None),
                now,
                client_id=turn.id,
                state="received",
            )
            repository.hold_conversation(session, conversation.id, seconds + _LEASE_SECONDS)
            return _Begun(
                conversation.id,
                stored.id,
                said,
                button,
                refused=turn.payload is not None and button is None,
                handed_to=conversation.handed_name,
                started=time.perf_counter(),
                offered=offered,
            )

    @staticmethod
    def _again(before: Message, conversation: OpenConversation) -> _Begun:
        """A message that was stored but never answered gets its answer now."""
        return _Begun(
            conversation.id,
            before.id,
            before.text,
            None,
            refused=False,
            handed_to=conversation.handed_name,
            started=time.perf_counter(),
        )

    async def _reply(
        self, viewer: Viewer, begun: _Begun, danger: Safety | None
    ) -> list[ChatMessage]:
        if danger is not None:
            return [signpost(danger)]
        if begun.handed_to is not None:
            words = text("gateway.handed_over", name=begun.handed_to)
            return [ChatMessage(sender="system", text=words)]
        if begun.refused:
            return [ChatMessage(text=text("gateway.unknown_choice"))]
        intent, entities = command_of(begun.button.payload) if begun.button else (None, None)
        try:
            with metrics.BOT_SECONDS.time():
                return await self._bot.say(
                    begun.conversation,
                    str(begun.message),
                    begun.text,
                    standing_of(viewer, self._clock(), begun.offered),
                    intent,
                    entities,
                )
        except BotFailed as fault:
            metrics.BOT_FAILURES.labels(str(fault)).inc()
            logger.warning("Turn %s: the bot failed: %s", begun.message, fault)
            return [self._failure(viewer, "gateway.failed")]

    def _finish(self, begun: _Begun, reply: list[ChatMessage]) -> list[ChatMessage]:
        """Stores the reply and ends the lease."""
        now = self._clock()
        spent = round((time.perf_counter() - begun.started) * 1000)
        with self._database.write() as session:
            # First, for the lock: no member of staff writes a message with the same number.
            repository.hold_conversation(session, begun.conversation, None)
            repository.end_turn(session, begun.message, failed=any(one.failed for one in reply))
            stored = [
                repository.add_message(
                    session, begun.conversation, one, now, answers=begun.message, milliseconds=spent
                )
                for one in reply
            ]
        return [
            one.model_copy(update={"number": place.number, "at": now.astimezone(STOCKHOLM)})
            for one, place in zip(reply, stored, strict=True)
        ]

    def _failure(self, viewer: Viewer, key: str) -> ChatMessage:
        """A failure in words, with the coordinator's number when it can still be read."""
        name, phone = text("gateway.advice_name"), text("gateway.advice_line")
        try:
            coordinator = self._contracts.contract(viewer.patient_id).coordinator
        except SQLAlchemyError:
            coordinator = None
        if coordinator is not None and coordinator.phone is not None:
            name, phone = coordinator.name, coordinator.phone
        return ChatMessage(text=text(key, name=name, phone=phone), failed=True)


def _is_busy(until: float | None, seconds: float) -> bool:
    """Whether another turn has the lease.

    One that ends later than any can was taken before the machine's clock was set back.
    """
    return until is not None and 0 < until - seconds <= _LEASE_SECONDS


def _outcome(begun: _Begun, reply: list[ChatMessage], danger: Safety | None) -> str:
    """How a stored turn ended, for the metrics."""
    if danger is not None:
        return "safety"
    if begun.handed_to is not None:
        return "handed_over"
    if begun.refused:
        return "refused_choice"
    return "failed" if any(found.failed for found in reply) else "answered"
