"""Server-side login sessions behind a cookie that says nothing by itself."""

from __future__ import annotations

import hashlib
import logging
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Literal, cast

from sqlalchemy import Delete, Table, bindparam, delete, select
from sqlalchemy.exc import SQLAlchemyError

from backend.access.models import LoginSession
from backend.clock import Clock
from backend.database import Database

logger = logging.getLogger(__name__)

IDLE = timedelta(minutes=20)
_SEEN_STEP = timedelta(minutes=1)  # spares a write on every request
_TABLE = cast(Table, LoginSession.__table__)
_FIND = select(_TABLE).where(_TABLE.c.token_hash == bindparam("token_hash"))

Kind = Literal["patient", "relative", "staff"]


@dataclass(frozen=True)
class Choice:
    """A patient whom a person may act for, and the FHIR reference that they act as."""

    patient_id: int
    actor: str


@dataclass(frozen=True)
class Login:
    """Who is logged in: what a session is made from, and read back as.

    A person with several `choices` has no `patient_id` until they have chosen.
    """

    kind: Kind
    actor: str
    patient_id: int | None = None
    role: str | None = None
    name: str | None = None
    choices: tuple[Choice, ...] = ()
    provider: str | None = None
    unit: str | None = None


class Sessions:
    """Opens, finds and closes sessions."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    def open(self, login: Login, replacing: str | None = None) -> str:
        """A new session; the one behind the token `replacing` ends.

        Returns:
            The token for the cookie.
        """
        token, now = secrets.token_urlsafe(32), self._clock()
        with self._database.write() as session:
            if replacing:
                session.execute(_by_token(replacing))
            session.execute(delete(LoginSession).where(LoginSession.last_seen_at < now - IDLE))
            session.add(
                LoginSession(
                    token_hash=_hash(token),
                    kind=login.kind,
                    actor=login.actor,
                    patient_id=login.patient_id,
                    role=login.role,
                    name=login.name,
                    unit=login.unit,
                    choices=[[one.patient_id, one.actor] for one in login.choices] or None,
                    provider=login.provider,
                    created_at=now,
                    last_seen_at=now,
                )
            )
        return token

    def find(self, token: str | None, *, seen: bool = True) -> Login | None:
        """Who is logged in with this token.

        Being seen keeps the session alive; what a page asks for by itself is not being `seen`.
        """
        found, now = self._row(token), self._clock()
        if token is None or found is None or found.last_seen_at < now - IDLE:
            return None
        if seen and now - found.last_seen_at >= _SEEN_STEP:
            self._seen(token, now)
        return Login(
            kind=found.kind,
            actor=found.actor,
            patient_id=found.patient_id,
            role=found.role,
            name=found.name,
            unit=found.unit,
            choices=tuple(Choice(*pair) for pair in found.choices or ()),
            provider=found.provider,
        )

    def seconds_left(self, token: str | None) -> int:
        """How long the session lives on if nothing happens; 0 when it has ended."""
        found = self._row(token)
        left = found.last_seen_at + IDLE - self._clock() if found else timedelta(0)
        return max(0, int(left.total_seconds()))

    def stay(self, token: str | None) -> int:
        """Lets the session begin its time anew.

        Returns:
            how many seconds it has.
        """
        if token and self.find(token, seen=False) is not None:
            self._seen(token, self._clock())
        return self.seconds_left(token)

    def close(self, token: str | None) -> None:
        """Ends the session for good."""
        if token:
            with self._database.write() as session:
                session.execute(_by_token(token))

    def _row(self, token: str | None) -> Any:
        """The columns of `LoginSession`, or `None`."""
        if not token:
            return None
        with self._database.read() as session:
            return session.execute(_FIND, {"token_hash": _hash(token)}).first()

    def _seen(self, token: str, now: datetime) -> None:
        """Notes it; a database that only reads keeps nobody from what can be read."""
        try:
            with self._database.write() as session:
                row = session.get(LoginSession, _hash(token))
                if row is not None:
                    row.last_seen_at = now
        except SQLAlchemyError:
            logger.warning("A session could not be noted as seen")


def _by_token(token: str) -> Delete:
    return delete(LoginSession).where(LoginSession.token_hash == _hash(token))


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
