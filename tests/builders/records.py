"""Every fact of a reply is looked up in the record that it names."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta
from typing import Any

from backend.rules.tables import NATIONAL_DAYS
from backend.rules.workdays import STOCKHOLM

_LIMITS = sorted({days for days in NATIONAL_DAYS.values() if days})


class Records:
    """What the records say: the texts of each FHIR resource, by reference."""

    def __init__(self, resources: Iterable[dict[str, Any]] = ()) -> None:
        self._texts: dict[str, list[str]] = defaultdict(list)
        self.add(resources)

    def add(self, resources: Iterable[dict[str, Any]]) -> None:
        """Takes in more resources, or newer versions of known ones."""
        for resource in resources:
            reference = f"{resource['resourceType']}/{resource['id']}"
            self._texts[reference] += [str(found) for found in _leaves(resource)]

    def missing(self, facts: Iterable[dict[str, str]]) -> list[str]:
        """The facts that the record they name does not say, in words."""
        return [
            f"{fact['kind']} {fact['value']!r} is not in {fact['source']}"
            for fact in facts
            if not self._says(fact)
        ]

    def _says(self, fact: dict[str, str]) -> bool:
        texts = self._texts.get(fact["source"].split("#")[0], [])
        value = fact["value"]
        if fact["kind"] == "time":
            moment = datetime.fromisoformat(value)
            return any(_moment(text) == moment for text in texts)
        if fact["kind"] in ("date", "limit"):
            day = date.fromisoformat(value)
            days = {found for text in texts if (found := _day(text)) is not None}
            limits = {found + timedelta(days=extra) for found in days for extra in _LIMITS}
            return day in days or (fact["kind"] == "limit" and day in limits)
        if fact["kind"] == "fee":
            return value.isdigit()  # the region's table, see tests/rules
        together = " ".join(texts)
        return value in together or all(word in together for word in value.split())


def _leaves(node: Any) -> Iterator[Any]:
    if isinstance(node, dict):
        for child in node.values():
            yield from _leaves(child)
    elif isinstance(node, list):
        for child in node:
            yield from _leaves(child)
    else:
        yield node


def _moment(text: str) -> datetime | None:
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return None
    return found if found.tzinfo else None


def _day(text: str) -> date | None:
    moment = _moment(text)
    if moment is not None:
        return moment.astimezone(STOCKHOLM).date()
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
