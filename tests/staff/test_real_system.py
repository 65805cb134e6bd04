"""With the real bot: what a patient says is before staff's eyes, redacted, with what was done."""

from __future__ import annotations

import time
from typing import Any

import requests

from tests.system import System

CAMILLA = "19770118-2383"
_SECONDS = 15


def staff(system: System, role: str = "support") -> requests.Session:
    browser = requests.Session()
    browser.trust_env = False
    answer = browser.post(f"{system.url}/login/demo", json={"staff": role}, timeout=10)
    assert answer.status_code == 204
    return browser


def found_with(system: System, browser: requests.Session, word: str) -> dict[str, Any]:
    """The conversation that holds the word, as soon as it is projected."""
    deadline = time.monotonic() + _SECONDS
    while time.monotonic() < deadline:
        answer = browser.get(f"{system.url}/api/transcripts", params={"q": word}, timeout=10)
        items = answer.json()["items"]
        if items:
            return dict(items[0])
        time.sleep(0.1)
    raise AssertionError(f"no conversation with {word!r} was projected")


def test_a_real_turn_is_projected_with_intent_facts_and_calls(system: System) -> None:
    patient = system.log_in(CAMILLA)
    reply = patient.say("kvastskaft, 19770118-2383 här, när är min nästa tid?")
    browser = staff(system)

    item = found_with(system, browser, "kvastskaft")
    opened = browser.get(
        f"{system.url}/api/transcripts/{item['id']}",
        params={"reason": "Patienten har hört av sig"},
        timeout=10,
    ).json()

    turn = opened["conversation"][-1]
    assert turn["text"] == "kvastskaft, [personnummer] här, när är min nästa tid?"
    assert (turn["kind"], turn["state"]) == ("text", "answered")
    assert turn["intent"]
    assert turn["runner_up"]
    assert 0 < turn["confidence"] <= 1
    assert turn["milliseconds"] > 0
    assert [found["text"] for found in turn["replies"]] == [
        found["text"] for found in reply.messages
    ]
    assert {call["path"] for call in turn["trace"]["calls"]} >= {"contract"}
    assert turn["trace"]["contract"]
