"""A long message means the question that it ends with, whatever the model is."""

from __future__ import annotations

from typing import cast

from understanding.model import Guess, IntentModel
from understanding.reading import UNSURE, Limits, Reading, read

LIMITS = Limits(
    unsure_below=0.4,
    unsure_between=0.1,
    danger_from=0.3,
    danger_word_from=0.5,
    question_from=0.6,
)
QUESTION = "vilken dag är spirometrin?"
STORY = (
    "Jag var inlagd i höstas. Sen kom jag hem. Dottern handlar. Trapporna är ett elände. "
    f"Hissen är trasig. Glasögonen är borta. Nu undrar jag, {QUESTION}"
)


class Model:
    """Sure of the parts that it is told about, and of nothing else."""

    def __init__(self, **known: str) -> None:
        self._known = {text: intent for intent, text in known.items()}

    def ranking(self, text: str) -> list[Guess]:
        """As the trained model's."""
        if text in self._known:
            return [Guess(self._known[text], 0.95), Guess("greet", 0.01)]
        return [Guess("ask_changes", 0.2), Guess("ask_when", 0.15)]


def reading(text: str, **known: str) -> Reading:
    return read(cast(IntentModel, Model(**known)), text, LIMITS)


def test_a_story_means_the_question_that_it_ends_with() -> None:
    found = reading(STORY, ask_when=QUESTION)
    assert (found.intent, found.ranking[0].intent) == ("ask_when", "ask_when")


def test_a_story_without_a_sure_question_is_asked_about() -> None:
    assert reading(STORY).intent == UNSURE


def test_a_story_that_ends_with_an_errand_is_asked_about() -> None:
    assert reading("Jag var inlagd i höstas. Ta bort den.", cancel="Ta bort den.").intent == UNSURE
