"""Choosing among items: by day and clock, by place in a list, by what was last spoken of."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from actions.linking.day_expressions import EXACTLY, NOT
from actions.linking.items import Item
from actions.linking.pointers import Pointer
from actions.linking.ranking import Scored, best_of
from actions.linking.references import BEFORE_LAST, LAST, MIDDLE, Reference
from actions.linking.result import Focus
from actions.linking.targets import is_ahead


def at_time(items: Sequence[Scored], pointers: Sequence[Pointer]) -> list[Scored]:
    """Those on the day or at the clock that the most of the pointers say, and say best.

    A part of the day chooses only among these. A looser fit, such as the weekday in another week,
    chooses only among those that fit what is named best.
    """
    days = [pointer for pointer in pointers if not pointer.part_of_day]
    parts = [pointer for pointer in pointers if pointer.part_of_day]
    found = _best_fitting(items, days)
    if found and not any(fits_exactly(item, days) for item, _ in found):
        found = _best_fitting(best_of(items), days)
    if len(parts) == 1 and (found or not days):
        found = _best_fitting(found or items, parts) or found
    return found


def _best_fitting(items: Sequence[Scored], pointers: Sequence[Pointer]) -> list[Scored]:
    fits = [
        (sum(pointer.fits(item.start) for pointer in pointers), item, score)
        for item, score in items
    ]
    best = max((fit for fit, _, _ in fits), default=NOT)
    return [(item, score) for fit, item, score in fits if fit == best] if best > NOT else []


def fits_exactly(item: Item, pointers: Sequence[Pointer]) -> bool:
    """Whether one of the pointers says just this item's time."""
    return any(pointer.fits(item.start) == EXACTLY for pointer in pointers)


def in_order(items: Sequence[Item]) -> list[Item]:
    """By time, those without one last."""
    return sorted(
        items, key=lambda item: (item.start is None, item.start and item.start.timestamp())
    )


def at_position(items: Sequence[Item], position: int) -> Item | None:
    """The item at a 1-based `position`, or at `LAST`, `BEFORE_LAST` or `MIDDLE`."""
    count = len(items)
    if position == MIDDLE:
        return items[count // 2] if count % 2 else None
    if position in (LAST, BEFORE_LAST):
        return items[position] if count >= -position else None
    return items[position - 1] if position <= count else None


def by_reference(
    items: Sequence[Item], reference: Reference, now: datetime, *, past: bool
) -> Item | None:
    """The one of several like items that "nästa", "sista", "den andra" or "kur 2" says."""
    if reference.position is not None and reference.position > 0:
        numbered = [item for item in items if reference.position in item.title_numbers]
        if numbered:
            return numbered[0] if len(numbered) == 1 else None
    closed = [item for item in items if not is_ahead(item, now)]
    ahead = in_order([item for item in items if is_ahead(item, now) and item.start])
    if past and closed:
        ahead = in_order(closed)
    if reference.next:
        return ahead[0] if ahead else None
    if reference.earliest:
        return ahead[0] if ahead else None
    if reference.latest:
        return ahead[-1] if ahead else None
    if reference.position is None:
        return None
    if closed and not past and reference.position not in (LAST, BEFORE_LAST):
        return None
    return at_position(ahead, reference.position)


def in_list(shown: Sequence[Item], reference: Reference, focus: Focus) -> Item | None:
    """The one of those last shown that a place in the list says."""
    if reference.other and len(shown) == 2 and focus.current in [item.source for item in shown]:
        return next(item for item in shown if item.source != focus.current)
    if reference.earliest:
        return in_order(shown)[0]
    if reference.latest:
        return in_order(shown)[-1]
    return at_position(shown, reference.position) if reference.position is not None else None


def neighbour(items: Sequence[Item], current: Item, step: int) -> Item | None:
    """The next (`step` 1) or the one before (-1) in time."""
    ordered = [item for item in in_order(items) if item.start]
    sources = [item.source for item in ordered]
    if current.source not in sources:
        return None
    at = sources.index(current.source) + step
    return ordered[at] if 0 <= at < len(ordered) else None
