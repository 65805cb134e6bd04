"""A commit that fails never says "booked", and the old time is kept."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy.exc import OperationalError

from backend.bookings.errors import Busy
from backend.bookings.models import BookingAudit, BookingChange, IdempotentAnswer, OutboxMessage
from backend.bookings.schemas import Who
from tests.bookings.slots import EARLIER, LATER
from tests.bookings.world import CLINIC, VISIT, World


@pytest.fixture
def anna(world: World) -> Who:
    """A patient with a visit and two other times."""
    return world.patient(CLINIC, VISIT, EARLIER, LATER)


@pytest.fixture
def failing_commit(world: World, anna: Who, monkeypatch: pytest.MonkeyPatch) -> None:
    """The next commit fails, as a full disk makes it."""
    dialect = world.database.engine.dialect
    commit = dialect.do_commit

    def fail(_connection: Any) -> None:
        monkeypatch.setattr(dialect, "do_commit", commit)
        assert dialect.dbapi is not None
        raise dialect.dbapi.OperationalError("disk full")

    monkeypatch.setattr(dialect, "do_commit", fail)


def nothing_has_changed(world: World, anna: Who) -> bool:
    kinds = (BookingChange, OutboxMessage, BookingAudit, IdempotentAnswer)
    rows = [world.count(table) for table in kinds]
    return rows == [0, 0, 0, 0] and world.claims() == {} and world.version(anna, "ogon-1") == 1


@pytest.mark.usefixtures("failing_commit")
def test_a_move_whose_commit_fails_is_not_made(world: World, anna: Who) -> None:
    with pytest.raises(Busy):
        world.rebook(anna, "ogon-1", "s1", key="k")

    assert nothing_has_changed(world, anna)


@pytest.mark.usefixtures("failing_commit")
def test_a_cancellation_whose_commit_fails_is_not_made(world: World, anna: Who) -> None:
    with pytest.raises(Busy):
        world.cancel(anna, "ogon-1")

    assert nothing_has_changed(world, anna)


@pytest.mark.usefixtures("failing_commit")
def test_a_hold_whose_commit_fails_holds_nothing(world: World, anna: Who) -> None:
    with pytest.raises(Busy):
        world.bookings.hold(anna, "ogon-1", "s1")

    assert world.claims() == {}


@pytest.mark.usefixtures("failing_commit")
def test_the_same_key_may_try_again(world: World, anna: Who) -> None:
    with pytest.raises(Busy):
        world.rebook(anna, "ogon-1", "s1", key="k")

    assert world.rebook(anna, "ogon-1", "s1", key="k").body["version"] == 2


def test_a_failure_after_the_commit_does_not_take_the_answer_back(
    world: World, anna: Who, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail() -> int:
        raise OperationalError("SELECT", None, Exception("gone"))

    monkeypatch.setattr(world.bookings.waiting, "process", fail)

    assert world.rebook(anna, "ogon-1", "s1").status == 200
    assert world.claims() == {"s1": "booked"}
