"""What sounds dangerous and is not, and the danger that may stand in the same words."""

from __future__ import annotations

import pytest

from backend.chat.safety import check

PAIRS = [
    # denied, and not
    ("inte ont i bröstet längre", "inte ont i magen, ont i bröstet"),
    ("har inga självmordstankar", "har inte bara självmordstankar, jag har en plan"),
    ("ingen feber, ingen andnöd och inga kramper", "ingen feber men andnöd"),
    ("det blöder inte längre", "det slutar inte blöda"),
    ("bröstsmärtor har jag inte", "bröstsmärtor har jag inte haft förut men nu"),
    ("jag har aldrig haft ont i bröstet", "jag har aldrig haft så ont i bröstet"),
    ("jag har slutat skära mig", "jag kan inte sluta skära mig"),
    # over
    ("bröstsmärtan är borta", "bröstsmärtan är inte borta"),
    ("smärtan i bröstet gick över", "smärtan i bröstet går inte över"),
    ("ambulansen har hämtat henne", "ambulansen måste hämta henne nu"),
    # long ago
    ("fick en stroke 2019", "fick en stroke 2019 och nu hänger ansiktet igen"),
    ("hade hjärtinfarkt förra året", "hade hjärtinfarkt förra året och nu trycker det i bröstet"),
    ("jag ville dö när jag var tonåring 1998", "jag har velat dö sedan 1998"),
    ("jag svimmade i våras", "jag svimmade nyss"),
    # planned care
    ("återbesök efter stroke", "plötslig förlamning efter stroke"),
    ("tid på hjärtmottagningen", "ont i bröstet, har tid på hjärtmottagningen"),
    ("remiss för bröstsmärtor", "har remiss men nu fick jag bröstsmärtor igen"),
    # asked in general
    (
        "vem ringer jag om jag får ont i bröstet efter operationen",
        "vem ringer jag, jag har ont i bröstet efter operationen",
    ),
    ("risken för stroke", "misstänker stroke"),
    ("formuläret frågar om självmordstankar", "formuläret gav mig självmordstankar"),
    # sayings
    ("jag dör av nyfikenhet", "jag dör av smärta, hjälp, jag dör"),
    ("det tar livet av mig att vänta", "jag tar livet av mig"),
    ("skjut upp tiden", "jag vill skjuta mig"),
    ("batteriet dör snart", "hon dör snart"),
    ("läkaren svarar inte", "pappa svarar inte"),
    ("jag orkar inte chatta mer", "jag orkar inte mer"),
    ("kramp i vaden", "kramp i hela kroppen"),
    ("skurit mig i fingret på en burk", "skurit mig i armen med flit"),
]


@pytest.mark.parametrize(("harmless", "dangerous"), PAIRS)
def test_a_harmless_text_is_left_alone(harmless: str, dangerous: str) -> None:
    assert check(harmless) is None


@pytest.mark.parametrize(("harmless", "dangerous"), PAIRS)
def test_the_same_words_in_danger_are_shown(harmless: str, dangerous: str) -> None:
    assert check(dangerous) is not None


@pytest.mark.parametrize(
    "text",
    [
        "har lite feber och hosta",
        "yr ibland när jag reser mig",
        "ont i knät",
        "kan man ta alvedon och ipren ihop",
        "när är min nästa tid",
        "",
        "   ",
        "?!",
        "👍",
    ],
)
def test_what_is_mild_or_nothing_is_left_alone(text: str) -> None:
    assert check(text) is None


def test_an_excuse_in_one_sentence_does_not_excuse_the_next() -> None:
    assert check("Jag fick en stroke 2019. Mannen sluddrar och ansiktet hänger.") is not None


def test_a_long_message_about_other_things_is_read_to_its_end() -> None:
    errand = "Hej, jag undrar när jag ska till ögonläkaren och om det går att byta dag. " * 20
    assert check(errand) is None
    assert check(errand + "Nu har jag ont i bröstet") is not None
