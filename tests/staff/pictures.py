"""Pictures of the console for `docs/screenshots/`: `python -m tests.staff.pictures [FOLDER]`."""

from __future__ import annotations

import argparse
import tempfile
from pathlib import Path

from backend.migrations import migrate
from backend.settings import ROOT, Settings
from tests.browser.chromium import chromium
from tests.conftest import NOW
from tests.staff.desk import add_demo_patients, furnish, served
from tests.transcripts.world import World

WIDTHS = (1280, 360)
_WHY = "reason=Patienten har hört av sig"


def take(folder: Path) -> None:
    """Takes them."""
    with tempfile.TemporaryDirectory() as data:
        settings = Settings(data=Path(data), rate_limit=0, now=NOW)
        migrate(settings.database_url)
        world = World(settings, lambda: NOW)
        ids = furnish(world)
        add_demo_patients(world)
        _work(world, ids)
        one = f"/staff/conversations/{ids['plain']}"
        pages = {
            "list": ("support", "/staff?sort=risk"),
            "why": ("support", one),
            "conversation": ("support", f"{one}?{_WHY}"),
            "requests": ("support", "/staff/requests"),
            "corrections": ("reviewer", "/staff/corrections"),
            "charts": ("reviewer", "/staff/charts"),
            "log": ("admin", "/staff/log"),
            "entries": ("admin", "/staff/log/entries"),
        }
        folder.mkdir(parents=True, exist_ok=True)
        with served(world) as url, chromium() as browser:
            for width in WIDTHS:
                for name, (role, address) in pages.items():
                    page = browser.new_page(
                        viewport={"width": width, "height": 800}, locale="sv-SE"
                    )
                    page.request.post(f"{url}/login/demo", data={"staff": role})
                    page.goto(url + address)
                    path = folder / f"staff-{name}-{width}.jpg"
                    page.screenshot(path=path, full_page=True, type="jpeg", quality=70)
                    page.close()


def _work(world: World, ids: dict[str, str]) -> None:
    """What staff have done already."""
    support, admin = world.staff("support"), world.staff("admin")
    url = f"/api/transcripts/{ids['plain']}"
    support.post(f"{url}/notes", json={"text": "Ringt upp. Skylten vid entrén saknas."})
    support.post(f"{url}/tags", json={"add": ["otydlig ingång"]})
    for turn in (3, 5, 7):
        support.post(f"{url}/corrections", json={"turn": turn, "intent": "ask_where"})
    support.get(url, params={"reason": "Uppföljning av ett fel"})
    why = {"reason": "Sjukhuset söker en anhörig akut"}
    admin.post(f"/api/transcripts/{ids['protected']}/break-glass", json=why)
    admin.post("/api/access-log/samples", json={"count": 3})


def main() -> None:
    """Takes them into the folder that is named."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, nargs="?", default=ROOT / "docs" / "screenshots")
    take(parser.parse_args().folder)


if __name__ == "__main__":
    main()
