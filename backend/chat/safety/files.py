"""The files of `data/safety/`: what they may hold, and reading them.

Each file may hold `words` (lists with a name in CAPITALS) and `rules` with the `kind` of danger
that they tell of; one holds the `phrases` of the guards. The names are shared by all files.
"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from backend.chat.safety.guards import Guard

Kind = Literal["emergency", "crisis"]

FOLDER = Path(__file__).resolve().parents[3] / "data" / "safety"

_PlainText = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
"""Reads `no`, `on` and `112` as the words that they are."""

_Line = Annotated[str, Field(min_length=1)]


class SafetyDataError(ValueError):
    """A file of `data/safety/` is faulty; the message names the file and the fault."""


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid")


class RuleData(_Strict):
    """A rule as a nurse writes it."""

    about: str
    kind: Kind | None = None
    points: int = Field(0, ge=0)
    """More than 0: a sign, which is dangerous only together with other signs."""
    when: list[_Line] = Field(min_length=1)
    """Patterns; one is enough."""
    unless: list[_Line] = []
    """Patterns that, in the same sentence, take the rule back."""
    despite: list[Guard] = []
    """Guards that do not hold for this rule."""


class PhraseData(_Strict):
    """The phrases of the guards; see `guards.Phrases`."""

    saying: list[_Line]
    strengthening: list[_Line]
    over: list[_Line]
    well: list[_Line]
    care: list[_Line]
    asked: list[_Line]
    told: list[_Line]
    past: list[_Line]
    recent: list[_Line]


class FileData(_Strict):
    """One file."""

    kind: Kind | None = None
    words: dict[str, list[str]] = {}
    rules: dict[str, RuleData] = {}
    phrases: PhraseData | None = None
    ordinary: list[str] = []
    misspelt: list[str] = []


def read_files(folder: Path) -> dict[str, FileData]:
    """Every `*.yml` of the folder by its name.

    Raises:
        SafetyDataError: a file is not YAML or breaks the schema.
    """
    files: dict[str, FileData] = {}
    for path in sorted(folder.glob("*.yml")):
        try:
            content = yaml.load(path.read_text("utf-8"), _PlainText)  # noqa: S506  builds only text
            files[path.name] = FileData.model_validate(content or {})
        except (yaml.YAMLError, ValidationError) as fault:
            raise SafetyDataError(f"{path.name}: {fault}") from fault
    return files
