"""The codes that FHIR R4 binds a field to."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

_TRUNCATED = ("+", "etc.")
"""What ends a list of codes that the models give only the beginning of."""

_OBSERVATION = (
    "registered",
    "preliminary",
    "final",
    "amended",
    "corrected",
    "cancelled",
    "entered-in-error",
    "unknown",
)
_ENCOUNTER = (
    "planned",
    "arrived",
    "triaged",
    "in-progress",
    "onleave",
    "finished",
    "cancelled",
    "entered-in-error",
    "unknown",
)
_TASK = (
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
)
_WHOLE_LISTS = {
    ("Task", "status"): _TASK,
    ("Observation", "status"): _OBSERVATION,
    ("RiskAssessment", "status"): _OBSERVATION,
    ("DetectedIssue", "status"): _OBSERVATION,
    ("DiagnosticReport", "status"): (*_OBSERVATION, "partial", "appended"),
    ("Encounter", "status"): _ENCOUNTER,
    ("EncounterStatusHistory", "status"): _ENCOUNTER,
}


def codes_of(kind: str, name: str, about: dict[str, Any]) -> Sequence[str] | None:
    """The codes that a field may have; `None` where any will do, or the models do not say.

    Args:
        kind: the model's name, such as `Task`.
        name: the field's name in the model.
        about: the field's `json_schema_extra`.
    """
    codes: Sequence[str] | None = about.get("enum_values")
    if codes and codes[-1] in _TRUNCATED:
        return _WHOLE_LISTS.get((kind, name))
    return codes
