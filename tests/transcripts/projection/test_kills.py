"""A projector that is killed at any moment leaves nothing missing and nothing double."""

from __future__ import annotations

import subprocess
import sys
from typing import Any

import pytest
from sqlalchemy import delete, select, text

from backend.chat.models import Message
from backend.settings import ROOT
from backend.transcripts.models import Transcript, TranscriptLabel, TranscriptTurn
from tests.transcripts.projection.kills import a_projector, project_all
from tests.transcripts.world import World


@pytest.mark.parametrize(
    "kills", [12, pytest.param(400, marks=pytest.mark.slow)], ids=["some", "many"]
)
def test_killing_the_projector_at_any_moment_loses_and_doubles_nothing(
    both: World, kills: int
) -> None:
    database, tracker = both.services.settings.database_url, both.services.settings.tracker_url

    died = kill_projectors(database, tracker, kills)
    projector = a_projector(database, tracker)
    project_all(projector)
    killed = everything(both)

    forget(both)
    project_all(projector)
    assert killed == everything(both)
    assert sorted(turn["text"] for turn in killed["turns"]) == asked(both)
    assert died > kills / 3, "too few were killed at work for this to say anything"


def kill_projectors(database: str, tracker: str, kills: int) -> int:
    """How many projectors died at work."""
    done = subprocess.run(
        [
            sys.executable,
            "-m",
            "tests.transcripts.projection.kills",
            database,
            tracker,
            str(kills),
            "7",
        ],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=60 + 2 * kills,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return int(done.stdout)


def asked(world: World) -> list[str]:
    """What patients wrote, by the gateway."""
    with world.services.database.read() as session:
        return sorted(session.scalars(select(Message.text).where(Message.sender == "patient")))


def everything(world: World) -> dict[str, Any]:
    """All transcripts, without the numbers that the database gives."""
    with world.services.database.read() as session:
        names = {row.n: row.id for row in session.execute(select(Transcript.n, Transcript.id))}
        found: dict[str, Any] = {
            "transcripts": [
                columns(row) for row in session.scalars(select(Transcript).order_by(Transcript.id))
            ],
            "turns": [
                {**columns(row), "of": names[row.n]}
                for row in session.scalars(select(TranscriptTurn))
            ],
            "labels": sorted(
                (names[row.n], row.label) for row in session.scalars(select(TranscriptLabel))
            ),
        }
        count = session.scalar(text("SELECT count(*) FROM transcript_words"))
    found["turns"].sort(key=lambda turn: (turn["of"], turn["number"]))
    return {**found, "indexed": count}


def columns(row: Any) -> dict[str, Any]:
    """A row as a mapping."""
    return {c.key: getattr(row, c.key) for c in row.__table__.columns if c.key not in ("id", "n")}


def forget(world: World) -> None:
    """Takes every transcript away, and has all of it projected anew."""
    with world.services.database.write() as session:
        session.execute(text("DELETE FROM transcript_words"))
        session.execute(delete(TranscriptTurn))
        session.execute(delete(TranscriptLabel))
        session.execute(delete(Transcript))
        session.execute(text("DELETE FROM unprojected"))
        session.execute(
            text(
                "INSERT INTO unprojected (conversation_id, number, due)"
                " SELECT conversation_id, max(number), 0 FROM messages GROUP BY conversation_id"
            )
        )
