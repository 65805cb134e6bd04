"""axe-core: what it finds wrong with the page that is open.

Its source is evaluated by the browser's tools, since the page's policy lets no foreign script in.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from playwright.sync_api import Page

SOURCE = (
    Path(__file__).resolve().parent.parent / "node" / "node_modules" / "axe-core" / "axe.min.js"
)
_RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


@cache
def _source() -> str:
    assert SOURCE.exists(), "axe-core is missing: run `make test-setup`"
    return SOURCE.read_text("utf-8")


def faults(page: Page) -> list[str]:
    """Each fault as `rule: element`, once nothing moves or changes its colour any more."""
    page.evaluate(
        "() => Promise.all(document.getAnimations()"
        ".filter(one => one.effect.getComputedTiming().endTime < Infinity)"
        ".map(one => one.finished.catch(() => null)))"
    )
    page.evaluate(_source())
    found: dict[str, Any] = page.evaluate(
        "rules => axe.run(document, { runOnly: rules, resultTypes: ['violations'] })", _RULES
    )
    return [
        f"{violation['id']}: {node['html'][:160]} – {node['failureSummary'][:200]}"
        for violation in found["violations"]
        for node in violation["nodes"]
    ]
