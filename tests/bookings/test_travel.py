"""The way between two visits."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from backend.bookings.travel import Busy, Place, collides, travel

KARLSTAD = Place("karlstad", 59.379, 13.503)
ARVIKA = Place("arvika", 59.655, 12.591)


def test_there_is_no_way_within_a_place() -> None:
    assert travel(KARLSTAD, KARLSTAD) == timedelta(0)


def test_there_is_no_way_to_a_phone() -> None:
    assert travel(KARLSTAD, None) == timedelta(0)
    assert travel(None, KARLSTAD) == timedelta(0)


def test_the_way_goes_by_the_distance() -> None:
    # 60 kilometres as the crow flies: a quarter of an hour, and an hour and twelve minutes.
    minutes = travel(KARLSTAD, ARVIKA) / timedelta(minutes=1)
    assert minutes == pytest.approx(87, abs=2)


@pytest.mark.parametrize("other", [Place("x"), Place("x", 59.3, None), Place(None)])
def test_to_a_place_that_nobody_knows_it_is_half_an_hour(other: Place) -> None:
    assert travel(KARLSTAD, other) == timedelta(minutes=30)


def test_two_unknown_places_are_not_taken_for_one() -> None:
    assert travel(Place(None), Place(None)) == timedelta(minutes=30)


def test_visits_that_touch_at_one_place_do_not_collide() -> None:
    nine = datetime(2026, 12, 1, 9, 0, tzinfo=UTC)
    half = timedelta(minutes=30)
    busy = Busy(nine, nine + half, KARLSTAD)

    assert not collides(nine + half, nine + 2 * half, KARLSTAD, busy)
    assert collides(nine + half, nine + 2 * half, ARVIKA, busy)
    assert collides(nine, nine + half, None, busy)
