"""The weeks ahead, as the picture on the plan's page draws them: pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from backend.contracts.schemas import Contract, State

_FEWEST, _MOST = 4, 8


@dataclass(frozen=True)
class Day:
    """A day, with the titles of its times and of what is to be done by then."""

    day: date
    times: list[str]
    due: list[str]
    past: bool
    today: bool


@dataclass(frozen=True)
class Week:
    """A week from Monday, by its ISO number."""

    number: int
    days: list[Day]

    @property
    def busy(self) -> list[Day]:
        """The days on which there is something."""
        return [day for day in self.days if day.times or day.due]


@dataclass(frozen=True)
class Weeks:
    """Weeks from the present one on; `later` is how many times there are after them."""

    weeks: list[Week]
    later: int


def weeks_ahead(contract: Contract, today: date) -> Weeks:
    """The present week and those after it in which there is something, eight at the most."""
    times: dict[date, list[str]] = {}
    due: dict[date, list[str]] = {}
    for step in contract.steps:
        if step.state is State.BOOKED and step.when is not None and step.when.date() >= today:
            times.setdefault(step.when.date(), []).append(step.title)
        mine = step.task is not None and step.task.owner == "patient"
        if mine and step.state is State.WAITING_FOR_PATIENT and step.expected is not None:
            due.setdefault(step.expected, []).append(step.title)
    first = today - timedelta(days=today.weekday())
    last = max([*times, *due, today])
    count = min(_MOST, max(_FEWEST, (last - first).days // 7 + 1))
    end = first + timedelta(weeks=count)
    return Weeks(
        [_week(first + timedelta(weeks=number), today, times, due) for number in range(count)],
        sum(len(found) for day, found in times.items() if day >= end),
    )


def _week(
    monday: date, today: date, times: dict[date, list[str]], due: dict[date, list[str]]
) -> Week:
    days = [monday + timedelta(days=number) for number in range(7)]
    return Week(
        monday.isocalendar().week,
        [Day(day, times.get(day, []), due.get(day, []), day < today, day == today) for day in days],
    )
