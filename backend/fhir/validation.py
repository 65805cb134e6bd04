"""Validates each resource by the FHIR R4B models, and what the models describe but do not check.

`fhir.resources` checks names, types and required fields. It carries, but does not check, the
codes of required bindings and the types that a reference may point at: they are checked here,
from the models' own metadata. It also takes `"24"` for a number and `1` for a time; JSON's own
types are held to here.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, time
from decimal import Decimal
from typing import Any

from fhir.resources.R4B import get_fhir_model_class
from pydantic import BaseModel, ValidationError

from backend.fhir.codes import codes_of
from backend.fhir.faults import Fault
from backend.fhir.moments import time_faults
from backend.fhir.walking import texts

_PERSONS = ("Patient", "RelatedPerson")


def frame_faults(content: dict[str, Any]) -> list[Fault]:
    """What FHIR R4 has to say against the Bundle around its resources."""
    entries = [
        {key: part for key, part in entry.items() if key != "resource"}
        for entry in content["entry"]
    ]
    return resource_faults("Bundle", {**content, "entry": entries})


def resource_faults(reference: str, resource: dict[str, Any]) -> list[Fault]:
    """What FHIR R4 itself has to say against `resource`."""
    faults = [Fault(reference, _plain(path), _UNHOLDABLE) for path in _unholdable(resource)]
    if faults:
        return faults
    kind = resource["resourceType"]
    try:
        model = get_fhir_model_class(kind)
    except (KeyError, LookupError, ValueError):
        return [Fault(reference, "resourceType", f"{kind!r} is not a FHIR R4 resource")]
    try:
        parsed = model.model_validate(resource)
    except ValidationError as refused:
        return [_fault_of(reference, error) for error in refused.errors()]
    except (ValueError, TypeError, KeyError, AttributeError) as refused:
        # The models trip over some shapes that they should refuse.
        return [Fault(reference, "", f"not a valid {kind}: {refused}")]
    faults = [Fault(reference, path, text) for path, text in _field_faults(parsed, resource, "")]
    return faults or list(time_faults(reference, resource))


_UNHOLDABLE = "has a character that no text can hold"


def _unholdable(resource: dict[str, Any]) -> Iterator[str]:
    """Where a control character or half a surrogate pair stands: no database takes them."""
    for path, text in texts(resource):
        if any(
            (char < " " and char not in "\t\n\r") or "\ud800" <= char <= "\udfff" for char in text
        ):
            yield path


def _plain(path: str) -> str:
    return path.encode("ascii", "backslashreplace").decode()


def _fault_of(reference: str, error: Any) -> Fault:
    message = str(error["msg"]).removeprefix("Value error, ")
    if "does not match spec regex" in message:
        kind = message.split(" ", 1)[0].lower()
        # What a person is known by is not repeated.
        told = "the value" if reference.startswith(_PERSONS) else repr(error.get("input"))
        message = f"{told} is not a FHIR {kind}"
        if kind in ("instant", "datetime"):
            message += " (a date, a clock time and an offset, or Z)"
    return Fault(reference, _path(error["loc"]), message)


def _path(location: Sequence[int | str]) -> str:
    path = ""
    for part in location:
        path += f"[{part}]" if isinstance(part, int) else f".{part}" if path else part
    return path


def _field_faults(model: BaseModel, raw: dict[str, Any], path: str) -> Iterator[tuple[str, str]]:
    for name, field in type(model).model_fields.items():
        value, key = getattr(model, name), field.alias or name
        if value is None or key not in raw:
            continue
        about = field.json_schema_extra if isinstance(field.json_schema_extra, dict) else {}
        codes = codes_of(type(model).__name__, name, about)
        here = f"{path}.{key}" if path else key
        several = isinstance(value, list)
        for index, (item, source) in enumerate(
            zip(value, raw[key], strict=False) if several else [(value, raw[key])]
        ):
            where = f"{here}[{index}]" if several else here
            yield from _value_faults(item, source, codes, about, where)
            if isinstance(item, BaseModel) and isinstance(source, dict):
                yield from _field_faults(item, source, where)


def _value_faults(
    item: object, source: object, codes: Sequence[str] | None, about: dict[str, Any], where: str
) -> Iterator[tuple[str, str]]:
    expected = _json_type(item)
    if expected and not (isinstance(source, expected[0]) and (type(source) is bool) == expected[2]):
        yield where, f"a JSON {expected[1]} was expected, not {source!r}"
    elif codes and isinstance(item, str) and item not in codes:
        yield where, f"{item!r} is not one of {', '.join(codes)}"
    targets = about.get("enum_reference_types")
    reference = getattr(item, "reference", None)
    if targets and "Resource" not in targets and isinstance(reference, str) and "/" in reference:
        kind = reference.split("/")[0]
        if kind not in targets:
            yield f"{where}.reference", f"{reference!r} should be one of {', '.join(targets)}"


def _json_type(item: object) -> tuple[type | tuple[type, ...], str, bool] | None:
    """What JSON writes a value of this type as: the type, its name, and whether it is a bool."""
    if isinstance(item, bool):
        return bool, "boolean", True
    if isinstance(item, int | float | Decimal):
        return (int, float), "number", False
    if isinstance(item, date | time):
        return str, "string", False
    return None
