"""A freed time is told in the chat of whoever asked for it, once."""

from __future__ import annotations

import pytest

from backend.bookings.schemas import Who
from backend.chat import repository
from backend.chat.offers import OfferTeller
from backend.chat.schemas import ChatMessage
from backend.database import Database
from tests.bookings.slots import EARLIER
from tests.bookings.world import CLINIC, VISIT, World
from tests.builders.fhir import OTHER_PERSONNUMMER


@pytest.fixture
def world(database: Database) -> World:
    """A world to book in."""
    return World(database)


@pytest.fixture
def teller(world: World) -> OfferTeller:
    """Tells that world's offers."""
    return OfferTeller(world.database, world.clock, world.reader, world.bookings)


@pytest.fixture
def bo(world: World) -> Who:
    """Somebody on the waiting list, for whom a time has just become free."""
    giver = world.patient(CLINIC, VISIT, EARLIER)
    world.rebook(giver, "ogon-1", "s1")
    bo = world.patient(CLINIC, VISIT, number=OTHER_PERSONNUMMER)
    world.bookings.waiting.join(bo, "ogon-1")
    world.cancel(giver, "ogon-1")
    world.clock.forward(minutes=10)
    world.bookings.sweep()
    return bo


def chat_of(world: World, who: Who) -> list[ChatMessage]:
    """What stands in the person's chat."""
    with world.database.read() as session:
        found = repository.current_conversation(session, who.patient_id, who.actor, world.clock.now)
        return repository.history(session, found.id) if found else []


def test_an_offer_is_told_with_its_time_and_two_buttons(
    world: World, teller: OfferTeller, bo: Who
) -> None:
    assert teller.tell() == 1

    [message] = chat_of(world, bo)
    assert message.sender == "assistant"
    assert "torsdag 26 november kl. 9.00" in message.text
    assert "återbesök" in message.text
    assert [button.title for button in message.buttons] == ["Ja, ta tiden", "Nej tack"]
    assert "Den är kvar tills du har svarat ja" in message.text
    assert [fact.source for fact in message.facts] == [
        "Slot/s1",
        "Location/ogon-plats",
        "Appointment/ogon-1",
    ]


def test_an_offer_is_told_once(world: World, teller: OfferTeller, bo: Who) -> None:
    teller.tell()

    assert teller.tell() == 0
    assert len(chat_of(world, bo)) == 1


def test_an_offer_that_has_ended_is_not_told(world: World, teller: OfferTeller, bo: Who) -> None:
    world.clock.forward(hours=3)

    assert teller.tell() == 0
    assert chat_of(world, bo) == []
