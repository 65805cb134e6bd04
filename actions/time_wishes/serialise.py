"""Wishes as JSON, for a dialogue's slot: the constraints only, never what the patient wrote."""

from datetime import date, datetime
from typing import Any

from actions.time_wishes.constraints import Pick, Problem, Reading, Status, TimeWish
from actions.time_wishes.relations import Relation, RelationKind
from actions.time_wishes.windows import ClockRange, DateRange, DayKind, Window

Json = dict[str, Any]


def to_dict(wish: TimeWish) -> Json:
    """The wish in JSON's types; parts that are empty are left out."""
    return _filled(
        said_at=wish.said_at.isoformat(),
        status=wish.status.value,
        readings=[_reading_to_dict(reading) for reading in wish.readings],
        as_soon_as_possible=wish.as_soon_as_possible,
        no_wish=wish.no_wish,
        problem=wish.problem and wish.problem.value,
    )


def from_dict(data: Json) -> TimeWish:
    """The wish that `to_dict` gave. KeyError or ValueError for anything else."""
    return TimeWish(
        said_at=datetime.fromisoformat(data["said_at"]),
        status=Status(data["status"]),
        readings=tuple(_reading_from_dict(reading) for reading in data.get("readings", ())),
        as_soon_as_possible=data.get("as_soon_as_possible", False),
        no_wish=data.get("no_wish", False),
        problem=Problem(data["problem"]) if "problem" in data else None,
    )


def _filled(**parts: object) -> Json:
    return {name: part for name, part in parts.items() if part not in (None, False, [], ())}


def _reading_to_dict(reading: Reading) -> Json:
    return _filled(
        options=[_window_to_dict(window) for window in reading.options],
        excluded=[_window_to_dict(window) for window in reading.excluded],
        pick=reading.pick and reading.pick.value,
    )


def _reading_from_dict(data: Json) -> Reading:
    return Reading(
        options=tuple(_window_from_dict(window) for window in data.get("options", ())),
        excluded=tuple(_window_from_dict(window) for window in data.get("excluded", ())),
        pick=Pick(data["pick"]) if "pick" in data else None,
    )


def _window_to_dict(window: Window) -> Json:
    written = _filled(
        dates=[
            [dates.first and dates.first.isoformat(), dates.last and dates.last.isoformat()]
            for dates in window.dates
        ],
        weekdays=list(window.weekdays),
        month_days=list(window.month_days),
        clock=[[clock.first, clock.last] for clock in window.clock],
        day_kind=window.day_kind and window.day_kind.value,
        relations=[[r.kind.value, r.least, r.most] for r in window.relations],
    )
    if window.week_parity is not None:
        written["week_parity"] = window.week_parity
    return written


def _window_from_dict(data: Json) -> Window:
    return Window(
        dates=tuple(DateRange(_date(first), _date(last)) for first, last in data.get("dates", ())),
        weekdays=tuple(data.get("weekdays", ())),
        month_days=tuple(data.get("month_days", ())),
        clock=tuple(ClockRange(first, last) for first, last in data.get("clock", ())),
        week_parity=data.get("week_parity"),
        day_kind=DayKind(data["day_kind"]) if "day_kind" in data else None,
        relations=tuple(
            Relation(RelationKind(kind), least, most)
            for kind, least, most in data.get("relations", ())
        ),
    )


def _date(written: str | None) -> date | None:
    return date.fromisoformat(written) if written else None
