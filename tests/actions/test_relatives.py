"""A relative hears the same facts, and is not taken for the patient."""

from __future__ import annotations

import re

import pytest

from backend.phrasing.texts import Text, all_texts
from tests.builders.fhir import a_bundle, a_clinic, a_plan, a_task, an_appointment
from tests.builders.turn import Talk, talk_about

CONTRACT = talk_about(
    a_bundle(
        a_clinic("ogon", "Ögonmottagningen", phone="08-465 004 01"),
        an_appointment("ogon-1", clinic="ogon", description="Återbesök hos ögonläkare"),
        a_task("t1", "Titta på fötterna"),
        a_plan("Appointment/ogon-1", "Task/t1"),
    )
).contract


@pytest.mark.parametrize(
    ("intent", "text"),
    [
        ("ask_when", "när ska mamma till ögonläkaren"),
        ("ask_plan", "visa allt"),
        ("ask_my_tasks", "vad ska hon göra själv"),
        ("ask_visit_details", "hur lång tid tar det"),
    ],
)
def test_the_patient_is_not_called_du(intent: str, text: str) -> None:
    relative = Talk(CONTRACT, may_book=False, own=False)
    said = relative.ask(intent, text)
    assert not re.search(r"\b[Dd](?:u|ig|in|ina)\b", said.replace("Har du frågor?", "")), said


def test_the_patient_still_is() -> None:
    assert "har du tid" in Talk(CONTRACT).ask("ask_when", "när ska jag till ögonläkaren")


@pytest.mark.parametrize(
    "found", [one for one in all_texts().values() if one.relative], ids=lambda one: one.key
)
def test_what_is_said_to_a_relative_has_the_blanks_of_what_is_said_to_the_patient(
    found: Text,
) -> None:
    def blanks(text: str) -> set[str]:
        return set(re.findall(r"{(\w+)}", text))

    assert blanks(found.relative or "") <= blanks(found.text)
