"""One running system for all conversations: a contract of its own for each of them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.dialogues.contracts import COPIES, copy_for
from tests.dialogues.running import all_dialogues
from tests.system import System, running_system


@pytest.fixture(scope="session")
def hospital(tmp_path_factory: pytest.TempPathFactory) -> Iterator[System]:
    """The system with a copy of a demo contract for each dialogue, and the copies of `COPIES`."""
    folder: Path = tmp_path_factory.mktemp("contracts")
    bundles: dict[int, dict[str, Any]] = {
        found.index: copy_for(found.patient, found.index) for found in all_dialogues()
    }
    for index, (name, change) in COPIES.items():
        bundles[index] = copy_for(name, index)
        if change is not None:
            change(bundles[index])
    for index, bundle in bundles.items():
        (folder / f"{index:04d}.json").write_text(json.dumps(bundle), "utf-8")
    data = tmp_path_factory.mktemp("hospital")
    with running_system(data, NASTASTEG_CONTRACTS=str(folder)) as found:
        yield found
