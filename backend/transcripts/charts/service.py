"""Figures for staff: who looked at them, or took them out, is logged."""

from __future__ import annotations

import csv
import io
from datetime import timedelta

from sqlalchemy import select

from backend.access.log import Access, AccessLog
from backend.access.roles import Permission
from backend.access.staff import Staff
from backend.database import Database
from backend.errors import Invalid
from backend.transcripts.charts.counting import (
    LONGEST,
    Day,
    Figures,
    Period,
    clinics_of,
    counted,
)
from backend.transcripts.filters import Filters
from backend.transcripts.listing import filtered, item_of, tags_of
from backend.transcripts.models import Transcript
from backend.transcripts.schemas import Item

_MOST_ROWS = 20_000
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


class Charts:
    """Counts, and writes CSV. Nothing that anybody wrote is in either."""

    def __init__(self, database: Database, log: AccessLog) -> None:
        self._database = database
        self._log = log

    def figures(self, staff: Staff, period: Period) -> Figures:
        """The figures of a period.

        Raises:
            NotAllowed, LogUnavailable
            Invalid: a period that ends before it begins, or longer than a year.
        """
        staff.require(Permission.CHARTS)
        _check(period)
        self._log.record(staff, Access.CHARTS, period=_told(period))
        with self._database.read() as session:
            return counted(session, staff, period)

    def clinics(self, staff: Staff) -> list[str]:
        """The clinics to choose among."""
        with self._database.read() as session:
            return clinics_of(session, staff)

    def days_as_csv(self, staff: Staff, period: Period) -> str:
        """A line for each day.

        Raises:
            NotAllowed, LogUnavailable, Invalid
        """
        staff.require(Permission.EXPORT)
        _check(period)
        self._log.record(staff, Access.EXPORT, subject="charts", period=_told(period))
        with self._database.read() as session:
            days = counted(session, staff, period).days
        return _csv(list(Day.__dataclass_fields__), [list(vars(day).values()) for day in days])

    def conversations_as_csv(self, staff: Staff, filters: Filters) -> str:
        """A line for each conversation that matches, with administrative facts alone.

        Raises:
            NotAllowed, LogUnavailable
        """
        staff.require(Permission.EXPORT)
        self._log.record(staff, Access.EXPORT, subject="conversations", filters=filters.told())
        names = [name for name in Item.model_fields if name not in ("assignee", "version")]
        with self._database.read() as session:
            query = filtered(session, select(Transcript), staff, filters)
            rows = list(session.scalars(query.order_by(Transcript.n).limit(_MOST_ROWS)))
            tags = tags_of(session, [row.n for row in rows]) if rows else {}
            items = [item_of(row, tags.get(row.n, [])) for row in rows]
        return _csv(names, [[_cell(getattr(item, name)) for name in names] for item in items])


def _check(period: Period) -> None:
    if not timedelta(0) <= period.last - period.first < LONGEST:
        raise Invalid("Välj en period på högst ett år.", field="from")


def _told(period: Period) -> dict[str, str | None]:
    return {"from": f"{period.first}", "to": f"{period.last}", "clinic": period.clinic}


def _csv(names: list[str], rows: list[list[object]]) -> str:
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(names)
    writer.writerows([_safe(value) for value in row] for row in rows)
    return out.getvalue()


def _cell(value: object) -> object:
    if isinstance(value, list):
        return " ".join(str(part).replace(" ", "_") for part in value)
    isoformat = getattr(value, "isoformat", None)
    return isoformat(timespec="seconds") if isoformat else value


def _safe(value: object) -> object:
    """A cell that no spreadsheet takes for a formula."""
    if isinstance(value, str) and value.startswith(_FORMULA):
        return f"'{value}"
    return "" if value is None else value
