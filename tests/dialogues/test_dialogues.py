"""Every conversation of `conversations/`, with the real bot, actions, backend and database."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest

from backend.fhir.bundle import read_bundle
from tests.builders.records import Records
from tests.dialogues.contracts import copy_for, demo_file
from tests.dialogues.running import Dialogue, all_dialogues, run
from tests.system import NOW, System, running_system

DIALOGUES = all_dialogues()
TODAY = datetime.fromisoformat(NOW).date()


@pytest.fixture(scope="module")
def hospital(tmp_path_factory: pytest.TempPathFactory) -> Iterator[System]:
    """A system with one contract for each dialogue."""
    folder: Path = tmp_path_factory.mktemp("contracts")
    for dialogue in DIALOGUES:
        bundle = copy_for(dialogue.patient, dialogue.index)
        (folder / f"{dialogue.index:03d}.json").write_text(json.dumps(bundle), "utf-8")
    data = tmp_path_factory.mktemp("hospital")
    with running_system(data, NASTASTEG_CONTRACTS=str(folder)) as found:
        yield found


@pytest.mark.parametrize("dialogue", DIALOGUES, ids=lambda d: f"{d.file}: {d.name}")
def test_the_dialogue_goes_as_written(dialogue: Dialogue, hospital: System) -> None:
    content = json.loads(demo_file(dialogue.patient).read_text("utf-8"))
    records = Records(read_bundle(content, TODAY).resources.values())
    run(dialogue, hospital, records)
