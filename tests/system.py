"""The real system for tests: bot, actions and backend as processes on ports of their own.

    def test_something(system: System) -> None:
        patient = system.log_in(PERSONNUMMER)
        answer = patient.say("Vad händer nu?")

One system serves a whole test session. A conversation goes on where the same patient's last one
left off, so a test that minds uses a patient of its own.
"""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

import requests

from backend.settings import ROOT
from tests.waiting import until

NOW = "2026-11-23T09:00"
"""A Monday morning; the clock of every test system stands still there."""

_START_SECONDS = 240


@dataclass
class System:
    """A running system: where it is, and where its state is."""

    url: str
    data: Path
    process: subprocess.Popen[bytes]
    environment: dict[str, str]

    def log_in(self, number: str, for_number: str | None = None) -> Patient:
        """A browser in which this person is logged in."""
        browser = requests.Session()
        browser.trust_env = False
        body = {"personnummer": number} | ({"for": for_number} if for_number else {})
        answer = browser.post(f"{self.url}/login/demo", json=body, timeout=10)
        assert answer.status_code == 204, answer.text
        return Patient(self.url, browser)

    def set_clock(self, now: datetime) -> None:
        """Sets the clock of a system that was started with a `NASTASTEG_NOW_FILE`."""
        file = Path(self.environment["NASTASTEG_NOW_FILE"])
        written = file.with_suffix(".new")
        written.write_text(now.isoformat(), "ascii")
        written.replace(file)

    def staff_page(self, path: str, role: str = "support") -> str:
        """A page as a member of staff sees it."""
        return str(self._by_staff(path, role).text)

    def open_requests(self) -> list[int]:
        """The numbers of what patients have asked of clinics, and is not done."""
        return [found["id"] for found in self._by_staff("/api/requests", "support").json()]

    def _by_staff(self, path: str, role: str) -> requests.Response:
        browser = requests.Session()
        browser.trust_env = False
        entered = browser.post(f"{self.url}/login/demo", json={"staff": role}, timeout=10)
        assert entered.status_code == 204, entered.text
        answer = browser.get(f"{self.url}{path}", timeout=10)
        assert answer.status_code == 200, answer.text
        return answer

    def command(self, *arguments: str, text: str | None = None) -> subprocess.CompletedProcess[str]:
        """`nasta-steg …` in the system's environment."""
        return subprocess.run(
            [str(Path(sys.executable).parent / "nasta-steg"), *arguments],
            input=text,
            capture_output=True,
            text=True,
            timeout=120,
            env=self.environment,
            check=False,
        )


@dataclass
class Reply:
    """What the assistant answered to one message."""

    messages: list[dict[str, Any]]

    @property
    def text(self) -> str:
        """All messages, one under the other."""
        return "\n".join(found["text"] for found in self.messages)

    @property
    def buttons(self) -> list[dict[str, str]]:
        """The buttons of all messages."""
        return [button for found in self.messages for button in found["buttons"]]

    @property
    def facts(self) -> list[dict[str, str]]:
        """The facts of all messages."""
        return [fact for found in self.messages for fact in found["facts"]]


@dataclass
class Patient:
    """Somebody who is logged in and talks with the assistant."""

    url: str
    browser: requests.Session
    last: Reply = field(default_factory=lambda: Reply([]))
    shown: list[dict[str, str]] = field(default_factory=list)
    heard: int = 0
    """The number of the newest message that was seen."""

    def say(self, text: str) -> Reply:
        """Writes a text."""
        return self._turn({"text": text})

    def press(self, title: str) -> Reply:
        """Presses the button of the last reply whose title begins so."""
        for button in self.last.buttons:
            if button["title"].startswith(title):
                return self._turn({"payload": button["payload"]})
        raise AssertionError(f"no button {title!r} among {[b['title'] for b in self.last.buttons]}")

    def press_earlier(self, title: str) -> Reply:
        """Presses the button that begins so in any reply so far, the latest first."""
        for button in reversed(self.shown):
            if button["title"].startswith(title):
                return self._turn({"payload": button["payload"]})
        raise AssertionError(f"no button {title!r} has been shown")

    def hear(self) -> Reply:
        """What is said next without having been asked, once it is."""
        self.last = Reply(until(lambda: self._history(after=self.heard)))
        return self._heard()

    def look_back(self) -> None:
        """What was said and shown before this window was opened."""
        for found in self._history(after=0):
            self.heard = found["number"]
            if found["sender"] != "patient":
                self.shown += found["buttons"]

    def is_shut_out(self, text: str) -> bool:
        """Whether a text is refused, since nobody is logged in any longer."""
        answer = self.browser.post(f"{self.url}/api/chat", json={"text": text}, timeout=30)
        return answer.status_code == 401

    def page(self, path: str) -> str:
        """A page as HTML."""
        answer = self.browser.get(f"{self.url}{path}", timeout=10)
        assert answer.status_code == 200, answer.text
        return answer.text

    def plan(self) -> dict[str, Any]:
        """The contract as it stands now."""
        found: dict[str, Any] = self.browser.get(f"{self.url}/api/plan", timeout=10).json()
        return found

    def _turn(self, body: dict[str, str]) -> Reply:
        answer = self.browser.post(f"{self.url}/api/chat", json=body, timeout=30)
        assert answer.status_code == 200, answer.text
        self.last = Reply(answer.json()["messages"])
        return self._heard()

    def _heard(self) -> Reply:
        self.heard = max([self.heard, *(found["number"] or 0 for found in self.last.messages)])
        self.shown += self.last.buttons
        return self.last

    def _history(self, after: int) -> list[dict[str, Any]]:
        answer = self.browser.get(f"{self.url}/api/chat", params={"after": after}, timeout=10)
        return list(answer.json()["messages"])


@contextmanager
def running_system(data: Path, **settings: str) -> Iterator[System]:
    """Starts a system with its state in `data`, and stops all of it again.

    `settings` are environment variables besides the tests' own.
    """
    ports = free_ports(3)
    environment = {
        **{name: value for name, value in os.environ.items() if not name.startswith("NASTASTEG_")},
        "PORT": str(ports[0]),
        "BOT_PORT": str(ports[1]),
        "ACTIONS_PORT": str(ports[2]),
        "NASTASTEG_DATA": str(data),
        "NASTASTEG_NOW": NOW,
        "NASTASTEG_RATE_LIMIT": "0",
        **settings,
    }
    output = data / "run.log"
    data.mkdir(parents=True, exist_ok=True)
    with output.open("wb") as log:
        process = subprocess.Popen(
            [str(Path(sys.executable).parent / "nasta-steg"), "run"],
            stdout=log,
            stderr=subprocess.STDOUT,
            env=environment,
            cwd=ROOT,
            start_new_session=True,
        )
    system = System(f"http://127.0.0.1:{environment['PORT']}", data, process, environment)
    try:
        _wait_until_ready(process, output)
        yield system
    finally:
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(40)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)


def _wait_until_ready(process: subprocess.Popen[bytes], output: Path) -> None:
    deadline = time.monotonic() + _START_SECONDS
    while time.monotonic() < deadline:
        said = output.read_text("utf-8", "replace")
        if "Ready: " in said:
            return
        assert process.poll() is None, said
        time.sleep(0.2)
    raise AssertionError(f"not ready in time:\n{output.read_text('utf-8', 'replace')}")


def free_ports(count: int) -> list[int]:
    """Ports that nobody listens on now."""
    sockets = [socket.socket() for _ in range(count)]
    for one in sockets:
        one.bind(("127.0.0.1", 0))
    ports = [one.getsockname()[1] for one in sockets]
    for one in sockets:
        one.close()
    return ports
