"""Two questions in a message, by the trained model."""

from __future__ import annotations

import pytest
from understanding.reading import UNSURE

from backend.parsing import Parser


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("När är röntgen och var ligger den?", {"ask_when", "ask_where"}),
        ("När ska jag till ögonläkaren? Måste jag fasta?", {"ask_when", "ask_preparation"}),
        ("vad kostar besöket och hur lång tid tar det", {"ask_fee", "ask_visit_details"}),
        (
            "Vem ringer jag om jag undrar något? Och vad händer nu?",
            {"ask_contact", "ask_next_step"},
        ),
        (
            "har min remiss kommit fram och hur länge får jag vänta",
            {"ask_status", "ask_waiting_time"},
        ),
        ("hur dags är det imorgon å vart ska ja gå", {"ask_when", "ask_where"}),
        ("Jag vill flytta min tid på torsdag. Vad kostar det?", {"rebook", "ask_fee"}),
        (
            "Vad är ett patientkontrakt och vem kan läsa det jag skriver?",
            {"explain_patientkontrakt", "ask_privacy"},
        ),
    ],
)
def test_both_questions_of_a_message_are_found(
    parser: Parser, text: str, expected: set[str]
) -> None:
    found = parser.read(text)

    assert found.second is not None
    assert {found.intent, found.second.intent} == expected


@pytest.mark.parametrize(
    "text",
    [
        "Jag undrar när jag ska till röntgen",
        "Kan du säga mig var röntgen ligger?",
        "Hej! Jag har väntat länge nu. Hur länge till får jag vänta?",
        "Vet du var jag ska parkera när jag kommer?",
        "Hej, jag heter Karin och är mamma till Alma. Hon har ont i öronen. När är hennes tid?",
        "Kan jag inte komma på fredag? Jag vill byta till måndag.",
    ],
)
def test_one_question_stays_one(parser: Parser, text: str) -> None:
    found = parser.read(text)

    assert found.second is None
    assert found.intent != UNSURE
