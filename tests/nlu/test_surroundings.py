"""What is put around the texts that are trained on."""

from __future__ import annotations

from understanding.surroundings import Surroundings, surrounded

AROUND = Surroundings(before=["Hej!", "Jag är ny här."], after=["Tack!"])
EXAMPLES = [(f"när är besök {number}", "ask_when") for number in range(200)]


def test_each_keeps_its_text_and_its_intent() -> None:
    made = surrounded(EXAMPLES[:1], AROUND, 1.0)

    [(text, intent)] = made
    assert "när är besök 0" in text
    assert text != "när är besök 0"
    assert intent == "ask_when"


def test_about_the_share_that_is_asked_for_is_made() -> None:
    assert 20 < len(surrounded(EXAMPLES, AROUND, 0.2)) < 60
    assert not surrounded(EXAMPLES, AROUND, 0.0)


def test_the_order_of_the_examples_changes_nothing() -> None:
    backwards = surrounded(reversed(EXAMPLES), AROUND, 0.5)

    assert sorted(backwards) == sorted(surrounded(EXAMPLES, AROUND, 0.5))


def test_a_short_answer_is_left_alone() -> None:
    assert not surrounded([("ja", "affirm"), ("hej", "greet")], AROUND, 1.0)
