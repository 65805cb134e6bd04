"""The real system with the demo's contracts, and two more that only these tests need."""

from __future__ import annotations

import json
import shutil
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from backend.settings import ROOT
from tests.browser.visitor import LONG, NOTHING
from tests.builders.fhir import Json
from tests.builders.plans import a_long_plan, no_plan
from tests.conftest import NOW
from tests.system import System, running_system

_REPLACED = {
    "11-somn-vid-tidsomstallning.json": a_long_plan(LONG, NOW),
    "12-sammanslagen-identitet.json": no_plan(NOTHING),
}
"""Demo contracts whose numbers are lent to other plans."""


@contextmanager
def running_site(folder: Path, *, more: Iterable[Json] = (), **settings: str) -> Iterator[System]:
    """Starts it with its state under `folder` and `more` contracts, and stops it again."""
    contracts = folder / "contracts"
    contracts.mkdir(parents=True)
    for path in (ROOT / "data" / "contracts").glob("*.json"):
        if path.name in _REPLACED:
            (contracts / path.name).write_text(json.dumps(_REPLACED[path.name]), "utf-8")
        else:
            shutil.copy(path, contracts)
    for number, bundle in enumerate(more, 90):
        (contracts / f"{number}.json").write_text(json.dumps(bundle), "utf-8")
    with running_system(folder / "data", NASTASTEG_CONTRACTS=str(contracts), **settings) as found:
        yield found


def begin_new_conversations(site: System) -> None:
    """Nobody has said anything for so long that conversations begin anew."""
    with sqlite3.connect(site.data / "nasta-steg.db", timeout=20) as database:
        database.execute("UPDATE conversations SET last_at = '2026-11-20 08:00:00.000000'")
