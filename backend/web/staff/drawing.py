"""Charts as SVG, made on the server: where bars stand and how long they are. Pure.

The template draws them; every chart has a table of the same figures under it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

WIDTH = 360
"""Of a phone, so that its text can be read there."""
_NUMBER = 40
_LINE = 42
_BAR = 14
_HEIGHT = 130
_BOTTOM = 22
_MARKS = 5


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
    """A picture of bars; `standing` ones grow upwards from the `floor`, one for each day."""

    bars: list[Bar]
    width: float
    height: float
    standing: bool
    marks: list[tuple[float, str]]
    top: int
    floor: float = 0.0


def lying(rows: Sequence[tuple[str, int]]) -> Chart:
    """Bars from left to right, one under the other, each under its name."""
    top = max((value for _, value in rows), default=0)
    room = WIDTH - _NUMBER
    bars = [
        Bar(0, place * _LINE + 18, _share(value, top) * room, _BAR, name, value)
        for place, (name, value) in enumerate(rows)
    ]
    return Chart(bars, WIDTH, len(rows) * _LINE, standing=False, marks=[], top=top)


def standing(rows: Sequence[tuple[str, int]]) -> Chart:
    """Bars from the bottom up, in order, with a few names under them."""
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
    every = max(1, -(-len(rows) // _MARKS))
    marks = [(bar.x, bar.name) for bar in bars[::every]]
    return Chart(bars, WIDTH, _HEIGHT + _BOTTOM, standing=True, marks=marks, top=top, floor=_HEIGHT)


def _share(value: int, top: int) -> float:
    return value / top if top else 0.0
