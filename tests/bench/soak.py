"""Patients who talk for a long time: whether memory, open files and times stay where they were.

    .venv/bin/python -m tests.bench.soak [--minutes 10] [--patients 20]

prints a line a minute, and what grew.
"""

from __future__ import annotations

import argparse
import statistics
import tempfile
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from tests.bench import ours
from tests.bench.processes import memory, open_files

_PAUSE_SECONDS = 0.5
"""Between a patient's turns: so many patients are people, not a flood."""


@dataclass(frozen=True)
class Minute:
    """One minute: turns, milliseconds at p95, megabytes, open files, failed turns."""

    turns: int
    p95: float
    memory_mb: float
    files: int
    failed: int


def soak(minutes: int, patients: int, told: Callable[[str], None] = print) -> list[Minute]:
    """Runs it; the first minute warms up and is not among the answers."""
    with (
        tempfile.TemporaryDirectory(prefix="nasta-steg-soak-") as folder,
        ours.running(Path(folder), patients) as running,
        ThreadPoolExecutor(patients) as pool,
    ):
        seconds: list[float] = []
        failed: list[str] = []
        over = threading.Event()
        talks = [
            pool.submit(_talk, running, number, over, seconds, failed) for number in range(patients)
        ]
        found: list[Minute] = []
        try:
            for minute in range(minutes + 1):
                seconds.clear()
                failed.clear()
                time.sleep(60)
                said = list(seconds)
                now = Minute(
                    len(said),
                    round(statistics.quantiles(said, n=20)[18] * 1000, 1),
                    memory(running.system.process.pid),
                    open_files(running.system.process.pid),
                    len(failed),
                )
                told(f"{minute:3}  {now}")
                if minute:
                    found.append(now)
        finally:
            over.set()
        for talk in talks:
            talk.result(60)
        return found


def _talk(
    running: ours.Ours, number: int, over: threading.Event, seconds: list[float], failed: list[str]
) -> None:
    while not over.is_set():
        say = running.open(number)
        for text in ours.TURNS:
            if over.wait(_PAUSE_SECONDS):
                return
            started = time.perf_counter()
            try:
                say(text)
            except Exception as fault:
                failed.append(type(fault).__name__)
            seconds.append(time.perf_counter() - started)


def growth(found: list[Minute]) -> dict[str, float]:
    """How many times more the last third has than the first: of memory, files and time."""
    third = max(len(found) // 3, 1)
    first, last = found[:third], found[-third:]

    def mean(minutes: list[Minute], what: str) -> float:
        return statistics.mean(float(getattr(minute, what)) for minute in minutes)

    return {
        what: round(mean(last, what) / mean(first, what), 3)
        for what in ("memory_mb", "files", "p95")
    }


def main() -> None:
    """Runs it and prints the growth."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=int, default=10)
    parser.add_argument("--patients", type=int, default=20)
    chosen = parser.parse_args()
    found = soak(chosen.minutes, chosen.patients)
    print("last third to first third:", growth(found))


if __name__ == "__main__":
    main()
