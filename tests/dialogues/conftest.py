"""One running system for all conversations: a contract of its own for each of them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.dialogues.contracts import COPIES, copy_for, number_of, without_deadline
from tests.dialogues.neighbour import neighbour_of
from tests.dialogues.reading import all_dialogues
from tests.system import NOW, System, running_system


@pytest.fixture(scope="session")
def hospital(tmp_path_factory: pytest.TempPathFactory) -> Iterator[System]:
    """The system with a copy of a demo contract for each dialogue, and the copies of `COPIES`.

    Its clock stands still unless a dialogue moves it.
    """
    folder: Path = tmp_path_factory.mktemp("contracts")
    bundles: dict[int, dict[str, Any]] = {}
    for one in all_dialogues():
        bundle = bundles[one.index] = copy_for(one.patient, one.index)
        if one.no_deadline:
            without_deadline(bundle)
        if one.has_neighbour:
            bundles[one.neighbour] = neighbour_of(bundle, number_of(one.neighbour))
    for index, (name, change) in COPIES.items():
        bundles[index] = copy_for(name, index)
        if change is not None:
            change(bundles[index])
    for index, bundle in bundles.items():
        (folder / f"{index:04d}.json").write_text(json.dumps(bundle), "utf-8")
    data = tmp_path_factory.mktemp("hospital")
    clock = data / "now"
    clock.write_text(NOW, "ascii")
    with running_system(
        data,
        NASTASTEG_CONTRACTS=str(folder),
        NASTASTEG_NOW="",
        NASTASTEG_NOW_FILE=str(clock),
        NASTASTEG_SWEEP_SECONDS="0.5",
    ) as found:
        yield found
