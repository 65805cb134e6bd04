"""Charts as SVG, made on the server: where bars stand and how long they are. Pure.

The template draws them; every chart has a table of the same figures under it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

WIDTH = 640
_LABELS = 230
_LINE = 30
_HEIGHT = 160
_BOTTOM = 24


@dataclass(frozen=True)
class Bar:
    """A bar: its place and size in the picture's units, with its name and value."""

    x: float
    y: float
    width: float
    height: float
    name: str
    value: int


@dataclass(frozen=True)
class Chart:
    """A picture of bars; `standing` ones grow upwards, one for each day."""

    bars: list[Bar]
    width: float
    height: float
    standing: bool
    marks: list[tuple[float, str]]
    top: int


def lying(rows: Sequence[tuple[str, int]]) -> Chart:
    """Bars from left to right, one under the other."""
    top = max((value for _, value in rows), default=0)
    room = WIDTH - _LABELS - 60
    bars = [
        Bar(_LABELS, place * _LINE + 5, _share(value, top) * room, _LINE - 10, name, value)
        for place, (name, value) in enumerate(rows)
    ]
    return Chart(bars, WIDTH, len(rows) * _LINE, standing=False, marks=[], top=top)


def standing(rows: Sequence[tuple[str, int]]) -> Chart:
    """Bars from the bottom up, in order, with about six names under them."""
    top = max((value for _, value in rows), default=0)
    step = WIDTH / max(1, len(rows))
    bars = [
        Bar(
            place * step + step * 0.1,
            _HEIGHT - _share(value, top) * (_HEIGHT - 20),
            step * 0.8,
            _share(value, top) * (_HEIGHT - 20),
            name,
            value,
        )
        for place, (name, value) in enumerate(rows)
    ]
    every = max(1, -(-len(rows) // 6))
    marks = [(bar.x, bar.name) for bar in bars[::every]]
    return Chart(bars, WIDTH, _HEIGHT + _BOTTOM, standing=True, marks=marks, top=top)


def _share(value: int, top: int) -> float:
    return value / top if top else 0.0
