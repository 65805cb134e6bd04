"""Which items fit a mention, best first, and what is missing when none does."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from actions.linking.hits import Hit
from actions.linking.index import Linguist
from actions.linking.items import Item
from actions.linking.lexicon import ConceptKind
from actions.linking.relations import NAME, TERM, Relations
from actions.linking.result import Category, ItemType, Missing, Target
from actions.linking.scoring import ENOUGH, MARGIN
from actions.linking.sense import MISSPELT
from actions.linking.targets import is_ahead
from actions.linking.text import Text

_PAST = re.compile(
    r"\b(?:när va(?:r)?|var jag|hade jag|har jag (?:varit|gjort|haft|träffat)|gjorde|gjordes"
    r"|gjort|förra|senast|sist jag|i ?går|var det (?:dom|de|ni)|träffade|tog (?:dom|de|ni))\b"
)
_AHEAD = re.compile(r"\b(?:ska|skall|skulle|måste|behöver|kommer att|blir|nästa)\b")
_CANCELLED = re.compile(
    r"\b(?:inställd\w*|ställt in|ställde in|avbokad\w*|borta|försvann|struk\w*)\b"
)
_REFERRAL = re.compile(r"\b\w*remiss\w*\b|\bväntelista\w*\b|\bi kö\b")

_TYPE_PENALTY = {ItemType.REFERRAL: 0.1, ItemType.TASK: 0.1, ItemType.CONTACT: 0.3}
CLOSED_PENALTY = 0.2
_HANDLED_PENALTY = 0.2
_ENOUGH_FOR_CONTACT = 0.8
_REFERRAL_BONUS = 0.25

_SHORTEST_GUESS_NAMED = 9

Scored = tuple[Item, float]


@dataclass(frozen=True, slots=True)
class Ranking:
    """Ranks items for one text."""

    linguist: Linguist
    text: Text
    target: Target
    now: datetime

    def fitting(self, items: Iterable[Item], hits: Sequence[Hit]) -> list[Scored]:
        """Every item that fits all of `hits`, best first, weighed by whether it lies ahead."""
        found = []
        for item in items:
            score = self.linguist.scorer.score(item, hits)
            if score >= self._enough(item):
                found.append((item, score - self._penalty(item)))
        return sorted(found, key=lambda one: -one[1])

    def _enough(self, item: Item) -> float:
        """A clinic or person is only itself; what a visit there may be about is not enough."""
        among_others = item.type is ItemType.CONTACT and self.target is not Target.CONTACTS
        return _ENOUGH_FOR_CONTACT if among_others else ENOUGH

    def _penalty(self, item: Item) -> float:
        lower = self.text.lower
        penalty = _TYPE_PENALTY.get(item.type, 0.0)
        if item.type is ItemType.REFERRAL:
            penalty += _HANDLED_PENALTY if item.handled else 0.0
            penalty -= _REFERRAL_BONUS if _REFERRAL.search(lower) else 0.0
        ahead = is_ahead(item, self.now)
        if self.speaks_of_past:
            return penalty + (CLOSED_PENALTY if ahead else 0.0)
        if self.target is Target.ALL or ahead or (item.cancelled and _CANCELLED.search(lower)):
            return penalty
        return penalty + CLOSED_PENALTY

    @property
    def speaks_of_past(self) -> bool:
        """Whether the text asks about what has been."""
        return bool(_PAST.search(self.text.lower)) and not _AHEAD.search(self.text.lower)

    def missing(self, items: Sequence[Item], hits: Sequence[Hit]) -> list[Missing]:
        """Those of `hits` that no item has, or all of them when no item has them together."""
        named = [hit for hit in hits if self._names_something(hit)]
        absent = [hit for hit in named if not self.fitting(items, [hit])]
        return [_missing(self.text, hit, self.linguist.relations) for hit in absent or named]

    def _names_something(self, hit: Hit) -> bool:
        """Whether something is missing when nothing fits the hit."""
        relations = self.linguist.relations
        if hit.complaint or hit.sense.hint:
            return False
        if not hit.sense.place and all(relations.vague(name) for name in hit.sense.concepts):
            return False
        if all(name.startswith(TERM) for name in hit.sense.concepts):
            return False
        guessed = hit.sense.certainty < MISSPELT
        return not guessed or len(self.text.words(hit.start, hit.end)) >= _SHORTEST_GUESS_NAMED


def best_of(scored: Sequence[Scored]) -> list[Scored]:
    """Those that cannot be told apart from the best."""
    if not scored:
        return []
    best = max(score for _, score in scored)
    return [one for one in scored if one[1] > best - MARGIN]


_CATEGORIES = {
    ConceptKind.BODY: Category.BODY,
    ConceptKind.ILLNESS: Category.ILLNESS,
    ConceptKind.FIELD: Category.CLINIC,
    ConceptKind.PROCEDURE: Category.PROCEDURE,
    ConceptKind.PROFESSION: Category.PROFESSION,
    ConceptKind.FORM: Category.FORM,
    ConceptKind.CONTACT: Category.PERSON,
    ConceptKind.SUBJECT: Category.SUBJECT,
}


def _missing(text: Text, hit: Hit, relations: Relations) -> Missing:
    concepts = hit.sense.concepts
    kinds = [relations.kind(name) for name in concepts]
    if any(name.startswith(NAME) for name in concepts):
        category = Category.PERSON
    elif ConceptKind.PROCEDURE in kinds:
        category = Category.PROCEDURE
    elif hit.sense.place and ConceptKind.PROFESSION not in kinds:
        category = Category.CLINIC
    else:
        category = next((_CATEGORIES[kind] for kind in reversed(kinds) if kind), Category.CLINIC)
    return Missing(
        term=hit.sense.term,
        category=category,
        words=text.words(hit.start, hit.end),
        labels=tuple(name for name in concepts if relations.concept(name)),
    )
