"""The whole way from logging in to logging out: by mouse, by keyboard, without a script."""

from __future__ import annotations

import re

from playwright.sync_api import expect

from tests.browser.conftest import Open
from tests.browser.visitor import ALVE, Visitor

ALVE_IN_DEMO = re.compile("84 år")
MOVE = "Jag vill flytta provtagningen"


def _heading(visitor: Visitor, words: str) -> None:
    expect(visitor.page.get_by_role("heading", level=1)).to_contain_text(words)


def _is_logged_out(visitor: Visitor) -> None:
    _heading(visitor, "Du är utloggad")
    visitor.goto("/plan")
    _heading(visitor, "Se vad som händer härnäst")


def _listen_for_printing(visitor: Visitor) -> None:
    visitor.page.add_init_script("window.print = () => { document.title = 'PRINTED'; }")


def test_by_mouse(visit: Open) -> None:
    visitor = visit()
    page = visitor.page
    _listen_for_printing(visitor)
    visitor.goto("/")
    page.get_by_role("button", name=ALVE_IN_DEMO).first.click()
    before = visitor.time_of("alve-prov")

    visitor.press("Vad händer nu?")
    page.get_by_label("Skriv din fråga").fill(MOVE)
    visitor.answered(lambda: page.get_by_role("button", name="Skicka").click())
    visitor.press("Välj ")
    visitor.press("Ja, flytta tiden")
    assert visitor.time_of("alve-prov") != before
    visitor.press("Ångra")
    assert visitor.time_of("alve-prov") == before

    page.get_by_role("link", name="Min plan").click()
    _heading(visitor, "Min plan")
    page.get_by_role("button", name="Skriv ut").click()
    assert page.title() == "PRINTED"
    page.get_by_text("Meny", exact=True).click()
    page.get_by_role("button", name="Logga ut").click()
    _is_logged_out(visitor)


def test_by_keyboard_only(visit: Open) -> None:
    visitor = visit()
    keyboard = visitor.page.keyboard
    _listen_for_printing(visitor)
    visitor.goto("/")
    visitor.tab_to("84 år")
    keyboard.press("Enter")
    visitor.page.wait_for_url(f"{visitor.system.url}/")
    before = visitor.time_of("alve-prov")

    visitor.tab_to("Skriv din fråga")
    keyboard.type("Vad händer nu?")
    visitor.answered(lambda: keyboard.press("Enter"))
    assert visitor.focused == "text"
    keyboard.type(MOVE)
    visitor.answered(lambda: keyboard.press("Enter"))
    for name in ("Välj ", "Ja, flytta tiden"):
        visitor.tab_to(name, backwards=True)
        visitor.answered(lambda: keyboard.press("Enter"))
        assert visitor.focused == "text"
    assert visitor.time_of("alve-prov") != before
    visitor.tab_to("Ångra", backwards=True)
    visitor.answered(lambda: keyboard.press("Space"))
    assert visitor.time_of("alve-prov") == before

    visitor.tab_to("Min plan", backwards=True)
    keyboard.press("Enter")
    _heading(visitor, "Min plan")
    visitor.tab_to("Skriv ut")
    keyboard.press("Enter")
    assert visitor.page.title() == "PRINTED"
    visitor.tab_to("Meny", backwards=True)
    keyboard.press("Enter")
    visitor.tab_to("Logga ut")
    keyboard.press("Enter")
    _is_logged_out(visitor)


def test_without_a_script(visit: Open) -> None:
    visitor = visit(java_script_enabled=False)
    page = visitor.page
    visitor.goto("/")
    page.get_by_role("button", name=ALVE_IN_DEMO).first.click()
    before = visitor.time_of("alve-prov")

    page.get_by_role("button", name="Vad händer nu?").click()
    expect(visitor.answers.last).to_contain_text("kl.")
    page.get_by_label("Skriv din fråga").fill(MOVE)
    page.get_by_role("button", name="Skicka").click()
    page.get_by_role("button", name="Välj ").first.click()
    page.get_by_role("button", name="Ja, flytta tiden").click()
    assert visitor.time_of("alve-prov") != before
    page.get_by_role("button", name="Ångra").last.click()
    assert visitor.time_of("alve-prov") == before

    page.get_by_role("link", name="Min plan").click()
    _heading(visitor, "Min plan")
    assert page.get_by_role("button", name="Skriv ut").count() == 0
    page.get_by_text("Meny", exact=True).click()
    page.get_by_role("button", name="Logga ut").click()
    _is_logged_out(visitor)


def test_a_time_is_moved_and_the_move_undone_from_the_plan_without_a_script(visit: Open) -> None:
    visitor = visit(ALVE, java_script_enabled=False)
    page = visitor.page
    before = visitor.time_of("alve-prov")
    visitor.goto("/plan")

    page.get_by_role("link", name="Flytta tiden").first.click()
    page.locator("button.slot").first.click()
    _heading(visitor, "Vill du flytta tiden?")
    page.get_by_role("button", name="Ja, flytta tiden").click()
    _heading(visitor, "Klart. Tiden är flyttad")
    assert visitor.time_of("alve-prov") != before
    page.get_by_role("button", name="Ångra ändringen").click()

    expect(page.get_by_role("heading", name="Ändringen är ångrad")).to_be_visible()
    assert visitor.time_of("alve-prov") == before


def test_a_task_is_ticked_off_and_taken_back_by_keyboard(visit: Open) -> None:
    visitor = visit(ALVE)
    keyboard = visitor.page.keyboard
    visitor.goto("/plan")

    visitor.tab_to("Markera som klar")
    keyboard.press("Enter")
    expect(visitor.page.get_by_text("Uppgiften är markerad som klar")).to_be_visible()
    assert visitor.focused == "notice"
    visitor.tab_to("Ångra")
    keyboard.press("Enter")

    expect(visitor.page.get_by_text("Uppgiften är inte längre markerad")).to_be_visible()
