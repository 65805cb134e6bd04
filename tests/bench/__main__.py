"""Runs the whole benchmark and prints a table with ratios; `--quick` leaves out what takes minutes.

    .venv/bin/python -m tests.bench [--quick]

Writes `var/reports/bench.json`. The starter bot is made and trained once, under `var/bench`.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
from dataclasses import asdict
from pathlib import Path
from typing import Any

from backend.settings import ROOT
from tests.bench import ours, starter
from tests.bench.processes import memory
from tests.bench.talking import Figures, Open, long_talk, talk

PATIENTS = (1, 8, 32)
_ROUNDS = {1: 6, 8: 3, 32: 2}
_TURNS_OF_ONE = (5, 50, 100)
_TRAIN = [
    "train",
    "--quiet",
    "--force",
    "--config",
    "config.yml",
    "--domain",
    "domain",
    "--data",
    "../data/nlu",
    "../data/rules",
]
_OTHERS = {
    "slots among 100,000": [sys.executable, "-m", "tests.bookings.stress.slots_latency", "sqlite"],
    "transcripts among 1,000,000 turns": [sys.executable, "-m", "tests.load.transcript_store"],
    "pages on an old phone": [sys.executable, "-m", "tests.load.pages"],
}


def main() -> None:
    """Measures, prints, writes."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="conversations only")
    quick = parser.parse_args().quick
    reports = ROOT / "var" / "reports"
    reports.mkdir(parents=True, exist_ok=True)
    found: dict[str, Any] = {"starter": _starter(), "ours": _ours()}
    if not quick:
        found["ours"]["training_seconds"] = _our_training()
    print(_table(found))
    print(_parts(found["ours"]["parts"]))
    if not quick:
        for name, command in _OTHERS.items():
            print(f"\n## {name}\n", flush=True)
            subprocess.run(command, cwd=ROOT, check=False, timeout=1800)
    (reports / "bench.json").write_text(json.dumps(found, indent=2), "utf-8")
    print(f"\nWritten: {reports / 'bench.json'}")


def _starter() -> dict[str, Any]:
    folder = ROOT / "var" / "bench" / "starter"
    print("Rasa's starter bot: training (once) and talking …", flush=True)
    trained = starter.train(folder)
    with starter.running(folder) as running:
        return {
            "training_seconds": trained,
            "ready_seconds": running.ready_seconds,
            **_conversations(running.open, starter.TURNS),
            "memory_mb": memory(running.pid),
        }


def _ours() -> dict[str, Any]:
    print("Ours: talking …", flush=True)
    with (
        tempfile.TemporaryDirectory(prefix="nasta-steg-bench-") as folder,
        ours.running(Path(folder), max(PATIENTS)) as running,
    ):
        warm = running.open(0)
        for text in ours.TURNS:
            warm(text)
        before = running.seconds_by_part()
        alone = talk(running.open, ours.TURNS, 1, _ROUNDS[1])
        after = running.seconds_by_part()
        found = _conversations(running.open, ours.TURNS)
        found["patients"]["1"] = asdict(alone)
        return {
            "ready_seconds": running.ready_seconds,
            **found,
            "parts": {
                part: round((after[part][0] - before[part][0]) * 1000 / turns, 1)
                for part in after
                if (turns := after[part][1] - before[part][1])
            },
            "memory_mb": memory(running.system.process.pid),
        }


def _conversations(open_one: Open, turns: tuple[str, ...]) -> dict[str, Any]:
    talk(open_one, turns, 1, 1)
    figures: dict[str, Figures] = {
        str(patients): talk(open_one, turns, patients, _ROUNDS[patients]) for patients in PATIENTS
    }
    return {
        "patients": {patients: asdict(found) for patients, found in figures.items()},
        "turn_ms": long_talk(open_one, turns, _TURNS_OF_ONE),
    }


def _our_training() -> float:
    """Trains a model anew beside the one that is used."""
    with tempfile.TemporaryDirectory() as folder:
        started = time.perf_counter()
        subprocess.run(
            [str(starter.RASA), *_TRAIN, "--out", folder],
            cwd=ROOT / "bot",
            check=True,
            capture_output=True,
            timeout=1800,
        )
        return round(time.perf_counter() - started, 1)


def _table(found: dict[str, Any]) -> str:
    theirs, mine = found["starter"], found["ours"]
    rows: list[tuple[str, float | None, float | None]] = []
    for patients in map(str, PATIENTS):
        a, b = theirs["patients"][patients], mine["patients"][patients]
        rows += [
            (f"{patients} patients: turn p50, ms", a["p50"], b["p50"]),
            (f"{patients} patients: turn p95, ms", a["p95"], b["p95"]),
            (f"{patients} patients: turns/s", a["per_second"], b["per_second"]),
        ]
    for turn in _TURNS_OF_ONE:
        rows.append(
            (f"turn {turn} of one conversation, ms", theirs["turn_ms"][turn], mine["turn_ms"][turn])
        )
    rows += [
        ("memory of all processes, MB", theirs["memory_mb"], mine["memory_mb"]),
        ("start to ready, s", theirs["ready_seconds"], mine["ready_seconds"]),
        ("training, s", theirs["training_seconds"], mine.get("training_seconds")),
    ]
    lines = [f"{'':40} {'starter':>10} {'ours':>10} {'ratio':>7}"]
    for name, a, b in rows:
        ratio = f"{b / a:7.2f}" if a and b is not None else "      –"
        lines.append(
            f"{name:40} {a if a is not None else '–':>10} {b if b is not None else '–':>10} {ratio}"
        )
    return "\n".join(lines)


def _parts(parts: dict[str, float]) -> str:
    turn, bot = parts.get("turn", 0.0), parts.get("bot", 0.0)
    return (
        f"\nOne turn, one patient: {turn} ms in the gateway, of which {bot} ms in Rasa with the"
        f" actions and their calls; {round(turn - bot, 1)} ms are session, safety and two stores."
    )


if __name__ == "__main__":
    main()
