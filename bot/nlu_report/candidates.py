"""The ways that are compared, each behind the same two steps: train, then rank a text's intents."""

from __future__ import annotations

import asyncio
import logging
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import yaml

from nlu_report.data import ROOT, Utterance

Ranking = list[tuple[str, float]]
Ranker = Callable[[str], Ranking]
OURS = "ours"

_COUNTS: list[dict[str, Any]] = [
    {"name": "WhitespaceTokenizer"},
    {"name": "CountVectorsFeaturizer"},
    {"name": "CountVectorsFeaturizer", "analyzer": "char_wb", "min_ngram": 1, "max_ngram": 4},
]
_SPARSE_FEATURIZERS: list[dict[str, Any]] = [
    _COUNTS[0],
    {"name": "RegexFeaturizer"},
    {"name": "LexicalSyntacticFeaturizer"},
    *_COUNTS[1:],
]
RASA: dict[str, list[dict[str, Any]]] = {
    "rasa_default": [
        *_SPARSE_FEATURIZERS,
        {"name": "DIETClassifier", "epochs": 100, "random_seed": 7, "constrain_similarities": True},
    ],
    "diet_intents_only": [
        *_COUNTS,
        {
            "name": "DIETClassifier",
            "epochs": 20,
            "random_seed": 7,
            "entity_recognition": False,
            "number_of_transformer_layers": 0,
            "constrain_similarities": True,
            "batch_size": [128, 512],
        },
    ],
    "rasa_counts_lr": [*_COUNTS, {"name": "LogisticRegressionClassifier", "random_state": 7}],
}
"""Rasa pipelines; the first is what `rasa init` writes, without entities and responses."""

NAMES = (OURS, "tfidf_svc", "tfidf_lr", *RASA)
SLOW = frozenset(RASA)
"""Minutes to an hour each: measured only when asked for."""


def trainer(name: str) -> Callable[[Sequence[Utterance]], Ranker]:
    """How the candidate `name` is trained."""
    if name in RASA:
        return lambda examples: _rasa(RASA[name], examples)
    return {OURS: _ours, "tfidf_svc": _tfidf_svc, "tfidf_lr": _tfidf_lr}[name]


def our_settings() -> dict[str, Any]:
    """What `config.yml` tells our component."""
    config = yaml.safe_load((ROOT / "bot" / "config.yml").read_text("utf-8"))
    return dict(config["pipeline"][0])


def _ours(examples: Sequence[Utterance]) -> Ranker:
    from understanding.model import IntentModel
    from understanding.sources import read_lexicon
    from understanding.training import train

    made = train(
        [(one.text, one.intent) for one in examples], read_lexicon(), **our_settings()["training"]
    )
    with tempfile.TemporaryDirectory() as folder:
        made.save(Path(folder))
        model = IntentModel.load(Path(folder))
    return lambda text: [(one.intent, one.probability) for one in model.ranking(text)]


def _tfidf(examples: Sequence[Utterance], classifier: Any, scores: str) -> Ranker:
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.pipeline import make_pipeline, make_union

    made = make_pipeline(
        make_union(
            TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True),
            TfidfVectorizer(analyzer="char_wb", ngram_range=(1, 5), sublinear_tf=True),
        ),
        classifier,
    )
    made.fit([one.text for one in examples], [one.intent for one in examples])
    score = getattr(made, scores)
    return lambda text: _ranked(made.classes_, score([text])[0])


def _tfidf_svc(examples: Sequence[Utterance]) -> Ranker:
    from sklearn.svm import LinearSVC

    return _tfidf(examples, LinearSVC(C=0.5, random_state=7), "decision_function")


def _tfidf_lr(examples: Sequence[Utterance]) -> Ranker:
    from sklearn.linear_model import LogisticRegression

    return _tfidf(examples, LogisticRegression(C=20, max_iter=200), "predict_proba")


def _ranked(intents: Sequence[str], values: Sequence[float]) -> Ranking:
    named = [(str(intent), float(value)) for intent, value in zip(intents, values, strict=True)]
    return sorted(named, key=lambda one: -one[1])


def _rasa(pipeline: list[dict[str, Any]], examples: Sequence[Utterance]) -> Ranker:
    from rasa.core.agent import Agent
    from rasa.model_training import train_nlu
    from rasa.utils.log_utils import configure_structlog

    configure_structlog(logging.ERROR)
    folder = Path(tempfile.mkdtemp(prefix="nlu-report-"))
    config = folder / "config.yml"
    recipe = {"recipe": "default.v1", "assistant_id": "report", "language": "sv"}
    config.write_text(yaml.safe_dump({**recipe, "pipeline": pipeline}), "utf-8")
    data = folder / "nlu.yml"
    data.write_text(yaml.safe_dump(_training_data(examples), allow_unicode=True), "utf-8")
    path = train_nlu(str(config), str(data), str(folder), fixed_model_name="model")
    agent = Agent.load(str(path))
    loop = asyncio.new_event_loop()

    def ranked(text: str) -> Ranking:
        parsed = loop.run_until_complete(agent.parse_message(text))
        return [(one["name"], one["confidence"]) for one in parsed["intent_ranking"]]

    return ranked


def _training_data(examples: Sequence[Utterance]) -> dict[str, Any]:
    texts: dict[str, list[str]] = {}
    for one in examples:
        texts.setdefault(one.intent, []).append(one.text)
    groups = [
        {"intent": intent, "examples": "".join(f"- {text}\n" for text in said)}
        for intent, said in texts.items()
    ]
    return {"version": "3.1", "nlu": groups}
