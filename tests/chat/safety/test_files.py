"""Faulty data stops the start, and says where the fault is."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from backend.chat.safety.files import FOLDER, SafetyDataError
from backend.chat.safety.rules import load_rules


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the data, to spoil."""
    return Path(shutil.copytree(FOLDER, tmp_path / "safety"))


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        ("rules: [", "spoilt.yml"),
        ("rulez: {}", "rulez"),
        ("kind: danger", "kind"),
        ("rules: {x: {about: a, when: [ont]}}", "no kind"),
        ("kind: crisis\nrules: {chest_pain: {about: a, when: [ont]}}", "chest_pain"),
        ("kind: crisis\nrules: {x: {about: a, when: [OKÄND]}}", "OKÄND"),
        ("kind: crisis\nrules: {x: {about: a, when: [ont ..]}}", "ont .."),
        ("kind: crisis\nrules: {x: {about: a, when: []}}", "when"),
        ("words: {SMÅORD: [en]}", "SMÅORD"),
        ("words: {Fel: [en]}", "Fel"),
        ("words: {FEL: [två ord]}", "två ord"),
        ("misspelt: [finnsinte]", "finnsinte"),
        ("phrases: {saying: []}", "phrases"),
    ],
)
def test_a_fault_in_the_data_is_named(folder: Path, content: str, fault: str) -> None:
    (folder / "spoilt.yml").write_text(content, "utf-8")
    with pytest.raises(SafetyDataError, match=fault.replace(".", r"\.")):
        load_rules(folder)


def test_a_word_that_is_added_is_read(folder: Path) -> None:
    assert load_rules(folder).check("jag har fått snurrelisnurr") is None
    (folder / "added.yml").write_text(
        "kind: emergency\nrules: {added: {about: Påhittat, when: [snurrelisnurr]}}", "utf-8"
    )
    found = load_rules(folder).check("jag har fått snurrelisnurr")
    assert found is not None
    assert found.rule == "added"
