"""Whom a Bundle is about: one patient, and perhaps the identities that the patient replaced."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from backend.contracts.terms import SHARED_TYPES
from backend.fhir.faults import Fault

Json = dict[str, Any]


def the_patient(resources: dict[str, Json]) -> tuple[str | None, list[Fault]]:
    """The reference of the one patient; a second is allowed only when the first replaces it.

    It is enough that one of the two says so.
    """
    patients = [name for name, found in resources.items() if found["resourceType"] == "Patient"]
    replaced = dict(_replacements(patients, resources))
    current = [name for name in patients if name not in replaced]
    if len(current) > 1:
        message = f"more than one patient: {', '.join(current)}"
        return None, [Fault("Bundle", "entry", message)]
    own = [name for name, found in resources.items() if found["resourceType"] not in SHARED_TYPES]
    if not current:
        if not own:
            return None, []
        what = "a patient that nobody replaces" if patients else "a Patient"
        return None, [Fault("Bundle", "entry", f"{own[0]} is there, but not {what}")]
    faults = [
        Fault(name, "link", f"is replaced by somebody else than {current[0]}")
        for name in patients
        if name != current[0] and replaced[name] != current[0]
    ]
    return current[0], faults


def _replacements(patients: list[str], resources: dict[str, Json]) -> Iterator[tuple[str, str]]:
    """Each replaced patient with the one who replaces it."""
    for name in patients:
        for link in resources[name].get("link") or []:
            other = link.get("other") if isinstance(link, dict) else None
            target = str(other.get("reference")) if isinstance(other, dict) else ""
            if not isinstance(link, dict):
                continue
            if link.get("type") == "replaced-by":
                yield name, target
            elif link.get("type") == "replaces" and target in patients:
                yield target, name
