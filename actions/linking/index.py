"""A contract made ready to be linked against, and remembered as long as it is the same."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass
from functools import lru_cache
from threading import Lock

from actions.linking.items import Item, ItemReader, contacts_of
from actions.linking.relations import NAME, TERM, Relations
from actions.linking.scoring import Scorer
from actions.linking.spelling import Spelling
from actions.linking.text import words_of
from actions.linking.vocabulary import Vocabulary, vocabulary
from backend.contracts.schemas import Contract

_REMEMBERED = 200

_Key = tuple[object, ...]


@dataclass(frozen=True, slots=True)
class Index:
    """The items of one contract, and the names and words that only it has.

    `surnames` are the last words of people's names, `names` all of them.
    """

    items: tuple[Item, ...]
    names: frozenset[str]
    surnames: frozenset[str]
    terms: frozenset[str]
    near_names: Spelling[str]

    def item(self, source: str) -> Item | None:
        """The item with this source."""
        return next((item for item in self.items if item.source == source), None)


_SHORTEST_LAST_PART = 4
_LAST_PART = 0.95


class Linguist:
    """The lexicon and all that is made from it; one for the whole process."""

    def __init__(self, words: Vocabulary) -> None:
        self.vocabulary = words
        self.relations = Relations(words.lexicon)
        self.scorer = Scorer(self.relations)
        self._reader = ItemReader(words, self.relations)
        self._indexes: OrderedDict[_Key, Index] = OrderedDict()
        self._lock = Lock()

    def index(self, contract: Contract) -> Index:
        """The index of `contract`, remembered under its version when it has one."""
        if not contract.version:
            return self._index(contract)
        key = _key(contract)
        with self._lock:
            found = self._indexes.get(key)
            if found is not None:
                self._indexes.move_to_end(key)
                return found
        index = self._index(contract)
        with self._lock:
            self._indexes[key] = index
            while len(self._indexes) > _REMEMBERED:
                self._indexes.popitem(last=False)
        return index

    def _index(self, contract: Contract) -> Index:
        items = tuple(self._reader.items(contract))
        _share_last_parts(items)
        people = _people(contract)
        names = frozenset(word for person in people for word in person)
        return Index(
            items=items,
            names=names,
            surnames=frozenset(person[-1] for person in people if len(person) > 1),
            terms=frozenset(
                key.removeprefix(TERM)
                for item in items
                for part in (item.what, item.where)
                for key in part
                if key.startswith(TERM)
            ),
            near_names=Spelling((name, NAME + name) for name in names),
        )


def _share_last_parts(items: tuple[Item, ...]) -> None:
    """An item with a compound of another's own word is found by that word: insulin·pump."""
    terms = {key.removeprefix(TERM) for item in items for key in item.what if key.startswith(TERM)}
    for item in items:
        own = [key.removeprefix(TERM) for key in item.what if key.startswith(TERM)]
        for term in terms:
            if len(term) >= _SHORTEST_LAST_PART and any(word.endswith(term) for word in own):
                item.what.setdefault(TERM + term, _LAST_PART)


def _people(contract: Contract) -> list[tuple[str, ...]]:
    names = [visit.practitioner for visit in contract.appointments]
    names += [contact.name for contact in contacts_of(contract) if contact.role]
    return [words for name in names if (words := words_of(name or ""))]


def _key(contract: Contract) -> _Key:
    """The version counts the changes of one patient; the sources say whose contract it is."""
    return (
        contract.version,
        contract.source,
        *(visit.source for visit in contract.appointments),
        *(step.source + step.id for step in contract.steps),
        *(contact.source for contact in contacts_of(contract)),
    )


@lru_cache(maxsize=1)
def linguist() -> Linguist:
    """The linguist of `data/lexicon/`, made once."""
    return Linguist(vocabulary())
