"""Times in a Bundle that are given relative to the day of import.

A primitive with the extension `https://nasta-steg.se/fhir/relative-time` in place of a value gets
its value at import, so that a Bundle for demos and tests never grows old:

    "_start": {"extension": [{"url": "https://nasta-steg.se/fhir/relative-time",
                              "valueString": "workday+3 10:15"}]}

The text is an anchor, an offset and, for a time, a clock time in Europe/Stockholm:

* `import+4d`, `import-86d`, `import+2w`: days or weeks from the day of import
* `workday+3`, `workday-2`: that many Swedish working days from it (`workday+0` is the next
  working day at or after it)
* `autumn-clock-change-1d`, `spring-clock-change+0d`: days from the next such Sunday
"""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from typing import Any

from backend.contracts.terms import RELATIVE_TIME
from backend.fhir.faults import Fault
from backend.fhir.walking import join, walk
from backend.rules.workdays import STOCKHOLM, is_weekday

_EXPRESSION = re.compile(
    r"(?P<anchor>import|workday|autumn-clock-change|spring-clock-change)"
    r"(?:(?P<sign>[+-])(?P<count>\d{1,4})(?P<unit>[dw]?))?"
    r"(?: (?P<clock>\d\d:\d\d))?"
)
_CLOCK_CHANGE_MONTH = {"autumn-clock-change": 10, "spring-clock-change": 3}


def resolve(expression: str, today: date) -> str:
    """The FHIR `date` or `dateTime` that `expression` means on `today`.

    Raises:
        ValueError: when the expression is not understood.
    """
    found = _EXPRESSION.fullmatch(expression)
    if found is None:
        raise ValueError(f"the relative time {expression!r} is not understood")
    count = int(found["count"] or 0) * (-1 if found["sign"] == "-" else 1)
    anchor = found["anchor"]
    if anchor == "workday":
        day = _workday(today, count)
    else:
        if anchor in _CLOCK_CHANGE_MONTH:
            today = _next_clock_change(today, _CLOCK_CHANGE_MONTH[anchor])
        day = today + timedelta(days=count * (7 if found["unit"] == "w" else 1))
    if found["clock"] is None:
        return day.isoformat()
    return datetime.combine(day, time.fromisoformat(found["clock"]), STOCKHOLM).isoformat()


def resolve_all(resource: dict[str, Any], today: date) -> list[Fault]:
    """Gives every relative time in `resource` its value, in place.

    Returns:
        the faults, with `resource` left for the caller to fill in.
    """
    faults = []
    for path, node in list(walk(resource)):
        for key in [key for key in node if key.startswith("_") and isinstance(node[key], dict)]:
            expression = _taken_expression(node, key)
            if expression is None:
                continue
            try:
                node[key[1:]] = resolve(expression, today)
            except ValueError as fault:
                faults.append(Fault("", join(path, key[1:]), str(fault)))
    return faults


def _taken_expression(node: dict[str, Any], key: str) -> str | None:
    """Takes the relative-time extension out of `node[key]` and gives its text."""
    extensions = node[key].get("extension")
    if not isinstance(extensions, list):
        return None
    for extension in extensions:
        if isinstance(extension, dict) and extension.get("url") == RELATIVE_TIME:
            rest = [other for other in extensions if other is not extension]
            node[key] = {**node[key], "extension": rest}
            if not rest:
                del node[key]["extension"]
            if not node[key]:
                del node[key]
            return str(extension.get("valueString"))
    return None


def _workday(today: date, count: int) -> date:
    day = today
    while not is_weekday(day):
        day += timedelta(days=1)
    step = timedelta(days=1 if count > 0 else -1)
    for _ in range(abs(count)):
        day += step
        while not is_weekday(day):
            day += step
    return day


def _next_clock_change(today: date, month: int) -> date:
    """The last Sunday of `month`, this year or next, not before `today`."""
    for year in (today.year, today.year + 1):
        last = date(year, month, 31)
        sunday = last - timedelta(days=(last.weekday() + 1) % 7)
        if sunday >= today:
            return sunday
    raise AssertionError("a year has such a Sunday")
