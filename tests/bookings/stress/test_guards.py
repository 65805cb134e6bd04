"""Each guard is proved by taking it out: what is green with it is red without.

The same scenarios as in `test_stress`, run against a build that lacks one guard.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.bookings.conftest import copied_sqlite
from tests.bookings.stress import scenarios
from tests.bookings.stress.arena import Arena
from tests.bookings.stress.sabotage import drop_index
from tests.servers.postgres import Postgres


@pytest.fixture
def arena(own_database: str) -> Iterator[Arena]:
    """A database of its own, of each kind."""
    found = Arena(own_database)
    yield found
    found.close()


@pytest.fixture
def on_sqlite(tmp_path: Path, empty_sqlite: Path) -> Iterator[Arena]:
    """A SQLite database of its own."""
    found = Arena(copied_sqlite(empty_sqlite, tmp_path))
    yield found
    found.close()


@pytest.fixture
def on_postgres(postgres: Postgres) -> Iterator[Arena]:
    """A PostgreSQL database of its own."""
    found = Arena(postgres.database())
    yield found
    found.close()


def test_without_the_index_a_slot_is_booked_twice(on_postgres: Arena) -> None:
    """On SQLite `BEGIN IMMEDIATE` alone keeps writers apart; `test_constraints` has the index."""
    drop_index(on_postgres.database)

    faults = scenarios.one_slot_each_round(on_postgres, clients=12, rounds=3)
    assert any("claims" in fault for fault in faults)


def test_without_the_version_check_a_second_tab_undoes_the_first(arena: Arena) -> None:
    assert scenarios.two_tabs(arena, rounds=3, without="version") != []


def test_without_immediate_writers_fail_in_the_middle(on_sqlite: Arena) -> None:
    faults = scenarios.everybody_holds(on_sqlite, clients=16, rounds=2, without="immediate")
    assert any("503" in fault for fault in faults)


def test_without_the_key_a_retry_is_another_request(arena: Arena) -> None:
    assert scenarios.same_key_twice(arena, rounds=2, without="key") != []


def test_without_the_patients_lock_one_is_in_two_rooms_at_once(on_postgres: Arena) -> None:
    assert scenarios.two_visits(on_postgres, rounds=10, without="patient") != []
