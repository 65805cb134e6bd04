"""Every query about conversations and messages."""

from __future__ import annotations

import secrets
import time
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import cast

from sqlalchemy import Table, func, or_, select
from sqlalchemy.orm import Session

from backend.bookings.sql import insert_or_update
from backend.chat.models import Conversation, Message, Unprojected
from backend.chat.schemas import Button, ChatMessage, Fact
from backend.rules.workdays import STOCKHOLM

KEPT_TOGETHER = timedelta(hours=12)
"""A conversation goes on until somebody logs out, or has been silent for longer than this."""

SETTLED_SECONDS = 30.0
"""A message that has no answer after this long will not get one unless it is sent again."""


def current_conversation(
    session: Session, patient_id: int, actor: str, now: datetime, *, locked: bool = False
) -> Conversation | None:
    """The conversation that goes on, or `None`; `locked` until the transaction ends.

    One that staff have taken over goes on until they hand it back, so that no answer is missed.
    """
    query = (
        select(Conversation)
        .where(
            Conversation.patient_id == patient_id,
            Conversation.actor == actor,
            or_(
                Conversation.handed_to.is_not(None),
                (Conversation.last_at >= now - KEPT_TOGETHER) & Conversation.closed_at.is_(None),
            ),
        )
        .order_by(Conversation.last_at.desc())
        .limit(1)
    )
    return session.scalar(query.with_for_update() if locked else query)


def open_conversation(session: Session, patient_id: int, actor: str, now: datetime) -> Conversation:
    """A new conversation under a random id."""
    conversation = Conversation(
        id=secrets.token_hex(16), patient_id=patient_id, actor=actor, created_at=now, last_at=now
    )
    session.add(conversation)
    session.flush()
    return conversation


def add_message(
    session: Session,
    conversation: Conversation,
    message: ChatMessage,
    now: datetime,
    *,
    answers: int | None = None,
    client_id: str | None = None,
    state: str | None = None,
    milliseconds: int | None = None,
) -> Message:
    """Stores `message` as the conversation's newest."""
    last = session.scalar(
        select(func.max(Message.number)).where(Message.conversation_id == conversation.id)
    )
    content = message.model_dump(
        mode="json", include={"buttons", "facts", "card", "lang", "failed"}, exclude_defaults=True
    )
    row = Message(
        conversation_id=conversation.id,
        number=(last or 0) + 1,
        sender=message.sender,
        text=message.text,
        content=content,
        answers=answers,
        client_id=client_id,
        safety=message.safety,
        state=state,
        author=message.author,
        created_at=now,
        milliseconds=milliseconds,
    )
    conversation.last_at = now
    session.add(row)
    session.flush()
    _leave_to_project(session, row)
    return row


def _leave_to_project(session: Session, row: Message) -> None:
    """Says that the transcripts lack this message, in the transaction that stores it.

    A message whose answer is under way is looked at when the answer comes, or must have come.
    """
    under_way = row.state == "received"
    left = {"number": row.number} if under_way else {"number": row.number, "due": 0.0}
    due = time.time() + SETTLED_SECONDS if under_way else 0.0
    insert_or_update(
        session,
        cast(Table, Unprojected.__table__),
        "conversation_id",
        {"conversation_id": row.conversation_id, "number": row.number, "due": due},
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
