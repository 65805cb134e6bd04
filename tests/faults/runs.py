"""So many runs of one kind of fault: patients in the middle of moving a time, and the fault."""

from __future__ import annotations

import random
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

from tests.faults.arena import Arena
from tests.faults.kinds import Kind, happening
from tests.faults.patient import CHOICE, ERRAND, YES, Patient

AT_ONCE = 5


@dataclass
class Outcome:
    """What came of the runs of one kind."""

    kind: str
    runs: int = 0
    answers: int = 0
    failures: int = 0
    booked: int = 0
    longest: float = 0.0
    slowest_recovery: float = 0.0
    faults: list[str] = field(default_factory=list)


def run(arena: Arena, kind: Kind, runs: int, seed: int = 7) -> Outcome:
    """Runs a kind, five patients at a time."""
    outcome, chance = Outcome(kind.name), random.Random(seed)
    while outcome.runs < runs:
        _once(arena, kind, outcome, chance.uniform(0.0, 0.25))
    return outcome


def _once(arena: Arena, kind: Kind, outcome: Outcome, delay: float) -> None:
    patients = [Patient(arena, arena.new_patient()) for _ in range(AT_ONCE)]
    with ThreadPoolExecutor(AT_ONCE) as threads:
        list(threads.map(_begin, patients))
        for patient in patients:
            patient.failures = patient.answers = 0
        during = [threads.submit(_go_on, patient) for patient in patients]
        time.sleep(delay)
        began = time.monotonic()
        with happening(kind, arena):
            while time.monotonic() - began < kind.seconds and not all(d.done() for d in during):
                time.sleep(0.05)
        ended = time.monotonic()
        for one in during:
            one.result()
        arena.recover()
        outcome.slowest_recovery = max(outcome.slowest_recovery, time.monotonic() - ended)
        list(threads.map(_finish, patients))
    for patient in patients:
        outcome.runs += 1
        outcome.answers += patient.answers
        outcome.failures += patient.failures
        outcome.booked += patient.told_done
        outcome.longest = max(outcome.longest, patient.longest)
        outcome.faults += patient.faults


def _begin(patient: Patient) -> None:
    patient.log_in()
    patient.say(ERRAND)
    patient.press(CHOICE)


def _go_on(patient: Patient) -> None:
    patient.press(YES)
    patient.say("När är min nästa tid?")


def _finish(patient: Patient) -> None:
    said = patient.say("Vad händer nu?")
    if patient.faults == [] and ("gick fel" in said or "kan inte svara" in said):
        patient.faults.append(f"no answer after the fault was over: {said}")
    patient.check()
