"""Rasa's tracker store: the table `events`, in a database of its own or in ours."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from sqlalchemy import (
    Column,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    bindparam,
    delete,
    func,
    inspect,
    select,
)
from sqlalchemy.engine import Connection

from backend.database import Database
from backend.transcripts.projection.events import Event

_EVENTS = Table(
    "events",
    MetaData(),
    Column("id", Integer, primary_key=True),
    Column("sender_id", String),
    Column("type_name", String),
    Column("action_name", String),
    Column("data", Text),
)
_MOST = 5000
_AT_ONCE = 500


class TrackerStore:
    """Reads events by conversation, and deletes those of conversations that are purged.

    One conversation's events are numbered in the order of their turns, since its turns come one at
    a time; the numbers of different conversations say nothing of order on PostgreSQL.
    """

    def __init__(self, url: str) -> None:
        self._database = Database(_driver(url), pool_size=2)
        self._there = False

    def after(self, conversation: str, event_id: int) -> list[Event]:
        """The conversation's events after `event_id`, oldest first."""
        query = (
            select(_EVENTS.c.id, _EVENTS.c.type_name, _EVENTS.c.data)
            .where(_EVENTS.c.sender_id == conversation, _EVENTS.c.id > event_id)
            .order_by(_EVENTS.c.id)
            .limit(_MOST)
        )
        with self._database.engine.connect() as connection:
            if not self._exists(connection):
                return []
            return [
                Event(row.id, row.type_name, json.loads(row.data))
                for row in connection.execute(query)
            ]

    def slots_before(self, conversation: str, event_id: int) -> dict[str, Any]:
        """The slots of the conversation's session as they stood before the event."""
        mine = (_EVENTS.c.sender_id == conversation, _EVENTS.c.id < event_id)
        with self._database.engine.connect() as connection:
            if not self._exists(connection):
                return {}
            start = connection.scalar(
                select(func.max(_EVENTS.c.id)).where(
                    *mine, _EVENTS.c.type_name == "session_started"
                )
            )
            latest = (
                select(func.max(_EVENTS.c.id))
                .where(*mine, _EVENTS.c.type_name == "slot", _EVENTS.c.id > (start or 0))
                .group_by(_EVENTS.c.action_name)
            )
            rows = connection.execute(select(_EVENTS.c.data).where(_EVENTS.c.id.in_(latest)))
            found = [json.loads(row.data) for row in rows]
        return {event["name"]: event.get("value") for event in found}

    def count(self, conversations: Sequence[str]) -> int:
        """How many events the conversations have."""
        return sum(self._each(conversations, _count))

    def forget(self, conversations: Sequence[str]) -> int:
        """Deletes every event of the conversations.

        Returns:
            how many there were.
        """
        return sum(self._each(conversations, _delete))

    def close(self) -> None:
        """Gives back the connections."""
        self._database.close()

    def _each(self, conversations: Sequence[str], work: Any) -> list[int]:
        done = []
        for first in range(0, len(conversations), _AT_ONCE):
            with self._database.write() as session:
                connection = session.connection()
                if not self._exists(connection):
                    return [0]
                done.append(work(connection, conversations[first : first + _AT_ONCE]))
        return done

    def _exists(self, connection: Connection) -> bool:
        """Whether Rasa has made its table yet."""
        if not self._there:
            self._there = inspect(connection).has_table("events")
        return self._there


_OF_SENDERS = _EVENTS.c.sender_id.in_(bindparam("senders", expanding=True))


def _count(connection: Connection, senders: Sequence[str]) -> int:
    query = select(func.count()).select_from(_EVENTS).where(_OF_SENDERS)
    return connection.scalar(query, {"senders": list(senders)}) or 0


def _delete(connection: Connection, senders: Sequence[str]) -> int:
    return connection.execute(
        delete(_EVENTS).where(_OF_SENDERS), {"senders": list(senders)}
    ).rowcount


def _driver(url: str) -> str:
    """The URL that Rasa is given, with the driver that we have."""
    if url.startswith("postgresql://"):
        return url.replace("postgresql://", "postgresql+psycopg://", 1)
    return url
