"""From features to numbers: sublinear term frequency × inverse document frequency, by view."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

import numpy as np
import numpy.typing as npt

Row = tuple[npt.NDArray[np.int32], npt.NDArray[np.float32]]
"""Columns and values of one text."""


class Vectors:
    """Weighs features. Every view has length 1 in a text, times the view's own weight.

    Args:
        features: per view its features, in the order of their columns.
        idf: inverse document frequency by column, over all views.
        weights: how much each view counts.
    """

    def __init__(
        self,
        features: Mapping[str, Sequence[str]],
        idf: npt.NDArray[np.float32],
        weights: Mapping[str, float],
    ) -> None:
        self.features = {view: list(names) for view, names in features.items()}
        self.idf = idf
        self.weights = dict(weights)
        self._columns: dict[str, dict[str, int]] = {}
        first = 0
        for view, names in self.features.items():
            self._columns[view] = {name: first + place for place, name in enumerate(names)}
            first += len(names)
        self.width = first

    @classmethod
    def of(
        cls,
        texts: Iterable[Mapping[str, Sequence[str]]],
        weights: Mapping[str, float],
        seen: int,
    ) -> Vectors:
        """From the training data's features: those that stand in at least `seen` texts."""
        counts: dict[str, Counter[str]] = {view: Counter() for view in weights}
        total = 0
        for views in texts:
            total += 1
            for view, count in counts.items():
                count.update(set(views[view]))
        kept = {
            view: sorted(name for name, texts_with in count.items() if texts_with >= seen)
            for view, count in counts.items()
        }
        frequency = np.array(
            [counts[view][name] for view, names in kept.items() for name in names], np.float64
        )
        idf = np.log((1 + total) / (1 + frequency)) + 1
        return cls(kept, idf.astype(np.float32), weights)

    def row(self, views: Mapping[str, Sequence[str]]) -> Row:
        """One text's columns and values; empty for a text of which nothing is known."""
        columns: list[npt.NDArray[np.int32]] = []
        values: list[npt.NDArray[np.float32]] = []
        for view, weight in self.weights.items():
            found = self._view(view, views[view])
            if not found:
                continue
            where = np.fromiter(found.keys(), np.int32, len(found))
            often = np.fromiter(found.values(), np.float32, len(found))
            value = (1 + np.log(often)) * self.idf[where]
            columns.append(where)
            values.append(value * np.float32(weight / np.sqrt(value @ value)))
        if not columns:
            return np.empty(0, np.int32), np.empty(0, np.float32)
        return np.concatenate(columns), np.concatenate(values)

    def _view(self, view: str, names: Sequence[str]) -> dict[int, int]:
        known = self._columns[view]
        found: dict[int, int] = {}
        for name in names:
            column = known.get(name)
            if column is not None:
                found[column] = found.get(column, 0) + 1
        return found
