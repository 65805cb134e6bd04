"""The rules of a contract that neither FHIR's models nor its bindings hold.

Each check takes the whole Bundle and gives its faults; `contract_faults` runs them all. Rules of
FHIR's own that the models lack carry FHIR's name for them (`app-3`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from backend.contracts.booking_rules import booking_rules
from backend.contracts.terms import BOOKING_RULES, SUBJECT_FIELDS
from backend.fhir.bundle import ContractBundle
from backend.fhir.faults import Fault
from backend.fhir.identity import national_identifiers
from backend.fhir.walking import join, walk

_TIMELESS_STATUSES = ("proposed", "cancelled", "waitlist")
_CANCELLED_STATUSES = ("cancelled", "noshow")
_LONGEST_ID = 64


def contract_faults(bundle: ContractBundle) -> list[Fault]:
    """Every fault of the Bundle by the contract's own rules."""
    checks: tuple[Callable[[ContractBundle], Iterator[Fault]], ...] = (
        _identities,
        _one_subject,
        _appointments,
        _activities,
        _slots,
        _rules,
        _elements,
    )
    return [fault for check in checks for fault in check(bundle)]


def _identities(bundle: ContractBundle) -> Iterator[Fault]:
    for reference, resource in bundle.of_type("Patient", "RelatedPerson"):
        try:
            found = national_identifiers(resource)
        except ValueError as fault:
            field, _, message = str(fault).partition(": ")
            yield Fault(reference, field, message)
            continue
        if resource["resourceType"] == "Patient" and not found:
            yield Fault(
                reference,
                "identifier",
                "no personnummer, samordningsnummer or nationellt reservnummer",
            )


def _one_subject(bundle: ContractBundle) -> Iterator[Fault]:
    """All of the patient's own resources are about a patient of the Bundle: there is but one."""
    for reference, resource in bundle.own.items():
        for field in SUBJECT_FIELDS:
            subject = resource.get(field)
            target = subject.get("reference", "") if isinstance(subject, dict) else ""
            if target.startswith("#"):
                yield Fault(reference, field, "is about somebody within itself")
            elif target and not target.startswith("Patient/"):
                yield Fault(reference, field, f"is about {target}, not {bundle.patient}")


def _appointments(bundle: ContractBundle) -> Iterator[Fault]:
    for reference, resource in bundle.of_type("Appointment"):
        status, start, end = resource["status"], resource.get("start"), resource.get("end")
        if (start is None) != (end is None):
            missing = "end" if end is None else "start"
            yield Fault(reference, missing, "start and end come together (app-2)")
        if start is None and end is None and status not in _TIMELESS_STATUSES:
            allowed = ", ".join(_TIMELESS_STATUSES)
            message = f"{status!r} needs start and end; without them only {allowed} (app-3)"
            yield Fault(reference, "status", message)
        if "cancelationReason" in resource and status not in _CANCELLED_STATUSES:
            message = f"is only for {' and '.join(_CANCELLED_STATUSES)}, not {status!r} (app-4)"
            yield Fault(reference, "cancelationReason", message)
        yield from _participants(reference, resource["participant"])


def _participants(reference: str, participants: list[dict[str, Any]]) -> Iterator[Fault]:
    for index, participant in enumerate(participants):
        if "actor" not in participant and "type" not in participant:
            where = f"participant[{index}]"
            yield Fault(reference, where, "has neither an actor nor a type (app-1)")
    actors = [found.get("actor", {}).get("reference", "") for found in participants]
    if not any(actor.startswith("Patient/") for actor in actors):
        yield Fault(reference, "participant", "the patient is not among them")


def _activities(bundle: ContractBundle) -> Iterator[Fault]:
    for reference, resource in bundle.of_type("CarePlan"):
        for index, activity in enumerate(resource.get("activity", [])):
            where = f"activity[{index}]"
            if "reference" in activity and "detail" in activity:
                yield Fault(reference, where, "has both a reference and a detail (cpl-3)")
            if "reference" not in activity and "detail" not in activity:
                yield Fault(reference, where, "has neither a reference nor a detail")


def _slots(bundle: ContractBundle) -> Iterator[Fault]:
    for reference, resource in bundle.of_type("Slot"):
        for field in ("start", "end"):
            if field not in resource:
                yield Fault(reference, field, "has no value")
        if resource["schedule"].get("reference") not in bundle.resources:
            yield Fault(reference, "schedule", "does not lead to a Schedule of the Bundle")


def _rules(bundle: ContractBundle) -> Iterator[Fault]:
    for reference, resource in bundle.resources.items():
        found = [
            index
            for index, extension in enumerate(resource.get("extension", []))
            if extension.get("url") == BOOKING_RULES
        ]
        where = f"extension[{found[-1]}]" if found else ""
        if found and resource["resourceType"] not in ("HealthcareService", "Appointment"):
            message = "booking rules belong to a HealthcareService or an Appointment"
            yield Fault(reference, where, message)
        elif len(found) > 1:
            yield Fault(reference, where, "booking rules stand twice")
        elif found:
            try:
                booking_rules(resource)
            except ValueError as fault:
                yield Fault(reference, where, str(fault))


def _elements(bundle: ContractBundle) -> Iterator[Fault]:
    """What holds for elements wherever they stand.

    A modifier extension or an implicit rule may turn a statement into its opposite: one that is
    not known is refused, as FHIR asks.
    """
    for reference, resource in bundle.resources.items():
        if len(resource["id"]) > _LONGEST_ID:
            yield Fault(reference, "id", f"is longer than {_LONGEST_ID} characters")
        for path, node in walk(resource):
            for field in ("modifierExtension", "implicitRules"):
                if node.get(field):
                    yield Fault(reference, join(path, field), "is not understood")
            if "extension" in node and "url" in node and _has_value(node):
                yield Fault(reference, path, "has both a value and extensions (ext-1)")
            for field in ("status", "lifecycleStatus"):
                if f"_{field}" in node and field not in node:
                    yield Fault(reference, join(path, field), "has no value")
            for index, point in enumerate(_list(node.get("telecom"))):
                if "value" in point and "system" not in point:
                    where = join(path, f"telecom[{index}].system")
                    yield Fault(reference, where, "is needed beside a value (cpt-2)")


def _has_value(extension: dict[str, Any]) -> bool:
    return any(key.startswith("value") for key in extension)


def _list(value: Any) -> list[dict[str, Any]]:
    return value if isinstance(value, list) else []
