"""`python -m nlu_report.measure NAME`: trains one candidate and asks it the test set.

Times are of the processor, so that they are the same on a machine that does other things too.
"""

from __future__ import annotations

import json
import resource
import sys
import time
from pathlib import Path

from nlu_report.candidates import trainer
from nlu_report.data import (
    REPORTS,
    TEST,
    read_utterances,
    sample,
    training_examples,
    training_fingerprint,
)

_WARM_UP = 20
_KIB_IN_MIB = 1024


def path_of(name: str, per_intent: int | None) -> Path:
    """Where a candidate's figures are kept."""
    return REPORTS / "pipelines" / f"{name}{f'-{per_intent}' if per_intent else ''}.json"


def measure(name: str, per_intent: int | None = None) -> None:
    """Writes what the candidate says of every test utterance, and what it cost.

    With `per_intent`, it is trained on that many utterances of each intent only.
    """
    examples, asked = training_examples(), read_utterances(TEST)
    if per_intent:
        examples = sample(examples, per_intent)
    before = _peak()
    started = time.process_time()
    rank = trainer(name)(examples)
    trained = time.process_time() - started
    for utterance in asked[:_WARM_UP]:
        rank(utterance.text)
    answers, seconds = [], []
    for utterance in asked:
        started = time.process_time()
        ranking = rank(utterance.text)
        seconds.append(time.process_time() - started)
        answers.append(ranking[:3])
    figures = {
        "name": name,
        "training_data": training_fingerprint(),
        "per_intent": per_intent,
        "examples": len(examples),
        "training_seconds": trained,
        "milliseconds": [1000 * one for one in seconds],
        "memory_mib": (_peak() - before) / _KIB_IN_MIB,
        "answers": answers,
    }
    path = path_of(name, per_intent)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(figures), "utf-8")


def _peak() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


if __name__ == "__main__":
    measure(sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else None)
