"""What a message means by the model and the limits: a second question, being unsure, danger."""

from __future__ import annotations

from collections.abc import Mapping
from types import SimpleNamespace
from typing import cast

import pytest
from understanding.lexicon import Lexicon
from understanding.model import Guess, IntentModel
from understanding.questions import parts, past_courtesy
from understanding.reading import UNSURE, Limits, read

LIMITS = Limits(
    unsure_below=0.4,
    unsure_between=0.1,
    danger_from=0.3,
    danger_word_from=0.5,
    question_from=0.6,
)


class Told:
    """A model that ranks by what it is told of each text."""

    def __init__(self, chances: Mapping[str, Mapping[str, float]]) -> None:
        self._chances = chances
        lexicon = Lexicon({"person": ["*läkaren"], "clinic": ["*mottagningen"]}, {})
        self.features = SimpleNamespace(lexicon=lexicon)

    def ranking(self, text: str) -> list[Guess]:
        """The intents of `text`, the likeliest first."""
        found = [Guess(*one) for one in self._chances[text].items()]
        return sorted(found, key=lambda one: -one.probability)


def told(chances: Mapping[str, Mapping[str, float]]) -> IntentModel:
    return cast(IntentModel, Told(chances))


def test_the_likeliest_intent_is_what_a_message_means() -> None:
    model = told({"när": {"ask_when": 0.9, "ask_where": 0.1}})

    found = read(model, "när", LIMITS)

    assert (found.intent, found.confidence, found.second) == ("ask_when", 0.9, None)


@pytest.mark.parametrize("chances", [(0.39, 0.01), (0.48, 0.45)])
def test_an_unlikely_or_contested_intent_is_asked_about(chances: tuple[float, float]) -> None:
    model = told({"tid": dict(zip(("ask_when", "ask_plan"), chances, strict=True))})

    found = read(model, "tid", LIMITS)

    assert found.intent == UNSURE
    assert [one.intent for one in found.ranking] == ["ask_when", "ask_plan"]


def test_danger_is_never_asked_about() -> None:
    model = told({"ont här": {"ask_medical_advice": 0.6, "emergency": 0.35}})

    found = read(model, "ont här", LIMITS)

    assert found.intent == "emergency"
    assert found.ranking[0] == Guess("emergency", 0.35)


@pytest.mark.parametrize("text", ["hjärtläkaren", "stroke-mottagningen", "hjärtläkaren!"])
def test_a_visit_that_is_named_is_no_danger(text: str) -> None:
    model = told({text: {"emergency": 0.8, "ask_when": 0.2}})

    assert read(model, text, LIMITS).intent == UNSURE


def test_one_word_must_be_surer_than_several() -> None:
    chances = {"emergency": 0.45, "ask_when": 0.1}
    model = told({"lungorna": chances, "mina lungor": chances})

    assert read(model, "mina lungor", LIMITS).intent == "emergency"
    assert read(model, "lungorna", LIMITS).intent == UNSURE


def test_two_sure_questions_are_both_found() -> None:
    model = told(
        {
            "När är röntgen och var ligger den?": {"ask_where": 0.5, "ask_when": 0.45},
            "När är röntgen": {"ask_when": 0.9, "ask_plan": 0.1},
            "var ligger den?": {"ask_where": 0.95, "ask_when": 0.05},
        }
    )

    found = read(model, "När är röntgen och var ligger den?", LIMITS)

    assert found.intent == "ask_where"
    assert found.second == ("ask_when", "När är röntgen")


def test_an_unsure_part_is_no_second_question() -> None:
    text = "Min man kör mig. När är röntgen?"
    model = told(
        {
            text: {"ask_when": 0.9, "ask_where": 0.1},
            "Min man kör mig.": {"ask_proxy": 0.5, "ask_where": 0.2},
            "När är röntgen?": {"ask_when": 0.99, "ask_plan": 0.01},
        }
    )

    assert read(model, text, LIMITS).second is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("När är röntgen? Var ligger den?", ["När är röntgen?", "Var ligger den?"]),
        ("när är röntgen och var ligger den", ["när är röntgen", "var ligger den"]),
        ("vad kostar det, måste jag fasta", ["vad kostar det", "måste jag fasta"]),
        ("hur dags är det var ligger det", ["hur dags är det", "var ligger det"]),
        ("När är röntgen?", ["När är röntgen?"]),
        ("röntgen och provtagning på fredag", ["röntgen och provtagning på fredag"]),
    ],
)
def test_a_message_is_cut_where_another_question_begins(text: str, expected: list[str]) -> None:
    assert parts(text) == expected


def test_a_long_story_is_not_cut() -> None:
    assert parts("Jag är trött. " * 20) == []


def test_what_is_asked_counts_more_than_the_courtesy_around_it() -> None:
    text = "Tack snälla för hjälpen. När är röntgen?"
    model = told(
        {
            text: {"thank": 0.8, "ask_when": 0.1},
            "Tack snälla för hjälpen.": {"thank": 0.9, "ask_when": 0.0},
            "När är röntgen?": {"ask_when": 0.9, "thank": 0.0},
        }
    )

    assert read(model, text, LIMITS).intent == "ask_when"


def test_a_courtesy_alone_stays_one() -> None:
    text = "Tack snälla. Ha det bra."
    model = told(
        {
            text: {"thank": 0.8, "ask_when": 0.1},
            "Tack snälla.": {"thank": 0.9, "ask_when": 0.0},
            "Ha det bra.": {"goodbye": 0.9, "ask_when": 0.0},
        }
    )

    assert read(model, text, LIMITS).intent == "thank"


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("tjena när va grejen", "när va grejen"),
        ("God dag på er", "på er"),
        ("Ok. Okej tack, vad är det för tid", "vad är det för tid"),
        ("hej", None),
        ("ja tack", None),
        ("jag undrar något", None),
    ],
)
def test_what_comes_after_a_courtesy(text: str, rest: str | None) -> None:
    assert past_courtesy(text) == rest


def test_a_question_after_a_greeting_is_what_the_message_means() -> None:
    model = told(
        {"hej när är det": {"greet": 0.9, "ask_when": 0.1}, "när är det": {"ask_when": 0.8}}
    )

    assert read(model, "hej när är det", LIMITS).intent == "ask_when"


def test_a_yes_with_what_is_to_be_done_is_still_a_yes() -> None:
    model = told({"ja boka den": {"affirm": 0.9, "book": 0.1}, "boka den": {"book": 0.9}})

    assert read(model, "ja boka den", LIMITS).intent == "affirm"
