"""From exported corrections to training data, past a report that blocks when it gets worse."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any

import yaml

from backend.settings import ROOT
from backend.transcripts.learning.export import FILE, add_entries

BOT = ROOT / "bot"
TRAINING = ROOT / "data" / "nlu"
TEST = ROOT / "tests" / "nlu" / "utterances"
_SECONDS = 900

Json = dict[str, Any]


class ComparisonFailed(RuntimeError):
    """The two models could not be trained or asked; nothing is known of the corrections."""


def compare(corrections: Path, *, training: Path = TRAINING, test: Path = TEST) -> Json:
    """Trains without and with the corrections, in the bot's environment, and asks the test set.

    Returns:
        the report of `bot/learning/compare.py`; `blocked` is empty when they may be learnt.

    Raises:
        ComparisonFailed
    """
    command = [str(BOT / ".venv" / "bin" / "python"), "-m", "learning.compare"]
    folders = {"--training": training, "--test": test, "--corrections": corrections}
    for name, folder in folders.items():
        command += [name, str(folder.resolve())]
    done = subprocess.run(  # noqa: S603  our own program, with folders
        command, cwd=BOT, capture_output=True, text=True, timeout=_SECONDS, check=False
    )
    try:
        found: Json = json.loads(done.stdout)
    except ValueError as fault:
        raise ComparisonFailed(done.stderr[-2000:]) from fault
    return found


def adopt(corrections: Path, *, training: Path = TRAINING) -> list[Path]:
    """Adds the corrections to the training data: the next `make model` learns them.

    Returns:
        the files that hold them now.
    """
    adopted = []
    for path in sorted(corrections.rglob(FILE)):
        entries = yaml.safe_load(path.read_text("utf-8"))["nlu"]
        target = training / path.relative_to(corrections)
        add_entries(target, entries)
        path.unlink()
        adopted.append(target)
    return adopted


def told(report: Json) -> str:
    """The report in lines."""
    lines = [
        f"Test set: {report['right_before']} → {report['right_after']} of {report['test']} right",
        f"Training data: {report['examples_before']} → {report['examples_after']} examples",
        *(
            f"  {intent}: {change['won']} won, {change['lost']} lost"
            for intent, change in report["changed"].items()
        ),
    ]
    for one in report["corrections"]:
        state = "understood" if one["after"] == one["intent"] else "still not understood"
        lines.append(f"  {one['intent']}: {one['before']} → {one['after']}, {state}")
    if report["blocked"]:
        lines.append(f"BLOCKED: {', '.join(report['blocked'])}")
    return "\n".join(lines)
