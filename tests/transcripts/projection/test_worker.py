"""The thread that brings transcripts up to date."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from backend.transcripts.projection import worker as working
from backend.transcripts.projection.worker import ProjectionWorker
from tests.waiting import until


class Projected:
    """Stands where the projector does, and keeps what it was asked for."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.postponed: list[str] = []
        self.waits: list[str] = []

    def project(self, conversation: str) -> bool:
        """Notes it."""
        self.asked.append(conversation)
        if conversation == "broken":
            raise ValueError("a fault of ours")
        return True

    def postpone(self, conversation: str) -> None:
        """Notes it."""
        self.postponed.append(conversation)

    def due(self) -> list[str]:
        """What the test left."""
        return self.waits


@pytest.fixture
def projected() -> Projected:
    return Projected()


@pytest.fixture
def worker(projected: Projected, monkeypatch: pytest.MonkeyPatch) -> Iterator[ProjectionWorker]:
    monkeypatch.setattr(working, "_TOGETHER_SECONDS", 0.1)
    started = ProjectionWorker(projected)  # type: ignore[arg-type]
    started.start()
    yield started
    started.stop()


def test_turns_that_come_close_together_are_projected_once(
    worker: ProjectionWorker, projected: Projected
) -> None:
    for conversation in ("anna", "bo", "anna", "anna"):
        worker.tell(conversation)

    until(lambda: "bo" in projected.asked)
    assert projected.asked == ["anna", "bo"]


def test_what_cannot_be_projected_is_put_off_and_stops_no_other(
    worker: ProjectionWorker, projected: Projected
) -> None:
    worker.tell("broken")
    worker.tell("anna")

    until(lambda: "anna" in projected.asked)
    assert projected.postponed == ["broken"]


def test_a_sweep_has_what_was_left_projected(
    worker: ProjectionWorker, projected: Projected
) -> None:
    projected.waits = ["left"]

    worker.sweep()

    until(lambda: projected.asked == ["left"])
