"""Times in a resource: each carries its offset, exists, and lies in a plausible year."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta, timezone
from typing import Any
from zoneinfo import available_timezones

from backend.fhir.faults import Fault
from backend.fhir.walking import join, walk

_TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?P<offset>.*)")
_OFFSET = re.compile(r"Z|[+-](0\d|1[0-4]):[0-5]\d")
_YEARS = range(1900, 2200)
_TIMEZONE_EXTENSIONS = (
    "http://hl7.org/fhir/StructureDefinition/tz-code",
    "http://hl7.org/fhir/StructureDefinition/timezone",
)
_WHOLE_DATE = len("2026-01-01")
# Where a date stands beside an instant, only what holds in every timezone counts.
_EARLIEST, _LATEST = timezone(timedelta(hours=14)), timezone(timedelta(hours=-12))


def time_faults(reference: str, resource: dict[str, Any]) -> Iterator[Fault]:
    """What is wrong with the times of `resource`."""
    for path, node in walk(resource):
        if node.get("url") in _TIMEZONE_EXTENSIONS:
            zone = node.get("valueCode") or node.get("valueString")
            if zone not in available_timezones():
                yield Fault(reference, join(path, "valueCode"), f"unknown timezone {zone!r}")
        for key, value in node.items():
            for item in value if isinstance(value, list) else [value]:
                message = _message(item)
                if message:
                    yield Fault(reference, join(path, key), message)
        takes_time = resource["resourceType"] in ("Appointment", "Slot") and path == ""
        if _backwards(node.get("start"), node.get("end"), takes_time=takes_time):
            yield Fault(reference, join(path, "end"), "is not after start")


def _message(value: object) -> str | None:
    found = _TIME.fullmatch(value) if isinstance(value, str) else None
    if found is None or not isinstance(value, str):
        return None
    if not found["offset"]:
        return f"{value!r} has no offset from UTC"
    if not _OFFSET.fullmatch(found["offset"]):
        return f"{found['offset']!r} is not an offset from UTC"
    if int(value[:4]) not in _YEARS:
        return f"the year {value[:4]} is not plausible"
    try:
        datetime.fromisoformat(value)
    except ValueError:
        return f"{value!r} is not a time that exists"
    return None


def _backwards(start: object, end: object, *, takes_time: bool) -> bool:
    """Whether what has this start and end would end before it begins.

    A date holds for all of its day, in whatever timezone; a month or a year is not compared.
    """
    if not isinstance(start, str) or not isinstance(end, str):
        return False
    if len(start) == len(end) == _WHOLE_DATE:
        return end < start
    first, last = _moment(start, time.min, _EARLIEST), _moment(end, time.max, _LATEST)
    if first is None or last is None:
        return False
    return last < first or (takes_time and last == first)


def _moment(value: str, clock: time, zone: timezone) -> datetime | None:
    try:
        if len(value) == _WHOLE_DATE:
            return datetime.combine(date.fromisoformat(value), clock, zone)
        found = datetime.fromisoformat(value)
    except (ValueError, OverflowError):
        return None
    return found if found.tzinfo else None
