"""Until when an appointment may be moved or cancelled, and what a late change may cost.

The same holds for moving and for cancelling: the regions that say anything about it count a
late move as a late cancellation. Whether an excuse is good is the clinic's to decide, so a
consequence says what the table says and never that the patient will be spared.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from enum import StrEnum
from typing import assert_never

from backend.rules.cancel_before import (
    CancelBefore,
    ClockTimeSameDay,
    FullWeekdaysBefore,
    HoursBefore,
)
from backend.rules.tables import CareLevel, Figure, Region, RuleVersion
from backend.rules.workdays import STOCKHOLM, aware, local_date, weekday_before

__all__ = [
    "CancelBefore",
    "ClockTimeSameDay",
    "Consequence",
    "FullWeekdaysBefore",
    "HoursBefore",
    "Timing",
    "Unknown",
    "consequence",
    "deadline",
    "in_time",
]


def deadline(start: datetime, rule: CancelBefore) -> datetime:
    """The last instant at which the appointment may be moved or cancelled; it is itself in time.

    Never after the start. Compare with `in_time`: two times in Europe/Stockholm compare by wall
    clock in Python, which is wrong in the hour that comes twice.

    Args:
        start: the appointment's start, aware.
        rule: hours count in UTC; of N full weekdays the deadline is the end of the day before the
            N-th weekday before the visit's date; a clock time is on the visit's date.

    Returns:
        An aware time in Europe/Stockholm.

    Raises:
        ValueError: the start is naive.
    """
    begins = aware(start).astimezone(UTC)
    match rule:
        case HoursBefore(hours):
            last = begins - timedelta(hours=hours)
        case FullWeekdaysBefore(count):
            first_whole = weekday_before(local_date(start), count)
            last = datetime.combine(first_whole - timedelta(days=1), time.max, STOCKHOLM)
        case ClockTimeSameDay(clock):
            # A clock time that comes twice is its first; one that is skipped is an hour later.
            last = datetime.combine(local_date(start), clock, STOCKHOLM)
        case _:
            assert_never(rule)
    return min(last.astimezone(UTC), begins).astimezone(STOCKHOLM)


def in_time(now: datetime, start: datetime, rule: CancelBefore) -> bool:
    """Whether a change at `now` is in time under the rule.

    Raises:
        ValueError: either time is naive.
    """
    return aware(now).astimezone(UTC) <= deadline(start, rule).astimezone(UTC)


class Timing(StrEnum):
    """When a change comes, by the region's table."""

    IN_TIME = "in_time"
    LATE = "late"
    UNKNOWN = "unknown"


class Unknown(StrEnum):
    """Why nothing can be said; the patient is told to ask the clinic."""

    REGION = "unknown_region"
    RULE = "no_rule_for_level"
    UNVERIFIED = "rule_not_verified"


@dataclass(frozen=True, slots=True)
class Consequence:
    """What moving or cancelling now means by the region's table.

    `fee` is set only for a late change whose amount is verified; `fee_words` are the region's own
    Swedish words where the amount depends on the visit. A late change with neither may still cost.
    `no_show_fee` is what not turning up costs, where known. `exceptions` are for the patient.
    """

    timing: Timing
    deadline: datetime | None = None
    fee: Figure | None = None
    fee_words: str | None = None
    no_show_fee: Figure | None = None
    exceptions: tuple[str, ...] = ()
    version: RuleVersion | None = None
    unknown: Unknown | None = None


def consequence(
    now: datetime,
    start: datetime,
    region: Region | None,
    level: CareLevel,
    age: int | None = None,
) -> Consequence:
    """What it means to move or cancel the visit now, by the table in force on the visit's date.

    Args:
        now: aware.
        start: the visit's present start, aware.
        region: None when the clinic's region has no tables.
        level: the visit's level of care.
        age: the patient's age on the day; some amounts go by it.

    Raises:
        ValueError: a time is naive.
    """
    aware(now)
    if region is None:
        return Consequence(Timing.UNKNOWN, unknown=Unknown.REGION)
    rule = region.late_rule(level, local_date(start))
    if rule is None:
        return Consequence(Timing.UNKNOWN, unknown=Unknown.RULE)
    if not rule.verified:
        return Consequence(Timing.UNKNOWN, unknown=Unknown.UNVERIFIED)

    part, version = rule.level, rule.version
    late = not in_time(now, start, part.cancel_before)
    late_fee = part.late_fee if late else None
    late_amount = late_fee.for_age(age) if late_fee else None
    no_show_amount = part.no_show_fee.for_age(age) if part.no_show_fee else None
    return Consequence(
        timing=Timing.LATE if late else Timing.IN_TIME,
        deadline=deadline(start, part.cancel_before),
        fee=Figure(late_amount, version) if late_amount is not None else None,
        fee_words=late_fee.words if late_fee and late_amount is None else None,
        no_show_fee=Figure(no_show_amount, version) if no_show_amount is not None else None,
        exceptions=part.exceptions if late else (),
        version=version,
    )
