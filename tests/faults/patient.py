"""A patient who moves an appointment while something fails, and what must hold of it."""

from __future__ import annotations

import re
import secrets
import time
from dataclasses import dataclass, field
from typing import Any

import requests

from tests.faults.arena import Arena

ERRAND = "Jag vill boka om fotvården"
CHOICE, YES = "Välj ", "Ja, flytta"
DONE = "Klart"
NOT_KEPT = "kunde inte sparas"
_PATIENCE_SECONDS = 100.0
_A_NUMBER = re.compile(r"\d{4}|\d{2,4}-\d|112")


@dataclass
class Patient:
    """Talks as the page does: a message that got no answer is sent again under its id."""

    arena: Arena
    number: str
    browser: requests.Session = field(default_factory=requests.Session)
    sent: list[str] = field(default_factory=list)
    doubtful: list[str] = field(default_factory=list)
    told_done: bool = False
    failures: int = 0
    answers: int = 0
    longest: float = 0.0
    faults: list[str] = field(default_factory=list)
    buttons: list[dict[str, str]] = field(default_factory=list)
    said: str = ""
    failed: bool = False
    before: str = ""

    def log_in(self) -> None:
        """Logs in, and looks at the time as it stands."""
        self.browser.trust_env = False
        answer = self.browser.post(
            f"{self.arena.url}/login/demo", json={"personnummer": self.number}, timeout=30
        )
        assert answer.status_code == 204, answer.text
        self.before = self.foot_time()

    def say(self, text: str) -> str:
        """Writes a text; the reply."""
        return self._turn({"text": text}, text)

    def press(self, title: str) -> str:
        """Presses the button that begins so; the reply, "" where a failure was told."""
        found = next((b for b in self.buttons if b["title"].startswith(title)), None)
        if found is None:
            if not self.failed:
                self.faults.append(f"no button {title!r} under {self.said!r}")
            return ""
        return self._turn({"payload": found["payload"]}, found["title"])

    def foot_time(self) -> str:
        """When the visit that is moved stands in the plan."""
        plan = self.browser.get(f"{self.arena.url}/api/plan", timeout=30).json()
        return next(
            str(one["start"]) for one in plan["appointments"] if "fot" in str(one).casefold()
        )

    def history(self) -> list[str]:
        """What is stored of what was sent."""
        found = self.browser.get(f"{self.arena.url}/api/chat", timeout=30).json()["messages"]
        return [message["text"] for message in found if message["sender"] == "patient"]

    def check(self) -> None:
        """Whatever was promised holds, and everything that was written is there once."""
        moved = self.foot_time() != self.before
        if self.told_done and not moved:
            self.faults.append("told that the time was moved, and it was not")
        # What was told to be lost may have been kept: a commit may succeed unheard.
        kept = self.history()
        extra = [text for text in kept if text not in self.sent]
        if [text for text in kept if text in self.sent] != self.sent or extra != [
            text for text in self.doubtful if text in extra
        ]:
            self.faults.append(f"kept {kept} of {self.sent}, in doubt {self.doubtful}")

    def _turn(self, body: dict[str, str], shown: str) -> str:
        body = {**body, "id": secrets.token_hex(8)}
        began = time.monotonic()
        while time.monotonic() - began < _PATIENCE_SECONDS:
            try:
                answer = self.browser.post(f"{self.arena.url}/api/chat", json=body, timeout=45)
            except requests.RequestException:
                time.sleep(0.2)
                continue
            self.longest = max(self.longest, time.monotonic() - began)
            return self._answered(answer, shown)
        self.faults.append(f"no answer to {shown!r}")
        return ""

    def _answered(self, answer: requests.Response, shown: str) -> str:
        content: dict[str, Any] = answer.json()
        self.failed = answer.status_code != 200
        if self.failed:
            detail = str(content.get("detail", ""))
            self.failures += 1
            if not _A_NUMBER.search(detail):
                self.faults.append(f"{answer.status_code} without a number: {detail}")
            return detail
        messages = content["messages"]
        said = "\n".join(message["text"] for message in messages)
        self.buttons = [button for message in messages for button in message["buttons"]]
        (self.doubtful if NOT_KEPT in said else self.sent).append(shown)
        if not said:
            self.faults.append(f"silence after {shown!r}")
        self.said, self.failed = said, any(message["failed"] for message in messages)
        if self.failed:
            self.failures += 1
            if not _A_NUMBER.search(said):
                self.faults.append(f"a failure without a number: {said}")
        else:
            self.answers += 1
        self.told_done = self.told_done or DONE in said
        return said
