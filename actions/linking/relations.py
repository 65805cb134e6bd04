"""What a concept says besides itself: a spirometry is about the lungs, a CT is an x-ray."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from actions.linking.lexicon import Concept, ConceptKind, Lexicon
from actions.linking.sense import UNKNOWN

NAME, TERM = "@", "="
"""Begin the concepts of a person's name and of a word that only this contract has."""

_IS_A, _ABOUT = 0.95, 0.9
_REMEMBERED = 5_000


class Relations:
    """The relations of a lexicon, followed to their ends once."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._concepts: Mapping[str, Concept] = lexicon.concepts
        remember = lru_cache(maxsize=_REMEMBERED)
        self.above = remember(self._above)
        self.bodies = remember(self._bodies)
        self.kind = remember(self._kind)

    def concept(self, name: str) -> Concept | None:
        """The concept, `None` for a name, a word of the contract's own and an unknown part."""
        return self._concepts.get(name)

    def _kind(self, name: str) -> ConceptKind | None:
        """The kind of a concept; an unknown part of a clinic's name is a field of care."""
        if name.startswith(UNKNOWN):
            return ConceptKind.FIELD
        concept = self._concepts.get(name)
        return concept.kind if concept else None

    def soft(self, name: str) -> bool:
        """Whether the concept adds to others without being asked for (a doctor, a check-up)."""
        concept = self._concepts.get(name)
        return name.startswith(TERM) or (concept is not None and concept.soft)

    def vague(self, name: str) -> bool:
        """Whether nothing is missing when the contract lacks it."""
        concept = self._concepts.get(name)
        return name.startswith(TERM) or (concept is not None and concept.vague)

    def near(self, name: str) -> tuple[str, ...]:
        """Where else to look: the knee is the orthopaedists' field."""
        concept = self._concepts.get(name)
        return concept.near if concept else ()

    def _bodies(self, name: str) -> frozenset[str]:
        """The parts of the body that a concept is or is about."""
        return frozenset(
            other for other in self.above(name) if self.kind(other) is ConceptKind.BODY
        )

    def _above(self, name: str) -> Mapping[str, float]:
        """The concept and all that it is or is about, with how surely (0–1)."""
        found = {name: 1.0}
        waiting = [name]
        while waiting:
            concept = self._concepts.get(current := waiting.pop())
            if concept is None:
                continue
            for others, factor in ((concept.is_a, _IS_A), (concept.about, _ABOUT)):
                for other in others:
                    sureness = found[current] * factor
                    if sureness > found.get(other, 0.0):
                        found[other] = sureness
                        waiting.append(other)
        return found
