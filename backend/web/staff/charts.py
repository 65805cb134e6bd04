"""The figures: drawn, in tables, and as CSV."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Query, Request
from pydantic import ValidationError
from starlette.responses import Response

from backend.errors import Invalid
from backend.transcripts.charts.counting import Figures, Period
from backend.transcripts.filters import Filters
from backend.web.staff import words
from backend.web.staff.drawing import lying, standing
from backend.web.staff.page import StaffPage, StaffPageDep

router = APIRouter(prefix="/staff", include_in_schema=False)

_DAYS = 30
_MOST_BARS = 12

First = Annotated[date | None, Query(alias="from")]
Last = Annotated[date | None, Query(alias="to")]
Clinic = Annotated[str | None, Query(max_length=80)]


@router.get("/charts")
def charts(
    page: StaffPageDep, first: First = None, last: Last = None, clinic: Clinic = None
) -> Response:
    """How it goes, by day and clinic."""
    period, fault = _period(page, first, last, clinic), None
    try:
        found = page.services.desk.charts.figures(page.staff, period)
    except Invalid as problem:
        fault = problem.detail
        period = _period(page, None, None, None)
        found = page.services.desk.charts.figures(page.staff, period)
    return page.show(
        "charts",
        status=422 if fault else 200,
        fault=fault,
        it=found,
        pictures=_pictures(found),
        clinics=page.services.desk.charts.clinics(page.staff),
        query=urlencode({"from": period.first, "to": period.last, "clinic": period.clinic or ""}),
    )


@router.get("/charts.csv")
def charts_csv(
    page: StaffPageDep, first: First = None, last: Last = None, clinic: Clinic = None
) -> Response:
    """The same as CSV, a line for each day."""
    found = page.services.desk.charts.days_as_csv(page.staff, _period(page, first, last, clinic))
    return _file(found, "statistik.csv")


@router.get("/conversations.csv")
def conversations_csv(page: StaffPageDep, request: Request) -> Response:
    """The conversations that match a filter, without anything that was written."""
    given = {name: value for name, value in request.query_params.items() if value.strip()}
    try:
        filters = Filters.model_validate(given)
    except ValidationError as fault:
        raise Invalid("Något i filtret stämmer inte.") from fault
    return _file(page.services.desk.charts.conversations_as_csv(page.staff, filters), "samtal.csv")


def _period(page: StaffPage, first: date | None, last: date | None, clinic: str | None) -> Period:
    until = last or page.services.clock().date()
    return Period(first or until - timedelta(days=_DAYS - 1), until, clinic or None)


def _pictures(found: Figures) -> list[dict[str, object]]:
    by_day = [(f"{day.day:%-d/%-m}", day.conversations) for day in found.days]
    named = [
        ("Utfall", [(words.OUTCOMES.get(n, n), v) for n, v in found.outcomes.most_common()]),
        ("Avsikter", [(words.intent(n), v) for n, v in found.intents.most_common(_MOST_BARS)]),
        ("Mottagningar", found.clinics.most_common(_MOST_BARS)),
        (
            "Där patienter stannade",
            [(words.stage(n), v) for n, v in found.dropped.most_common(_MOST_BARS)],
        ),
    ]
    days = {"title": "Samtal per dag", "rows": by_day, "chart": standing(by_day)}
    return [
        days,
        *({"title": title, "rows": rows, "chart": lying(rows)} for title, rows in named if rows),
    ]


def _file(content: str, name: str) -> Response:
    return Response(
        content.encode("utf-8-sig"),
        media_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )
