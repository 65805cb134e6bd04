"""The known patient's own fields come first, whatever they look like."""

from __future__ import annotations

import pytest

from backend.transcripts.redaction import Kind, KnownPerson, Redactor, Relative

PERSON = KnownPerson(
    given=("Sten", "Maj-Britt"),
    family=("Söderkvist", "de la Cruz"),
    numbers=("19610118-2803", "19871399TF12"),
    phones=("+46 70 174 06 12",),
    emails=("sten.s@example.se",),
    street="Ramels väg 101 lgh 1203",
    postal_code="21368",
    town="Malmö",
    care_of="Lindell",
    relatives=(Relative("My Ek", ("0701740613",)), Relative("Hadžić")),
)


def redacted(text: str) -> str:
    return Redactor(PERSON).redact(text).text


@pytest.mark.parametrize(
    "name",
    [
        "Sten", "sten", "STEN", "Söderkvist", "soderkvist", "Söderqvist", "Söderkivst", "Majbritt",
        "maj britt", "Maj-Britt", "de la Cruz", "sten söderkvist",
    ],
)  # fmt: skip
def test_a_known_name_is_found_however_it_is_written(name: str) -> None:
    assert redacted(f"tid åt {name} tack") == "tid åt [namn] tack"


def test_a_genitive_keeps_its_s() -> None:
    assert redacted("Söderkvists tid") == "[namn]s tid"


def test_a_relative_has_a_marker_of_their_own() -> None:
    assert redacted("my ek ringer") == "[anhörig] ringer"
    assert redacted("hadzic kommer") == "[anhörig] kommer"


def test_an_ordinary_word_close_to_a_long_name_stays() -> None:
    sandra = Redactor(KnownPerson(given=("Sandra",), family=("Martinsson",)))
    assert sandra.redact("andra tiden på en måndag").text == "andra tiden på en måndag"


@pytest.mark.parametrize(
    "address", ["Ramels väg 101", "ramelsväg 101 lgh 1203", "213 68", "Malmö", "malmo"]
)
def test_a_part_of_the_address_is_found(address: str) -> None:
    assert redacted(f"bor: {address}, tack") == "bor: [adress], tack"


@pytest.mark.parametrize(
    "number", ["610118 2803", "sextioett noll ett arton tjugoåtta noll tre", "871399 tf12"]
)
def test_a_known_number_is_found_however_it_is_written(number: str) -> None:
    assert redacted(f"nr {number} tack") == "nr [personnummer] tack"


def test_a_phone_of_the_patient_and_one_of_a_relative_are_found_inside_longer_digits() -> None:
    assert redacted("070-174061210") == "[telefon]10"
    assert redacted("0046 701 740 613") == "[telefon]"


@pytest.mark.parametrize("text", ["den 3 maj kl 10", "i maj", "maj 2027"])
def test_a_patient_called_as_a_month_keeps_their_appointments(text: str) -> None:
    assert Redactor(KnownPerson(given=("Maj",))).redact(text).text == text


def test_a_patient_called_as_a_word_loses_that_word() -> None:
    assert Redactor(KnownPerson(given=("Dag",))).redact("vilken dag").text == "vilken [namn]"


def test_a_name_in_another_script_is_found() -> None:
    known = Redactor(KnownPerson(given=("أحمد",), family=("Иванов",)))
    assert known.redact("أحمد иванов").text == "[namn]"


def test_an_empty_record_finds_nothing() -> None:
    assert Redactor(KnownPerson()).redact("hej på er").spans == ()


def test_spans_point_into_the_original_text() -> None:
    text = "hej, So\u0308derkvist här"
    (span,) = Redactor(PERSON).redact(text).spans
    assert span.kind is Kind.NAME
    assert text[span.start : span.end] == "So\u0308derkvist"
