"""Our system with one copy of a demo contract for each patient."""

from __future__ import annotations

import json
import re
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import requests

from tests.dialogues.contracts import DEMOS, copy_for, number_of
from tests.system import System, running_system

TURNS = (
    "Vad händer härnäst för mig?",
    "När är min nästa tid?",
    "Var ligger det?",
    "Hur ska jag förbereda mig?",
    "Vem kontaktar jag om jag har frågor?",
    "Vad ska jag göra själv?",
    "Visa alla mina bokade tider",
    "Tack för hjälpen",
)
"""Eight turns, seven of them answered from the contract."""

_PART = re.compile(r"^nastasteg_(turn|bot|action)_seconds_(sum|count)\S* (\S+)$", re.MULTILINE)


@dataclass
class Ours:
    """Our running system."""

    system: System
    ready_seconds: float

    def open(self, number: int) -> Callable[[str], None]:
        """A patient's conversation, logged in, through the gateway."""
        patient = self.system.log_in(number_of(number))

        def say(text: str) -> None:
            reply = patient.say(text)
            if not reply.messages:
                raise RuntimeError("no answer")

        return say

    def seconds_by_part(self) -> dict[str, tuple[float, int]]:
        """Of all turns so far: seconds and number, by what `/metrics` tells."""
        told = requests.get(f"{self.system.url}/metrics", timeout=10).text
        found: dict[str, dict[str, float]] = {}
        for part, what, value in _PART.findall(told):
            found.setdefault(part, {})[what] = float(value)
        return {part: (sums["sum"], int(sums["count"])) for part, sums in found.items()}


@contextmanager
def running(folder: Path, patients: int) -> Iterator[Ours]:
    """Starts it on free ports with so many patients, and stops it."""
    contracts = folder / "contracts"
    contracts.mkdir(parents=True)
    for number in range(patients):
        bundle = copy_for(DEMOS[number % len(DEMOS)], number)
        (contracts / f"{number:03d}.json").write_text(json.dumps(bundle), "utf-8")
    started = time.perf_counter()
    with running_system(folder / "state", NASTASTEG_CONTRACTS=str(contracts)) as system:
        yield Ours(system, round(time.perf_counter() - started, 1))
