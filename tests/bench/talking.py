"""Patients who talk at once, and how long each turn takes."""

from __future__ import annotations

import statistics
import threading
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

Say = Callable[[str], None]
"""Sends one message and waits for the whole answer; raises when there is none."""

Open = Callable[[int], Say]
"""Begins the conversation of patient number n."""


@dataclass(frozen=True)
class Figures:
    """Milliseconds of a turn, and turns a second over all patients."""

    p50: float
    p95: float
    per_second: float

    @classmethod
    def of(cls, seconds: Sequence[float], whole: float) -> Figures:
        """From the seconds of each turn and of the whole run."""
        cuts = statistics.quantiles(seconds, n=100, method="inclusive")
        return cls(
            round(statistics.median(seconds) * 1000, 1),
            round(cuts[94] * 1000, 1),
            round(len(seconds) / whole, 1),
        )


def talk(open_one: Open, turns: Sequence[str], patients: int, rounds: int) -> Figures:
    """`patients` at once, each `rounds` conversations of these turns, one message at a time."""
    begin = threading.Barrier(patients + 1)

    def one(number: int) -> list[float]:
        said = open_one(number)
        begin.wait(120)
        return [_timed(said, text) for _ in range(rounds) for text in turns]

    with ThreadPoolExecutor(patients) as pool:
        running = [pool.submit(one, number) for number in range(patients)]
        begin.wait(120)
        started = time.perf_counter()
        seconds = [each for found in running for each in found.result(600)]
        return Figures.of(seconds, time.perf_counter() - started)


def long_talk(open_one: Open, turns: Sequence[str], at: Sequence[int]) -> dict[int, float]:
    """One conversation; the median milliseconds of the five turns around each of `at`."""
    said = open_one(0)
    seconds = [_timed(said, turns[turn % len(turns)]) for turn in range(max(at) + 3)]
    return {turn: round(statistics.median(seconds[turn - 3 : turn + 2]) * 1000, 1) for turn in at}


def _timed(say: Say, text: str) -> float:
    started = time.perf_counter()
    say(text)
    return time.perf_counter() - started
