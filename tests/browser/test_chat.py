"""The chat in a browser: what is announced, where focus is, what is kept when something fails."""

from __future__ import annotations

import sqlite3
from datetime import UTC, datetime

from playwright.sync_api import Route, expect

from tests.browser.conftest import Open
from tests.browser.visitor import ALVE, KARIN, MARIA, Visitor

WATCH_THE_LOG = """() => {
  window.added = [];
  window.moved = [];
  new MutationObserver(changes => {
    for (const change of changes)
      for (const node of change.addedNodes) window.added.push(node.className ?? node.nodeName);
  }).observe(document.getElementById("log"), { childList: true, subtree: true });
  document.addEventListener("focusin", event => window.moved.push(event.target.id));
}"""


def _from_staff(visitor: Visitor, text: str) -> None:
    """Staff have written in the newest conversation."""
    with sqlite3.connect(visitor.system.data / "nasta-steg.db", timeout=20) as database:
        conversation, last = database.execute(
            "SELECT conversation_id, max(number) FROM messages GROUP BY conversation_id"
            " ORDER BY max(id) DESC LIMIT 1"
        ).fetchone()
        database.execute(
            "INSERT INTO messages"
            " (conversation_id, number, sender, author, text, content, created_at)"
            " VALUES (?, ?, 'staff', 'Eva Ek', ?, '{}', '2026-11-23 08:01:00.000000')",
            (conversation, last + 1, text),
        )


def test_each_finished_message_is_announced_once_as_one_node(visit: Open) -> None:
    visitor = visit(ALVE)
    visitor.goto("/")
    visitor.page.evaluate(WATCH_THE_LOG)

    visitor.say("Vad händer nu?")
    answers = visitor.answers.count()

    added = visitor.page.evaluate("window.added")
    assert added == ["message patient", *["message assistant"] * answers]


def test_what_was_said_before_is_there_and_not_announced_again(visit: Open) -> None:
    visitor = visit(ALVE)
    visitor.goto("/")
    visitor.say("Vad händer nu?")
    said = visitor.page.locator(".message").all_inner_texts()

    visitor.page.add_init_script(
        f"document.addEventListener('DOMContentLoaded', {WATCH_THE_LOG}, {{ capture: true }})"
    )
    visitor.page.reload()
    expect(visitor.page.locator(".message").first).to_be_visible()

    shown = visitor.page.locator(".message").all_inner_texts()
    assert [text.split("\n")[0] for text in shown] == [text.split("\n")[0] for text in said]
    assert visitor.page.evaluate("window.added ?? []") == []


def test_a_message_that_comes_by_itself_is_shown_and_does_not_take_focus(visit: Open) -> None:
    visitor = visit(ALVE)
    visitor.page.clock.install()
    visitor.goto("/")
    visitor.say("Vad händer nu?")
    visitor.page.get_by_label("Skriv din fråga").fill("en halv men")
    visitor.page.evaluate(WATCH_THE_LOG)

    _from_staff(visitor, "Hej Alve, vi har en tidigare tid.")
    visitor.page.clock.fast_forward("00:06")

    expect(visitor.page.get_by_text("vi har en tidigare tid")).to_be_visible()
    assert visitor.page.evaluate("window.added") == ["message staff"]
    assert visitor.page.evaluate("window.moved") == []
    assert visitor.focused == "text"
    assert visitor.page.get_by_label("Skriv din fråga").input_value() == "en halv men"


def test_a_quick_reply_leaves_its_words_and_gives_focus_to_the_field(visit: Open) -> None:
    visitor = visit(ALVE)
    visitor.goto("/")
    visitor.press("Vad händer nu?")
    visitor.say("Jag vill flytta provtagningen")

    visitor.press("Ingen passar")

    expect(visitor.page.get_by_text("Du valde:")).to_be_visible()
    expect(visitor.page.get_by_role("button", name="Ingen passar")).to_have_count(0)
    assert visitor.focused == "text"


def test_quick_replies_stand_in_a_named_list_and_have_different_names(visit: Open) -> None:
    visitor = visit(ALVE)
    visitor.goto("/")
    visitor.say("Jag vill flytta provtagningen")

    listed = visitor.page.get_by_role("list", name="Förslag på svar").get_by_role("button")
    expect(listed.first).to_be_visible()
    names = visitor.page.locator("#log button").all_inner_texts()
    assert len(names) == len(set(names))


def test_enter_sends_and_shift_enter_makes_a_new_line(visit: Open) -> None:
    visitor = visit(ALVE)
    visitor.goto("/")
    visitor.page.get_by_label("Skriv din fråga").click()
    visitor.page.keyboard.type("Vad händer nu?")
    visitor.page.keyboard.press("Shift+Enter")
    visitor.page.keyboard.type("Och sedan?")

    visitor.answered(lambda: visitor.page.keyboard.press("Enter"))

    assert visitor.page.locator(".message.patient p:not(.sender)").all_inner_texts() == [
        "Vad händer nu?",
        "Och sedan?",
    ]


def test_a_message_that_is_not_sent_is_kept_and_sent_again_once(visit: Open) -> None:
    visitor = visit(ALVE)
    visitor.goto("/")
    visitor.page.route("**/messages", lambda route: route.abort())
    field = visitor.page.get_by_label("Skriv din fråga")
    field.fill("Vad händer nu?")
    visitor.page.keyboard.press("Enter")

    expect(visitor.page.locator("#fault")).to_contain_text("1177")
    expect(field).to_have_value("Vad händer nu?")
    expect(field).to_have_attribute("aria-invalid", "true")
    assert visitor.focused == "text"
    visitor.page.unroute("**/messages")
    visitor.answered(lambda: visitor.page.get_by_role("button", name="Försök igen").click())

    expect(visitor.page.locator(".message.patient")).to_have_count(1)
    expect(visitor.page.locator("#fault")).to_be_hidden()


def test_a_reply_whose_way_back_was_lost_is_not_said_twice(visit: Open) -> None:
    visitor = visit(ALVE)
    visitor.goto("/")

    def lose_the_reply(route: Route) -> None:
        route.fetch()
        route.abort()

    visitor.page.route("**/messages", lose_the_reply)
    visitor.page.get_by_label("Skriv din fråga").fill("Vad händer nu?")
    visitor.page.keyboard.press("Enter")
    expect(visitor.page.locator("#fault")).to_be_visible()
    visitor.page.unroute("**/messages")

    visitor.answered(lambda: visitor.page.keyboard.press("Enter"))
    visitor.page.reload()

    expect(visitor.page.locator(".message.patient")).to_have_count(1)


def test_the_assistant_is_said_to_write_only_when_it_takes_a_while(visit: Open) -> None:
    visitor = visit(ALVE)
    visitor.page.clock.install(time=datetime(2026, 11, 23, 8, 0, tzinfo=UTC))
    visitor.goto("/")
    held: list[Route] = []
    visitor.page.route("**/messages", lambda route: held.append(route))  # noqa: PLW0108
    visitor.page.get_by_label("Skriv din fråga").fill("Vad händer nu?")
    visitor.page.clock.pause_at(datetime(2026, 11, 23, 8, 2, tzinfo=UTC))
    visitor.page.keyboard.press("Enter")
    status = visitor.page.get_by_role("status")

    visitor.page.clock.run_for(700)
    expect(status).to_be_empty()
    visitor.page.clock.run_for(200)
    expect(status).to_have_text("Assistenten skriver …")
    visitor.answered(held[0].continue_)

    expect(status).to_be_empty()


def test_a_draft_survives_the_end_of_the_session(visit: Open) -> None:
    visitor = visit(ALVE)
    visitor.page.clock.install()
    visitor.goto("/")
    visitor.page.get_by_label("Skriv din fråga").fill("Jag undrar om")
    visitor.page.context.clear_cookies()

    visitor.page.clock.fast_forward("20:30")
    expect(visitor.page.get_by_role("dialog", name="Du har loggats ut")).to_be_visible()
    expect(visitor.page.locator("#main")).to_be_empty()
    visitor.page.get_by_role("link", name="Logga in igen").click()
    visitor.page.get_by_role("button", name="84 år").first.click()

    expect(visitor.page.get_by_label("Skriv din fråga")).to_have_value("Jag undrar om")


def test_a_draft_is_nobody_elses_and_is_gone_after_logging_out(visit: Open) -> None:
    visitor = visit(ALVE)
    visitor.goto("/")
    visitor.page.get_by_label("Skriv din fråga").fill("Bara mitt")
    visitor.log_in(KARIN, ALVE)
    visitor.goto("/")
    expect(visitor.page.get_by_label("Skriv din fråga")).to_have_value("")

    visitor.page.get_by_text("Meny", exact=True).click()
    visitor.page.get_by_role("button", name="Logga ut").click()
    visitor.log_in(ALVE)
    visitor.goto("/")

    expect(visitor.page.get_by_label("Skriv din fråga")).to_have_value("")


def test_the_session_warns_before_it_ends_and_can_be_made_longer(visit: Open) -> None:
    visitor = visit(MARIA)
    visitor.page.clock.install()
    visitor.goto("/plan")

    visitor.page.clock.fast_forward("18:30")
    warning = visitor.page.get_by_role("dialog", name="Är du kvar?")
    expect(warning).to_be_visible()
    visitor.page.keyboard.press("Enter")
    expect(warning).to_be_hidden()
    visitor.page.clock.fast_forward("10:00")

    expect(visitor.page.get_by_role("heading", level=1, name="Min plan")).to_be_visible()


def test_a_page_left_alone_hides_itself_when_the_session_is_over(visit: Open) -> None:
    visitor = visit(MARIA)
    visitor.page.clock.install()
    visitor.goto("/plan")

    visitor.page.clock.fast_forward("20:30")

    expect(visitor.page.get_by_role("dialog", name="Du har loggats ut")).to_be_visible()
    visitor.page.keyboard.press("Escape")
    expect(visitor.page.get_by_role("dialog", name="Du har loggats ut")).to_be_visible()
    assert "bröstcancer" not in visitor.page.locator("body").inner_text().lower()
