"""The grammar of Swedish time wishes: from what a patient writes to constraints on start times.

Pure: no I/O, and the present is an argument. See `docs/time_wishes.md`.
"""

from actions.time_wishes.constraints import (
    Pick,
    Problem,
    Reading,
    Status,
    TimeWish,
    filter_matches,
    matches,
    matching,
)
from actions.time_wishes.parser import parse_wish
from actions.time_wishes.phrase import describe, readings
from actions.time_wishes.reference import with_reference
from actions.time_wishes.serialise import from_dict, to_dict
from actions.time_wishes.windows import ClockRange, DateRange, DayKind, Window

__all__ = [
    "ClockRange",
    "DateRange",
    "DayKind",
    "Pick",
    "Problem",
    "Reading",
    "Status",
    "TimeWish",
    "Window",
    "describe",
    "filter_matches",
    "from_dict",
    "matches",
    "matching",
    "parse_wish",
    "readings",
    "to_dict",
    "with_reference",
]
