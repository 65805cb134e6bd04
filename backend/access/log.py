"""The access log (HSLF-FS 2016:40): no entry, no access.

    log.record(staff, Access.READ, subject=f"conversation/{id}", patient_id=7, reason="…")

comes before what it tells of is shown. Where something is changed, `write_entry` puts the entry
in the transaction of the change. Entries form a chain, see `chain.py`.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from backend.access.chain import FIRST, Fault, Head, Sealed, canonical, faults
from backend.access.models import AccessEntry
from backend.access.staff import Staff
from backend.clock import Clock
from backend.database import Database
from backend.errors import Problem
from backend.rules.workdays import STOCKHOLM

logger = logging.getLogger(__name__)

_CHAIN_LOCK = 4_207_626_040  # any number, the same in every process
_BATCH = 1000


class Access(StrEnum):
    """What was done."""

    LIST = "list"
    SEARCH = "search"
    READ = "read"
    REVIEW = "review"
    NOTE = "note"
    TAG = "tag"
    CORRECT = "correct"
    DECIDE = "decide"
    TAKE_OVER = "take_over"
    ANSWER = "answer"
    HAND_BACK = "hand_back"
    WORK = "work"
    CHARTS = "charts"
    EXPORT = "export"
    PERSON_DATA = "person_data"
    BREAK_GLASS = "break_glass"
    AUDIT = "audit"
    SIGN = "sign"
    HOLD = "hold"
    PURGE = "purge"


class LogUnavailable(Problem):
    """The access could not be logged, so it is refused."""

    status, code, title = 503, "access_log_unavailable", "Access log unavailable"


@dataclass(frozen=True)
class Entry:
    """An entry as it is read; `at` is in Europe/Stockholm."""

    number: int
    at: datetime
    actor: str
    name: str
    role: str
    unit: str
    action: str
    subject: str
    patient_id: int | None
    reason: str
    detail: dict[str, Any]


class AccessLog:
    """Writes and reads the access log."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    def record(
        self,
        staff: Staff,
        action: Access,
        *,
        subject: str = "",
        patient_id: int | None = None,
        reason: str = "",
        **detail: Any,
    ) -> int:
        """Writes an entry, and commits it.

        Returns:
            The entry's number.

        Raises:
            LogUnavailable: it could not be written; nothing may be shown.
        """
        with _or_refuse(), self._database.write() as session:
            return write_entry(
                session,
                staff,
                action,
                self._clock(),
                subject=subject,
                patient_id=patient_id,
                reason=reason,
                **detail,
            )

    def entries_about(self, patient_id: int, *, limit: int = 500) -> list[Entry]:
        """Every access to the patient's conversations, newest first: "Vem har läst?"."""
        with self._database.read() as session:
            rows = session.scalars(
                select(AccessEntry)
                .where(AccessEntry.patient_id == patient_id)
                .order_by(AccessEntry.number.desc())
                .limit(limit)
            )
            return [as_entry(row) for row in rows]

    def newest(
        self, *, before: int | None = None, actor: str | None = None, limit: int = 100
    ) -> list[Entry]:
        """The newest entries with a number under `before`, perhaps of one actor alone."""
        with self._database.read() as session:
            query = select(AccessEntry).order_by(AccessEntry.number.desc()).limit(limit)
            if before is not None:
                query = query.where(AccessEntry.number < before)
            if actor is not None:
                query = query.where(AccessEntry.actor == actor)
            return [as_entry(row) for row in session.scalars(query)]

    def head(self) -> Head | None:
        """The newest entry, to be kept elsewhere; `None` while the log is empty."""
        with self._database.read() as session:
            return _head(session)

    def verify(self, heads: tuple[Head, ...] = ()) -> tuple[int, list[Fault]]:
        """How many entries there are, and every place where they are not what was written.

        `heads` were exported earlier and kept elsewhere.
        """
        with self._database.read() as session:
            count = session.scalar(select(func.count()).select_from(AccessEntry)) or 0
            return count, list(faults(_sealed_rows(session), heads))


def write_entry(
    session: Session,
    staff: Staff,
    action: Access,
    at: datetime,
    *,
    subject: str = "",
    patient_id: int | None = None,
    reason: str = "",
    **detail: Any,
) -> int:
    """Writes an entry in a transaction that writes, so that both are there or neither.

    Returns:
        The entry's number.

    Raises:
        LogUnavailable: it could not be written; the transaction is to be rolled back.
    """
    with _or_refuse():
        return _written(
            session,
            Sealed(
                number=0,
                at=at.astimezone(UTC).isoformat(timespec="microseconds"),
                actor=staff.actor,
                name=staff.name,
                role=staff.role,
                unit=staff.unit,
                action=action.value,
                subject=subject,
                patient_id=patient_id,
                reason=reason,
                detail=canonical(detail),
                previous="",
            ),
        )


def _written(session: Session, entry: Sealed) -> int:
    """Puts the entry at the chain's end."""
    if session.get_bind().dialect.name == "postgresql":
        # SQLite's writers come one at a time by BEGIN IMMEDIATE; here they queue until commit.
        session.execute(select(func.pg_advisory_xact_lock(_CHAIN_LOCK)))
    last = _head(session) or Head(0, FIRST)
    sealed = replace(entry, number=last.number + 1, previous=last.hash)
    session.add(AccessEntry(**{**vars(sealed), "hash": sealed.seal()}))
    session.flush()
    return sealed.number


@contextmanager
def _or_refuse() -> Iterator[None]:
    try:
        yield
    except SQLAlchemyError as fault:
        logger.error("The access log could not be written: %s", type(fault).__name__)
        raise LogUnavailable("Det gick inte att logga, så det går inte att visa.") from fault


def as_entry(row: AccessEntry) -> Entry:
    """The entry as it is read."""
    return Entry(
        number=row.number,
        at=datetime.fromisoformat(row.at).astimezone(STOCKHOLM),
        actor=row.actor,
        name=row.name,
        role=row.role,
        unit=row.unit,
        action=row.action,
        subject=row.subject,
        patient_id=row.patient_id,
        reason=row.reason,
        detail=json.loads(row.detail),
    )


def _head(session: Session) -> Head | None:
    row = session.execute(
        select(AccessEntry.number, AccessEntry.hash).order_by(AccessEntry.number.desc()).limit(1)
    ).first()
    return Head(row.number, row.hash) if row else None


def _sealed_rows(session: Session) -> Iterator[Sealed]:
    columns = [getattr(AccessEntry, name) for name in Sealed.__dataclass_fields__]
    rows = session.execute(
        select(*columns).order_by(AccessEntry.number).execution_options(yield_per=_BATCH)
    )
    for row in rows:
        yield Sealed(**row._mapping)
