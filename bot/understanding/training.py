"""Trains the intent model: a linear separator per intent. Only this needs scikit-learn."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.svm import LinearSVC

from understanding.features import Features
from understanding.lexicon import Lexicon
from understanding.model import IntentModel
from understanding.sources import read_surroundings
from understanding.spelling import Spelling
from understanding.surroundings import surrounded
from understanding.vectors import Row, Vectors
from understanding.words import tokens


def train(
    examples: Sequence[tuple[str, str]],
    lexicon: Lexicon,
    *,
    surrounded_share: float,
    view_weights: Mapping[str, float],
    seen: int,
    penalty: float,
    temperature: float,
) -> IntentModel:
    """The model of labelled texts. The same examples, in whatever order, give the same model.

    Args:
        examples: texts and their intents.
        lexicon: the concepts.
        surrounded_share: how many of the texts are learnt once more with a greeting, a story or
            a thank-you around them (`data/concepts/around.yml`).
        view_weights: how much each view counts.
        seen: in how many texts a feature must stand to be kept.
        penalty: what a misplaced example costs (C).
        temperature: see `IntentModel`.
    """
    learnt = [*examples, *surrounded(examples, read_surroundings(), surrounded_share)]
    ordered = sorted(learnt, key=lambda example: (example[1], example[0]))
    texts = [text for text, _ in ordered]
    features = Features(lexicon, Spelling.of(map(tokens, texts), lexicon.spoken))
    views = [features.of(text) for text in texts]
    vectors = Vectors.of(views, view_weights, seen)
    separator = LinearSVC(C=penalty, loss="hinge", tol=0.05, max_iter=500, random_state=7)
    separator.fit(
        _matrix([vectors.row(one) for one in views], vectors.width),
        [intent for _, intent in ordered],
    )
    return IntentModel(
        features,
        vectors,
        [str(intent) for intent in separator.classes_],
        separator.coef_.T.astype(np.float16),
        separator.intercept_.astype(np.float32),
        temperature,
    )


def _matrix(rows: Sequence[Row], width: int) -> csr_matrix:
    ends = np.cumsum([0, *(len(columns) for columns, _ in rows)])
    columns = np.concatenate([columns for columns, _ in rows])
    values = np.concatenate([values for _, values in rows])
    return csr_matrix((values, columns, ends), shape=(len(rows), width))
