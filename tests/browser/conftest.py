"""A real browser on the real system."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.chromium import chromium
from tests.browser.site import begin_new_conversations, running_site
from tests.browser.visitor import NEIGHBOUR, Visitor
from tests.dialogues.contracts import demo_file
from tests.dialogues.neighbour import neighbour_of
from tests.system import NOW, System

Open = Callable[..., Visitor]


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[System]:
    """A system of the browser tests' own: what they change is in nobody's way.

    Somebody else goes to Athena's clinics, and its clock stands still unless a test moves it.
    """
    folder = tmp_path_factory.mktemp("site")
    clock = folder / "now"
    clock.write_text(NOW, "ascii")
    athena = json.loads(demo_file("samma-dag").read_text("utf-8"))
    with running_site(
        folder,
        more=[neighbour_of(athena, NEIGHBOUR)],
        NASTASTEG_NOW="",
        NASTASTEG_NOW_FILE=str(clock),
        NASTASTEG_SWEEP_SECONDS="0.5",
    ) as found:
        yield found


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """One browser for all tests; each opens windows of its own.

    Closed with this package: while it is open an event loop runs in the tests' thread.
    """
    with chromium() as found:
        yield found


@pytest.fixture(autouse=True)
def _new_conversations(site: System) -> None:
    begin_new_conversations(site)


@pytest.fixture
def visit(site: System, browser: Browser) -> Iterator[Open]:
    """Opens windows; fails a test whose page had errors or broke the content security policy."""
    visitors: list[Visitor] = []

    def open_window(
        number: str | None = None, for_number: str | None = None, **options: Any
    ) -> Visitor:
        context = browser.new_context(
            **{"viewport": {"width": 390, "height": 844}, "locale": "sv-SE", **options}
        )
        context.set_default_timeout(10_000)
        visitor = Visitor(context.new_page(), site, [])
        _listen(visitor)
        visitors.append(visitor)
        if number is not None:
            visitor.log_in(number, for_number)
        return visitor

    yield open_window
    problems = [problem for visitor in visitors for problem in visitor.problems]
    for visitor in visitors:
        visitor.page.context.close()
    assert problems == []


@pytest.fixture
def files(tmp_path: Path) -> Path:
    """Where a test may put files."""
    return tmp_path


def _listen(visitor: Visitor) -> None:
    page: Page = visitor.page
    page.on("pageerror", lambda error: visitor.problems.append(str(error)))
    page.on(
        "console",
        lambda message: (
            visitor.problems.append(message.text)
            if "Content Security Policy" in message.text or "Trusted" in message.text
            else None
        ),
    )
    page.on(
        "request",
        lambda request: (
            None
            if request.url.startswith((visitor.system.url, "data:", "blob:"))
            else visitor.problems.append(f"asked elsewhere: {request.url}")
        ),
    )
