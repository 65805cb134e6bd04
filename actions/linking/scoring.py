"""How well an item fits what a text names. docs/linking.md tells the rules in words.

A mention is a set of concepts that all hold at once. Every hard concept must be supported by the
item, else the item is not it, however well the rest fits; soft ones only shift the score.
"""

from __future__ import annotations

from collections.abc import Sequence

from actions.linking.hits import Hit
from actions.linking.items import Item
from actions.linking.lexicon import ConceptKind
from actions.linking.relations import Relations
from actions.linking.sense import UNKNOWN

ENOUGH = 0.5
"""An item that fits less is not meant."""

MARGIN = 0.12
"""Items whose scores differ less than this cannot be told apart."""

_HARD, _SOFT, _SLIGHT = 1.0, 0.5, 0.25
_SOFT_UNKNOWN, _SOFT_CONTRADICTED = 0.5, 0.3
_FROM_WHERE = 0.9
_PROCEDURE_FROM_WHERE = 0.8
_PLACE_FROM_WHAT = 0.6
_NEAR = 0.75
_BROADER_PROCEDURE, _BROADER_SUBJECT = 0.6, 0.7
_BODY_NOT_SAID = 0.35
_PREPARED = 0.8

_SUBJECTS = (ConceptKind.BODY, ConceptKind.ILLNESS)
_CLINICS = (*_SUBJECTS, ConceptKind.FIELD, ConceptKind.PROCEDURE)


class Scorer:
    """Scores items against mentions with one lexicon's relations."""

    def __init__(self, relations: Relations) -> None:
        self._relations = relations

    def score(self, item: Item, mention: Sequence[Hit]) -> float:
        """How well `item` fits all hits of `mention` at once, 0 (it is not it) to 1."""
        wanted = [
            (name, hit.sense.place, self._weight(name, hit), hit.prepared)
            for hit in mention
            for name in hit.sense.concepts
        ]
        hard = sum(weight == _HARD for _, _, weight, _ in wanted)
        total = weights = 0.0
        for name, place, weight, prepared in wanted:
            support = self.support(item, name, place=place)
            if support == 0.0 and name in item.prepared and prepared:
                support = _PREPARED
            if support == 0.0 and weight < _HARD and len(wanted) > 1:
                support = self._without_soft(item, name)
            elif support == 0.0 and hard > 1:
                support = self._body_not_said(item, name)
            if support == 0.0:
                return 0.0
            total += weight * support
            weights += weight
        return total / weights if weights else 0.0

    def _weight(self, name: str, hit: Hit) -> float:
        if self._relations.soft(name):
            return _SOFT
        vague = self._relations.vague(name) and not hit.sense.place
        return _SLIGHT if hit.sense.hint or vague else _HARD

    def support(self, item: Item, name: str, *, place: bool) -> float:
        """How surely `item` has the concept, by itself or by one that comes near."""
        found = self._held(item, name, place=place)
        return found or max(self._near(item, name), self._broader(item, name))

    def _held(self, item: Item, name: str, *, place: bool) -> float:
        """As the item has it; a clinic or person that is named must be the visit's own."""
        what, where, who = (part.get(name, 0.0) for part in (item.what, item.where, item.who))
        kind = self._relations.kind(name)
        if place and kind is not ConceptKind.PROCEDURE:
            known = any(self._tells_a_clinic(other) for other in item.where)
            return max(where, who, 0.0 if known else what * _PLACE_FROM_WHAT)
        from_where = _PROCEDURE_FROM_WHERE if kind is ConceptKind.PROCEDURE else _FROM_WHERE
        return max(what, where if place else where * from_where, who)

    def _near(self, item: Item, name: str) -> float:
        """The knee is the orthopaedists' field, unless the item speaks of another part."""
        kind = self._relations.kind(name)
        if kind is ConceptKind.BODY and item.bodies and name not in item.bodies:
            return 0.0
        if kind is ConceptKind.PROFESSION and item.role_known:
            return 0.0
        near = [other for other in self._relations.near(name) if other in item.direct]
        return _NEAR * max((self._held(item, other, place=False) for other in near), default=0.0)

    def _tells_a_clinic(self, name: str) -> bool:
        return self._relations.kind(name) in _CLINICS

    def _broader(self, item: Item, name: str) -> float:
        """The item says it in broader words: an x-ray, where the text says CT."""
        kind = self._relations.kind(name)
        if kind is ConceptKind.PROCEDURE:
            bodies = self._relations.bodies(name)
            if item.bodies and bodies and not item.bodies & bodies:
                return 0.0
            concept = self._relations.concept(name)
            broader = concept.is_a if concept else ()
            found = any(other in item.said for other in broader if not self._relations.soft(other))
            return _BROADER_PROCEDURE if found else 0.0
        if kind in _SUBJECTS:
            above = set(self._relations.above(name)) - {name}
            return _BROADER_SUBJECT if above & item.direct else 0.0
        return 0.0

    def _without_soft(self, item: Item, name: str) -> float:
        contradicted = self._relations.kind(name) is ConceptKind.PROFESSION and item.role_known
        return _SOFT_CONTRADICTED if contradicted else _SOFT_UNKNOWN

    def _body_not_said(self, item: Item, name: str) -> float:
        """An x-ray that says nothing of which part of the body may be that of the knee."""
        silent = self._relations.kind(name) is ConceptKind.BODY and not item.bodies
        return _BODY_NOT_SAID if silent else 0.0


def unknown(name: str) -> bool:
    """Whether the lexicon lacks the concept."""
    return name.startswith(UNKNOWN)
