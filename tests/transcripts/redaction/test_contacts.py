"""Phones, mail and street addresses, and what looks like them."""

from __future__ import annotations

import pytest

from backend.transcripts.redaction import Redactor


def redacted(text: str) -> str:
    return Redactor().redact(text).text


@pytest.mark.parametrize(
    "phone",
    [
        "070-174 06 11", "0701740611", "0701-740611", "070 174 06 11", "070/1740611",
        "070.174.06.11", "+46701740611", "+46 (0)70-174 06 11", "0046 70 174 06 11",
        "46701740611", "(070) 174 06 11", "08-465 004 11", "0980-31 92 11", "07 01 74 06 11",
        "O70-1740611", "+358 40 1234567", "noll sjuttio 174 06 11",
        "noll sju noll ett sju fyra noll sex ett ett",
    ],
)  # fmt: skip
def test_a_phone_number_is_found_however_it_is_written(phone: str) -> None:
    assert redacted(f"mobil {phone} tack") == "mobil [telefon] tack"


@pytest.mark.parametrize("number", ["1177", "112", "113 13", "90101", "11313", "1177.se"])
def test_the_short_numbers_of_care_stay(number: str) -> None:
    assert redacted(f"ska jag ringa {number} nu") == f"ska jag ringa {number} nu"


def test_a_local_number_is_one_only_after_a_word_that_says_so() -> None:
    assert redacted("telefon 174 06 11") == "telefon [telefon]"
    assert redacted("provet visade 174 06 11") == "provet visade 174 06 11"


@pytest.mark.parametrize(
    "mail",
    [
        "anna@example.se", "ANNA@EXAMPLE.SE", "anna @ example.se", "anna(at)example.se",
        "anna snabel-a example punkt se", "anna at example dot com",
        "anna.b+vard@mail.example.co.uk",
    ],
)  # fmt: skip
def test_a_mail_address_is_found_however_it_is_written(mail: str) -> None:
    assert redacted(f"skriv till {mail} tack") == "skriv till [e-post] tack"


@pytest.mark.parametrize(
    "address",
    [
        "Storgatan 12", "storgatan 12 b", "Storgatan 12, lgh 1203", "Storgatan 12, 3 tr",
        "Sven Rinmans gata 5", "Norra Järnvägsgatan 7C", "Ekbacken 4", "Box 114, 821 22 Bollnäs",
        "753 20 Uppsala", "SE-753 20 Uppsala", "c/o Lundmark", "Byn 12, 840 50 Gällö",
        "Östra Ågatan 23, 753 22 Uppsala",
    ],
)  # fmt: skip
def test_an_address_is_found_however_it_is_written(address: str) -> None:
    assert redacted(f"brev till {address} tack") == "brev till [adress] tack"


@pytest.mark.parametrize(
    "text",
    [
        "röntgen plan 2", "avdelning 34, hus 7", "ingång 75", "vårdplanen 2026", "Storgatan 25/11",
        "jag är på väg 8.30", "90101 sa att jag skulle ringa",
    ],
)  # fmt: skip
def test_places_inside_a_hospital_and_times_are_no_address(text: str) -> None:
    assert redacted(text) == text
