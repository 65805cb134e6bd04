"""The intent model: linear over the features, kept as numbers and JSON, never as code."""

from __future__ import annotations

import json
from pathlib import Path
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from understanding.features import Features
from understanding.lexicon import Lexicon
from understanding.spelling import Spelling
from understanding.vectors import Vectors

_WORDS = "words.json"
_NUMBERS = "numbers.npz"
FILES = (_WORDS, _NUMBERS)
"""What a saved model consists of."""


class Guess(NamedTuple):
    """An intent and how probable it is."""

    intent: str
    probability: float


class IntentModel:
    """Ranks the intents of a text.

    Args:
        features: makes a text's features.
        vectors: weighs them.
        intents: the intents, in the order of the columns of `weights`.
        weights: one row per feature, one column per intent; half precision.
        bias: one number per intent.
        temperature: what the scores are multiplied by so that their softmax is a probability.
    """

    def __init__(
        self,
        features: Features,
        vectors: Vectors,
        intents: list[str],
        weights: npt.NDArray[np.float16],
        bias: npt.NDArray[np.float32],
        temperature: float,
    ) -> None:
        self.features = features
        self.vectors = vectors
        self.intents = intents
        self.weights = weights
        self.bias = bias
        self.temperature = temperature

    def scores(self, text: str) -> npt.NDArray[np.float32]:
        """How well each intent fits, in the order of `intents`."""
        columns, values = self.vectors.row(self.features.of(text))
        return values @ self.weights[columns].astype(np.float32) + self.bias

    def ranking(self, text: str) -> list[Guess]:
        """Every intent with its probability, the likeliest first."""
        chances = softmax(self.scores(text) * self.temperature)
        order = np.argsort(-chances, kind="stable")
        return [Guess(self.intents[place], float(chances[place])) for place in order]

    def save(self, folder: Path) -> None:
        """Writes two files; the same model gives the same bytes."""
        spelling = self.features.spelling
        words = {
            "intents": self.intents,
            "temperature": self.temperature,
            "lexicon": self.features.lexicon.as_data(),
            "counts": spelling.counts,
            "features": self.vectors.features,
            "view_weights": self.vectors.weights,
        }
        (folder / _WORDS).write_text(json.dumps(words, ensure_ascii=False), "utf-8")
        np.savez(folder / _NUMBERS, weights=self.weights, bias=self.bias, idf=self.vectors.idf)

    @classmethod
    def load(cls, folder: Path) -> IntentModel:
        """Reads what `save` wrote.

        Raises:
            OSError: a file is missing.
        """
        words = json.loads((folder / _WORDS).read_text("utf-8"))
        with np.load(folder / _NUMBERS, allow_pickle=False) as numbers:
            weights, bias, idf = numbers["weights"], numbers["bias"], numbers["idf"]
        lexicon = Lexicon(**words["lexicon"])
        return cls(
            Features(lexicon, Spelling(words["counts"], lexicon.spoken)),
            Vectors(words["features"], idf, words["view_weights"]),
            words["intents"],
            weights,
            bias,
            words["temperature"],
        )


def softmax(scores: npt.NDArray[np.float32]) -> npt.NDArray[np.float64]:
    """Probabilities from scores."""
    grown = np.exp((scores - scores.max()).astype(np.float64))
    chances: npt.NDArray[np.float64] = grown / grown.sum()
    return chances
