"""axe finds nothing, on any page, in any state, light or dark."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.browser import axe
from tests.browser.conftest import Open
from tests.browser.visitor import (
    ALVE,
    ANDREAS,
    ATHENA,
    CAMILLA,
    DMYTRO,
    ELSA,
    GORAN,
    KARIN,
    LONG,
    MARIA,
    NOTHING,
    PROTECTED,
    Visitor,
)

Prepare = Callable[[Visitor], None]


def _plan(visitor: Visitor) -> None:
    visitor.goto("/plan")


def _everything_unfolded(visitor: Visitor) -> None:
    visitor.goto("/plan")
    visitor.page.evaluate(
        "document.querySelectorAll('details').forEach(one => { one.open = true; })"
    )


def _conversation(visitor: Visitor) -> None:
    visitor.goto("/")
    visitor.say("Vad händer nu?")
    visitor.say("Jag vill flytta provtagningen")


def _danger(visitor: Visitor) -> None:
    visitor.goto("/")
    visitor.say("jag vill inte leva längre")
    visitor.say("jag har ont i bröstet och kan inte andas")


def _offline(visitor: Visitor) -> None:
    visitor.goto("/")
    visitor.page.route("**/messages", lambda route: route.abort())
    visitor.page.get_by_label("Skriv din fråga").fill("Vad händer nu?")
    visitor.page.keyboard.press("Enter")
    expect(visitor.page.locator("#fault")).to_be_visible()


def _choosing(visitor: Visitor) -> None:
    visitor.goto("/times/alve-prov/move")


def _confirming(visitor: Visitor) -> None:
    visitor.goto("/times/alve-prov/move")
    visitor.page.locator("button.slot").first.click()
    visitor.page.wait_for_url("**/confirm?*")


def _cancelling(visitor: Visitor) -> None:
    visitor.goto("/times/alve-prov/cancel")


def _refused(visitor: Visitor) -> None:
    visitor.goto("/plan")
    ident = visitor.page.request.get(f"{visitor.system.url}/api/plan").json()["appointments"]
    fixed = next(found["id"] for found in ident if found["start"] and not found["cancel_allowed"])
    visitor.goto(f"/times/{fixed}/cancel")


def _page(path: str) -> Prepare:
    return lambda visitor: visitor.goto(path)


STATES: list[tuple[str, str | None, str | None, Prepare]] = [
    ("login", None, None, _page("/login")),
    ("contact_logged_out", None, None, _page("/contact")),
    ("chat_empty", MARIA, None, _page("/")),
    ("chat", ALVE, None, _conversation),
    ("chat_danger", ALVE, None, _danger),
    ("chat_offline", ALVE, None, _offline),
    ("plan", MARIA, None, _plan),
    ("plan_unfolded", ALVE, None, _everything_unfolded),
    ("plan_relative_sees", KARIN, ALVE, _plan),
    ("plan_protected", PROTECTED, None, _everything_unfolded),
    ("plan_young", ELSA, None, _plan),
    ("plan_ended", GORAN, None, _everything_unfolded),
    ("plan_uncoordinated", ANDREAS, None, _plan),
    ("plan_same_day", ATHENA, None, _plan),
    ("plan_cancelled", CAMILLA, None, _plan),
    ("plan_interpreter", DMYTRO, None, _plan),
    ("plan_none", NOTHING, None, _plan),
    ("plan_long", LONG, None, _plan),
    ("times_choose", ALVE, None, _choosing),
    ("times_confirm", ALVE, None, _confirming),
    ("times_cancel", ALVE, None, _cancelling),
    ("times_refused", MARIA, None, _refused),
    ("contact", ALVE, None, _page("/contact")),
    ("access", ALVE, None, _page("/access")),
    ("about", MARIA, None, _page("/about")),
    ("accessibility", MARIA, None, _page("/accessibility")),
    ("not_found", MARIA, None, _page("/finns-inte")),
    ("logged_out", None, None, _page("/logged-out")),
]


@pytest.mark.parametrize("state", STATES, ids=lambda state: state[0])
def test_axe_finds_nothing(state: tuple[str, str | None, str | None, Prepare], visit: Open) -> None:
    _, number, for_number, prepare = state
    visitor = visit(number, for_number)

    prepare(visitor)
    found = {}
    for scheme in ("light", "dark"):
        visitor.page.emulate_media(color_scheme=scheme)
        found[scheme] = axe.faults(visitor.page)

    assert found == {"light": [], "dark": []}
