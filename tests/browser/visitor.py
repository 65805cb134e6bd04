"""Somebody at a browser."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from playwright.sync_api import Locator, Page, expect

from tests.system import System

MARIA = "19610118-2803"
"""Breast cancer; an operation ahead."""
ALVE = "19411212-8154"
"""84 years, heart failure; times that may be moved."""
KARIN = "19770120-2389"
"""Alve's daughter, who may only look."""
PROTECTED = "20000125-2386"
ELSA = "20121105-2384"
"""Fourteen years."""
GORAN = "19500907-2553"
"""The plan has ended."""
ANDREAS = "19900222-2397"
"""No coordinator."""
ATHENA = "19401130-6125"
"""Several visits on one day; her son may book."""
STEFAN = "19790922-2395"
JOHAN = "19840415-2392"
"""A referral that nears its limit."""
CAMILLA = "19770118-2383"
"""The care has cancelled an operation."""
DMYTRO = "19610973-2393"
"""An interpreter, and an invitation to book."""
NEIGHBOUR = "22001201TD99"
"""In these tests: somebody who goes to Athena's clinics."""
NOTHING = "19950606-2380"
"""In these tests: no plan at all."""
LONG = "19790921-2396"
"""In these tests: a plan of forty steps."""


@dataclass
class Visitor:
    """A page of a browser, and the system that it is open on.

    `problems` are the page's errors and what the content security policy stopped.
    """

    page: Page
    system: System
    problems: list[str]

    def goto(self, path: str) -> None:
        """Opens a page of ours, which may say no but not fail."""
        answer = self.page.goto(self.system.url + path)
        assert answer is None or answer.status < 500, f"{path}: {answer.status}"

    def log_in(self, number: str, for_number: str | None = None) -> None:
        """Logged in, by the demo's door for programs."""
        body = {"personnummer": number} | ({"for": for_number} if for_number else {})
        answer = self.page.request.post(f"{self.system.url}/login/demo", data=body)
        assert answer.status == 204, answer.text()

    def say(self, text: str) -> Locator:
        """Writes and sends; the newest answer, once it is there."""
        self.page.get_by_label("Skriv din fråga").fill(text)
        return self.answered(lambda: self.page.keyboard.press("Enter"))

    def press(self, name: str) -> Locator:
        """Presses a quick reply that begins so; the newest answer, once it is there."""
        button = self.page.get_by_role("button", name=re.compile(f"^{re.escape(name)}")).first
        return self.answered(button.click)

    def answered(self, act: Callable[[], None]) -> Locator:
        """Does something that is answered; the newest answer, once it is there."""
        before = self.answers.count()
        act()
        expect(self.answers.nth(before)).to_be_visible(timeout=20_000)
        return self.answers.last

    def time_of(self, appointment: str) -> str:
        """When the appointment begins, as the backend has it now."""
        answer = self.page.request.get(f"{self.system.url}/api/appointments/{appointment}")
        return str(answer.json()["start"])

    @property
    def answers(self) -> Locator:
        """The assistant's messages."""
        return self.page.locator(".message.assistant")

    @property
    def focused(self) -> str:
        """What has focus: its id, or its tag and text."""
        return str(
            self.page.evaluate(
                """() => {
                  const found = document.activeElement;
                  return found.id || `${found.tagName.toLowerCase()}: ${found.textContent.trim()}`;
                }"""
            )
        )

    def tab_to(self, name: str, *, backwards: bool = False, limit: int = 150) -> None:
        """Presses Tab until what has this in its name has focus."""
        for _ in range(limit):
            self.page.keyboard.press("Shift+Tab" if backwards else "Tab")
            if name in self._focused_name():
                return
        raise AssertionError(f"{name!r} was not reached by Tab")

    def _focused_name(self) -> str:
        found: str = self.page.evaluate(
            """() => {
              const found = document.activeElement;
              const words = found.labels?.[0]?.textContent ?? found.textContent;
              return found === document.body ? "" : words.replace(/\\s+/g, " ").trim();
            }"""
        )
        return found
