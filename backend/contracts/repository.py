"""Every query about the contract."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date
from typing import Any, cast

from sqlalchemy import Table, bindparam, func, select, tuple_
from sqlalchemy.orm import Session

from backend.contracts.attachments import attached_to
from backend.contracts.models import (
    DirectoryVersion,
    Patient,
    PatientIdentifier,
    Resource,
    ResourceVersion,
)
from backend.contracts.terms import SHARED_TYPES
from backend.contracts.view import Records, Version

_DIRECTORY_DEPTH = 8  # a role's service's organisation's region and a few to spare
_LOOKUP_SIZE = 400  # bound parameters in one query, well under SQLite's limit


def patient_by_identifier(session: Session, value: str) -> Patient | None:
    """The patient with this national identity, in normal form."""
    return session.scalar(
        select(Patient)
        .join(PatientIdentifier, PatientIdentifier.patient_id == Patient.id)
        .where(PatientIdentifier.value == value)
    )


@dataclass(frozen=True)
class PatientNow:
    """What is asked of a patient at every request, and how far their contract has come.

    `contract_version` and the directory's `shared_version` are together what a cache is keyed by.
    """

    id: int
    fhir_id: str
    birth_date: date | None
    protected: bool
    contract_version: int
    shared_version: int


_PATIENT = cast(Table, Patient.__table__)
_PATIENT_NOW = select(
    _PATIENT.c.id,
    _PATIENT.c.fhir_id,
    _PATIENT.c.birth_date,
    _PATIENT.c.protected,
    _PATIENT.c.contract_version,
    func.coalesce(select(DirectoryVersion.version).limit(1).scalar_subquery(), 0),
).where(_PATIENT.c.id == bindparam("patient"))


def patient_now(session: Session, patient_id: int) -> PatientNow | None:
    """The patient as they stand now."""
    row = session.execute(_PATIENT_NOW, {"patient": patient_id}).first()
    return PatientNow(*row) if row is not None else None


def records_of(session: Session, patient_id: int, today: date) -> Records:
    """The patient's resources, the shared ones that they lead to, and their history."""
    own = session.scalars(
        select(Resource)
        .where(Resource.patient_id == patient_id, Resource.removed.is_(False))
        .order_by(Resource.position, Resource.id)
    ).all()
    resources = {found.reference: stamped(found) for found in own}
    resources |= shared_resources(session, list(resources.values()))
    return Records(resources, today, _versions(session, patient_id))


def stamped(row: Resource) -> dict[str, Any]:
    """The resource as it stands, its `meta` saying which version this is and since when."""
    since = row.last_updated.astimezone(UTC).isoformat(timespec="milliseconds")
    stamp = {"versionId": str(row.version), "lastUpdated": since}
    return {**row.content, "meta": {**row.content.get("meta", {}), **stamp}}


def shared_resources(
    session: Session, contents: Sequence[dict[str, Any]]
) -> dict[str, dict[str, Any]]:
    """The shared resources that `contents` lead to, directly or through one another.

    A person's role and an organisation's or a place's service are among them although they point
    the other way: they hold the hours, and often the number.
    """
    found = _closure(session, _shared_references(contents), {})
    attached = attached_to(session, _shared_references(contents), found)
    return _closure(session, attached, found)


def _closure(
    session: Session, wanted: set[str], found: dict[str, dict[str, Any]]
) -> dict[str, dict[str, Any]]:
    found = dict(found)
    for _ in range(_DIRECTORY_DEPTH):
        missing = sorted(wanted - found.keys())
        if not missing:
            break
        fresh: dict[str, dict[str, Any]] = {}
        for first in range(0, len(missing), _LOOKUP_SIZE):
            keys = [tuple(ref.split("/", 1)) for ref in missing[first : first + _LOOKUP_SIZE]]
            rows = session.scalars(
                select(Resource).where(
                    Resource.patient_id.is_(None), tuple_(Resource.type, Resource.fhir_id).in_(keys)
                )
            )
            fresh |= {row.reference: row.content for row in rows}
        found |= fresh
        wanted = _shared_references(fresh.values())
    return found


def _shared_references(contents: Iterable[dict[str, Any]]) -> set[str]:
    wanted: set[str] = set()
    stack: list[Any] = list(contents)
    while stack:
        node = stack.pop()
        if isinstance(node, dict):
            reference = node.get("reference")
            if isinstance(reference, str) and reference.split("/")[0] in SHARED_TYPES - {"Slot"}:
                wanted.add(reference)
            stack.extend(node.values())
        elif isinstance(node, list):
            stack.extend(node)
    return wanted


def _versions(session: Session, patient_id: int) -> dict[str, list[Version]]:
    rows = session.execute(
        select(Resource.type, Resource.fhir_id, ResourceVersion)
        .join(ResourceVersion, ResourceVersion.resource_id == Resource.id)
        .where(ResourceVersion.patient_id == patient_id)
        .order_by(ResourceVersion.resource_id, ResourceVersion.version)
    )
    versions: dict[str, list[Version]] = defaultdict(list)
    for kind, fhir_id, row in rows:
        versions[f"{kind}/{fhir_id}"].append(
            Version(row.version, row.content, row.reason, row.recorded_at)
        )
    return dict(versions)
