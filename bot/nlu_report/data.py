"""The labelled utterances: what is trained on, by voice, and the test set."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import yaml

ROOT = Path(__file__).resolve().parents[2]
TRAINING = ROOT / "data" / "nlu"
TEST = ROOT / "tests" / "nlu" / "utterances"
REPORTS = ROOT / "var" / "reports"
NEGATIVES = "negatives"
"""The file of utterances that use words of danger without danger."""


_WORD = re.compile(r"\w+")


class Utterance(NamedTuple):
    """A labelled text; `voice` is the name of its file: who wrote it, or what it is about."""

    text: str
    intent: str
    voice: str


def read_utterances(folder: Path) -> list[Utterance]:
    """Every utterance of the files in `folder` and below, in the order of their paths."""
    return [
        Utterance(line.strip()[2:].strip(), group["intent"], path.stem)
        for path in sorted(folder.rglob("*.yml"))
        for group in yaml.safe_load(path.read_text("utf-8"))["nlu"]
        if "intent" in group
        for line in group["examples"].splitlines()
        if line.strip().startswith("- ")
    ]


def normalised(text: str) -> str:
    """Equal for texts that differ only in case, spaces and punctuation."""
    return " ".join(_WORD.findall(text.lower())) or text.strip()


def training_examples() -> list[Utterance]:
    """The training data without what also stands in the test set.

    Short ones do, such as "nej" and "tolk?", which everybody writes. The assistant is trained on
    them; what is measured here is not.
    """
    asked = {normalised(one.text) for one in read_utterances(TEST)}
    return [one for one in read_utterances(TRAINING) if normalised(one.text) not in asked]


def sample(examples: Sequence[Utterance], per_intent: int) -> list[Utterance]:
    """The same number of each intent, spread evenly over the voices by the order of the files."""
    by_intent: dict[str, list[Utterance]] = {}
    for one in examples:
        by_intent.setdefault(one.intent, []).append(one)
    return [
        said[place * len(said) // per_intent]
        for said in by_intent.values()
        for place in range(min(per_intent, len(said)))
    ]


def training_fingerprint() -> str:
    """Changes when the training data changes."""
    digest = hashlib.sha256()
    for path in sorted(TRAINING.rglob("*.yml")):
        digest.update(path.read_bytes())
    return digest.hexdigest()[:12]
