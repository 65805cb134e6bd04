"""Validates each resource by the FHIR R4B models, and the bindings that the models only describe.

`fhir.resources` checks names, types and required fields. It carries, but does not check, the
codes of required bindings and the types that a reference may point at: they are checked here,
from the models' own metadata.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from fhir.resources.R4B import get_fhir_model_class
from pydantic import BaseModel, ValidationError

from backend.fhir.faults import Fault

_TRUNCATED = ("+", "etc.")
"""What ends a list of codes that the models give only the beginning of."""

_TASK_STATUSES = [
    "draft",
    "requested",
    "received",
    "accepted",
    "rejected",
    "ready",
    "cancelled",
    "in-progress",
    "on-hold",
    "failed",
    "completed",
    "entered-in-error",
]
_OBSERVATION_STATUSES = [
    "registered",
    "preliminary",
    "final",
    "amended",
    "corrected",
    "cancelled",
    "entered-in-error",
    "unknown",
]
_ENCOUNTER_STATUSES = [
    "planned",
    "arrived",
    "triaged",
    "in-progress",
    "onleave",
    "finished",
    "cancelled",
    "entered-in-error",
    "unknown",
]
_WHOLE_LISTS = {
    ("Task", "status"): _TASK_STATUSES,
    ("Observation", "status"): _OBSERVATION_STATUSES,
    ("RiskAssessment", "status"): _OBSERVATION_STATUSES,
    ("DetectedIssue", "status"): _OBSERVATION_STATUSES,
    ("DiagnosticReport", "status"): [*_OBSERVATION_STATUSES, "partial", "appended"],
    ("Encounter", "status"): _ENCOUNTER_STATUSES,
    ("EncounterStatusHistory", "status"): _ENCOUNTER_STATUSES,
}


def resource_faults(reference: str, resource: dict[str, Any]) -> list[Fault]:
    """What FHIR R4 itself has to say against `resource`."""
    kind = resource["resourceType"]
    try:
        model = get_fhir_model_class(kind)
    except (KeyError, LookupError, ValueError):
        return [Fault(reference, "resourceType", f"{kind!r} is not a FHIR R4 resource")]
    try:
        parsed = model.model_validate(resource)
    except ValidationError as refused:
        return [_fault_of(reference, error) for error in refused.errors()]
    except (ValueError, TypeError, KeyError) as refused:
        return [Fault(reference, "", f"not a valid {kind}: {refused}")]
    return [Fault(reference, path, message) for path, message in _binding_faults(parsed, "")]


def _fault_of(reference: str, error: Any) -> Fault:
    message = str(error["msg"]).removeprefix("Value error, ")
    if "does not match spec regex" in message:
        kind = message.split(" ", 1)[0].lower()
        message = f"{error.get('input')!r} is not a FHIR {kind}"
        if kind in ("instant", "datetime"):
            message += " (a date, a clock time and an offset, or Z)"
    return Fault(reference, _path(error["loc"]), message)


def _path(location: Sequence[int | str]) -> str:
    path = ""
    for part in location:
        path += f"[{part}]" if isinstance(part, int) else f".{part}" if path else part
    return path


def _binding_faults(model: BaseModel, path: str) -> Iterator[tuple[str, str]]:
    for name, field in type(model).model_fields.items():
        value = getattr(model, name)
        if value is None:
            continue
        about = field.json_schema_extra if isinstance(field.json_schema_extra, dict) else {}
        codes = _codes(type(model).__name__, name, about)
        here = f"{path}.{field.alias or name}" if path else (field.alias or name)
        values = value if isinstance(value, list) else [value]
        for index, item in enumerate(values):
            where = f"{here}[{index}]" if isinstance(value, list) else here
            yield from _value_faults(item, codes, about, where)
            if isinstance(item, BaseModel):
                yield from _binding_faults(item, where)


def _codes(kind: str, name: str, about: dict[str, Any]) -> Sequence[str] | None:
    """The codes that a field may have; `None` where any will do, or the models do not say."""
    codes: Sequence[str] | None = about.get("enum_values")
    if codes and codes[-1] in _TRUNCATED:
        return _WHOLE_LISTS.get((kind, name))
    return codes


def _value_faults(
    item: object, codes: Sequence[str] | None, about: dict[str, Any], where: str
) -> Iterator[tuple[str, str]]:
    if codes and isinstance(item, str) and item not in codes:
        yield where, f"{item!r} is not one of {', '.join(codes)}"
    targets = about.get("enum_reference_types")
    reference = getattr(item, "reference", None)
    if targets and "Resource" not in targets and isinstance(reference, str) and "/" in reference:
        kind = reference.split("/")[0]
        if kind not in targets:
            yield f"{where}.reference", f"{reference!r} should be one of {', '.join(targets)}"
