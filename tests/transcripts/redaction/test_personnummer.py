"""Personal numbers, and the dates that look like the beginning of one."""

from __future__ import annotations

from datetime import date

import pytest

from backend.transcripts.redaction import Redactor

ON = date(2026, 11, 16)


def redacted(text: str) -> str:
    return Redactor().redact(text, on=ON).text


@pytest.mark.parametrize(
    "number",
    [
        "871220-2385", "871220 2385", "871220–2385", "871220+2385", "8712202385",
        "198712202385", "87 12 20 23 85", "1987 12 20 - 2385", "1987-12-20-2385", "87.12.20-2385",
        "20/12/1987-2385",
        "8712 20 2385", "87 1220 2385", "871220, sista fyra 2385", "871220 (2385)", "871220\\2385",
        "8 7 1 2 2 0 - 2 3 8 5", "87122O-2385", "8712l0-2385", "871280-2385", "871399-2385",
        "19871220TF12", "871220-TF12", "19871220 k017", "20 december 1987 2385",
        "åtta sju ett två två noll två tre åtta fem", "åttiosju tolv tjugo tjugotre åttiofem",
        "nittonhundraåttiosju tolv tjugo tjugotre åttiofem", "åttiosju 12 20 2385",
        "871220 tjugotre åttiofem", "eight seven one two two zero two three eight five",
        "８７１２２０－２３８５", "٨٧١٢٢٠٢٣٨٥", "۸۷۱۲۲۰۲۳۸۵", "871220\u00ad2385",
        "871220\u200b-2385",
    ],
)  # fmt: skip
def test_a_number_is_found_however_it_is_written(number: str) -> None:
    assert redacted(f"jag är {number} tack") == "jag är [personnummer] tack"


@pytest.mark.parametrize("date_alone", ["251125", "20261125", "2026-11-25", "25/11", "26-11-25"])
def test_six_or_eight_digits_alone_are_a_date(date_alone: str) -> None:
    assert redacted(f"går {date_alone} bra?") == f"går {date_alone} bra?"


@pytest.mark.parametrize(
    "time", ["261125 1015", "20261125 1015", "2026-11-25 1015", "261125 10.15"]
)
def test_a_clock_after_a_day_near_the_message_is_an_appointment(time: str) -> None:
    assert redacted(f"tiden {time}") == f"tiden {time}"


def test_without_the_day_of_the_message_a_short_date_and_four_digits_are_a_number() -> None:
    assert Redactor().redact("261125 1015").text == "[personnummer]"


def test_a_date_long_ago_and_a_clock_are_a_number() -> None:
    assert redacted("871220 1015") == "[personnummer]"


def test_a_hyphen_makes_a_number_of_a_near_day_too() -> None:
    assert redacted("261125-1015") == "[personnummer]"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("tid 25/11 10.15 871220-2385", "tid 25/11 10.15 [personnummer]"),
        ("871220-2385 25/11 10.15", "[personnummer] 25/11 10.15"),
        ("27-04-06 03 06 31 58 42", "27-04-06 [personnummer]"),
        ("850231-9999850231-9998", "[personnummer]"),
        ("871220-2385 0701740611", "[personnummer] [telefon]"),
    ],
)
def test_a_number_is_told_from_what_stands_beside_it(text: str, expected: str) -> None:
    assert redacted(text) == expected


@pytest.mark.parametrize(
    "text", ["sista fyra är 2385", "2385 är mina sista fyra", "sista siffrorna 2385"]
)
def test_the_last_four_said_alone_are_taken(text: str) -> None:
    assert "2385" not in redacted(text)


@pytest.mark.parametrize("born", ["870231", "1987-02-31", "31/2 1987", "31 februari 1987"])
def test_a_birth_date_that_is_said_to_be_one_is_taken(born: str) -> None:
    assert redacted(f"jag är född {born} i Lund") == "jag är född [personnummer] i Lund"


@pytest.mark.parametrize(
    "text", ["född 1985", "två eller tre tabletter", "fem sex dagar till", "OCR 1234567"]
)
def test_other_figures_stay(text: str) -> None:
    assert redacted(text) == text
