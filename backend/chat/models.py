"""The tables of conversations."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from backend.database import Base, UtcDateTime


class Conversation(Base):
    """A patient's, or a relative's, conversation about one contract.

    `id` is random and says nothing of the patient; it is all that the bot and the actions know.
    `busy_until` is the lease of the turn under way, so that messages are answered one at a time
    also when several processes serve the same conversation. `handed_to` is the login of the
    member of staff who has taken over, if any, and `handed_name` how the patient sees them.
    """

    __tablename__ = "conversations"
    __table_args__ = (Index("conversations_of_patient", "patient_id", "actor", "last_at"),)

    id: Mapped[str] = mapped_column(primary_key=True)
    patient_id: Mapped[int] = mapped_column(ForeignKey("patients.id"))
    actor: Mapped[str]
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    last_at: Mapped[datetime] = mapped_column(UtcDateTime)
    closed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    busy_until: Mapped[float | None]
    handed_to: Mapped[str | None]
    handed_name: Mapped[str | None]


class Message(Base):
    """One message, numbered within its conversation.

    `sender` is `patient`, `assistant`, `staff` or `system`. `content` holds buttons, facts and
    cards. `client_id` is the page's own number for a patient's message: a retry is not a new one.
    `state` of a patient's message is `received`, `answered` or `failed`.
    """

    __tablename__ = "messages"
    __table_args__ = (
        UniqueConstraint("conversation_id", "number"),
        UniqueConstraint("conversation_id", "client_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    conversation_id: Mapped[str] = mapped_column(ForeignKey("conversations.id"))
    number: Mapped[int]
    sender: Mapped[str]
    text: Mapped[str]
    content: Mapped[dict[str, Any]]
    answers: Mapped[int | None] = mapped_column(ForeignKey("messages.id"))
    client_id: Mapped[str | None]
    safety: Mapped[str | None]
    state: Mapped[str | None]
    author: Mapped[str | None]
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    milliseconds: Mapped[int | None]


class Unprojected(Base):
    """A conversation with messages that the transcripts do not hold yet, up to `number`.

    Written with the message, so that none can be forgotten; `due` is when to look again at a turn
    that was not settled (seconds since 1970).
    """

    __tablename__ = "unprojected"
    __table_args__ = (Index("unprojected_by_due", "due"),)

    conversation_id: Mapped[str] = mapped_column(ForeignKey("conversations.id"), primary_key=True)
    number: Mapped[int]
    due: Mapped[float]
