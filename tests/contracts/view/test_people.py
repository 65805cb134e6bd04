"""The patient's language and protection, and the relatives whom they let in."""

from __future__ import annotations

from typing import Any

import pytest

from backend.contracts.schemas import Proxy
from backend.contracts.view import Records
from backend.contracts.view.people import person_of, proxies_of
from tests.builders.fhir import a_patient
from tests.contracts.view.builders import TODAY, Json

CODES = "http://terminology.hl7.org/CodeSystem/"


def people(*resources: Json, **patient: Any) -> Records:
    """A patient with relatives and consents."""
    found = [a_patient(**patient), *resources]
    return Records({f"{one['resourceType']}/{one['id']}": one for one in found}, TODAY)


def a_relative(ident: str = "son", **fields: Any) -> Json:
    """A RelatedPerson."""
    return {
        "resourceType": "RelatedPerson",
        "id": ident,
        "patient": {"reference": "Patient/p"},
        "name": [{"text": "Kim"}],
        "relationship": [{"text": "son"}],
        **fields,
    }


def a_consent(action: str | None = "see", *, to: str = "son", **provision: Any) -> Json:
    """A Consent for a relative."""
    return {
        "resourceType": "Consent",
        "id": "c",
        "status": "active",
        "scope": {"coding": [{"system": f"{CODES}consentscope", "code": "patient-privacy"}]},
        "patient": {"reference": "Patient/p"},
        "provision": {
            "actor": [an_actor(to)],
            **({"action": [{"text": action}]} if action else {}),
            **provision,
        },
    }


def an_actor(ident: str) -> Json:
    """Whom a provision is for."""
    return {
        "role": {"coding": [{"code": "IRCP"}]},
        "reference": {"reference": f"RelatedPerson/{ident}"},
    }


def the_proxy(consent: Json, **relative: Any) -> Proxy | None:
    """The relative as the contract has them."""
    found = proxies_of(people(a_relative(**relative), consent))
    return found[0] if found else None


@pytest.mark.parametrize(
    ("words", "scope"),
    [
        ("see", "see"),
        ("se", "see"),
        ("book", "book"),
        ("boka", "book"),
        ("Se och boka", "book"),
        ("se, men inte boka", "see"),
        ("Får inte boka", None),
        ("varken se eller boka", None),
        ("correct", None),
        (None, None),
    ],
)
def test_words_tell_what_a_relative_may(words: str | None, scope: str | None) -> None:
    found = the_proxy(a_consent(words))

    assert (found.scope if found else None) == scope


@pytest.mark.parametrize(
    ("relationship", "words"),
    [
        ([{"text": "granne", "coding": [{"code": "FRND"}]}], "granne"),
        ([{"coding": [{"code": "MTH", "display": "mother"}]}], "mamma"),
        ([{"coding": [{"code": "FRND", "display": "vän"}]}], "vän"),
        ([{"coding": [{"code": "GUARD"}]}], "vårdnadshavare"),
        ([], None),
    ],
)
def test_a_relation_is_told_in_swedish(relationship: list[Json], words: str | None) -> None:
    found = the_proxy(a_consent(), relationship=relationship)

    assert found is not None
    assert found.relationship == words


def test_the_scope_may_say_it() -> None:
    consent = a_consent(None) | {"scope": {"text": "boka"}}

    found = the_proxy(consent)

    assert found is not None
    assert (found.source, found.name, found.relationship, found.scope, found.active) == (
        *("RelatedPerson/son", "Kim", "son", "book"),
        True,
    )


@pytest.mark.parametrize(
    ("period", "active"),
    [
        ({"start": "2026-01-01"}, True),
        ({"start": "2026-01-01", "end": "2026-11-23"}, True),
        ({"end": "2026-11-22"}, False),
        ({"end": "2026-10"}, False),
        ({"end": "2026-11"}, True),
        ({"end": "2025"}, False),
        ({"start": "2026-11-24"}, False),
    ],
)
def test_a_consent_holds_for_its_period(period: Json, active: bool) -> None:
    found = the_proxy(a_consent(period=period))

    assert found is not None
    assert found.active is active


@pytest.mark.parametrize("relative", [{"active": False}, {"period": {"end": "2026-11-22"}}])
def test_a_relation_that_has_ended_opens_nothing(relative: Json) -> None:
    found = the_proxy(a_consent(), **relative)

    assert found is not None
    assert not found.active


@pytest.mark.parametrize("status", ["draft", "rejected", "inactive", "entered-in-error"])
def test_only_an_active_consent_counts(status: str) -> None:
    assert the_proxy(a_consent() | {"status": status}) is None


def test_a_denial_gives_nothing() -> None:
    assert the_proxy(a_consent("book", type="deny")) is None


def test_an_exception_to_a_denial_gives_what_it_says() -> None:
    permit = {"type": "permit", "action": [{"text": "see"}], "actor": [an_actor("son")]}
    consent = a_consent(None, type="deny", provision=[permit], actor=[])

    found = the_proxy(consent)

    assert found is not None
    assert found.scope == "see"


def test_an_exception_takes_out_whom_it_names() -> None:
    denial = {"type": "deny", "actor": [an_actor("son")]}
    consent = a_consent("book", actor=[an_actor("son"), an_actor("dotter")], provision=[denial])

    found = proxies_of(people(a_relative(), a_relative("dotter"), consent))

    assert [proxy.source for proxy in found] == ["RelatedPerson/dotter"]


def test_an_exception_that_names_nobody_takes_out_everybody() -> None:
    assert the_proxy(a_consent("book", provision=[{"type": "deny"}])) is None


def test_nobody_acts_for_somebody_who_has_died() -> None:
    found = proxies_of(people(a_relative(), a_consent(), deceasedDateTime="2026-11-20"))

    assert [proxy.active for proxy in found] == [False]


@pytest.mark.parametrize(
    "code",
    ["sekretessmarkering", "skyddadFolkbokforing", "Sekretessmarkering", "skyddadfolkbokföring"],
)
def test_a_protected_identity_is_known_however_it_is_spelled(code: str) -> None:
    assert person_of(people(meta={"security": [{"code": code}]})).protected


def test_an_identity_that_was_replaced_protects_too() -> None:
    old = a_patient(ident="old", meta={"security": [{"code": "sekretessmarkering"}]})

    assert person_of(people(old)).protected


def test_other_labels_protect_nothing() -> None:
    assert not person_of(people(meta={"security": [{"code": "DEMO"}]})).protected


def a_language(code: str | None, text: str | None = None, **fields: Any) -> Json:
    """One of `communication`."""
    coding = {"coding": [{"code": code}]} if code else {}
    return {"language": {**coding, **({"text": text} if text else {})}, **fields}


@pytest.mark.parametrize(
    ("spoken", "language", "interpreter"),
    [
        ([], None, False),
        ([a_language("sv", "svenska", preferred=True)], "svenska", False),
        ([a_language("sv-SE", preferred=True)], "sv-SE", False),
        ([a_language(None, "Svenska", preferred=True)], "Svenska", False),
        ([a_language("uk", "ukrainska", preferred=True)], "ukrainska", True),
        ([a_language(None, "arabiska", preferred=True)], "arabiska", True),
        ([a_language("en", "engelska")], "engelska", False),
        ([a_language("en"), a_language("so", "somaliska", preferred=True)], "somaliska", True),
    ],
)
def test_the_language_and_whether_an_interpreter_is_needed(
    spoken: list[Json], language: str | None, interpreter: bool
) -> None:
    found = person_of(people(communication=spoken))

    assert (found.language, found.interpreter) == (language, interpreter)


def test_the_extension_says_that_an_interpreter_is_needed() -> None:
    url = "http://hl7.org/fhir/StructureDefinition/patient-interpreterRequired"

    assert person_of(people(extension=[{"url": url, "valueBoolean": True}])).interpreter


def test_a_birth_date_that_is_only_a_year_is_none() -> None:
    assert person_of(people(birthDate="1961")).birth_date is None
