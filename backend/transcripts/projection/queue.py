"""Has transcripts made anew although nothing was said: what they are ranked by has changed."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import cast

from sqlalchemy import ColumnElement, Table, select
from sqlalchemy.orm import Session

from backend.bookings.sql import insert_or_update
from backend.chat.models import Unprojected
from backend.transcripts.models import Transcript

_MOST = 200
_STILL_OF_INTEREST = timedelta(days=30)


def project_again(session: Session, *conditions: ColumnElement[bool]) -> int:
    """Puts transcripts on the projector's list: those that meet the conditions and are not done.

    Returns:
        how many.
    """
    rows = session.execute(
        select(Transcript.id, Transcript.message_number)
        .where(Transcript.status != "done", *conditions)
        .limit(_MOST)
    ).all()
    for row in rows:
        values = {"conversation_id": row.id, "number": row.message_number, "due": 0.0}
        table = cast(Table, Unprojected.__table__)
        insert_or_update(session, table, "conversation_id", values, {"due": 0.0})
    return len(rows)


def ranked_before(today: date, now: datetime) -> tuple[ColumnElement[bool], ...]:
    """Transcripts whose rank is from an earlier day: a limit may have come nearer since."""
    return (Transcript.risk_day < today, Transcript.last_at >= now - _STILL_OF_INTEREST)
