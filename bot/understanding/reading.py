"""From the ranking to what a message means: its intent, a second one, or that it is unsure."""

from __future__ import annotations

from typing import NamedTuple

from understanding.model import Guess, IntentModel
from understanding.questions import asks_something, last_part, parts, past_courtesy
from understanding.words import standard, tokens

UNSURE = "nlu_fallback"
"""The intent when it is better to ask; Rasa's own name for it."""

DANGERS = frozenset({"emergency", "crisis"})
"""Never asked about, however unsure: who may be in danger is told at once where to turn."""

_VISITS = frozenset(["clinic", "person", "exam", "treatment", "visit"])
"""Concepts that name a visit, as in an answer to "Vilken tid vill du flytta?"."""

_QUESTIONS = frozenset(
    [
        "ask_next_step",
        "ask_when",
        "ask_contact",
        "ask_plan",
        "ask_where",
        "ask_visit_details",
        "ask_preparation",
        "ask_my_tasks",
        "ask_status",
        "ask_waiting_time",
        "ask_changes",
        "ask_goal",
        "explain_patientkontrakt",
        "ask_fee",
        "add_to_calendar",
        "ask_privacy",
        "ask_proxy",
        "ask_if_bot",
    ]
)
_ERRANDS = frozenset(["rebook", "cancel", "book", "ask_earlier_time"])
_COURTESIES = frozenset(["greet", "goodbye", "thank", "complain", "help", "stop", "repeat"])
"""What a message may seem to be for all that stands around the one thing it asks."""
_POLITE = frozenset(["greet", "thank", "goodbye", "affirm"])
"""What a text is taken for that begins with a "hej" or an "okej" and goes on."""


class Limits(NamedTuple):
    """When a reading is sure enough; chosen by leave-one-voice-out, `docs/nlu.md`.

    Args:
        unsure_below: the likeliest intent must be at least this probable.
        unsure_between: and this much more probable than the next.
        danger_from: an emergency or crisis at least this probable is taken as one.
        danger_word_from: the same for a text of one word, which may be the answer to a question.
        question_from: each part of a message with two questions must be this probable.
    """

    unsure_below: float
    unsure_between: float
    danger_from: float
    danger_word_from: float
    question_from: float


class Second(NamedTuple):
    """Another question in the same message, and its words."""

    intent: str
    text: str


class Reading(NamedTuple):
    """What a message means.

    `intent` may be `UNSURE`; `ranking` always holds the model's own guesses, the likeliest first.
    """

    intent: str
    confidence: float
    ranking: list[Guess]
    second: Second | None


def read(model: IntentModel, text: str, limits: Limits) -> Reading:
    """What `text` means by the model and the limits."""
    ranking = model.ranking(text)
    first, next_one = ranking[0], ranking[1]
    danger = max((one for one in ranking if one.intent in DANGERS), key=_probability, default=None)
    if danger is not None and _is_taken(danger, model, text, limits):
        return Reading(*danger, _put_first(danger, ranking), None)
    questions = _questions(model, text, limits)
    if len(questions) > 1:
        intents = [guess.intent for guess, _ in questions]
        # The whole text knows more than its parts, unless it lies between them.
        if first.intent in intents or first.probability < limits.question_from:
            main = intents.index(first.intent) if first.intent in intents else 0
            chosen, _ = questions.pop(main)
            other, words = questions[0]
            return Reading(*chosen, _put_first(chosen, ranking), Second(other.intent, words))
    if first.intent in DANGERS:
        return Reading(UNSURE, first.probability, ranking, None)
    if first.intent in _POLITE and not questions:
        asked = _asked_politely(first, model, text, limits)
        if asked is not None:
            return Reading(*asked, _put_first(asked, ranking), None)
        unclear = asks_something(text)
        if unclear is not None:
            return Reading(UNSURE, first.probability, model.ranking(unclear), None)
    if _is_unsure(first, next_one, limits):
        asked = _asked_at_last(model, text, limits)
        if asked is not None:
            return Reading(*asked, _put_first(asked, ranking), None)
        return Reading(UNSURE, first.probability, ranking, None)
    if first.intent in _COURTESIES and len(questions) == 1:
        only, _ = questions[0]
        return Reading(*only, _put_first(only, ranking), None)
    return Reading(*first, ranking, None)


def _is_taken(danger: Guess, model: IntentModel, text: str, limits: Limits) -> bool:
    """Whether the model is sure enough of a danger. Words that only name a visit are none.

    "Hjärtläkaren" is near to a bad heart for a model of letters. Words of danger that stand alone
    are read before any model, in the gateway.
    """
    lexicon = model.features.lexicon
    words = [word for word in standard(tokens(text), lexicon.spoken) if word not in "?!"]
    if words and all(_VISITS.intersection(lexicon.concepts(word)) for word in words):
        return False
    lowest = limits.danger_word_from if len(words) == 1 else limits.danger_from
    return danger.probability >= lowest


def _is_unsure(first: Guess, next_one: Guess, limits: Limits) -> bool:
    return (
        first.probability < limits.unsure_below
        or first.probability - next_one.probability < limits.unsure_between
    )


def _questions(model: IntentModel, text: str, limits: Limits) -> list[tuple[Guess, str]]:
    """The parts that are surely questions or errands, each intent once; an errand only first."""
    cut = parts(text)
    if len(cut) < 2:
        return []
    found: list[tuple[Guess, str]] = []
    for part in cut:
        best = model.ranking(part)[0]
        known = any(best.intent == guess.intent for guess, _ in found)
        if known or best.probability < limits.question_from:
            continue
        if best.intent in _QUESTIONS or (best.intent in _ERRANDS and not found):
            found.append((best, part))
    return found


def _asked_at_last(model: IntentModel, text: str, limits: Limits) -> Guess | None:
    """The question that a story ends with, when it is surely one."""
    end = last_part(text)
    best = model.ranking(end)[0] if end is not None else None
    if best is None or best.probability < limits.question_from:
        return None
    return best if best.intent in _QUESTIONS else None


def _asked_politely(courtesy: Guess, model: IntentModel, text: str, limits: Limits) -> Guess | None:
    """What is asked after a "hej" or an "okej" that the text was taken for.

    An errand only after a greeting: "ja, boka den" is a yes.
    """
    rest = past_courtesy(text)
    best = model.ranking(rest)[0] if rest is not None else None
    if best is None or best.probability < limits.question_from:
        return None
    wanted = _QUESTIONS | _ERRANDS if courtesy.intent == "greet" else _QUESTIONS
    return best if best.intent in wanted else None


def _put_first(chosen: Guess, ranking: list[Guess]) -> list[Guess]:
    return [chosen, *(one for one in ranking if one.intent != chosen.intent)]


def _probability(guess: Guess) -> float:
    return guess.probability
