"""The console in a real browser: by keyboard, without faults, and whole in its ways of working."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from backend.chat import repository
from tests.browser import axe
from tests.browser.chromium import chromium
from tests.staff.desk import MISUNDERSTOOD, furnish, served, talk_long
from tests.transcripts.world import World

WHY = "reason=Patienten%20har%20h%C3%B6rt%20av%20sig"


@dataclass
class Console:
    """A served console with conversations, and what its pages complained of."""

    url: str
    world: World
    browser: Browser
    plain: str
    protected: str
    problems: list[str] = field(default_factory=list)

    def staff(self, role: str, **options: Any) -> Page:
        """A window in which this role is logged in."""
        context = self.browser.new_context(
            **{"viewport": {"width": 1280, "height": 800}, "locale": "sv-SE", **options}
        )
        context.set_default_timeout(10_000)
        page = context.new_page()
        page.on("pageerror", lambda error: self.problems.append(str(error)))
        page.on("console", self._listen)
        assert page.request.post(f"{self.url}/login/demo", data={"staff": role}).status == 204
        return page

    def open(self, role: str, path: str, **options: Any) -> Page:
        """A window on a page."""
        page = self.staff(role, **options)
        page.goto(self.url + path)
        return page

    def conversation(self, role: str = "support", **options: Any) -> Page:
        """A window on the patient's conversation, opened with a reason."""
        return self.open(role, f"/staff/conversations/{self.plain}?{WHY}", **options)

    def _listen(self, message: Any) -> None:
        if "Content Security Policy" in message.text or "Trusted" in message.text:
            self.problems.append(message.text)


@pytest.fixture(scope="module")
def site(shared: World) -> Iterator[Console]:
    """One console for all tests of the module."""
    found = furnish(shared)
    with served(shared) as url, chromium() as browser:
        yield Console(url, shared, browser, found["plain"], found["protected"])


@pytest.fixture
def console(site: Console) -> Iterator[Console]:
    """The console; its windows are closed and nothing may have gone wrong in them."""
    yield site
    for context in site.browser.contexts:
        context.close()
    problems, site.problems = site.problems, []
    assert problems == []


STATES: dict[str, tuple[str, Callable[[Console], str]]] = {
    "list": ("support", lambda _: "/staff"),
    "list_filtered": ("support", lambda _: "/staff?status=unreviewed&min_turns=1&q=tid"),
    "list_at_fault": ("support", lambda _: "/staff?max_confidence=much"),
    "list_empty": ("support", lambda _: "/staff?q=finnsinte"),
    "why": ("support", lambda c: f"/staff/conversations/{c.plain}"),
    "conversation": ("support", lambda c: f"/staff/conversations/{c.plain}?{WHY}"),
    "conversation_read": ("admin", lambda c: f"/staff/conversations/{c.plain}?{WHY}"),
    "closed": ("admin", lambda c: f"/staff/conversations/{c.protected}?{WHY}"),
    "requests": ("support", lambda _: "/staff/requests"),
    "request": ("support", lambda _: "/staff/requests/1"),
    "corrections": ("reviewer", lambda _: "/staff/corrections"),
    "charts": ("reviewer", lambda _: "/staff/charts"),
    "person": ("admin", lambda _: "/staff/person"),
    "log": ("admin", lambda _: "/staff/log"),
    "entries": ("admin", lambda _: "/staff/log/entries"),
    "refused": ("reviewer", lambda _: "/staff/log"),
}


@pytest.mark.parametrize("state", STATES)
def test_axe_finds_nothing_and_nothing_is_cut_off(state: str, console: Console) -> None:
    role, path = STATES[state]
    page = console.open(role, path(console))
    page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true; })")

    found = {}
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        found[scheme] = axe.faults(page)
    page.set_viewport_size({"width": 320, "height": 700})
    wide = page.evaluate("document.documentElement.scrollWidth")

    assert found == {"light": [], "dark": []}
    assert wide <= 320


def test_a_conversation_is_reviewed_by_keyboard_alone(console: Console) -> None:
    page = console.open("support", "/staff?sort=oldest")

    page.keyboard.press("Alt+j")
    expect(page.locator(":focus")).to_have_attribute("data-open", "")
    page.keyboard.press("Enter")
    page.get_by_label("Granskning av samtal i kön").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Samtal")
    page.keyboard.press("Alt+n")
    page.keyboard.type("Ser bra ut")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("#done")).to_have_text("Anteckningen är sparad.")
    page.keyboard.press("Alt+e")

    expect(page.locator("#done")).to_have_text("Sparat.")
    expect(page.locator("#status")).to_have_value("done")


def test_alt_j_and_k_go_from_row_to_row(console: Console) -> None:
    page = console.open("support", "/staff/requests")
    rows = page.locator("[data-open]")

    for key, row in [("j", 0), ("j", 1), ("k", 0)]:
        page.keyboard.press(f"Alt+{key}")
        expect(rows.nth(row)).to_be_focused()


def test_alt_j_goes_to_the_next_conversation_of_the_list(console: Console) -> None:
    page = console.open("restricted", "/staff")
    ids = page.locator("[data-row]").evaluate_all("rows => rows.map(row => row.dataset.row)")
    page.goto(f"{console.url}/staff/conversations/{ids[0]}?{WHY}")
    expect(page.get_by_role("link", name="Nästa", exact=True)).to_be_visible()

    page.keyboard.press("Alt+j")

    page.wait_for_url(f"**/{ids[1]}?*")


def test_what_the_system_did_stands_beside_what_was_said(console: Console) -> None:
    page = console.conversation()
    turn = page.locator(".turn", has_text="[personnummer]")

    expect(turn).to_contain_text("Hej, jag heter [namn]")
    expect(turn.locator(".did")).to_contain_text("När jag har tid (ask_when) 91 %")
    turn.get_by_text("Uppgifter, källor och anrop").click()
    expect(turn.locator(".did")).to_contain_text("time ur Appointment/ogon-1")
    expect(turn.locator(".did")).to_contain_text("GET contract: 200, 6 ms")
    expect(turn.locator(".did")).to_contain_text("Regler: Region Uppsala 2026-01-01")


def test_a_misunderstood_turn_is_corrected_in_one_click_and_approved(console: Console) -> None:
    page = console.conversation()
    turn = page.locator(".turn", has_text=MISUNDERSTOOD)
    turn.get_by_role("button", name="Rätta till: Var det är").click()
    expect(page.locator("#done")).to_have_text("Rättelsen väntar på granskning.")

    reviewer = console.open("reviewer", "/staff/corrections")
    card = reviewer.locator("[data-row]", has_text=MISUNDERSTOOD)
    card.get_by_role("button", name="Godkänn").click()

    reviewer.goto(f"{console.url}/staff/corrections?state=approved")
    expect(reviewer.locator("[data-row]", has_text=MISUNDERSTOOD)).to_contain_text("Rut Berg")


def test_nobody_overwrites_a_colleague_unseen(console: Console) -> None:
    mine, hers = console.conversation("support"), console.conversation("reviewer")
    hers.get_by_label("Status").select_option("needs_action")
    hers.get_by_role("button", name="Spara status").click()
    expect(hers.locator("#done")).to_be_visible()

    mine.get_by_label("Status").select_option("done")
    mine.get_by_role("button", name="Spara status").click()

    expect(mine.locator("#fault")).to_contain_text("Rut Berg har sparat något nytt")
    expect(mine.locator("#status")).to_have_value("needs_action")


def test_staff_answer_in_the_same_thread_with_name_and_role(console: Console) -> None:
    page = console.conversation()
    page.get_by_role("button", name="Ta över samtalet").click()
    page.get_by_label("Ditt svar").fill("Gå in genom huvudentrén.")
    page.get_by_role("button", name="Skicka").click()
    expect(page.locator("#done")).to_have_text("Svaret är skickat.")

    with console.world.services.database.read() as session:
        said = repository.history(session, console.plain, after=0, limit=100)
    assert (said[-1].sender, said[-1].author) == ("staff", "Sam Ek (patientstöd)")
    assert said[-1].text == "Gå in genom huvudentrén."
    expect(page.locator(".turn").last).to_contain_text("Sam Ek (patientstöd)")

    page.get_by_role("button", name="Lämna tillbaka").click()
    expect(page.get_by_role("button", name="Ta över samtalet")).to_be_visible()


def test_without_a_reason_nothing_is_shown(console: Console) -> None:
    page = console.open("support", f"/staff/conversations/{console.plain}?reason=x")

    expect(page.locator("#fault")).to_contain_text("Skriv varför")
    assert MISUNDERSTOOD not in page.content()


def test_a_protected_conversation_takes_a_broken_glass_and_an_alarm(console: Console) -> None:
    assert console.open("support", f"/staff/conversations/{console.protected}?{WHY}").get_by_text(
        "finns inte"
    )
    page = console.open("admin", f"/staff/conversations/{console.protected}?{WHY}")
    page.get_by_role("button", name="Öppna trots spärr").click()
    expect(page.locator("#done")).to_contain_text("Ett larm har gått ut")

    page.goto(f"{console.url}/staff/log")
    expect(page.get_by_role("heading", name="Ada Lind öppnade trots spärr")).to_be_visible()
    page.get_by_role("button", name="Jag har sett larmet").click()
    expect(page.get_by_text("Ada Lind öppnade trots spärr")).to_have_count(0)


def test_a_drawn_entry_is_signed_by_somebody_else(console: Console) -> None:
    console.conversation("support")
    page = console.open("admin", "/staff/log")
    page.get_by_role("button", name="Välj ut 20").click()
    card = page.locator("[data-row]", has_text="Sam Ek").first
    number = card.get_attribute("data-row")
    card.get_by_role("button", name="Behöver redas ut").click()
    expect(page.locator("#fault")).to_contain_text("Skriv vad som behöver redas ut")
    page.locator(f"#comment-{number}").fill("Varför på en söndag?")
    page.locator(f"[data-row='{number}']").get_by_role("button", name="Behöver redas ut").click()

    page.goto(f"{console.url}/staff/log?signed=true")
    expect(page.locator(f"[data-row='{number}']")).to_contain_text("Varför på en söndag?")


def test_an_admin_keeps_a_conversation_and_lets_go_of_it(console: Console) -> None:
    page = console.conversation("admin")
    page.get_by_role("button", name="Bevara").click()
    expect(page.locator("#done")).to_have_text("Samtalet gallras inte.")
    page.get_by_role("button", name="Släpp").click()

    expect(page.locator("#done")).to_have_text("Samtalet gallras i sin ordning.")


def test_a_filter_is_saved_used_and_forgotten(console: Console) -> None:
    page = console.open("support", "/staff?outcome=failed&sort=risk")
    page.get_by_label("Spara filtret under ett namn").fill("Fel först")
    page.get_by_role("button", name="Spara filtret").click()

    link = page.get_by_role("link", name="Fel först")
    expect(link).to_have_attribute("aria-current", "true")
    expect(link).to_have_attribute("href", re.compile("outcome=failed"))
    page.get_by_role("button", name="Ta bort filtret Fel först").click()
    expect(link).to_have_count(0)


def test_a_request_is_taken_on_and_done(console: Console) -> None:
    page = console.open("support", "/staff/requests")
    page.get_by_role("link", name="Få en fast kontakt", exact=True).click()
    expect(page.get_by_text("Gun-Britt Söderkvist")).to_be_visible()
    page.get_by_role("button", name="Jag tar den").click()
    expect(page.get_by_text("Pågår, Sam Ek")).to_be_visible()
    page.get_by_role("button", name="Klar").click()

    page.wait_for_url("**/staff/requests")
    expect(page.get_by_role("link", name="Få en fast kontakt", exact=True)).to_have_count(0)


def test_earlier_turns_of_a_long_conversation_come_when_asked_for(console: Console) -> None:
    talk_long(console.world, 60)
    page = console.conversation()
    expect(page.locator(".turn")).to_have_count(50)
    last = page.locator(".turn").last.get_attribute("id")

    page.get_by_role("link", name="Visa tidigare turer").click()

    expect(page.locator(".turn", has_text=MISUNDERSTOOD)).to_have_count(1)
    assert page.locator(".turn").last.get_attribute("id") == last
    expect(page.get_by_role("link", name="Visa tidigare turer")).to_have_count(0)


def test_the_console_is_whole_without_script(console: Console) -> None:
    page = console.conversation(java_script_enabled=False)
    page.get_by_label("Ny anteckning").fill("Utan skript")
    page.get_by_role("button", name="Spara anteckning").click()

    expect(page.locator(".notes")).to_contain_text("Utan skript")


def test_a_patient_is_not_let_in(console: Console) -> None:
    answer = console.world.log_in().get("/staff", headers={"accept": "text/html"})

    assert answer.status_code == 403
    assert "för vårdens personal" in answer.text
