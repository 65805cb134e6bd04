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
_FAKETIME = Path("/usr/lib/x86_64-linux-gnu/faketime/libfaketimeMT.so.1")


@pytest.mark.slow
@pytest.mark.parametrize("where", ["sqlite", "servers", "clock"])
def test_no_fault_leaves_a_patient_without_an_answer(where: str, tmp_path: Path) -> None:
    kinds = [kind for kind in KINDS if kind.where == where and ONLY in kind.name]
    if not kinds:
        pytest.skip("no such kind was asked for")
    with _arena(where, tmp_path) as arena:
        outcomes = [run(arena, kind, RUNS) for kind in kinds]

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
        if not _FAKETIME.exists():
            pytest.skip("needs Debian's package `faketime`")
        (folder / "data").mkdir()
        (folder / "data" / "clock").write_text("+0")
        settings = {
            "LD_PRELOAD": str(_FAKETIME),
            "FAKETIME_TIMESTAMP_FILE": str(folder / "data" / "clock"),
            "FAKETIME_NO_CACHE": "1",
            "FAKETIME_DONT_FAKE_MONOTONIC": "1",
        }
        with arena_on_sqlite(folder, clock, **settings) as found:
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
