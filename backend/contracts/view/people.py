"""The patient, as far as an answer must know them, and the relatives whom they let in."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from backend.contracts.schemas import Person, Proxy
from backend.contracts.terms import PROTECTED_CODES
from backend.contracts.view.records import (
    Json,
    Records,
    concept,
    concept_words,
    day,
    human_name,
    is_current,
    last_day,
    reference_of,
)

_INTERPRETER = "http://hl7.org/fhir/StructureDefinition/patient-interpreterRequired"
_SWEDISH = ("sv", "sv-se")


def patient_of(records: Records) -> Json:
    """The Patient who is not replaced by another."""
    patients = [resource for _, resource in records.of_type("Patient")]
    return next(
        (
            found
            for found in patients
            if not any(link.get("type") == "replaced-by" for link in found.get("link", []))
        ),
        patients[0] if patients else {},
    )


def is_protected(patient: Json) -> bool:
    """Whether the person has protected identity, of either sort."""
    return any(
        label.get("code") in PROTECTED_CODES
        for label in patient.get("meta", {}).get("security", [])
    )


def person_of(records: Records) -> Person:
    """The patient's language, needs and protection."""
    patient = patient_of(records)
    spoken = patient.get("communication", [])
    first = next((found for found in spoken if found.get("preferred")), spoken[0] if spoken else {})
    language = first.get("language", {})
    code = next((coding.get("code") for coding in language.get("coding", [])), None)
    foreign = bool(first) and (code or "").casefold() not in _SWEDISH and code is not None
    needed = any(
        extension.get("url") == _INTERPRETER and extension.get("valueBoolean")
        for extension in patient.get("extension", [])
    )
    return Person(
        birth_date=day(patient, "birthDate"),
        language=concept(language) or code,
        interpreter=needed or (foreign and first.get("preferred", False)),
        protected=is_protected(patient),
    )


def proxies_of(records: Records) -> list[Proxy]:
    """The relatives with a consent, each with its scope and period; book includes see."""
    return list(_proxies(records))


def _proxies(records: Records) -> Iterator[Proxy]:
    for _, consent in records.of_type("Consent"):
        if consent["status"] != "active":
            continue
        provision = consent.get("provision", {})
        scope = scope_of(consent)
        if provision.get("type") == "deny" or scope is None:
            continue
        period = provision.get("period")
        for actor in provision.get("actor", []):
            reference = reference_of(actor.get("reference"))
            relative = records.get(reference)
            if reference is None or relative is None:
                continue
            if relative["resourceType"] != "RelatedPerson":
                continue
            yield Proxy(
                source=reference,
                name=human_name(relative),
                relationship=concept(relative.get("relationship")),
                scope=scope,
                start=day(period, "start"),
                end=last_day(period, "end"),
                active=is_current(period, records.today) and relative.get("active", True),
            )


def scope_of(consent: Json) -> Literal["see", "book"] | None:
    """What a Consent lets a relative do: *see* or *book*, in its scope or its action."""
    provision = consent.get("provision", {})
    words = concept_words([consent.get("scope") or {}, *provision.get("action", [])])
    parts = {word.strip(".,;:").casefold() for word in words.split()}
    if parts & {"book", "boka"}:
        return "book"
    return "see" if parts & {"see", "se"} else None
