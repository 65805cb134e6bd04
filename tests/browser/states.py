"""Every page in every state that a patient can meet, for the checks and the pictures."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import requests
from playwright.sync_api import expect

from tests.browser.visitor import (
    ALVE,
    ANDREAS,
    ATHENA,
    CAMILLA,
    DMYTRO,
    ELSA,
    GORAN,
    JOHAN,
    KARIN,
    LONG,
    MARIA,
    NOTHING,
    PROTECTED,
    STEFAN,
    Visitor,
)
from tests.waiting import until

Prepare = Callable[[Visitor], None]


@dataclass(frozen=True)
class State:
    """A page in a state: who sees it, for whom, and how they get there.

    `like_another` marks one that differs from another only in what the plan holds.
    """

    name: str
    number: str | None
    prepare: Prepare
    for_number: str | None = None
    like_another: bool = False


def _page(path: str) -> Prepare:
    return lambda visitor: visitor.goto(path)


def _unfolded(visitor: Visitor) -> None:
    visitor.goto("/plan")
    visitor.page.evaluate("for (const one of document.querySelectorAll('details')) one.open = true")
    visitor.page.evaluate("document.querySelector('details.menu').open = false")


def _menu(visitor: Visitor) -> None:
    visitor.goto("/plan")
    visitor.page.get_by_text("Meny", exact=True).click()


def _conversation(visitor: Visitor) -> None:
    visitor.goto("/")
    visitor.say("Vad händer nu?")
    visitor.say("Jag vill flytta provtagningen")


def _danger(visitor: Visitor) -> None:
    visitor.goto("/")
    visitor.say("jag vill inte leva längre")


def _not_sent(visitor: Visitor) -> None:
    visitor.goto("/")
    visitor.page.route("**/messages", lambda route: route.abort())
    visitor.page.get_by_label("Skriv din fråga").fill("Vad händer nu?")
    visitor.page.keyboard.press("Enter")
    expect(visitor.page.locator("#fault")).to_be_visible()


def _ending(visitor: Visitor) -> None:
    # The server's clock stands still, so its answers would lengthen the session for ever.
    visitor.page.route("**/messages?*", lambda route: route.abort())
    visitor.page.clock.install()
    visitor.goto("/")
    visitor.page.clock.fast_forward("18:30")
    expect(visitor.page.locator("#session-ending")).to_be_visible()


def _ended(visitor: Visitor) -> None:
    visitor.page.clock.install()
    visitor.goto("/plan")
    visitor.page.clock.fast_forward("20:30")
    expect(visitor.page.locator("#session-ended")).to_be_visible()


def _choosing_person(visitor: Visitor) -> None:
    """The one who is logged in may see another's plan, and one of their own."""
    with sqlite3.connect(visitor.system.data / "nasta-steg.db", timeout=20) as database:
        patient, actor, own = database.execute(
            "SELECT patient_id, actor, 'Patient/' || fhir_id FROM login_sessions"
            " JOIN patients ON patients.id = patient_id"
            " WHERE kind = 'relative' ORDER BY login_sessions.rowid DESC LIMIT 1"
        ).fetchone()
        database.execute(
            "UPDATE login_sessions SET patient_id = NULL, choices = ? WHERE actor = ?",
            (json.dumps([[patient, own], [patient, actor]]), actor),
        )
    visitor.goto("/")
    expect(visitor.page.get_by_role("heading", level=1)).to_have_text("Vems plan vill du se?")


def _offered(visitor: Visitor) -> None:
    """Somebody else has given up an earlier time, and it is kept for the one who waits."""
    offered = visitor.page.get_by_role("button", name="Ja, ta tiden")
    visitor.goto("/plan")
    if offered.count() == 0:
        visitor.goto("/times/johan-hud/move")
        visitor.page.get_by_role("button", name="Ställ mig på väntelistan").click()
        with sqlite3.connect(visitor.system.data / "nasta-steg.db", timeout=20) as database:
            database.executescript(_AN_OFFER)
        visitor.goto("/plan")
    expect(offered).to_be_visible()


_AN_OFFER = """
    INSERT INTO waiting_offers (entry_id, slot_id, patient_id, state, offered_at, expires_at)
    SELECT entry.id, slot.id, entry.patient_id, 'open',
        '2026-11-23 07:50:00.000000', '2026-11-23 09:50:00.000000'
    FROM waiting_entries AS entry, slots AS slot
    WHERE entry.state = 'waiting' AND slot.fhir_id = 'ru-carl-3-0820'
    LIMIT 1;
    INSERT INTO slot_claims
        (slot_id, kind, patient_id, resource_id, schedule, start, "end", expires_at)
    SELECT slot.id, 'offered', entry.patient_id, entry.resource_id,
        slot.schedule, slot.start, slot."end", offer.expires_at
    FROM waiting_offers AS offer
    JOIN waiting_entries AS entry ON entry.id = offer.entry_id
    JOIN slots AS slot ON slot.id = offer.slot_id
    WHERE offer.state = 'open';
"""


def _read_by_staff(visitor: Visitor) -> None:
    visitor.goto("/")
    visitor.say("Vad händer nu?")
    staff = requests.Session()
    url = visitor.system.url
    staff.post(f"{url}/login/demo", json={"staff": "support"}, timeout=10)
    newest = {"clinic": "Operationsplaneringen", "limit": "1"}

    def conversations() -> list[dict[str, Any]]:
        found = staff.get(f"{url}/api/transcripts", params=newest, timeout=10).json()
        return list(found["items"])

    found = until(conversations)
    reason = {"reason": "Patienten ringde och frågade om sin tid"}
    read = staff.get(f"{url}/api/transcripts/{found[0]['id']}", params=reason, timeout=10)
    assert read.status_code == 200, read.text
    visitor.goto("/access")


def _confirming(visitor: Visitor) -> None:
    visitor.goto("/times/alve-prov/move")
    visitor.page.locator("button.slot").first.click()
    visitor.page.wait_for_url("**/confirm?*")


def _receipt(visitor: Visitor) -> None:
    _confirming(visitor)
    visitor.page.get_by_role("button", name="Ja, flytta tiden").click()
    visitor.page.wait_for_url("**changed=rebook")


def _refused(visitor: Visitor) -> None:
    plan = visitor.page.request.get(f"{visitor.system.url}/api/plan").json()
    fixed = next(
        found["id"]
        for found in plan["appointments"]
        if found["start"] and not found["cancel_allowed"]
    )
    visitor.goto(f"/times/{fixed}/cancel")


STATES = (
    State("login", None, _page("/login")),
    State("contact-logged-out", None, _page("/contact")),
    State("chat-empty", MARIA, _page("/")),
    State("chat", ALVE, _conversation),
    State("chat-danger", ALVE, _danger),
    State("chat-not-sent", ALVE, _not_sent),
    State("session-ending", ALVE, _ending),
    State("session-ended", ALVE, _ended),
    State("plan", MARIA, _page("/plan")),
    State("plan-menu", MARIA, _menu),
    State("plan-unfolded", ALVE, _unfolded),
    State("plan-relative", KARIN, _page("/plan"), ALVE),
    State("plan-protected", PROTECTED, _unfolded),
    State("plan-young", ELSA, _page("/plan"), like_another=True),
    State("plan-ended", GORAN, _unfolded),
    State("plan-no-coordinator", ANDREAS, _page("/plan"), like_another=True),
    State("plan-same-day", ATHENA, _page("/plan"), like_another=True),
    State("plan-cancelled", CAMILLA, _page("/plan")),
    State("plan-interpreter", DMYTRO, _page("/plan"), like_another=True),
    State("plan-none", NOTHING, _page("/plan")),
    State("plan-offer", JOHAN, _offered),
    State("plan-long", LONG, _page("/plan")),
    State("time-choose", ALVE, _page("/times/alve-prov/move")),
    State("time-confirm", ALVE, _confirming),
    State("time-cancel", ALVE, _page("/times/alve-prov/cancel")),
    State("time-refused", MARIA, _refused),
    State("time-receipt", ALVE, _receipt),
    State("choose-person", STEFAN, _choosing_person, ATHENA),
    State("contact", ALVE, _page("/contact")),
    State("access", ALVE, _page("/access")),
    State("access-read", CAMILLA, _read_by_staff),
    State("about", MARIA, _page("/about")),
    State("accessibility", MARIA, _page("/accessibility")),
    State("not-found", MARIA, _page("/finns-inte")),
    State("logged-out", None, _page("/logged-out")),
)
