"""The list of transcripts: filtered, sorted, a page at a time.

Pages are found by the last row of the page before (keyset), never by counting past rows, so the
thousandth page costs what the first does.
"""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, exists, func, literal_column, select, tuple_
from sqlalchemy.orm import InstrumentedAttribute, Session

from backend.access.log import Access, AccessLog
from backend.access.roles import Permission
from backend.access.staff import Staff
from backend.database import Database
from backend.rules.workdays import STOCKHOLM
from backend.transcripts import words
from backend.transcripts.cursor import Cursor, Value, read_cursor
from backend.transcripts.filters import Filters, Sort
from backend.transcripts.models import Transcript, TranscriptLabel, TranscriptTag
from backend.transcripts.personal import refuse_personal
from backend.transcripts.schemas import Item, Page
from backend.transcripts.visibility import visible_to

_FEW, _SOME = 2000, 20_000
"""A label of few transcripts is looked up first. One of some is held, all at once, against rows in
the list's order, which a plus keeps SQLite to; a commoner one is looked up for row after row, since
the page is soon full. Each way thousands of rows are touched, not all hundred thousand."""

_COLUMN: dict[Sort, InstrumentedAttribute[Any]] = {
    Sort.NEWEST: Transcript.last_at,
    Sort.OLDEST: Transcript.last_at,
    Sort.RISK: Transcript.risk,
    Sort.CONFIDENCE: Transcript.lowest_confidence,
}
_RISING = (Sort.OLDEST, Sort.CONFIDENCE)


class Listing:
    """Lists and searches, and logs that it was done."""

    def __init__(self, database: Database, log: AccessLog) -> None:
        self._database = database
        self._log = log

    def page(self, staff: Staff, filters: Filters) -> Page:
        """A page of what the member of staff may know of.

        Raises:
            NotAllowed, LogUnavailable, CursorInvalid
            PersonalDataInText: the words to search for hold somebody's number.
        """
        staff.require(Permission.LIST)
        refuse_personal(filters.q)
        action = Access.SEARCH if filters.q else Access.LIST
        self._log.record(staff, action, filters=filters.told(), further=filters.cursor is not None)
        with self._database.read() as session:
            query = filtered(session, select(Transcript), staff, filters)
            rows = list(session.scalars(_a_page(query, filters)))
            more = len(rows) > filters.limit
            rows = rows[: filters.limit]
            tags = tags_of(session, [row.n for row in rows])
        last = rows[-1] if rows and more else None
        return Page(
            items=[item_of(row, tags.get(row.n, [])) for row in rows],
            next=Cursor(filters.sort, _value(last, filters.sort), last.n).written()
            if last
            else None,
        )


def tags_of(session: Session, numbers: list[int]) -> dict[int, list[str]]:
    """The tags of each transcript, those of its turns among them."""
    rows = session.execute(
        select(TranscriptTag.n, TranscriptTag.tag)
        .where(TranscriptTag.n.in_(numbers))
        .distinct()
        .order_by(TranscriptTag.tag)
    )
    found: dict[int, list[str]] = {}
    for n, tag in rows:
        found.setdefault(n, []).append(tag)
    return found


def item_of(row: Transcript, tags: list[str]) -> Item:
    """The transcript as it stands in the list."""
    plain = {name: getattr(row, name) for name in Item.model_fields if name != "tags"}
    item = Item(**plain, tags=tags)
    item.started_at = row.started_at.astimezone(STOCKHOLM)
    item.last_at = row.last_at.astimezone(STOCKHOLM)
    if row.waiting_since is not None:
        item.waiting_since = row.waiting_since.astimezone(STOCKHOLM)
    return item


def filtered(session: Session, query: Select[Any], staff: Staff, filters: Filters) -> Select[Any]:
    """The query on `Transcript` with every condition of the filters, without order or page."""
    conditions = [visible_to(staff), *_plain_conditions(staff, filters)]
    conditions += [_has_label(session, label) for label in filters.labels()]
    if filters.q:
        found = words.matching(session, "transcripts.n", filters.q)
        if found is not None:
            conditions.append(found)
    if filters.sort is Sort.CONFIDENCE:
        conditions.append(Transcript.lowest_confidence.is_not(None))
    return query.where(*conditions)


def _plain_conditions(staff: Staff, filters: Filters) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool] | None] = [
        Transcript.lowest_confidence <= filters.max_confidence
        if filters.max_confidence is not None
        else None,
        _yes_or_no(Transcript.fallbacks > 0, filters.fallback),
        _yes_or_no(Transcript.safety.is_not(None), filters.safety),
        _yes_or_no(Transcript.waiting_since.is_not(None), filters.waiting),
        Transcript.outcome == filters.outcome.value if filters.outcome else None,
        Transcript.status == filters.status.value if filters.status else None,
        Transcript.turns >= filters.min_turns if filters.min_turns is not None else None,
        Transcript.last_at >= _midnight(filters.first) if filters.first else None,
        Transcript.last_at < _midnight(filters.last + timedelta(days=1)) if filters.last else None,
    ]
    if filters.assignee == "nobody":
        found.append(Transcript.assignee.is_(None))
    elif filters.assignee:
        who = staff.actor if filters.assignee == "me" else filters.assignee
        found.append(Transcript.assignee == who)
    return [condition for condition in found if condition is not None]


def _yes_or_no(condition: ColumnElement[bool], wanted: bool | None) -> ColumnElement[bool] | None:
    if wanted is None:
        return None
    return condition if wanted else ~condition


def _midnight(day: Any) -> datetime:
    return datetime.combine(day, time(), STOCKHOLM)


def _has_label(session: Session, label: str) -> ColumnElement[bool]:
    those = select(TranscriptLabel.n).where(TranscriptLabel.label == label)
    count = session.scalar(select(func.count()).select_from(those.limit(_SOME + 1).subquery())) or 0
    if count <= _FEW:
        return Transcript.n.in_(those)
    if count <= _SOME:
        return literal_column("+transcripts.n").in_(those)
    return exists().where(TranscriptLabel.n == Transcript.n, TranscriptLabel.label == label)


def _a_page(query: Select[Any], filters: Filters) -> Select[Any]:
    column, rising = _COLUMN[filters.sort], filters.sort in _RISING
    order = (column.asc(), Transcript.n.asc()) if rising else (column.desc(), Transcript.n.desc())
    if filters.cursor:
        cursor = read_cursor(filters.cursor, filters.sort)
        here, there = tuple_(column, Transcript.n), (cursor.value, cursor.n)
        query = query.where(here > there if rising else here < there)
    return query.order_by(*order).limit(filters.limit + 1)


def _value(row: Transcript, sort: Sort) -> Value:
    value: Value = getattr(row, _COLUMN[sort].key)
    return value
