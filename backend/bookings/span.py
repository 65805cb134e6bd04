"""From a query's dates and cursor to the instants that are searched between: pure."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta

from backend.bookings.availability import Span
from backend.bookings.schemas import SlotQuery
from backend.contracts.models import Slot
from backend.errors import Invalid
from backend.rules.workdays import STOCKHOLM

_EARLIEST, _LATEST = date(2000, 1, 1), date(2200, 1, 1)  # far outside, and safe to reckon with
_CURSOR = re.compile(r"(\d{1,12})\.(\d{1,6})\.(\d{1,18})", re.ASCII)


def span_of(query: SlotQuery) -> Span:
    """The instants from the first local date's midnight up to the one that ends the last date.

    Raises:
        Invalid: the dates are in the wrong order, or the cursor is none of ours.
    """
    if query.first and query.last and query.first > query.last:
        raise Invalid("from: måste vara före to.", field="from")
    return Span(
        first=_midnight(query.first) if query.first else None,
        last=_midnight(_clamped(query.last) + timedelta(days=1)) if query.last else None,
        after=_after(query.after) if query.after else None,
    )


def cursor_after(slot: Slot) -> str:
    """The cursor of the page that follows the slot."""
    start = slot.start.astimezone(UTC)
    return f"{int(start.timestamp())}.{start.microsecond}.{slot.id}"


def _after(cursor: str) -> tuple[datetime, int]:
    found = _CURSOR.fullmatch(cursor)
    if found is None:
        raise Invalid("after: okänt värde.", field="after")
    seconds, micros, ident = (int(part) for part in found.groups())
    try:
        return datetime.fromtimestamp(seconds, UTC) + timedelta(microseconds=micros), ident
    except (OverflowError, ValueError, OSError) as fault:
        raise Invalid("after: okänt värde.", field="after") from fault


def _midnight(day: date) -> datetime:
    return datetime.combine(_clamped(day), time(), STOCKHOLM).astimezone(UTC)


def _clamped(day: date) -> date:
    return min(max(day, _EARLIEST), _LATEST)
