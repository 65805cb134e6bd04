"""`python -m learning.compare`: trains before and after, and says whether the test set gets worse.

Prints JSON: how many of the test set are understood before and after, per intent where that
changes, and how each correction's own text is read. A correction that stands in the test set is
refused: it would make the report praise itself. Danger that is no longer recognised always blocks.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

import yaml
from understanding.model import IntentModel
from understanding.reading import DANGERS, Limits, read
from understanding.sources import read_lexicon
from understanding.training import train

_CONFIG = Path(__file__).resolve().parents[1] / "config.yml"


class Example(NamedTuple):
    """A labelled text."""

    text: str
    intent: str


def read_examples(folder: Path) -> list[Example]:
    """Every example of the files in `folder` and below."""
    return [
        Example(line.strip()[2:].strip(), group["intent"])
        for path in sorted(folder.rglob("*.yml"))
        for group in yaml.safe_load(path.read_text("utf-8")).get("nlu") or []
        if "intent" in group
        for line in group["examples"].splitlines()
        if line.strip().startswith("- ")
    ]


class Reader:
    """A model trained on some examples, which reads as the bot does."""

    def __init__(self, examples: Sequence[Example]) -> None:
        settings = yaml.safe_load(_CONFIG.read_text("utf-8"))["pipeline"][0]
        self._limits = Limits(**settings["limits"])
        self._model: IntentModel = train(list(examples), read_lexicon(), **settings["training"])

    def intent(self, text: str) -> str:
        """What the text means."""
        return str(read(self._model, text, self._limits).intent)


def compare(training: Path, test: Path, corrections: Path) -> dict[str, Any]:
    """The report; `blocked` says why the corrections may not be learnt, empty when they may."""
    asked, fresh = read_examples(test), read_examples(corrections)
    known = [one for one in read_examples(training) if one not in set(fresh)]
    in_test = sorted({one.text for one in fresh} & {one.text for one in asked})
    before, after = Reader(known), Reader([*known, *fresh])
    told = [(one, before.intent(one.text), after.intent(one.text)) for one in asked]
    right_before = sum(was == one.intent for one, was, _ in told)
    right_after = sum(now == one.intent for one, _, now in told)
    lost_danger = sum(
        one.intent in DANGERS and was == one.intent and now not in DANGERS for one, was, now in told
    )
    reasons = {
        "in_test_set": bool(in_test),
        "worse": right_after < right_before,
        "danger_lost": lost_danger > 0,
    }
    return {
        "test": len(asked),
        "examples_before": len(known),
        "examples_after": len(known) + len(fresh),
        "right_before": right_before,
        "right_after": right_after,
        "changed": _changed(told),
        "corrections": [
            {
                "text": one.text,
                "intent": one.intent,
                "before": before.intent(one.text),
                "after": after.intent(one.text),
            }
            for one in fresh
        ],
        "blocked": [reason for reason, true in reasons.items() if true],
    }


def _changed(told: Sequence[tuple[Example, str, str]]) -> dict[str, dict[str, int]]:
    """By intent, how many are newly understood and newly not."""
    won = Counter(one.intent for one, was, now in told if was != one.intent == now)
    lost = Counter(one.intent for one, was, now in told if now != one.intent == was)
    return {intent: {"won": won[intent], "lost": lost[intent]} for intent in sorted({*won, *lost})}


def main() -> None:
    """Compares, prints, and exits with 1 when it is blocked."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--training", type=Path, required=True)
    parser.add_argument("--test", type=Path, required=True)
    parser.add_argument("--corrections", type=Path, required=True)
    asked = parser.parse_args()
    found = compare(asked.training, asked.test, asked.corrections)
    print(json.dumps(found, ensure_ascii=False))
    raise SystemExit(1 if found["blocked"] else 0)


if __name__ == "__main__":
    main()
