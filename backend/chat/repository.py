"""Every query about conversations and messages."""

from __future__ import annotations

import secrets
import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, cast

from sqlalchemy import Table, and_, bindparam, func, insert, or_, select, update
from sqlalchemy.orm import Session

from backend.bookings.sql import insert_or_update
from backend.chat.models import Conversation, Message, Unprojected
from backend.chat.schemas import Button, ChatMessage, Fact
from backend.rules.workdays import STOCKHOLM

KEPT_TOGETHER = timedelta(hours=12)
"""A conversation goes on until somebody logs out, or has been silent for longer than this."""

SETTLED_SECONDS = 30.0
"""A message that has no answer after this long will not get one unless it is sent again."""

# A turn's own statements, made once: objects of the mapper would cost more than the database.
_CONVERSATION = cast(Table, Conversation.__table__)
_MESSAGE = cast(Table, Message.__table__)
_GOES_ON = and_(
    _CONVERSATION.c.patient_id == bindparam("patient"),
    _CONVERSATION.c.actor == bindparam("actor"),
    or_(
        _CONVERSATION.c.handed_to.is_not(None),
        and_(
            _CONVERSATION.c.last_at >= bindparam("since"),
            _CONVERSATION.c.closed_at.is_(None),
        ),
    ),
)
_TAKE = (
    select(_CONVERSATION.c.id, _CONVERSATION.c.busy_until, _CONVERSATION.c.handed_name)
    .where(_GOES_ON)
    .order_by(_CONVERSATION.c.last_at.desc())
    .limit(1)
    .with_for_update()
)
_NEXT_NUMBER = (
    select(func.coalesce(func.max(_MESSAGE.c.number), 0) + 1)
    .where(_MESSAGE.c.conversation_id == bindparam("found"))
    .scalar_subquery()
)
_ADD = insert(_MESSAGE).values(number=_NEXT_NUMBER).returning(_MESSAGE.c.id, _MESSAGE.c.number)
_HOLD = (
    update(_CONVERSATION)
    .where(_CONVERSATION.c.id == bindparam("found"))
    .values(busy_until=bindparam("busy_until"))
)
_SPOKE = (
    update(_CONVERSATION)
    .where(_CONVERSATION.c.id == bindparam("found"))
    .values(last_at=bindparam("last_at"))
)
_END = update(_MESSAGE).where(_MESSAGE.c.id == bindparam("found")).values(state=bindparam("state"))


def current_conversation(
    session: Session, patient_id: int, actor: str, now: datetime
) -> Conversation | None:
    """The conversation that goes on, or `None`.

    One that staff have taken over goes on until they hand it back, so that no answer is missed.
    """
    return session.scalar(
        select(Conversation).where(_GOES_ON).order_by(Conversation.last_at.desc()).limit(1),
        _those(patient_id, actor, now),
    )


def _those(patient_id: int, actor: str, now: datetime) -> dict[str, Any]:
    return {"patient": patient_id, "actor": actor, "since": now - KEPT_TOGETHER}


def open_conversation(session: Session, patient_id: int, actor: str, now: datetime) -> Conversation:
    """A new conversation under a random id."""
    conversation = Conversation(
        id=secrets.token_hex(16), patient_id=patient_id, actor=actor, created_at=now, last_at=now
    )
    session.add(conversation)
    session.flush()
    return conversation


@dataclass(frozen=True)
class Stored:
    """Where a message was stored: its id, and its number within the conversation."""

    id: int
    number: int


@dataclass(frozen=True)
class OpenConversation:
    """What a turn must know of the conversation that it is part of."""

    id: str
    busy_until: float | None = None
    handed_name: str | None = None


def conversation_for_turn(
    session: Session, patient_id: int, actor: str, now: datetime
) -> OpenConversation:
    """The conversation that goes on, locked until the transaction ends, or else a new one."""
    row = session.execute(_TAKE, _those(patient_id, actor, now)).first()
    if row is not None:
        return OpenConversation(*row)
    return OpenConversation(open_conversation(session, patient_id, actor, now).id)


def hold_conversation(session: Session, conversation_id: str, busy_until: float | None) -> None:
    """Gives or ends a turn's lease; the conversation is locked until the transaction ends."""
    session.execute(_HOLD, {"found": conversation_id, "busy_until": busy_until})


def end_turn(session: Session, message_id: int, *, failed: bool) -> None:
    """Notes what became of a patient's message."""
    session.execute(_END, {"found": message_id, "state": "failed" if failed else "answered"})


def add_message(
    session: Session,
    conversation_id: str,
    message: ChatMessage,
    now: datetime,
    *,
    answers: int | None = None,
    client_id: str | None = None,
    state: str | None = None,
    milliseconds: int | None = None,
) -> Stored:
    """Stores `message` as the conversation's newest.

    The caller holds the conversation's lock, so that no two get the same number.
    """
    content = message.model_dump(
        mode="json", include={"buttons", "facts", "card", "lang", "failed"}, exclude_defaults=True
    )
    row = session.execute(
        _ADD,
        {
            "found": conversation_id,
            "conversation_id": conversation_id,
            "sender": message.sender,
            "text": message.text,
            "content": content,
            "answers": answers,
            "client_id": client_id,
            "safety": message.safety,
            "state": state,
            "author": message.author,
            "created_at": now,
            "milliseconds": milliseconds,
        },
    ).one()
    stored = Stored(row.id, row.number)
    session.execute(_SPOKE, {"found": conversation_id, "last_at": now})
    _leave_to_project(session, conversation_id, stored.number, under_way=state == "received")
    return stored


def _leave_to_project(
    session: Session, conversation_id: str, number: int, *, under_way: bool
) -> None:
    """Says that the transcripts lack this message, in the transaction that stores it.

    A message whose answer is under way is looked at when the answer comes, or must have come.
    """
    left = {"number": number} if under_way else {"number": number, "due": 0.0}
    due = time.time() + SETTLED_SECONDS if under_way else 0.0
    insert_or_update(
        session,
        cast(Table, Unprojected.__table__),
        "conversation_id",
        {"conversation_id": conversation_id, "number": number, "due": due},
        left,
    )


def history(
    session: Session, conversation_id: str, *, after: int = 0, limit: int = 200
) -> list[ChatMessage]:
    """The newest messages after number `after`, oldest first."""
    rows = session.scalars(
        select(Message)
        .where(Message.conversation_id == conversation_id, Message.number > after)
        .order_by(Message.number.desc())
        .limit(limit)
    ).all()
    return [shown(row) for row in reversed(rows)]


def answers_to(session: Session, message_id: int) -> list[ChatMessage]:
    """The messages that answered a patient's message."""
    rows = session.scalars(
        select(Message).where(Message.answers == message_id).order_by(Message.number)
    )
    return [shown(row) for row in rows]


def by_client_id(session: Session, conversation_id: str, client_id: str) -> Message | None:
    """The patient's message that the page sent under this number."""
    return session.scalar(
        select(Message).where(
            Message.conversation_id == conversation_id, Message.client_id == client_id
        )
    )


def offered_button(session: Session, conversation_id: str, payload: str) -> Button | None:
    """The button with this payload that was offered in the conversation, the newest first."""
    rows: Sequence[Message] = session.scalars(
        select(Message)
        .where(Message.conversation_id == conversation_id, Message.sender != "patient")
        .order_by(Message.number.desc())
        .limit(100)
    ).all()
    for row in rows:
        for button in row.content.get("buttons", []):
            if button["payload"] == payload:
                return Button(**button)
    return None


def shown(row: Message) -> ChatMessage:
    """A stored message as it is shown."""
    content = row.content
    return ChatMessage(
        number=row.number,
        sender=row.sender,
        author=row.author,
        text=row.text,
        lang=content.get("lang"),
        buttons=[Button(**button) for button in content.get("buttons", [])],
        facts=[Fact(**fact) for fact in content.get("facts", [])],
        card=content.get("card"),
        safety=row.safety,
        failed=content.get("failed", False),
        at=row.created_at.astimezone(STOCKHOLM),
    )
