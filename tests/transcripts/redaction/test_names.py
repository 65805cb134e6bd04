"""Names of people, and the words, clinics, places and medicines that look like them."""

from __future__ import annotations

import pytest

from backend.transcripts.redaction import Redactor


def redacted(text: str) -> str:
    return Redactor().redact(text).text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("jag heter anna svensson", "jag heter [namn]"),
        ("JAG HETER ANNA SVENSSON", "JAG HETER [namn]"),
        ("min fru aino undrar", "min fru [namn] undrar"),
        ("doktor Ek ringde", "doktor [namn] ringde"),
        ("dr. Ek ringde", "dr. [namn] ringde"),
        ("kan Xhevahire Krasniqi ringa", "kan [namn] ringa"),
        ("min läkare heter xhevahire", "min läkare heter [namn]"),
        ("Annas tid", "[namn]s tid"),
        ("Anna:s tid", "[namn]:s tid"),
        ("Oscar de la Renta kommer", "[namn] kommer"),
        ("Signerat B. Lövenborg", "Signerat [namn]"),
        ("jag kan inte i morgon. /Tova", "jag kan inte i morgon. /[namn]"),
        ("Mvh\nPetronella", "Mvh\n[namn]"),
        ("Annsofi och Bengt-Åke", "[namn] och [namn]"),
        ("vårdnadshavare till Abdirahman", "vårdnadshavare till [namn]"),
    ],
)
def test_a_name_is_found(text: str, expected: str) -> None:
    assert redacted(text) == expected


@pytest.mark.parametrize(
    ("person", "word"),
    [
        ("jag heter Sten", "min sten gör ont"),
        ("hej Björn, tack", "en björn på tavlan"),
        ("jag heter my", "jag har en my sand i ögat"),
        ("det är Rosa som skriver", "det rosa kuvertet"),
        ("Hans ringde mig", "Hans tid är på fredag"),
        ("min man per har tid", "två gånger per dag"),
        ("Maj Holm kommer", "kan jag få tid i maj"),
        ("jag heter Tom", "tom fredag"),
        ("min son Love", "jag kan inte lova det"),
        ("Dag ringde", "en dag till"),
        ("Bo Hägglund", "jag kan bo hemma"),
        ("Siri svarade", "siri på telefonen"),
    ],
)
def test_a_name_that_is_a_word_needs_more_around_it(person: str, word: str) -> None:
    assert "[namn]" in redacted(person)
    assert redacted(word) == word


@pytest.mark.parametrize(
    "text",
    [
        "Sankt Görans sjukhus", "Capio S:t Görans", "Sofia vårdcentral", "Vårdcentralen Gripen",
        "astrid lindgrens barnsjukhus", "Region Skåne", "Ögonmottagningen", "jag bor i Hudiksvall",
        "Karolinska Huddinge", "har Parkinson", "ta Alvedon", "Försäkringskassan vill veta",
        "Kan Ni Skicka En Kallelse Hem", "VILL BOKA OM", "MR på IVA",
        "Remissen gäller Kardiologiska kliniken",
    ],
)  # fmt: skip
def test_clinics_places_and_medicines_stay(text: str) -> None:
    assert redacted(text) == text


@pytest.mark.parametrize(
    "time",
    [
        "kl 10.15", "klockan tio", "2026-11-25", "25/11", "251125", "v. 48", "vecka 48-50", "1015",
        "den 3 december 2026", "3 maj kl 9", "i maj", "maj 2027", "maj eller juni", "08.15-09.00",
        "0815-0900", "08/12 0930", "08.12.2026 09:30", "halv tre", "jan 2027", "på lördag",
        "2 tabletter 3 ggr", "145/90", "HbA1c 58",
    ],
)  # fmt: skip
def test_times_and_doses_stay(time: str) -> None:
    assert redacted(f"går det {time} tack") == f"går det {time} tack"
