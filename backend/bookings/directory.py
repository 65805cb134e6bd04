"""Shared resources by their references: clinics, places and people, and nothing around them."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import select, tuple_
from sqlalchemy.orm import Session

from backend.contracts.models import Resource
from backend.contracts.view.records import Json

_LOOKUP_SIZE = 400


def resources_at(session: Session, references: Iterable[str]) -> dict[str, Json]:
    """The shared resources at these references, those that are there."""
    wanted = sorted(set(references))
    found: dict[str, Json] = {}
    for first in range(0, len(wanted), _LOOKUP_SIZE):
        keys = [tuple(ref.split("/", 1)) for ref in wanted[first : first + _LOOKUP_SIZE]]
        rows = session.execute(
            select(Resource.type, Resource.fhir_id, Resource.content).where(
                Resource.patient_id.is_(None), tuple_(Resource.type, Resource.fhir_id).in_(keys)
            )
        )
        found |= {f"{kind}/{fhir_id}": content for kind, fhir_id, content in rows}
    return found


def people_at(session: Session, references: Iterable[str]) -> dict[str, Json]:
    """As `resources_at`, with the practitioners behind the roles among them."""
    found = resources_at(session, references)
    behind = [
        person
        for role in found.values()
        if (person := (role.get("practitioner") or {}).get("reference")) is not None
    ]
    return found | resources_at(session, behind)
