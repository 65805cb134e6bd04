"""Shared resources that point at what a contract names: roles of a person, services of a clinic.

FHIR lets a care team name a Practitioner, whose hours and number stand in a PractitionerRole that
points at them; and an Organization or a Location, whose hours stand in a HealthcareService.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Any

from sqlalchemy import Text, cast, or_, select
from sqlalchemy.orm import Session

from backend.contracts.models import Resource
from backend.contracts.view.records import Json, reference_of, references_of

_POINTED_AT = ("Practitioner/", "Organization/", "Location/")


def attached_to(session: Session, named: set[str], known: Mapping[str, Json]) -> set[str]:
    """The roles and services of those among `named` of whom none is known yet.

    Where several point at the same, the directory of all clinics cannot tell which is meant, so
    only one that belongs to a clinic of the contract is taken.
    """
    have = {target for resource in known.values() for target in _targets(resource)}
    lacking = sorted(name for name in named - have if name.startswith(_POINTED_AT))
    if not lacking:
        return set()
    content = cast(Resource.content, Text)
    rows = session.scalars(
        select(Resource).where(
            Resource.patient_id.is_(None),
            Resource.type.in_(("PractitionerRole", "HealthcareService")),
            or_(*(content.contains(f'"{name}"', autoescape=True) for name in lacking)),
        )
    )
    candidates: dict[str, list[Resource]] = defaultdict(list)
    for row in rows:
        for target in set(_targets(row.content)) & set(lacking):
            candidates[target].append(row)
    return {
        found.reference
        for rows in candidates.values()
        if (found := _the_one(rows, known)) is not None
    }


def _the_one(rows: list[Resource], known: Mapping[str, Json]) -> Resource | None:
    if len(rows) > 1:
        rows = [row for row in rows if any(owner in known for owner in _owners(row.content))]
    return rows[0] if len(rows) == 1 else None


def _targets(resource: Json) -> Iterator[str]:
    """What a role or a service points at."""
    kind = resource.get("resourceType")
    if kind == "PractitionerRole" and (person := reference_of(resource.get("practitioner"))):
        yield person
    if kind == "HealthcareService":
        yield from references_of(resource.get("location"))
        if owner := reference_of(resource.get("providedBy")):
            yield owner


def _owners(resource: dict[str, Any]) -> Iterator[str]:
    for field in ("organization", "providedBy"):
        if owner := reference_of(resource.get(field)):
            yield owner
    yield from references_of(resource.get("healthcareService"))
