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
    folded,
    human_name,
    is_current,
    last_day,
    reference_of,
    whole_day,
)

_INTERPRETER = "http://hl7.org/fhir/StructureDefinition/patient-interpreterRequired"
_SWEDISH = ("sv", "swe")
_PROTECTED = frozenset(folded(code) for code in PROTECTED_CODES)
_NEGATIONS = frozenset({"inte", "ej", "icke", "varken", "utan", "not", "no", "neither"})

_RELATIONS = {
    "MTH": "mamma",
    "FTH": "pappa",
    "PRN": "förälder",
    "GUARD": "vårdnadshavare",
    "SON": "son",
    "DAU": "dotter",
    "CHILD": "barn",
    "SIB": "syskon",
    "SPS": "make eller maka",
    "HUSB": "make",
    "WIFE": "maka",
    "DOMPART": "sambo",
}
"""HL7's v3 RoleCode, in Swedish."""

Scope = Literal["see", "book"]


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
        folded(str(label.get("code") or "")) in _PROTECTED
        for label in patient.get("meta", {}).get("security", [])
    )


def person_of(records: Records) -> Person:
    """The patient's language, needs and protection."""
    patient = patient_of(records)
    spoken = patient.get("communication", [])
    first = next((found for found in spoken if found.get("preferred")), spoken[0] if spoken else {})
    language = first.get("language", {})
    code = next((found["code"] for found in language.get("coding", []) if found.get("code")), None)
    words = (code or concept(language) or "").casefold()
    foreign = bool(words) and not words.startswith(_SWEDISH)
    needed = any(
        extension.get("url") == _INTERPRETER and extension.get("valueBoolean")
        for extension in patient.get("extension", [])
    )
    return Person(
        birth_date=whole_day(patient, "birthDate"),
        language=concept(language) or code,
        interpreter=needed or (foreign and first.get("preferred", False)),
        protected=any(is_protected(found) for _, found in records.of_type("Patient")),
    )


def proxies_of(records: Records) -> list[Proxy]:
    """The relatives with a consent, each with its scope and period; book includes see.

    Nobody acts for somebody who has died.
    """
    patient = patient_of(records)
    deceased = bool(patient.get("deceasedBoolean") or patient.get("deceasedDateTime"))
    return [
        proxy.model_copy(update={"active": False}) if deceased else proxy
        for proxy in _proxies(records)
    ]


def _proxies(records: Records) -> Iterator[Proxy]:
    for _, consent in records.of_type("Consent"):
        if consent["status"] != "active":
            continue
        for provision in _permits(consent.get("provision", {})):
            scope = scope_of(consent, provision)
            period = provision.get("period") or consent.get("provision", {}).get("period")
            for actor in provision.get("actor", []):
                relative = records.get(reference_of(actor.get("reference")))
                if scope is None or relative is None:
                    continue
                if relative["resourceType"] == "RelatedPerson":
                    yield _proxy(records, relative, scope, period)


def _proxy(records: Records, relative: Json, scope: Scope, period: Json | None) -> Proxy:
    related = relative.get("active", True) and is_current(relative.get("period"), records.today)
    return Proxy(
        source=f"RelatedPerson/{relative['id']}",
        name=human_name(relative),
        relationship=_relationship(relative),
        scope=scope,
        start=day(period, "start"),
        end=last_day(period, "end"),
        active=related and is_current(period, records.today),
    )


def _relationship(relative: Json) -> str | None:
    """What the relative is to the patient, in the record's words or by its code."""
    relationships = relative.get("relationship", [])
    text = next((found["text"] for found in relationships if found.get("text")), None)
    codes = [coding.get("code") for found in relationships for coding in found.get("coding", [])]
    known = next((_RELATIONS[code] for code in codes if code in _RELATIONS), None)
    return text or known or concept(relationships)


def _permits(provision: Json) -> list[Json]:
    """The provisions that allow something.

    What is nested is an exception to what it stands in. One that denies takes its actors out of
    the rule, or the whole rule where it names none: more is never allowed than was meant.
    """
    nested = provision.get("provision", [])
    if provision.get("type") == "deny":
        return [found for inner in nested for found in _permits(inner)]
    denials = [inner for inner in nested if inner.get("type") == "deny"]
    denied = {reference_of(one.get("reference")) for no in denials for one in no.get("actor", [])}
    if any(not no.get("actor") for no in denials):
        return []
    actors = [
        actor
        for actor in provision.get("actor", [])
        if reference_of(actor.get("reference")) not in denied
    ]
    inner = [found for one in nested if one.get("type") != "deny" for found in _permits(one)]
    return [{**provision, "actor": actors}, *inner]


def scope_of(consent: Json, provision: Json) -> Scope | None:
    """What a Consent lets a relative do: *see* or *book*, in its scope or its action.

    What follows a negation ("se men inte boka") is not given.
    """
    words = concept_words([consent.get("scope") or {}, *provision.get("action", [])])
    parts = [word.strip(".,;:").casefold() for word in words.split()]
    negations = [index for index, word in enumerate(parts) if word in _NEGATIONS]
    given = set(parts[: negations[0]] if negations else parts)
    if given & {"book", "boka"}:
        return "book"
    return "see" if given & {"see", "se"} else None
