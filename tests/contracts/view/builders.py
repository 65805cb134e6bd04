"""Builders of what the view reads."""

from __future__ import annotations

from datetime import date
from typing import Any

from backend.contracts.schemas import Contract
from backend.contracts.view import Records, Version, contract_of
from tests.builders.fhir import a_bundle

Json = dict[str, Any]

TODAY = date(2026, 11, 23)


def records(
    *resources: Json | list[Json], versions: dict[str, list[Version]] | None = None
) -> Records:
    """These resources and a patient, as they are read on `TODAY`."""
    entries = a_bundle(*resources)["entry"]
    found = {
        f"{entry['resource']['resourceType']}/{entry['resource']['id']}": entry["resource"]
        for entry in entries
    }
    return Records(found, TODAY, versions or {})


def contract(*resources: Json | list[Json], days: int | None = 90) -> Contract:
    """The contract of these resources, in a country where every limit is `days`."""
    return contract_of(records(*resources), lambda _kind, _region, _day: days)


def a_phone(number: str, **fields: Any) -> Json:
    """The field `telecom` with one telephone."""
    return {"telecom": [{"system": "phone", "value": number, **fields}]}


def a_role(ident: str, practitioner: str, **fields: Any) -> Json:
    """A PractitionerRole of somebody."""
    return {
        "resourceType": "PractitionerRole",
        "id": ident,
        "practitioner": {"reference": f"Practitioner/{practitioner}"},
        **fields,
    }
