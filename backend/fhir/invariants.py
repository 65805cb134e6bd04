"""The rules of a contract that neither FHIR's models nor its bindings hold.

Each check takes the whole Bundle and gives its faults; `contract_faults` runs them all.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import datetime
from zoneinfo import available_timezones

from backend.contracts.booking_rules import booking_rules
from backend.contracts.terms import BOOKING_RULES
from backend.fhir.bundle import ContractBundle
from backend.fhir.faults import Fault
from backend.fhir.identity import national_identifiers
from backend.fhir.walking import join, walk

_TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?P<offset>.*)")
_OFFSET = re.compile(r"Z|[+-](0\d|1[0-4]):[0-5]\d")
_YEARS = range(1900, 2200)
_TIMELESS_STATUSES = ("proposed", "cancelled", "waitlist")
_TIMEZONE_EXTENSIONS = (
    "http://hl7.org/fhir/StructureDefinition/tz-code",
    "http://hl7.org/fhir/StructureDefinition/timezone",
)
_SUBJECT_FIELDS = ("subject", "patient", "for", "beneficiary")


def contract_faults(bundle: ContractBundle) -> list[Fault]:
    """Every fault of the Bundle by the contract's own rules."""
    checks: tuple[Callable[[ContractBundle], Iterator[Fault]], ...] = (
        _times,
        _periods,
        _identities,
        _one_subject,
        _appointments,
        _activities,
        _rules,
        _modifiers,
    )
    return [fault for check in checks for fault in check(bundle)]


def _times(bundle: ContractBundle) -> Iterator[Fault]:
    """A clock time carries its offset, and lies in a plausible year."""
    for reference, resource in bundle.resources.items():
        for path, node in walk(resource):
            if node.get("url") in _TIMEZONE_EXTENSIONS:
                zone = node.get("valueCode") or node.get("valueString")
                if zone not in available_timezones():
                    yield Fault(reference, join(path, "valueCode"), f"unknown timezone {zone!r}")
            for key, value in node.items():
                found = _TIME.fullmatch(value) if isinstance(value, str) else None
                if found is None:
                    continue
                where = join(path, key)
                if not found["offset"]:
                    yield Fault(reference, where, f"{value!r} has no offset from UTC")
                elif not _OFFSET.fullmatch(found["offset"]):
                    yield Fault(reference, where, f"{found['offset']!r} is not an offset from UTC")
                elif int(value[:4]) not in _YEARS:
                    yield Fault(reference, where, f"the year {value[:4]} is not plausible")


def _periods(bundle: ContractBundle) -> Iterator[Fault]:
    """What has a start and an end does not end before it starts."""
    for reference, resource in bundle.resources.items():
        for path, node in walk(resource):
            start, end = moment(node.get("start")), moment(node.get("end"))
            if start is None or end is None:
                continue
            instants = resource["resourceType"] in ("Appointment", "Slot") and path == ""
            if end < start or (instants and end == start):
                yield Fault(reference, join(path, "end"), "is not after start")


def moment(value: object) -> datetime | None:
    """A FHIR date or dateTime as an instant to compare by; `None` when it is not a whole date."""
    if not isinstance(value, str):
        return None
    try:
        if len(value) == len("2026-01-01"):
            return datetime.fromisoformat(f"{value}T00:00:00+00:00")
        found = datetime.fromisoformat(value)
    except ValueError:
        return None
    return found if found.tzinfo else None


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
    """All of the patient's own resources are about the one patient."""
    for reference, resource in bundle.own.items():
        for field in _SUBJECT_FIELDS:
            subject = resource.get(field)
            target = subject.get("reference", "") if isinstance(subject, dict) else ""
            if target.startswith("Patient/") and not _is_the_patient(bundle, target):
                yield Fault(reference, field, f"is about {target}, not {bundle.patient}")


def _is_the_patient(bundle: ContractBundle, reference: str) -> bool:
    """Whether `reference` is the patient, or an identity that the patient replaced."""
    return reference == bundle.patient or bool(bundle.resources[reference].get("link"))


def _appointments(bundle: ContractBundle) -> Iterator[Fault]:
    for reference, resource in bundle.of_type("Appointment"):
        start, end = resource.get("start"), resource.get("end")
        if (start is None) != (end is None):
            missing = "end" if end is None else "start"
            yield Fault(reference, missing, "start and end come together")
        if start is None and end is None and resource["status"] not in _TIMELESS_STATUSES:
            allowed = ", ".join(_TIMELESS_STATUSES)
            message = f"{resource['status']!r} needs start and end; without them only {allowed}"
            yield Fault(reference, "status", message)
        actors = [
            participant.get("actor", {}).get("reference", "")
            for participant in resource["participant"]
        ]
        patients = [actor for actor in actors if actor.startswith("Patient/")]
        if not patients:
            yield Fault(reference, "participant", "the patient is not among them")
        for patient in patients:
            if not _is_the_patient(bundle, patient):
                yield Fault(reference, "participant", f"{patient} is not {bundle.patient}")


def _activities(bundle: ContractBundle) -> Iterator[Fault]:
    for reference, resource in bundle.of_type("CarePlan"):
        for index, activity in enumerate(resource.get("activity", [])):
            where = f"activity[{index}]"
            if "reference" in activity and "detail" in activity:
                yield Fault(reference, where, "has both a reference and a detail")
            if "reference" not in activity and "detail" not in activity:
                yield Fault(reference, where, "has neither a reference nor a detail")


def _rules(bundle: ContractBundle) -> Iterator[Fault]:
    for reference, resource in bundle.resources.items():
        for index, extension in enumerate(resource.get("extension", [])):
            if extension.get("url") != BOOKING_RULES:
                continue
            if resource["resourceType"] not in ("HealthcareService", "Appointment"):
                message = "booking rules belong to a HealthcareService or an Appointment"
                yield Fault(reference, f"extension[{index}]", message)
                continue
            try:
                booking_rules(resource)
            except ValueError as fault:
                yield Fault(reference, f"extension[{index}]", str(fault))


def _modifiers(bundle: ContractBundle) -> Iterator[Fault]:
    """A modifier extension may turn a statement into its opposite: an unknown one is refused."""
    for reference, resource in bundle.resources.items():
        for path, node in walk(resource):
            if node.get("modifierExtension"):
                yield Fault(reference, join(path, "modifierExtension"), "is not understood")
