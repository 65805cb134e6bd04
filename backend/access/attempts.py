"""Logins that are under way at the identity provider: each comes back once, in time."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from dataclasses import dataclass
from datetime import timedelta
from typing import Literal

from sqlalchemy import delete

from backend.access.models import LoginAttempt
from backend.clock import Clock
from backend.database import Database
from backend.errors import Problem

LASTS = timedelta(minutes=10)

Audience = Literal["person", "staff"]


class AttemptGone(Problem):
    """The login was begun too long ago, in another browser, or has come back already."""

    status, code, title = 400, "login_expired", "The login has expired"


@dataclass(frozen=True)
class Attempt:
    """What a login is held against when it comes back."""

    nonce: str
    verifier: str
    audience: Audience
    next_path: str


class Attempts:
    """Begins and ends attempts to log in."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    def begin(self, audience: Audience, next_path: str, browser: str) -> tuple[str, Attempt]:
        """A new attempt from the browser whose cookie is `browser`.

        Returns:
            the state to send along, and the attempt.
        """
        state, now = secrets.token_urlsafe(32), self._clock()
        attempt = Attempt(
            nonce=secrets.token_urlsafe(32),
            verifier=secrets.token_urlsafe(64),
            audience=audience,
            next_path=next_path,
        )
        with self._database.write() as session:
            session.execute(delete(LoginAttempt).where(LoginAttempt.created_at < now - LASTS))
            session.add(
                LoginAttempt(
                    state_hash=_hash(state),
                    browser_hash=_hash(browser),
                    created_at=now,
                    **vars(attempt),
                )
            )
        return state, attempt

    def end(self, state: str, browser: str) -> Attempt:
        """The attempt that comes back; it cannot come back again.

        Raises:
            AttemptGone
        """
        now = self._clock()
        with self._database.write() as session:
            row = session.get(LoginAttempt, _hash(state), with_for_update=True)
            if row is not None:
                session.delete(row)
        if (
            row is None
            or row.created_at < now - LASTS
            or not hmac.compare_digest(row.browser_hash, _hash(browser))
        ):
            raise AttemptGone("Inloggningen tog för lång tid. Försök igen.")
        return Attempt(row.nonce, row.verifier, row.audience, row.next_path)  # type: ignore[arg-type]


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
