"""Every kind of fault, 25 runs each: `pytest -m slow tests/faults`, about half an hour.

Writes the matrix to `var/faults.md`; docs/operations.md shows the last one.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from backend.clock import Clock
from backend.settings import ROOT
from tests.conftest import NOW
from tests.faults.arena import Arena, arena_on_servers, arena_on_sqlite
from tests.faults.kinds import KINDS
from tests.faults.runs import Outcome, run

RUNS = int(os.environ.get("FAULT_RUNS", "25"))
ONLY = os.environ.get("FAULT_KINDS", "")
_CLOCK = """
import pathlib, time
_path, _real = pathlib.Path('{path}'), time.time
def _set():
    try:
        return _real() + float(_path.read_text() or 0)
    except (OSError, ValueError):
        return _real()
time.time = _set
"""
"""Sets the clock that leases and logs go by, in the backend and the action server."""


@pytest.mark.slow
@pytest.mark.parametrize("where", ["sqlite", "servers", "clock"])
def test_no_fault_leaves_a_patient_without_an_answer(where: str, tmp_path: Path) -> None:
    kinds = [kind for kind in KINDS if kind.where == where and ONLY in kind.name]
    if not kinds:
        pytest.skip("no such kind was asked for")
    with _arena(where, tmp_path) as arena:
        outcomes = []
        for kind in kinds:
            outcomes.append(run(arena, kind, RUNS))
            _write(where, outcomes)

    assert {one.kind: one.faults for one in outcomes if one.faults} == {}


@contextmanager
def _arena(where: str, folder: Path) -> Iterator[Arena]:
    clock: Clock = lambda: NOW  # noqa: E731
    if where == "servers":
        with arena_on_servers(folder, clock) as found:
            yield found
    elif where == "sqlite":
        with arena_on_sqlite(folder, clock) as found:
            yield found
    else:
        clocks = folder / "clock"
        clocks.mkdir()
        (clocks / "sitecustomize.py").write_text(_CLOCK.format(path=folder / "data" / "clock"))
        path = f"{clocks}{os.pathsep}{os.environ.get('PYTHONPATH', ROOT)}"
        with arena_on_sqlite(folder, clock, PYTHONPATH=path) as found:
            yield found


def _write(where: str, outcomes: list[Outcome]) -> None:
    lines = [
        "| fault | runs | answered | failure sentences | told booked | longest wait"
        " | recovered in | broken promises |",
        "|---|---|---|---|---|---|---|---|",
        *(
            f"| {one.kind} | {one.runs} | {one.answers} | {one.failures} | {one.booked}"
            f" | {one.longest:.1f} s | {one.slowest_recovery:.1f} s | {len(one.faults)} |"
            for one in outcomes
        ),
    ]
    path = ROOT / "var" / f"faults-{where}.md"
    path.parent.mkdir(exist_ok=True)
    path.write_text("\n".join(lines) + "\n", "utf-8")
