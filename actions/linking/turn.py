"""One text against one contract: what both are worked out from, and what comes of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from actions.linking.index import Linguist
from actions.linking.items import Item
from actions.linking.pointers import Pointer
from actions.linking.ranking import Ranking, Scored
from actions.linking.references import Reference
from actions.linking.result import Focus, LinkKind, Missing, Target
from actions.linking.text import Text

SURE, BY_TIME, BY_FOCUS = 1.0, 0.9, 0.8
"""Scores of what was chosen by its place in a list or time, by a day, and by what was spoken of."""


@dataclass(frozen=True, slots=True)
class Turn:
    """A text, read, and the items that it may mean; `outside` are those the errand is not about."""

    text: Text
    items: tuple[Item, ...]
    outside: tuple[Item, ...]
    focus: Focus
    target: Target
    now: datetime
    ranking: Ranking
    pointers: tuple[Pointer, ...]
    reference: Reference
    linguist: Linguist

    def item(self, source: str | None) -> Item | None:
        """The item of the target with this source."""
        return next((item for item in self.items if item.source == source), None)

    def shown(self) -> list[Item]:
        """Those last shown that the errand can be about, in their order."""
        return [item for source in self.focus.shown if (item := self.item(source))]


@dataclass(frozen=True, slots=True)
class Found:
    """What was found, before it is turned into a `Link`."""

    items: tuple[Scored, ...] = ()
    together: bool = False
    decided: tuple[str, ...] = ()
    missing: tuple[Missing, ...] = ()
    unmatched_time: tuple[str, ...] = ()
    nearby: tuple[Scored, ...] = ()

    @property
    def kind(self) -> LinkKind:
        """What sort of answer it is."""
        if len(self.items) == 1:
            return LinkKind.ONE
        if self.items:
            return LinkKind.SEVERAL
        return LinkKind.NOT_FOUND if self.missing or self.nearby else LinkKind.NONE_MENTIONED


def scored(items: Iterable[Item], score: float) -> tuple[Scored, ...]:
    """The items, all with one score."""
    return tuple((item, score) for item in items)
