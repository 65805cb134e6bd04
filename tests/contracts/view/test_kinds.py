"""What sort of step, mode and level a record's words tell of."""

from __future__ import annotations

import pytest

from backend.contracts.schemas import Kind
from backend.contracts.view.kinds import kind_of, level_of, mode_of


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("Återbesök efter operation", Kind.FOLLOW_UP),
        ("Blodtryckskontroll", Kind.FOLLOW_UP),
        ("Årskontrollen", Kind.FOLLOW_UP),
        ("Egenkontroll av blodsocker", Kind.SELF_CARE),
        ("Operation av höger knä", Kind.SURGERY),
        ("Höftprotesoperation", Kind.SURGERY),
        ("Inskrivning inför operation", None),
        ("Samtal före din operation", None),
        ("Beslut om operation", None),
        ("Kranskärlsröntgen", Kind.EXAMINATION),
        ("Ögonbottenfotografering", Kind.EXAMINATION),
        ("Provtagning", Kind.SAMPLING),
        ("Väntan på provsvar", Kind.WAITING_FOR_ANSWER),
        ("Vänta på kallelse", Kind.WAITING_FOR_CALL),
        ("SIP-möte", Kind.SIP_MEETING),
        ("Hembesök av distriktssköterska", Kind.HOME_CARE),
        ("Strålbehandling", Kind.TREATMENT),
        ("Behandlingskonferens", None),
        ("Lungrehabilitering", Kind.REHABILITATION),
        ("Läkarbesök", None),
        ("", None),
        (None, None),
    ],
)
def test_words_tell_the_kind(words: str | None, kind: Kind | None) -> None:
    assert kind_of(words) is kind


def test_what_stands_first_decides() -> None:
    assert kind_of("Återbesök", "Röntgen") is Kind.FOLLOW_UP


@pytest.mark.parametrize(
    "words",
    [
        "Telefonbesök",
        "Telefon",
        "telefonuppföljning",
        "Telefontid hos sjuksköterska",
        "Läkaren ringer dig.",
        "Besöket sker per telefon. Avboka på 1177.",
        "Vi ringer upp dig mellan 10 och 11",
    ],
)
def test_a_visit_by_phone_says_so(words: str) -> None:
    assert mode_of("Återbesök", words) == "phone"


@pytest.mark.parametrize(
    "words", ["Videobesök", "video", "Mötet sker via video.", "Digitalt besök", "digitalt vårdmöte"]
)
def test_a_visit_by_video_says_so(words: str) -> None:
    assert mode_of(words) == "video"


@pytest.mark.parametrize(
    "words",
    [
        "Avboka på telefon om du får förhinder.",
        "Du når oss på telefon vardagar kl. 8–10.",
        "Ring mottagningens telefon 08-465 004 01.",
        "Telefonnummer: 08-465 004 01",
        "Vår telefontid är 8–9.",
        "Telefontid vardagar kl. 8",
        "Stäng av mobiltelefonen.",
        "Tolk är bokad på telefon.",
        "Anna ringer dig om en ny tid.",
        "Se vår video om hur du förbereder dig.",
        "Titta på instruktionsvideon hemma.",
        "Video-EEG",
        "Videofluoroskopi av sväljningen",
        None,
    ],
)
def test_a_visit_on_site_is_not_taken_for_another(words: str | None) -> None:
    assert mode_of("Återbesök", words) == "visit"


@pytest.mark.parametrize(
    ("clinic", "visit", "level"),
    [
        ("Vårdcentralen Linden", "Läkarbesök", "primary"),
        ("Närhälsan", "Besök", "specialised"),
        ("Barnmorskemottagningen", "Besök", "primary"),
        ("Folktandvården Fyris", "Undersökning", "dental"),
        ("Kommunal hemsjukvård", "SIP-möte", "municipal"),
        ("BUP-mottagningen", "Samtal", "psychiatry"),
        ("Dagkirurgi", "Operation", "day_surgery"),
        ("Kirurgkliniken", "Operation av gallblåsan", "inpatient_surgery"),
        ("Kirurgkliniken", "Återbesök efter operation", "specialised"),
        ("Ögonmottagningen", "Återbesök", "specialised"),
    ],
)
def test_words_tell_the_level_of_care(clinic: str, visit: str, level: str) -> None:
    assert level_of((clinic,), (visit,)) == level
