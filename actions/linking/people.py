"""Names of people in a text, and words that only this contract has."""

from __future__ import annotations

import re

from actions.linking.hits import Hit
from actions.linking.index import Index
from actions.linking.inflection import stem
from actions.linking.relations import NAME, TERM
from actions.linking.sense import EXACT, HINT, MISSPELT, Sense
from actions.linking.text import Text
from actions.linking.vocabulary import Vocabulary

_TITLES = frozenset(
    {
        *("doktor", "doktorn", "dr", "läkare", "läkaren", "överläkare", "överläkaren", "professor"),
        *("specialist", "syster", "sköterska", "sköterskan", "barnmorska", "barnmorskan"),
        *("kurator", "kuratorn", "psykolog", "psykologen", "dietist", "dietisten", "logoped"),
        *("logopeden", "fysioterapeut", "fysioterapeuten", "sjukgymnast", "sjukgymnasten"),
    }
)
_BEFORE_A_NAME = _TITLES | {
    *("hos", "till", "med", "av", "mot", "träffa", "träffar", "möter", "ringer", "kommer"),
    *("se", "få", "samtal", "tid", "besök"),
}
_SURNAME = re.compile(
    r"\w{2,}(?:s+on|berg|ström|gren|lund|kvist|qvist|quist|dahl|stedt|holm|lind|blad|feldt|borg"
    r"|vall|wall|vik|skog|bäck|fors|löf|mark|ius)s?"
)
_SHORTEST_NAME = 3
_SHORTEST_FIRST_PART, _SHORTEST_LAST_PART = 6, 4


def own_hits(text: Text, index: Index, vocabulary: Vocabulary, care: list[Hit]) -> list[Hit]:
    """Hits of the contract's own names and words, and of names after a title that it lacks.

    A name that is also an everyday word, or a first name that could be anybody's, counts only
    after a word such as "hos"; else it is a hint.
    """
    taken = {place for hit in care for place in range(hit.start, hit.end)}
    found: list[Hit] = []
    for at, token in enumerate(text.tokens):
        sense = _name(text, at, index, vocabulary, taken)
        if sense is None and at not in taken and token.word not in vocabulary.lexicon.everyday:
            term = _own_term(stem(token.word), index)
            sense = Sense((TERM + term,), token.word) if term is not None else None
        if sense is not None:
            found.append(Hit(at, at + 1, sense))
    return found


def _own_term(base: str, index: Index) -> str | None:
    """A word that only this contract has, alone or as a part: levnadsvane·samtal, insulin·pump."""
    if base in index.terms:
        return base
    longer = [
        term
        for term in index.terms
        if (
            min(len(term), len(base)) >= _SHORTEST_FIRST_PART
            and (base.startswith(term) or term.startswith(base))
        )
        or (len(base) >= _SHORTEST_LAST_PART and term.endswith(base))
    ]
    return max(longer, key=len, default=None)


def _name(
    text: Text, at: int, index: Index, vocabulary: Vocabulary, taken: set[int]
) -> Sense | None:
    word = text.tokens[at].word
    led = at > 0 and text.tokens[at - 1].word in _BEFORE_A_NAME
    beside = (
        text.tokens[place].word for place in (at - 1, at + 1) if 0 <= place < len(text.tokens)
    )
    full_name = any(word in index.names for word in beside)
    key, certainty = _known_name(word, index, may_guess=at not in taken)
    common = at in taken or word in vocabulary.lexicon.everyday
    if key is not None:
        surname = key.removeprefix(NAME) in index.surnames
        capital = at > 0 and text.tokens[at].capital
        sure = led or full_name or (not common and surname) or (common and capital)
        if sure:
            return Sense((key,), word.capitalize(), certainty)
        return None if common else Sense((key,), word.capitalize(), HINT)
    titled = at > 0 and text.tokens[at - 1].word in _TITLES
    if at in taken or not titled or len(word) < _SHORTEST_NAME or word.isdigit():
        return None
    if (text.tokens[at].capital and not common) or _SURNAME.fullmatch(word):
        return Sense((NAME + word,), word.capitalize())
    return None


def _known_name(word: str, index: Index, *, may_guess: bool) -> tuple[str | None, float]:
    for form in (word, word.removesuffix("s")):
        if form in index.names:
            return NAME + form, EXACT
    near = index.near_names.nearest(word) if may_guess and len(word) > _SHORTEST_NAME else None
    if near is None or len(set(near.meanings)) > 1:
        return None, 0.0
    return near.meanings[0], MISSPELT
