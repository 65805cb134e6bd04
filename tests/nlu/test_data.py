from __future__ import annotations

from collections import Counter, defaultdict

import yaml
from nlu_report.data import (
    NEGATIVES,
    ROOT,
    TEST,
    TRAINING,
    normalised,
    read_utterances,
    training_examples,
)

_AT_LEAST_TRAINED = 200
_AT_LEAST_TESTED = 20


def test_what_is_measured_was_never_trained_on() -> None:
    asked = {normalised(one.text) for one in read_utterances(TEST)}
    trained = {normalised(one.text) for one in training_examples()}

    assert not asked & trained


def test_only_what_everybody_writes_stands_in_both_training_and_test() -> None:
    trained = {normalised(one.text) for one in read_utterances(TRAINING)}
    asked = [normalised(one.text) for one in read_utterances(TEST)]

    assert max(len(text.split()) for text in asked if text in trained) <= 6


def test_a_text_has_one_intent_only() -> None:
    intents: dict[str, set[str]] = defaultdict(set)
    for one in [*read_utterances(TRAINING), *read_utterances(TEST)]:
        intents[normalised(one.text)].add(one.intent)

    assert not {text: found for text, found in intents.items() if len(found) > 1}


def test_every_intent_of_the_domain_is_trained_and_tested_enough() -> None:
    domain = {
        intent
        for path in (ROOT / "bot" / "domain").glob("*.yml")
        for intent in yaml.safe_load(path.read_text("utf-8")).get("intents", [])
    } - {"nlu_fallback"}
    trained = Counter(one.intent for one in read_utterances(TRAINING))
    tested = Counter(one.intent for one in read_utterances(TEST) if one.voice != NEGATIVES)

    assert set(trained) == set(tested) == domain
    assert min(trained.values()) >= _AT_LEAST_TRAINED
    assert min(tested.values()) >= _AT_LEAST_TESTED
