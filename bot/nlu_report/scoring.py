"""Figures from a candidate's answers: accuracy, precision and recall, confusions, calibration."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from nlu_report.data import NEGATIVES, Utterance


class Score(NamedTuple):
    """Of one intent: shares, and how many utterances it has."""

    intent: str
    precision: float
    recall: float
    utterances: int


@dataclass(frozen=True)
class Measured:
    """What a candidate said of the test set, and what it cost."""

    figures: dict[str, Any]
    asked: list[Utterance]

    @classmethod
    def of(cls, path: Path, asked: list[Utterance]) -> Measured:
        """From the file that `nlu_report.measure` wrote.

        Raises:
            ValueError: the test set has changed since.
        """
        figures = json.loads(path.read_text("utf-8"))
        if len(figures["answers"]) != len(asked):
            raise ValueError(f"{path.name} is of another test set: measure it again")
        return cls(figures, asked)

    @property
    def said(self) -> list[str]:
        """The likeliest intent of each utterance."""
        return [answer[0][0] for answer in self.figures["answers"]]

    @property
    def confidence(self) -> list[float]:
        """How sure it was of each."""
        return [answer[0][1] for answer in self.figures["answers"]]

    def accuracy(self, *, negatives: bool) -> float:
        """The share that it has right, of words of danger without danger or of all else."""
        right = [
            said == one.intent
            for one, said in zip(self.asked, self.said, strict=True)
            if (one.voice == NEGATIVES) is negatives
        ]
        return sum(right) / len(right)

    def milliseconds(self, percent: float) -> float:
        """The time within which that many per cent of the messages are read."""
        return float(np.percentile(self.figures["milliseconds"], percent))

    def scores(self) -> list[Score]:
        """Each intent's figures, the hardest first."""
        pairs = [(one.intent, said) for one, said in zip(self.asked, self.said, strict=True)]
        right = Counter(wanted for wanted, said in pairs if wanted == said)
        wanted_times = Counter(wanted for wanted, _ in pairs)
        said_times = Counter(said for _, said in pairs)
        found = [
            Score(intent, right[intent] / max(said_times[intent], 1), right[intent] / times, times)
            for intent, times in wanted_times.items()
        ]
        return sorted(found, key=lambda score: (score.recall, score.precision))

    def confusions(self) -> list[tuple[tuple[str, str], int]]:
        """Pairs of (wanted, said) and how often, the most common first."""
        wrong = Counter(
            (one.intent, said)
            for one, said in zip(self.asked, self.said, strict=True)
            if one.intent != said
        )
        return sorted(wrong.items(), key=lambda pair: (-pair[1], pair[0]))

    def calibration(self, bins: int = 10) -> list[tuple[float, float, int]]:
        """By confidence: its mean, the share that was right, and how many."""
        found: dict[int, list[tuple[float, bool]]] = {}
        for one, said, sure in zip(self.asked, self.said, self.confidence, strict=True):
            found.setdefault(min(int(sure * bins), bins - 1), []).append((sure, said == one.intent))
        return [
            (
                sum(sure for sure, _ in group) / len(group),
                sum(right for _, right in group) / len(group),
                len(group),
            )
            for _, group in sorted(found.items())
        ]

    def unsure(self, below: float, between: float) -> tuple[float, float]:
        """The share that would be asked about, and the share of the rest that is right."""
        rest: list[bool] = []
        for one, answer in zip(self.asked, self.figures["answers"], strict=True):
            (said, sure), (_, next_sure) = answer[0], answer[1]
            if sure >= below and sure - next_sure >= between:
                rest.append(said == one.intent)
        return 1 - len(rest) / len(self.asked), sum(rest) / len(rest)
