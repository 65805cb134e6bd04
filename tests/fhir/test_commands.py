"""`nasta-steg import` and `export`, as an operator meets them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from backend.cli import main
from backend.settings import get_settings
from tests.builders.fhir import PERSONNUMMER, a_bundle, a_plan, an_appointment, raw


@pytest.fixture(autouse=True)
def _own_database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("NASTASTEG_DATABASE_URL", f"sqlite:///{tmp_path / 'cli.db'}")
    monkeypatch.setenv("NASTASTEG_NOW", "2026-11-23T09:00")
    get_settings.cache_clear()
    yield
    get_settings.cache_clear()


def run(*arguments: str) -> Result:
    """Runs a command."""
    return CliRunner().invoke(main, arguments)


def a_file(folder: Path, name: str, content: bytes) -> str:
    """Writes a file, and gives its path."""
    path = folder / name
    path.write_bytes(content)
    return str(path)


def test_what_was_imported_is_exported(tmp_path: Path) -> None:
    bundle = a_bundle(an_appointment("v"), a_plan("Appointment/v"))
    path = a_file(tmp_path, "ett.json", raw(bundle))

    assert run("import", path).output == f"{path}: added (3 resources)\n"
    assert run("import", path).output == f"{path}: unchanged (3 resources)\n"
    exported = json.loads(run("export", PERSONNUMMER).output)
    assert [entry["resource"]["resourceType"] for entry in exported["entry"]] == [
        *("Patient", "Appointment", "CarePlan")
    ]


def test_each_fault_is_named_with_its_file_and_other_files_are_imported(tmp_path: Path) -> None:
    broken = a_file(tmp_path, "fel.json", raw(a_bundle(an_appointment("v", status="confirmed"))))
    whole = a_file(tmp_path, "ratt.json", raw(a_bundle(an_appointment("v"))))

    done = run("import", broken, whole, str(tmp_path / "ingen.json"))

    assert done.exit_code == 1
    lines = done.output.splitlines()
    assert lines[0].startswith(f"{broken}: Appointment/v status: 'confirmed' is not one of")
    assert lines[1] == f"{whole}: added (2 resources)"
    assert lines[2] == f"{tmp_path / 'ingen.json'}: No such file or directory"


def test_a_flood_of_faults_is_cut_short(tmp_path: Path) -> None:
    visits = [an_appointment(f"v{number}", status="confirmed") for number in range(70)]

    done = run("import", a_file(tmp_path, "fel.json", raw(a_bundle(*visits))))

    assert len(done.output.splitlines()) == 51
    assert done.output.endswith("and 20 faults more\n")


@pytest.mark.parametrize(
    ("number", "why"),
    [
        ("19610118-2804", "PERSONNUMMER: not a valid date or check digit"),
        (PERSONNUMMER, "PERSONNUMMER: no contract of this patient is stored"),
    ],
)
def test_nobody_is_exported_who_is_not_there(number: str, why: str, tmp_path: Path) -> None:
    run("import", a_file(tmp_path, "tom.json", b"{}"))

    done = run("export", number)

    assert done.exit_code == 1
    assert done.output == f"Error: {why}\n"
