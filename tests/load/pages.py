"""How heavy the pages are, and how soon they can be used, on an old phone with a slow network.

    python -m tests.load.pages [--url URL] [--runs 5]

prints JSON: for each page the median of cold visits (nothing cached), bytes as transferred.
Starts a system of its own unless told where one runs; that one must be in demo mode.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from pathlib import Path
from statistics import median
from typing import Any

from playwright.sync_api import Browser, CDPSession, Page

from tests.browser.chromium import chromium
from tests.browser.site import running_site
from tests.browser.visitor import ALVE, LONG

LATENCY = 150
"""Milliseconds there and back."""
DOWN, UP = 1_600_000 // 8, 750_000 // 8
"""Bytes a second."""
SLOWER = 6
"""How many times slower than this machine the phone's processor is."""

PAGES: dict[str, tuple[str | None, str]] = {
    "login": (None, "/login"),
    "chat": (ALVE, "/"),
    "plan": (ALVE, "/plan"),
    "plan_40_steps": (LONG, "/plan"),
}
"""Each page with who is logged in. `LONG` has forty steps on the tests' own system only."""

_TIMES = """() => {
  const [navigation] = performance.getEntriesByType("navigation");
  const paint = performance.getEntriesByName("first-contentful-paint")[0];
  const usable = performance.getEntriesByName("usable")[0];
  return {
    first_paint_ms: paint.startTime,
    interactive_ms: navigation.domContentLoadedEventEnd,
    usable_ms: usable ? usable.startTime : navigation.domContentLoadedEventEnd,
  };
}"""


def measure(url: str, runs: int = 5) -> dict[str, dict[str, float]]:
    """Visits each page `runs` times.

    Returns:
        by page: `requests`, `transferred_bytes`, and in milliseconds from the start of the visit
        `first_paint_ms`, `interactive_ms` (DOMContentLoaded) and `usable_ms` (the script answers).
    """
    with chromium() as browser:
        return {
            name: _medians([visit(browser, url, number, path) for _ in range(runs)])
            for name, (number, path) in PAGES.items()
        }


def visit(browser: Browser, url: str, number: str | None, path: str) -> dict[str, float]:
    """One cold visit on the slow phone: what `measure` takes the median of."""
    context = browser.new_context(viewport={"width": 360, "height": 740}, locale="sv-SE")
    page = context.new_page()
    if number is not None:
        answer = page.request.post(f"{url}/login/demo", data={"personnummer": number})
        assert answer.status == 204, answer.text()
    tools = context.new_cdp_session(page)
    sizes: list[float] = []
    _slow_down(tools, sizes)
    page.goto(url + path, wait_until="load")
    page.wait_for_function("performance.getEntriesByName('first-contentful-paint').length")
    found = {**_times(page), "requests": len(sizes), "transferred_bytes": sum(sizes)}
    context.close()
    return found


def _slow_down(tools: CDPSession, sizes: list[float]) -> None:
    tools.send("Network.enable")
    tools.send(
        "Network.emulateNetworkConditions",
        {
            "offline": False,
            "latency": LATENCY,
            "downloadThroughput": DOWN,
            "uploadThroughput": UP,
        },
    )
    tools.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    tools.on("Network.loadingFinished", lambda event: sizes.append(event["encodedDataLength"]))


def _times(page: Page) -> dict[str, float]:
    found: dict[str, Any] = page.evaluate(_TIMES)
    return {name: float(value) for name, value in found.items()}


def _medians(visits: list[dict[str, float]]) -> dict[str, float]:
    return {name: round(median(visit[name] for visit in visits)) for name in visits[0]}


def main() -> None:
    """Prints the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--url")
    parser.add_argument("--runs", type=int, default=5)
    given = parser.parse_args()
    if given.url:
        print(json.dumps(measure(given.url, given.runs), indent=2))
        return
    with tempfile.TemporaryDirectory() as folder, running_site(Path(folder)) as system:
        print(json.dumps(measure(system.url, given.runs), indent=2))


if __name__ == "__main__":
    main()
