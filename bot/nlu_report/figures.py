"""The pictures of the report."""

from __future__ import annotations

from pathlib import Path

import matplotlib as mpl
import numpy as np

from nlu_report.scoring import Measured

mpl.use("Agg")

from matplotlib import pyplot


def draw(ours: Measured, folder: Path) -> list[Path]:
    """Confusions, recall per intent, and calibration, as PNG files."""
    found = {
        "nlu-confusions.png": _confusions(ours),
        "nlu-intents.png": _intents(ours),
        "nlu-calibration.png": _calibration(ours),
    }
    for name, figure in found.items():
        figure.savefig(folder / name, dpi=110, bbox_inches="tight", metadata={"Software": None})
        pyplot.close(figure)
    return [folder / name for name in found]


def _confusions(ours: Measured) -> pyplot.Figure:
    intents = sorted({one.intent for one in ours.asked})
    places = {intent: place for place, intent in enumerate(intents)}
    counts = np.zeros((len(intents), len(intents)))
    for one, said in zip(ours.asked, ours.said, strict=True):
        counts[places[one.intent], places[said]] += 1
    figure, axes = pyplot.subplots(figsize=(12, 11))
    axes.imshow(counts / counts.sum(axis=1, keepdims=True), cmap="Blues", vmin=0, vmax=1)
    axes.set_xticks(range(len(intents)), intents, rotation=90)
    axes.set_yticks(range(len(intents)), intents)
    for row, column in zip(*np.nonzero(counts), strict=True):
        if row != column:
            axes.text(column, row, int(counts[row, column]), ha="center", va="center", fontsize=8)
    axes.set_xlabel("understood as")
    axes.set_ylabel("meant")
    return figure


def _intents(ours: Measured) -> pyplot.Figure:
    scores = ours.scores()[::-1]
    rows = np.arange(len(scores))
    figure, axes = pyplot.subplots(figsize=(8, 11))
    axes.barh(rows + 0.2, [one.recall for one in scores], 0.4, label="recall")
    axes.barh(rows - 0.2, [one.precision for one in scores], 0.4, label="precision")
    axes.set_yticks(rows, [one.intent for one in scores])
    axes.set_xlim(0.5, 1)
    axes.legend(loc="lower left")
    return figure


def _calibration(ours: Measured) -> pyplot.Figure:
    points = ours.calibration()
    figure, axes = pyplot.subplots(figsize=(6, 6))
    axes.plot([0, 1], [0, 1], color="grey", linewidth=1)
    axes.scatter([x for x, _, _ in points], [y for _, y, _ in points])
    for x, y, count in points:
        axes.annotate(str(count), (x, y), textcoords="offset points", xytext=(6, -10))
    axes.set_xlabel("confidence")
    axes.set_ylabel("share that is right")
    return figure
