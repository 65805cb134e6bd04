"""The words of a text that say something of care, in order."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from actions.linking.lexicon import ConceptKind
from actions.linking.sense import Sense
from actions.linking.text import Text
from actions.linking.vocabulary import Vocabulary

_SYMPTOM_REACH = 3
_BEFORE = ("inför", "före", "innan")


@dataclass(frozen=True, slots=True)
class Hit:
    """A word or phrase, from token `start` up to `end`, and what it means.

    `complaint`: a part of the body that hurts, which need not be what the text is about.
    `prepared`: the text speaks of what comes before it ("inför operationen").
    """

    start: int
    end: int
    sense: Sense
    complaint: bool = False
    prepared: bool = False


def hits(text: Text, vocabulary: Vocabulary) -> list[Hit]:
    """Every hit of the lexicon in `text`; longer phrases go before their words."""
    found: list[Hit] = []
    at = 0
    while at < len(text.tokens):
        ignored = vocabulary.ignored(text.tokens, at)
        length, sense = _longest(text, vocabulary, at)
        if ignored >= length and ignored:
            at += ignored
        elif sense is not None:
            before = at > 0 and text.tokens[at - 1].word in _BEFORE
            found.append(Hit(at, at + length, sense, prepared=before))
            at += length
        else:
            at += 1
    return [_with_complaint(text, hit, vocabulary) for hit in found]


def _longest(text: Text, vocabulary: Vocabulary, at: int) -> tuple[int, Sense | None]:
    tokens = text.tokens
    phrase = vocabulary.phrase(tokens, at)
    joined = vocabulary.joined(tokens, at)
    found = max((one for one in (phrase, joined) if one), key=lambda one: one[0], default=None)
    single = vocabulary.word(tokens[at].word)
    if found is not None and not (found[1].hint and single is not None and not single.hint):
        return found
    if single is None and text.lower[tokens[at].end : tokens[at].end + 1] == "-":
        single = vocabulary.first(tokens[at].word)
    return 1, single


def _with_complaint(text: Text, hit: Hit, vocabulary: Vocabulary) -> Hit:
    """Mark a part of the body that stands by itself beside a word of pain."""
    if hit.sense.place or not all(
        (concept := vocabulary.lexicon.concepts.get(name)) is not None
        and concept.kind is ConceptKind.BODY
        and hit.sense.term in concept.words
        for name in hit.sense.concepts
    ):
        return hit
    around = text.tokens[max(0, hit.start - _SYMPTOM_REACH) : hit.end + _SYMPTOM_REACH]
    return replace(hit, complaint=any(token.word in vocabulary.symptoms for token in around))


_SEPARATED = re.compile(r"[,.;:?!/&+\n]|\b(?:och|samt|å|o|eller|el|plus|men|så|eftersom)\b")


def separated(text: Text, left: Hit, right: Hit) -> bool:
    """Whether a comma, "och" or the like stands between two hits."""
    return bool(_SEPARATED.search(text.between(left.end - 1, right.start)))


_JOINING = re.compile(
    r"[\s-]*(?:(?:av|på|i|hos|för|över|mot|med|till|vid|från)\s+)?"
    r"(?:(?:min|mitt|mina|ditt|din|det|den|de|hans|hennes|vänster|höger|ena|andra|båda)\s+)?"
)


def one_phrase(text: Text, left: Hit, right: Hit) -> bool:
    """Whether two hits are one noun phrase: "röntgen av knät", "kontroll på hjärtmottagningen"."""
    return bool(_JOINING.fullmatch(text.between(left.end - 1, right.start)))
