"""A freed time that is offered in the chat: yes or no in words, and what time does to it."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from actions.reply import Button
from backend.chat.offers import OfferTeller
from backend.clock import Clock
from backend.services import Services
from backend.settings import Settings
from tests.builders.app import ScriptedBot, services_with
from tests.builders.errands import ErrandTalk, some_slots
from tests.builders.fhir import (
    OTHER_PERSONNUMMER,
    a_bundle,
    a_clinic,
    a_patient,
    a_plan,
    an_appointment,
)
from tests.conftest import NOW

EYES = a_clinic("ogon", "Ögonmottagningen", phone="08-465 004 01")
VISIT = an_appointment("ogon-1", clinic="ogon", description="Återbesök hos ögonläkare")
"""Wednesday 2 December 10.15."""
SLOTS = some_slots("ogon", "2026-11-30T09:00", "2026-12-03T09:00", "2026-12-08T10:00")
YES = Button("Ja, ta tiden", "affirm", {"offer": 1})


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """The file that holds the time."""
    path = tmp_path / "now"
    path.write_text(NOW.isoformat(), "ascii")
    return path


@pytest.fixture
def services(settings: Settings, clock: Clock, file: Path) -> Services:
    """A backend whose clock can be moved."""
    moved = settings.model_copy(update={"now_file": file})
    return services_with(moved, clock, ScriptedBot())


@pytest.fixture
def talk(services: Services, file: Path) -> ErrandTalk:
    """A patient who waits, and is told that 30 November 9.00 has become free."""
    other = ErrandTalk(
        services, a_bundle(EYES, VISIT, SLOTS, patient=a_patient(OTHER_PERSONNUMMER))
    )
    other.say("rebook", "flytta min tid")
    other.press("Välj måndag 30 november")
    other.press("Ja, flytta tiden")
    talk = ErrandTalk(services, a_bundle(EYES, VISIT, SLOTS, a_plan("Appointment/ogon-1")))
    assert "väntelistan" in talk.say("ask_earlier_time", "säg till om ni får återbud")
    other.say("cancel", "avboka min tid")
    other.press("Ja, avboka tiden")
    later(services, file, 11)
    return talk


def later(services: Services, file: Path, minutes: int) -> None:
    """So many minutes after `NOW`, and what time brings about then."""
    file.write_text((NOW + timedelta(minutes=minutes)).isoformat(), "ascii")
    services.bookings.sweep()
    teller = OfferTeller(services.database, services.clock, services.contracts, services.bookings)
    teller.tell()


@pytest.mark.parametrize(
    ("intent", "text"),
    [
        ("affirm", "gärna"),
        ("ask_when", "ja tack den tiden tar jag"),
        ("thank", "Ja. Tack så mycket"),
    ],
)
def test_a_yes_in_words_takes_it_and_can_be_undone(
    talk: ErrandTalk, intent: str, text: str
) -> None:
    said = talk.say(intent, text)

    assert said.startswith("Klart.")
    assert "ångra dig till kl. 9.21" in said
    assert talk.time_of("ogon-1") == "30/11 09.00"
    assert "Du har din gamla tid igen" in talk.press("Ångra")
    assert talk.time_of("ogon-1") == "02/12 10.15"


def test_a_no_in_words_keeps_the_time_and_the_place_on_the_list(talk: ErrandTalk) -> None:
    assert "står kvar på väntelistan" in talk.say("deny", "nej tack")
    assert talk.time_of("ogon-1") == "02/12 10.15"
    assert "gäller inte längre" in talk.press_again(YES)


def test_a_question_about_it_is_answered_and_the_offer_still_waits(talk: ErrandTalk) -> None:
    said = talk.say("ask_where", "ja var ligger det nu igen")

    assert "entré A" in said
    assert said.endswith("Vill du ta den?")
    assert talk.press("Ja, ta tiden").startswith("Klart.")


def test_a_yes_while_another_question_stands_is_asked_about(talk: ErrandTalk) -> None:
    talk.say("rebook", "jag vill flytta till den 8 december")
    talk.press("Välj tisdag 8 december")

    said = talk.say("affirm", "ja")

    assert "Säger du ja till tiden som har blivit ledig" in said
    assert talk.time_of("ogon-1") == "02/12 10.15"
    assert talk.press("Ja, flytta tiden").startswith("Klart.")
    assert talk.time_of("ogon-1") == "08/12 10.00"


def test_after_its_time_it_is_gone(talk: ErrandTalk, services: Services, file: Path) -> None:
    later(services, file, 150)

    assert "gäller inte längre" in talk.press_again(YES)
    assert talk.time_of("ogon-1") == "02/12 10.15"


def test_undo_that_comes_too_late_says_how_it_stands_and_what_can_be_done(
    talk: ErrandTalk, services: Services, file: Path
) -> None:
    talk.say("affirm", "ja")
    later(services, file, 25)

    said = talk.press("Ångra")

    assert "Det går inte att ångra längre" in said
    assert "måndag 30 november kl. 9.00" in said
    assert [button.title for button in talk.buttons] == ["Flytta tiden"]


def test_a_cancellation_that_can_no_longer_be_undone_gives_a_number(
    talk: ErrandTalk, services: Services, file: Path
) -> None:
    talk.say("cancel", "avboka min tid")
    talk.press("Ja, avboka tiden")
    later(services, file, 25)

    said = talk.press("Ångra")

    assert "Det går inte att ångra längre" in said
    assert "avbokad" in said
    assert "08-465 004 01" in said


def test_who_waits_for_others_to_cancel_does_not_cancel(talk: ErrandTalk) -> None:
    said = talk.say("cancel", "blir det återbud hos ögonläkaren så säg till")

    assert "väntelistan" in said
    assert "Vill du avboka" not in said
