"""Pictures of every page on a phone and on a screen, for `docs/screenshots/`.

    python -m tests.browser.screenshots [FOLDER] [--url URL --data FOLDER] [--png] [NAME…]

Starts a system of its own unless told where one runs.
"""

from __future__ import annotations

import argparse
import base64
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from subprocess import DEVNULL, Popen

from playwright.sync_api import Browser

from backend.settings import ROOT
from tests.browser.chromium import chromium
from tests.browser.site import begin_new_conversations, running_site
from tests.browser.states import STATES, State
from tests.browser.visitor import Visitor
from tests.system import System

WIDTHS = {360: (740, 2600), 1280: (900, 1800)}
"""By width in pixels: the height of the window, and of what is kept of a long page."""
_QUALITY = 50
# The whole page, but for a dialog only what it stands in front of.
_HEIGHT = """document.querySelector("dialog[open]")
  ? innerHeight : document.documentElement.scrollHeight"""


def picture(browser: Browser, system: System, state: State, width: int, path: Path) -> None:
    """The whole page as a file, WebP or PNG after the file's name."""
    begin_new_conversations(system)
    window, most = WIDTHS[width]
    context = browser.new_context(
        viewport={"width": width, "height": window}, locale="sv-SE", reduced_motion="reduce"
    )
    visitor = Visitor(context.new_page(), system, [])
    if state.number is not None:
        visitor.log_in(state.number, state.for_number)
    state.prepare(visitor)
    tools = context.new_cdp_session(visitor.page)
    height = visitor.page.evaluate(_HEIGHT)
    visitor.page.set_viewport_size({"width": width, "height": min(height, most)})
    how = {"format": "png"} if path.suffix == ".png" else {"format": "webp", "quality": _QUALITY}
    shot = tools.send("Page.captureScreenshot", how)
    path.write_bytes(base64.b64decode(shot["data"]))
    context.close()


@contextmanager
def _system(url: str | None, data: Path | None) -> Iterator[System]:
    if url and data:
        yield System(url, data, Popen(["true"], stdout=DEVNULL), {})
        return
    with tempfile.TemporaryDirectory() as folder, running_site(Path(folder)) as found:
        yield found


def main() -> None:
    """Takes the pictures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path, default=ROOT / "docs" / "screenshots")
    parser.add_argument("names", nargs="*")
    parser.add_argument("--url")
    parser.add_argument("--data", type=Path)
    parser.add_argument("--png", action="store_true")
    given = parser.parse_args()
    given.folder.mkdir(parents=True, exist_ok=True)
    with _system(given.url, given.data) as system, chromium() as browser:
        for state in STATES:
            if state.name not in given.names if given.names else state.like_another:
                continue
            for width in WIDTHS:
                name = f"{state.name}-{width}.{'png' if given.png else 'webp'}"
                picture(browser, system, state, width, given.folder / name)


if __name__ == "__main__":
    main()
