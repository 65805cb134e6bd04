"""`kill -9` in the middle of a change: nothing acknowledged is lost, nothing is half moved."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.bookings.stress.arena import Arena
from tests.bookings.stress.faults import POINTS
from tests.bookings.stress.kills import kill_at_every_point


@pytest.fixture
def arena(own_database: str) -> Iterator[Arena]:
    """A database of its own, of each kind."""
    found = Arena(own_database)
    yield found
    found.close()


@pytest.mark.parametrize("kills", [10, pytest.param(200, marks=pytest.mark.slow)])
def test_a_killed_change_is_made_once_by_its_retry_or_not_at_all(arena: Arena, kills: int) -> None:
    tally = kill_at_every_point(arena, kills=kills, bystanders=2)

    assert tally.faults == []
    assert tally.killed == dict.fromkeys(POINTS, kills // len(POINTS))
