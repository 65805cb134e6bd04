"""A key is one request's, and a request that succeeded has one answer.

The key's row is written first in the transaction of the change: of two requests with the same key
the second waits for the first, and a process that is killed before its commit leaves nothing. The
answer is written last, in the same commit, so whoever retries after a crash gets it.
"""

from __future__ import annotations

import hashlib
import json
from datetime import datetime
from typing import cast

from sqlalchemy import Table, delete, select, update
from sqlalchemy.orm import Session

from backend.bookings.durations import ANSWERS_KEPT
from backend.bookings.errors import KeyReused
from backend.bookings.models import IdempotentAnswer
from backend.bookings.schemas import Answer, Change, Who
from backend.bookings.sql import insert_unless_taken


def begin(session: Session, who: Who, change: Change, now: datetime) -> Answer | None:
    """Makes the key this request's.

    Returns:
        the answer that it has got before; `None` when it is to be carried out.

    Raises:
        KeyReused: the key is another request's.
    """
    fresh = insert_unless_taken(
        session,
        cast(Table, IdempotentAnswer.__table__),
        {
            "patient_id": who.patient_id,
            "operation": change.operation.value,
            "key": change.key,
            "fingerprint": fingerprint(change),
            "created_at": now,
        },
    )
    if fresh:
        return None
    known = session.get_one(IdempotentAnswer, _identity(who, change), with_for_update=True)
    if known.fingerprint != fingerprint(change):
        raise KeyReused("Det gick inte. Ladda om sidan och försök igen.")
    if known.status is None or known.body is None:
        return None
    return Answer(status=known.status, body=known.body, replayed=True)


def keep(session: Session, who: Who, change: Change, answer: Answer) -> None:
    """Stores the answer, to be committed with the change."""
    patient_id, operation, key = _identity(who, change)
    session.execute(
        update(IdempotentAnswer)
        .where(
            IdempotentAnswer.patient_id == patient_id,
            IdempotentAnswer.operation == operation,
            IdempotentAnswer.key == key,
        )
        .values(status=answer.status, body=answer.body)
    )


def find(session: Session, who: Who, key: str) -> Answer | None:
    """The answer that a key of the patient's has got, whatever it was for."""
    known = session.scalar(
        select(IdempotentAnswer).where(
            IdempotentAnswer.patient_id == who.patient_id,
            IdempotentAnswer.key == key,
            IdempotentAnswer.status.is_not(None),
        )
    )
    if known is None or known.status is None or known.body is None:
        return None
    return Answer(status=known.status, body=known.body, replayed=True)


def fingerprint(change: Change) -> str:
    """What tells requests apart: all but the version, which a retry may have read anew."""
    parts = [change.operation, change.appointment, change.slot]
    return hashlib.sha256(json.dumps(parts).encode()).hexdigest()


def forget_old(session: Session, now: datetime) -> None:
    """Deletes answers that nobody retries for any longer."""
    session.execute(
        delete(IdempotentAnswer).where(IdempotentAnswer.created_at < now - ANSWERS_KEPT)
    )


def _identity(who: Who, change: Change) -> tuple[int, str, str]:
    return who.patient_id, change.operation.value, change.key
