"""What a patient wishes about time, as constraints on start times: no text, no clock of its own."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from zoneinfo import ZoneInfo

from actions.time_wishes.windows import Window

STOCKHOLM = ZoneInfo("Europe/Stockholm")


class Status(StrEnum):
    """How far a text was understood."""

    UNDERSTOOD = "understood"
    NOTHING_SAID = "nothing_said"
    """It says nothing about when."""
    NOT_UNDERSTOOD = "not_understood"
    """It says something about when, and `Problem` says why it is not taken for granted."""


class Problem(StrEnum):
    """Why a wish is asked about rather than guessed."""

    IMPOSSIBLE = "impossible"
    """A date, week or clock time that does not exist."""
    PAST = "past"
    """A date that has just passed, or an hour of today that has."""
    CONTRADICTION = "contradiction"
    """Parts that no time fits, such as a weekday and a date that is another."""
    UNKNOWN = "unknown"
    """Something about time that the grammar does not know, beside or instead of what it knows."""
    UNCLEAR = "unclear"
    """It may be about the time that the patient has, or about somebody else's day."""
    NO_REFERENCE = "no_reference"
    """It is compared with an appointment, and which one is not known."""


class Pick(StrEnum):
    """Which of the times that fit is meant."""

    FIRST = "first"
    LAST = "last"
    FIRST_OF_DAY = "first_of_day"
    LAST_OF_DAY = "last_of_day"


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to understand a wish: any of the options, none of the excluded.

    No options means any time that is not excluded.
    """

    options: tuple[Window, ...] = ()
    excluded: tuple[Window, ...] = ()
    pick: Pick | None = None

    def __contains__(self, start: datetime) -> bool:
        return (not self.options or any(start in option for option in self.options)) and not any(
            start in window for window in self.excluded
        )

    @property
    def has_relations(self) -> bool:
        """Whether it can be judged only beside an appointment."""
        return any(window.relations for window in self.options + self.excluded)


@dataclass(frozen=True, slots=True)
class TimeWish:
    """What was understood of a text. Kept in a dialogue without the text, see `serialise`."""

    said_at: datetime
    """When it was said; no earlier time fits."""
    status: Status
    readings: tuple[Reading, ...] = ()
    """More than one: ambiguous. None: not understood."""
    as_soon_as_possible: bool = False
    no_wish: bool = False
    """The patient says that any time will do."""
    problem: Problem | None = None

    @property
    def understood(self) -> bool:
        """Whether times may be offered on it."""
        return self.status is Status.UNDERSTOOD

    @property
    def ambiguous(self) -> bool:
        """Whether it has several readings, to be told apart by a question."""
        return len(self.readings) > 1

    @property
    def needs_reference(self) -> bool:
        """Whether `with_reference` would make it understood."""
        return self.problem is Problem.NO_REFERENCE


def local(start: datetime) -> datetime:
    """A time on Swedish clocks. ValueError for a naive one."""
    if start.tzinfo is None:
        raise ValueError("a time without an offset has no wall time in Sweden")
    return start.astimezone(STOCKHOLM)


def matches(wish: TimeWish, start: datetime) -> bool:
    """Whether an aware start time fits one of the readings; picks are left to `filter_matches`.

    Weekday, date and clock are those on the wall in Sweden, so both 02:30 of the autumn night
    are the same half hour. A wish that is not understood fits nothing.
    """
    return (
        wish.understood
        and start >= wish.said_at
        and any(local(start) in reading for reading in wish.readings)
    )


def filter_matches(wish: TimeWish, starts: Iterable[datetime]) -> list[datetime]:
    """The start times that fit, in the order given.

    "Så snart som möjligt" is an order and no limit: all of them fit. "Första" and "sista" are
    picked among those given, for each reading.
    """
    given = list(starts)
    return [given[index] for index in matching(wish, given)]


def matching(wish: TimeWish, starts: Sequence[datetime]) -> list[int]:
    """The places of the start times that fit, see `filter_matches`."""
    if not wish.understood:
        return []
    kept: set[int] = set()
    for reading in wish.readings:
        fitting = [
            index
            for index, start in enumerate(starts)
            if start >= wish.said_at and local(start) in reading
        ]
        kept.update(_picked(reading.pick, fitting, starts))
    return sorted(kept)


def _picked(pick: Pick | None, fitting: list[int], given: Sequence[datetime]) -> list[int]:
    if pick is None or not fitting:
        return fitting
    earliest: Callable[..., int] = min if pick in {Pick.FIRST, Pick.FIRST_OF_DAY} else max
    if pick in {Pick.FIRST, Pick.LAST}:
        return [earliest(fitting, key=lambda index: given[index])]
    by_day: dict[object, list[int]] = {}
    for index in fitting:
        by_day.setdefault(local(given[index]).date(), []).append(index)
    return [earliest(day, key=lambda index: given[index]) for day in by_day.values()]
