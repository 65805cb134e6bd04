"""A patient's resources and the shared ones they lead to, and how FHIR's common types are read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from backend.rules.workdays import STOCKHOLM

Json = dict[str, Any]


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

    `versions` holds every version of the patient's own resources, oldest first; `today` decides
    which telephone numbers and team members are current.
    """

    resources: Mapping[str, Json]
    today: date
    versions: Mapping[str, list[Version]] = field(default_factory=dict)

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


def reference_of(value: Json | None) -> str | None:
    """The `Type/id` that a Reference points at."""
    return value.get("reference") if value else None


def references_of(values: list[Json] | None) -> list[str]:
    """The `Type/id` of each Reference in a list that has one."""
    return [value["reference"] for value in values or [] if value.get("reference")]


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
    """The telephone number to ring today, as it is written in the record."""
    numbers = [
        point
        for point in (resource or {}).get("telecom", [])
        if point.get("system") == "phone"
        and point.get("value")
        and point.get("use") != "old"
        and is_current(point.get("period"), today)
    ]
    if not numbers:
        return None
    first = min(numbers, key=lambda point: (point.get("rank", 99), point.get("use") == "home"))
    return str(first["value"])


def notes_of(resource: Json) -> list[str]:
    """The texts of a resource's Annotations."""
    return [str(note["text"]) for note in resource.get("note", []) if note.get("text")]


def is_current(period: Json | None, today: date) -> bool:
    """Whether `today` lies in a FHIR Period; an open end is open."""
    start, end = day(period, "start"), day(period, "end")
    return not ((start and today < start) or (end and today > end))


def day(resource: Json | None, field_name: str) -> date | None:
    """A FHIR date or dateTime as a day in Stockholm; a month or year alone as its first day."""
    value = (resource or {}).get(field_name)
    if not isinstance(value, str):
        return None
    if "T" in value:
        return datetime.fromisoformat(value).astimezone(STOCKHOLM).date()
    return date.fromisoformat(f"{value}-01-01"[:10] if len(value) < len("2026-01-01") else value)


def last_day(resource: Json | None, field_name: str) -> date | None:
    """As `day`, but a month or year alone is not taken for its first day."""
    value = (resource or {}).get(field_name)
    return day(resource, field_name) if len(str(value)) >= len("2026-01-01") else None


def instant(resource: Json | None, field_name: str) -> datetime | None:
    """A FHIR dateTime with a clock time, in Stockholm; `None` for a mere date."""
    value = (resource or {}).get(field_name)
    if not isinstance(value, str) or "T" not in value:
        return None
    return datetime.fromisoformat(value).astimezone(STOCKHOLM)


def updated(resource: Json | None) -> datetime | None:
    """`meta.lastUpdated`."""
    return instant((resource or {}).get("meta"), "lastUpdated")
