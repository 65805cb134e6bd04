"""Every conversation of `conversations/`, with the real bot, actions, backend and database."""

from __future__ import annotations

import json
from datetime import datetime

import pytest

from backend.fhir.bundle import read_bundle
from tests.builders.records import Records
from tests.dialogues.contracts import demo_file
from tests.dialogues.reading import Dialogue, all_dialogues
from tests.dialogues.running import run
from tests.system import NOW, System

DIALOGUES = all_dialogues()
TODAY = datetime.fromisoformat(NOW).date()


@pytest.mark.parametrize("dialogue", DIALOGUES, ids=lambda d: f"{d.file}: {d.name}")
def test_the_dialogue_goes_as_written(dialogue: Dialogue, hospital: System) -> None:
    content = json.loads(demo_file(dialogue.patient).read_text("utf-8"))
    records = Records(read_bundle(content, TODAY).resources.values())
    run(dialogue, hospital, records)
