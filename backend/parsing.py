"""The trained model and the words of danger, without a server: what a text means."""

from __future__ import annotations

import tarfile
import tempfile
from pathlib import Path
from typing import TypedDict

import yaml
from understanding.model import FILES, IntentModel
from understanding.reading import DANGERS, Limits, Reading, read

from backend.chat.safety import check
from backend.model_path import ROOT, model_path


class Parsed(TypedDict):
    """What a text means.

    `intent` is the best guess, also where the assistant would ask first; `safety` is the danger
    that the patient is shown help for, by the words of danger or else by the model.
    """

    text: str
    intent: str
    confidence: float
    safety: str | None
    ranking: list[tuple[str, float]]


class NotTrained(Exception):
    """There is no model of the present data; `make model` trains one."""


class Parser:
    """Reads texts as the running assistant does, each without what was said before.

    Raises:
        NotTrained: no model is trained on the present data.
    """

    def __init__(self) -> None:
        self._model = _trained_model(model_path())
        self._limits = _limits(ROOT / "bot" / "config.yml")

    def read(self, text: str) -> Reading:
        """What the model and its limits make of `text`."""
        return read(self._model, text, self._limits)

    def parse(self, text: str) -> Parsed:
        """What `text` means."""
        found = self.read(text)
        best = found.ranking[0]
        lexicon = check(text)
        by_model = found.intent if found.intent in DANGERS else None
        return {
            "text": text,
            "intent": best.intent,
            "confidence": round(best.probability, 6),
            "safety": lexicon.kind if lexicon else by_model,
            "ranking": [(one.intent, round(one.probability, 6)) for one in found.ranking],
        }


def _trained_model(path: Path) -> IntentModel:
    if not path.is_file():
        raise NotTrained("no model is trained on the present data: run `make model`")
    with tarfile.open(path) as archive, tempfile.TemporaryDirectory() as folder:
        for member in archive:
            name = Path(member.name).name
            content = archive.extractfile(member) if name in FILES else None
            if content is not None:
                (Path(folder) / name).write_bytes(content.read())
        return IntentModel.load(Path(folder))


def _limits(config: Path) -> Limits:
    return Limits(**yaml.safe_load(config.read_text("utf-8"))["pipeline"][0]["limits"])
