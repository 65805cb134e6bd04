"""Somebody gives up a time, and whoever waits takes it: on the plan's page, and in the chat."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Open
from tests.browser.visitor import ATHENA, NEIGHBOUR, Visitor
from tests.dialogues.neighbour import Neighbour
from tests.system import NOW, System

FREED = "fredag 27 november kl. 9.30"
KEPT_FOR_UNDO = timedelta(minutes=11)


@pytest.fixture
def waits(site: System, visit: Open) -> Iterator[Visitor]:
    """Athena waits for an earlier foot care; somebody has just given up one."""
    neighbour, patient = Neighbour(site, NEIGHBOUR), site.log_in(ATHENA)
    assert neighbour.take(FREED, patient)
    visitor = visit(ATHENA)
    visitor.goto("/times/athena-fot/move")
    visitor.page.get_by_role("button", name="Ställ mig på väntelistan").click()
    visitor.goto("/")
    neighbour.cancel(FREED)
    site.set_clock(datetime.fromisoformat(NOW) + KEPT_FOR_UNDO)
    yield visitor
    site.set_clock(datetime.fromisoformat(NOW))


def test_a_freed_time_comes_into_the_open_chat_and_is_taken_there(waits: Visitor) -> None:
    before = waits.time_of("athena-fot")
    expect(waits.answers.last).to_contain_text("En tidigare tid har blivit ledig", timeout=20_000)
    expect(waits.answers.last).to_contain_text(FREED)

    assert "Klart" in waits.press("Ja, ta tiden").inner_text()
    assert waits.time_of("athena-fot").startswith("2026-11-27T09:30")
    waits.press("Ångra")
    assert waits.time_of("athena-fot") == before


def test_a_freed_time_is_taken_on_the_plans_page(waits: Visitor) -> None:
    page, before = waits.page, waits.time_of("athena-fot")
    expect(waits.answers.last).to_contain_text("En tidigare tid har blivit ledig", timeout=20_000)
    waits.goto("/plan")

    page.get_by_role("button", name="Ja, ta tiden").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Klart. Tiden är flyttad")
    assert waits.time_of("athena-fot").startswith("2026-11-27T09:30")
    page.get_by_role("button", name="Ångra ändringen").click()
    expect(page.get_by_role("heading", name="Ändringen är ångrad")).to_be_visible()
    assert waits.time_of("athena-fot") == before
