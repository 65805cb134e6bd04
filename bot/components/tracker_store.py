"""Conversations in SQL: off the event loop, bounded, and failing loudly.

Rasa's `SQLTrackerStore` blocks the event loop, reads every event of the session at each turn, and
counts them all again to know which are new. Here the last turns are read, together with the newest
value of each slot from before them; what the tracker was read with says what is new; and SQL runs
in a thread. The table is Rasa's own `events`, which `backend/transcripts` reads.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

import sqlalchemy as sa
from rasa.core.brokers.broker import EventBroker
from rasa.core.tracker_store import SQLTrackerStore, create_engine_kwargs
from rasa.shared.core.constants import ACTION_LISTEN_NAME
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, SlotSet
from rasa.shared.core.trackers import DialogueStateTracker
from sqlalchemy.orm import Session, sessionmaker

WINDOW = 24
"""Events that are read back: some three turns. Rules look one turn back, slots hold the rest."""

# Made once: in SQLAlchemy 1.4 a query of the mapper costs more to build than to run.
_EVENTS: sa.Table = SQLTrackerStore.SQLEvent.__table__
_MINE = _EVENTS.c.sender_id == sa.bindparam("sender")
_NEWEST = (
    sa.select(_EVENTS.c.id, _EVENTS.c.type_name, _EVENTS.c.data)
    .where(_MINE)
    .order_by(_EVENTS.c.id.desc())
    .limit(WINDOW)
)
_SESSION_START = (
    sa.select(sa.func.coalesce(sa.func.max(_EVENTS.c.id), 0))
    .where(_MINE, _EVENTS.c.type_name == "session_started")
    .scalar_subquery()
)
_SLOTS_BEFORE = sa.select(_EVENTS.c.data).where(
    _EVENTS.c.id.in_(
        sa.select(sa.func.max(_EVENTS.c.id))
        .where(
            _MINE,
            _EVENTS.c.type_name == SlotSet.type_name,
            _EVENTS.c.id < sa.bindparam("first"),
            _EVENTS.c.id > _SESSION_START,
        )
        .group_by(_EVENTS.c.action_name)
    )
)
_ADD = _EVENTS.insert()

Result = TypeVar("Result")


class ConversationStore(SQLTrackerStore):
    """The tracker store of `endpoints.yml`: `type: components.tracker_store.ConversationStore`.

    `host` is the database's URL; the name is Rasa's.
    """

    def __init__(
        self,
        domain: Domain | None = None,
        event_broker: EventBroker | None = None,
        host: str = "",
        **kwargs: Any,
    ) -> None:
        super().__init__(domain=domain, event_broker=event_broker, **_where(host), **kwargs)
        self._threads = ThreadPoolExecutor(max_workers=4, thread_name_prefix="tracker-store")
        self.engine.dispose()
        self.engine = _engine(self.engine.url)
        self.sessionmaker = sessionmaker(bind=self.engine)

    async def retrieve(self, sender_id: str) -> DialogueStateTracker | None:
        """The conversation's last turns, with every slot as it stands."""
        events = await self._in_thread(lambda session: self._read(session, sender_id))
        if not events:
            return None
        tracker = DialogueStateTracker.from_dict(sender_id, events, self.domain.slots)
        tracker.stored_events = len(tracker.events)
        return tracker

    async def save(self, tracker: DialogueStateTracker) -> None:
        """Appends what is new.

        Raises:
            sqlalchemy.exc.SQLAlchemyError: the patient is then told that it failed.
        """
        known = getattr(tracker, "stored_events", 0)
        rows = [self._row(tracker.sender_id, event) for event in list(tracker.events)[known:]]
        await self._in_thread(lambda session: self._append(session, rows))
        tracker.stored_events = len(tracker.events)

    def _read(self, session: Session, sender_id: str) -> list[dict[str, Any]]:
        newest = session.execute(_NEWEST, {"sender": sender_id}).all()
        rows = _since_session_start(newest[::-1])
        if len(rows) < WINDOW:
            return [json.loads(row.data) for row in rows]
        rows = _from_a_turns_start(rows)
        slots = session.execute(_SLOTS_BEFORE, {"sender": sender_id, "first": rows[0].id})
        return [json.loads(row.data) for row in [*slots.all(), *rows]]

    @staticmethod
    def _row(sender_id: str, event: Any) -> dict[str, Any]:
        data = event.as_dict()
        return {
            "sender_id": sender_id,
            "type_name": event.type_name,
            "timestamp": data.get("timestamp"),
            "intent_name": data.get("parse_data", {}).get("intent", {}).get("name"),
            "action_name": data.get("name"),
            "data": json.dumps(data, ensure_ascii=False),
        }

    @staticmethod
    def _append(session: Session, rows: list[dict[str, Any]]) -> None:
        if rows:
            session.execute(_ADD, rows)
            session.commit()

    async def _in_thread(self, work: Callable[[Session], Result]) -> Result:
        def run() -> Result:
            with self.session_scope() as session:
                return work(session)

        return await asyncio.get_running_loop().run_in_executor(self._threads, run)


def _where(url: str) -> dict[str, Any]:
    """A database URL as `SQLTrackerStore` wants it, in parts."""
    parts = sa.engine.url.make_url(url)
    if parts.drivername == "sqlite":
        return {"dialect": "sqlite", "db": parts.database}
    return {
        "dialect": "postgresql",
        "host": parts.host,
        "port": parts.port,
        "db": parts.database,
        "username": parts.username,
        "password": parts.password,
        "query": dict(parts.query),
    }


def _engine(url: sa.engine.URL) -> sa.engine.Engine:
    """An engine that notices lost connections, and keeps what patients write out of errors."""
    postgres = url.get_backend_name() == "postgresql"
    settings = create_engine_kwargs(url)
    if postgres:
        settings.setdefault("connect_args", {})["connect_timeout"] = 3
    engine = sa.create_engine(url, pool_pre_ping=True, hide_parameters=True, **settings)
    if not postgres:
        sa.event.listen(engine, "connect", _prepare_sqlite)
    return engine


def _prepare_sqlite(connection: Any, _record: object) -> None:
    for pragma in ("journal_mode=WAL", "synchronous=NORMAL"):
        connection.execute(f"PRAGMA {pragma}")


def _since_session_start(rows: list[Any]) -> list[Any]:
    """The rows of the newest session; its start is the last `session_started` among them."""
    for index in range(len(rows) - 1, -1, -1):
        if rows[index].type_name == "session_started":
            return rows[max(0, index - 1) :]
    return rows


def _from_a_turns_start(rows: list[Any]) -> list[Any]:
    """The rows after the first moment at which the bot listened."""
    for index, row in enumerate(rows):
        listened = row.type_name == ActionExecuted.type_name and ACTION_LISTEN_NAME in row.data
        if listened:
            return rows[index:]
    return rows
