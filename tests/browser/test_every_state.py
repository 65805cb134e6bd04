"""What must hold of every page in every state, light and dark, small and with large text."""

from __future__ import annotations

from typing import Literal

import pytest

from tests.browser import axe, checks
from tests.browser.conftest import Open
from tests.browser.states import STATES, State

SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")


@pytest.mark.parametrize(
    "state",
    [
        pytest.param(state, id=state.name, marks=[pytest.mark.slow] if state.like_another else [])
        for state in STATES
    ],
)
def test_nothing_stands_in_the_way_of_anybody(state: State, visit: Open) -> None:
    visitor = visit(state.number, state.for_number)

    state.prepare(visitor)
    found: dict[str, list[str]] = {}
    for scheme in SCHEMES:
        visitor.page.emulate_media(color_scheme=scheme)
        found[scheme] = axe.faults(visitor.page)
    found["small targets"] = checks.small_targets(visitor.page)
    found |= checks.reflow_faults(visitor.page)

    assert {name: faults for name, faults in found.items() if faults} == {}
