"""Many clients, real server processes, SQLite and a real PostgreSQL.

The sizes that the project promises are `slow` (`pytest -m slow tests/bookings/stress`); every run
does the same in small.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from tests.bookings.stress import scenarios
from tests.bookings.stress.arena import Arena
from tests.bookings.stress.random_play import play_at_random


@pytest.fixture
def arena(own_database: str) -> Iterator[Arena]:
    """A database of its own, of each kind."""
    found = Arena(own_database)
    yield found
    found.close()


def sizes(small: tuple[int, int], promised: tuple[int, int]) -> pytest.MarkDecorator:
    """The size of every run, and the one that is promised."""
    return pytest.mark.parametrize(
        ("clients", "turns"), [small, pytest.param(*promised, marks=pytest.mark.slow)]
    )


@sizes((25, 3), (100, 200))
def test_of_those_who_want_one_slot_one_gets_it_and_the_rest_are_told(
    arena: Arena, clients: int, turns: int
) -> None:
    assert scenarios.one_slot_each_round(arena, clients=clients, rounds=turns) == []


@sizes((32, 192), (32, 20_000))
def test_after_anything_in_any_order_no_invariant_is_broken(
    arena: Arena, clients: int, turns: int
) -> None:
    ledger = play_at_random(arena, clients=clients, operations=turns, seed=20261121)

    assert ledger.faults == []
    assert len(ledger.promises) > turns // 10
    print(dict(ledger.replies))


Race = Callable[..., list[str]]


@pytest.mark.parametrize("race", [scenarios.two_tabs, scenarios.two_visits])
@pytest.mark.parametrize("rounds", [5, pytest.param(100, marks=pytest.mark.slow)])
def test_of_two_changes_at_once_one_is_made(arena: Arena, race: Race, rounds: int) -> None:
    assert race(arena, rounds=rounds) == []


@pytest.mark.parametrize("rounds", [5, pytest.param(100, marks=pytest.mark.slow)])
def test_one_request_sent_twice_at_once_is_done_once(arena: Arena, rounds: int) -> None:
    assert scenarios.same_key_twice(arena, rounds=rounds) == []


@sizes((16, 2), (32, 20))
def test_nobody_is_in_the_way_of_who_wants_another_time(
    arena: Arena, clients: int, turns: int
) -> None:
    assert scenarios.everybody_holds(arena, clients=clients, rounds=turns) == []
