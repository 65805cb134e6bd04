"""The database itself refuses what may not be, whoever writes to it and however."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import insert, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from backend.bookings import claims
from backend.bookings.models import SlotClaim
from backend.contracts.models import Slot
from tests.bookings.slots import EARLIER, LATER, slot_at
from tests.bookings.world import CLINIC, VISIT, World
from tests.builders.fhir import OTHER_PERSONNUMMER, Json

HOUR = slot_at("hour", "2026-11-26 08:30", minutes=60)
NEXT = slot_at("next", "2026-11-26 09:30")


def a_world_with(world: World, *slots: Json) -> tuple[int, int]:
    """Two patients' appointments, by their rows."""
    anna = world.patient(CLINIC, VISIT, *slots)
    bo = world.patient(CLINIC, VISIT, number=OTHER_PERSONNUMMER)
    return world.row(anna, "ogon-1").resource_id, world.row(bo, "ogon-1").resource_id


def claim(session: Session, slot: str, appointment: int, kind: str = "booked") -> dict[str, Any]:
    row = session.scalars(select(Slot).where(Slot.fhir_id == slot)).one()
    ends = None if kind == "booked" else row.start
    return {
        "slot_id": row.id,
        "kind": kind,
        "patient_id": appointment and 1,
        "resource_id": appointment,
        "schedule": row.schedule,
        "start": row.start,
        "end": row.end,
        "expires_at": ends,
    }


def both(world: World, first: tuple[str, int, str], second: tuple[str, int, str]) -> None:
    """Writes two claims past all of the code that would look first."""
    with world.database.write() as session:
        session.execute(insert(SlotClaim), [claim(session, *first)])
    with world.database.write() as session:
        session.execute(insert(SlotClaim), [claim(session, *second)])


Case = Callable[[int, int], tuple[tuple[str, int, str], tuple[str, int, str]]]


@pytest.mark.parametrize("kind", ["booked", "held", "released", "offered"])
def test_one_slot_has_one_claim(world: World, kind: str) -> None:
    anna, bo = a_world_with(world, EARLIER)
    with pytest.raises(IntegrityError):
        both(world, ("s1", anna, "booked"), ("s1", bo, kind))
    clear(world)


@pytest.mark.parametrize("kind", ["booked", "held"])
def test_two_slots_of_a_schedule_that_overlap_have_one_claim(world: World, kind: str) -> None:
    anna, bo = a_world_with(world, HOUR, EARLIER)
    with pytest.raises(IntegrityError):
        both(world, ("hour", anna, "booked"), ("s1", bo, kind))
    clear(world)


def test_two_slots_that_only_touch_have_one_each(world: World) -> None:
    anna, bo = a_world_with(world, EARLIER, NEXT)

    both(world, ("s1", anna, "booked"), ("next", bo, "booked"))

    assert world.claims() == {"s1": "booked", "next": "booked"}
    clear(world)


def test_one_appointment_has_one_slot(world: World) -> None:
    anna, _ = a_world_with(world, EARLIER, LATER)
    with pytest.raises(IntegrityError):
        both(world, ("s1", anna, "booked"), ("s2", anna, "booked"))
    clear(world)


def test_a_claim_cannot_be_moved_onto_another(world: World) -> None:
    anna, bo = a_world_with(world, EARLIER, NEXT)
    both(world, ("s1", anna, "booked"), ("next", bo, "booked"))

    with pytest.raises(IntegrityError):
        begin_earlier(world, bo)
    clear(world)


def begin_earlier(world: World, appointment: int) -> None:
    with world.database.write() as session:
        row = session.scalars(select(SlotClaim).where(SlotClaim.resource_id == appointment)).one()
        row.start -= timedelta(minutes=10)


@pytest.mark.parametrize("taken", ["s1", "hour"])
def test_taking_what_is_taken_says_so_and_leaves_the_transaction_whole(
    world: World, taken: str
) -> None:
    anna, bo = a_world_with(world, HOUR, EARLIER, LATER)
    with world.database.write() as session:
        slots = {slot.fhir_id: slot for slot in session.scalars(select(Slot))}
        first = claims.take(session, slots[taken], "booked", patient_id=1, resource_id=anna)
        second = claims.take(session, slots["s1"], "booked", patient_id=2, resource_id=bo)
        third = claims.take(session, slots["s2"], "booked", patient_id=2, resource_id=bo)

    assert (first, second, third) == (True, False, True)
    assert world.claims() == {taken: "booked", "s2": "booked"}
    clear(world)


def clear(world: World) -> None:
    """Takes the claims away, which no appointment has."""
    with world.database.write() as session:
        for row in session.scalars(select(SlotClaim)):
            session.delete(row)
