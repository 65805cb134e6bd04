"""The commands of those who run the service."""

from __future__ import annotations

import json
import os
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from backend.cli import main
from backend.settings import get_settings
from tests.builders.fhir import PERSONNUMMER
from tests.transcripts.world import World

Run = Callable[..., Result]


@pytest.fixture
def run(world: World, monkeypatch: pytest.MonkeyPatch) -> Iterator[Run]:
    """Runs a command on the world's database."""
    for name in [name for name in os.environ if name.startswith("NASTASTEG_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("NASTASTEG_DATA", str(world.services.settings.data))
    monkeypatch.setenv("NASTASTEG_NOW", "2026-11-23T09:00")
    get_settings.cache_clear()
    yield lambda *arguments: CliRunner().invoke(main, list(arguments))
    get_settings.cache_clear()


def look(world: World, times: int = 3) -> None:
    """Staff look at the list, which the log keeps."""
    staff = world.staff()
    for _ in range(times):
        assert staff.get("/api/transcripts").status_code == 200


def forge(world: World, statement: str) -> None:
    """Changes the log as whoever owns the file can: past the triggers."""
    with sqlite3.connect(world.services.settings.data / "nasta-steg.db") as database:
        for (name,) in database.execute(
            "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'access_log'"
        ).fetchall():
            database.execute(f"DROP TRIGGER {name}")
        database.execute(statement)


def test_a_whole_log_is_verified(world: World, run: Run) -> None:
    look(world)

    done = run("audit", "verify")

    assert (done.exit_code, done.stdout) == (0, "3 entries, 0 faults\n")


def test_a_changed_entry_is_named(world: World, run: Run) -> None:
    look(world)
    forge(world, "UPDATE access_log SET name = 'Ingen' WHERE number = 2")

    done = run("audit", "verify")

    assert done.exit_code == 1
    assert "entry 2: its content is not what was sealed" in done.stderr


def test_a_log_whose_end_was_cut_off_is_told_by_its_head(world: World, run: Run) -> None:
    look(world)
    head = run("audit", "head").stdout.strip()
    forge(world, "DELETE FROM access_log WHERE number = 3")

    assert run("audit", "verify").exit_code == 0
    assert run("audit", "verify", "--head", head).exit_code == 1


def test_a_head_that_is_none_is_refused(run: Run) -> None:
    assert run("audit", "verify", "--head", "abc").exit_code == 2


def test_corrections_are_exported_to_the_data_folder(world: World, run: Run) -> None:
    done = run("corrections", "export")

    assert (done.exit_code, done.stdout) == (0, "0 corrections\n")


def test_learning_without_an_export_says_what_to_do(run: Run, tmp_path: Path) -> None:
    done = run("corrections", "learn")

    assert done.exit_code == 1
    assert "corrections export" in done.stderr


def test_a_purge_prints_its_report(world: World, run: Run) -> None:
    world.say("hej")
    world.project()

    done = run("transcripts", "purge", "--dry-run")

    assert done.exit_code == 0
    report = json.loads(done.stdout)
    assert (report["dry"], report["purged"]["transcripts"]) == (True, 0)


def test_one_persons_conversations_are_exported_with_a_reason(world: World, run: Run) -> None:
    world.say("hej")
    world.project()

    done = run("transcripts", "export", PERSONNUMMER, "--reason", "Begäran om utdrag")

    assert json.loads(done.stdout)["conversations"][0]["messages"][0]["text"] == "hej"
    assert run("transcripts", "export", PERSONNUMMER).exit_code == 2
    assert run("transcripts", "export", "123", "--reason", "Begäran").exit_code == 1


def test_a_hold_is_placed_and_released(world: World, run: Run) -> None:
    world.say("hej")
    world.project()
    ident = world.transcript().id

    assert run("transcripts", "hold", ident, "--reason", "Anmälan till IVO").stdout == "held\n"
    assert world.transcript().held
    assert run("transcripts", "hold", ident, "--release").stdout == "released\n"
    assert not world.transcript().held
    assert run("transcripts", "hold", "0" * 32, "--reason", "Anmälan").exit_code == 1
