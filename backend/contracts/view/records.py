"""A patient's resources and the shared ones they lead to, and how FHIR's common types are read."""

from __future__ import annotations

import unicodedata
from calendar import monthrange
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from backend.rules.workdays import STOCKHOLM

Json = dict[str, Any]

_LAST_RANK = 99
_WHOLE_DATE = len("2026-01-01")
_YEAR = len("2026")


@dataclass(frozen=True)
class Version:
    """One version of a resource: its content (null when removed), why, and when."""

    number: int
    content: Json | None
    reason: str
    recorded_at: datetime


@dataclass(frozen=True)
class Records:
    """Resources by reference, the patient's own in the Bundle's order.

    What stands within a resource (`contained`) is put beside it, see `source_of`. `versions`
    holds every version of the patient's own resources, oldest first; `today` decides which
    telephone numbers and team members are current.
    """

    resources: Mapping[str, Json]
    today: date
    versions: Mapping[str, list[Version]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        object.__setattr__(self, "resources", _with_contained(self.resources))

    def get(self, reference: str | None) -> Json | None:
        """The resource, or `None`."""
        return self.resources.get(reference) if reference else None

    def of_type(self, *types: str) -> Iterator[tuple[str, Json]]:
        """The resources of these types with their references."""
        for reference, resource in self.resources.items():
            if resource["resourceType"] in types:
                yield reference, resource

    def version(self, reference: str) -> int:
        """The number of the newest version."""
        versions = self.versions.get(reference)
        return versions[-1].number if versions else 1


def source_of(reference: str) -> str:
    """The reference as it leads to the record: `CarePlan/plan#goal` for what stands within one."""
    return reference.split("/", 1)[1] if "#" in reference else reference


def _with_contained(resources: Mapping[str, Json]) -> Mapping[str, Json]:
    """The resources, each inner one as `Type/Owner/owner-id#id` after its owner."""
    if not any(resource.get("contained") for resource in resources.values()):
        return resources
    apart: dict[str, Json] = {}
    for reference, resource in resources.items():
        inner = [found for found in resource.get("contained", []) if found.get("id")]
        names = {
            f"#{found['id']}": f"{found['resourceType']}/{reference}#{found['id']}"
            for found in inner
        }
        outer = {key: part for key, part in resource.items() if key != "contained"}
        apart[reference] = _renamed(outer, names)
        for found in inner:
            apart[names[f"#{found['id']}"]] = _renamed(found, {**names, "#": reference})
    return apart


def _renamed(node: Any, names: Mapping[str, str]) -> Any:
    if isinstance(node, dict):
        return {
            key: names.get(child, child)
            if key == "reference" and isinstance(child, str)
            else _renamed(child, names)
            for key, child in node.items()
        }
    return [_renamed(child, names) for child in node] if isinstance(node, list) else node


def reference_of(value: Json | None) -> str | None:
    """The `Type/id` that a Reference points at."""
    return value.get("reference") if value else None


def references_of(values: list[Json] | None) -> list[str]:
    """The `Type/id` of each Reference in a list that has one."""
    return [value["reference"] for value in values or [] if value.get("reference")]


def display_of(*values: Json | None) -> str | None:
    """The words of the first Reference that has some, for one that leads to no record."""
    return next((str(value["display"]) for value in values if value and value.get("display")), None)


def folded(words: str) -> str:
    """`words` to be compared by: no capitals, no hyphens, and the accents of å, ä, ö aside."""
    plain = unicodedata.normalize("NFKD", words.casefold())
    kept = "".join(char for char in plain if not unicodedata.combining(char))
    return " ".join(kept.replace("-", " ").replace("_", " ").split())


def concept(value: Json | list[Json] | None) -> str | None:
    """The words of a CodeableConcept, or of the first in a list."""
    for found in value if isinstance(value, list) else [value]:
        if not found:
            continue
        if found.get("text"):
            return str(found["text"])
        for coding in found.get("coding", []):
            if coding.get("display"):
                return str(coding["display"])
    return None


def concept_words(value: Json | list[Json] | None) -> str:
    """All words and codes of one or more CodeableConcepts, for finding terms in."""
    words = []
    for found in value if isinstance(value, list) else [value]:
        for coding in (found or {}).get("coding", []):
            words += [coding.get("display"), coding.get("code")]
        words.append((found or {}).get("text"))
    return " ".join(str(word) for word in words if word)


def human_name(resource: Json) -> str | None:
    """A person's name as it is said: the record's own text, or given and family."""
    names = [name for name in resource.get("name", []) if name.get("use") not in ("old", "maiden")]
    if not names:
        return None
    name = next((name for name in names if name.get("use") == "official"), names[0])
    if name.get("text"):
        return str(name["text"])
    parts = [*name.get("prefix", []), *name.get("given", []), name.get("family")]
    return " ".join(str(part) for part in parts if part) or None


def name_of(resource: Json) -> str | None:
    """The name of a person, clinic or place."""
    name = resource.get("name")
    return name if isinstance(name, str) else human_name(resource)


def phone_of(resource: Json | None, today: date) -> str | None:
    """The telephone number to ring today, as it is written in the record; never a home's.

    An organisation's may stand with one of its contacts.
    """
    resource = resource or {}
    points = list(resource.get("telecom", []))
    if resource.get("resourceType") == "Organization":
        points += [
            point for party in resource.get("contact", []) for point in party.get("telecom", [])
        ]
    numbers = [
        point
        for point in points
        if point.get("system") == "phone"
        and point.get("value")
        and point.get("use") not in ("old", "home")
        and is_current(point.get("period"), today)
    ]
    if not numbers:
        return None
    first = min(numbers, key=lambda point: point.get("rank", _LAST_RANK))
    return str(first["value"]).removeprefix("tel:")


def notes_of(resource: Json) -> list[str]:
    """The texts of a resource's Annotations."""
    return [str(note["text"]) for note in resource.get("note", []) if note.get("text")]


def is_current(period: Json | None, today: date) -> bool:
    """Whether `today` lies in a FHIR Period; an open end is open."""
    start, end = day(period, "start"), last_day(period, "end")
    return not ((start and today < start) or (end and today > end))


def day(resource: Json | None, field_name: str) -> date | None:
    """A FHIR date or dateTime as a day in Stockholm; a month or year alone as its first day."""
    value = (resource or {}).get(field_name)
    if not isinstance(value, str):
        return None
    if "T" in value:
        return datetime.fromisoformat(value).astimezone(STOCKHOLM).date()
    return date.fromisoformat(f"{value}-01-01"[:_WHOLE_DATE] if len(value) < _WHOLE_DATE else value)


def last_day(resource: Json | None, field_name: str) -> date | None:
    """As `day`, but a month or year alone as its last day: how an end is meant."""
    first = day(resource, field_name)
    length = len(str((resource or {}).get(field_name)))
    if first is None or length >= _WHOLE_DATE:
        return first
    month = 12 if length == _YEAR else first.month
    return date(first.year, month, monthrange(first.year, month)[1])


def whole_day(resource: Json | None, field_name: str) -> date | None:
    """As `day`, but `None` for a month or year alone."""
    length = len(str((resource or {}).get(field_name)))
    return day(resource, field_name) if length >= _WHOLE_DATE else None


def instant(resource: Json | None, field_name: str) -> datetime | None:
    """A FHIR dateTime with a clock time, in Stockholm; `None` for a mere date."""
    value = (resource or {}).get(field_name)
    if not isinstance(value, str) or "T" not in value:
        return None
    return datetime.fromisoformat(value).astimezone(STOCKHOLM)


def updated(resource: Json | None) -> datetime | None:
    """`meta.lastUpdated`."""
    return instant((resource or {}).get("meta"), "lastUpdated")
