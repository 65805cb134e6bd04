"""From a written word to what it means: inflected, compound, misspelt, written apart."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache

from actions.linking.compounds import Compounds
from actions.linking.inflection import forms, stem
from actions.linking.lexicon import Concept, ConceptKind, Lexicon, load_lexicon
from actions.linking.sense import EXACT, GUESSED, HINT, MISSPELT, Sense, Tail, agreed
from actions.linking.spelling import Spelling
from actions.linking.text import Token, words_of

_STRONG_TAILS = ("läkare", "sjuksköterska", "operation", "röntgen")
_LONGEST_JOIN = 3
_SHORTEST_JOINED = 6
_SHORTEST_WORD = 3
_SHORTEST_GUESSED = 6
_SHORTEST_STEM = 5

_Phrases = defaultdict[str, list[tuple[tuple[str, ...], Sense]]]


class Vocabulary:
    """Looks words up in a lexicon; the same word is worked out once."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon
        self.symptoms = frozenset(lexicon.plain.symptom)
        self._everyday = lexicon.everyday
        self._words: dict[str, Sense] = {}
        self._phrases: _Phrases = defaultdict(list)
        self._ignored: defaultdict[str, list[tuple[str, ...]]] = defaultdict(list)
        for concept in lexicon.concepts.values():
            self._add(concept)
        for text in lexicon.plain.not_care:
            words = words_of(text)
            self._ignored[words[0]].append(words)
        self._compounds = Compounds(_firsts(lexicon), _tails(lexicon), lexicon.everyday)
        self._spelling = Spelling(self._spellings())
        self.word = lru_cache(maxsize=20_000)(self._word)

    def phrase(self, tokens: Sequence[Token], at: int) -> tuple[int, Sense] | None:
        """The longest phrase of the lexicon that begins at token `at`: its length and sense."""
        found = [
            (len(words), sense)
            for words, sense in self._phrases.get(tokens[at].word, ())
            if _stands_at(words, tokens, at)
        ]
        return max(found, key=lambda one: one[0], default=None)

    def ignored(self, tokens: Sequence[Token], at: int) -> int:
        """How many words from `at` are a phrase that has nothing to do with care ("ta hand om")."""
        return max(
            (
                len(words)
                for words in self._ignored.get(tokens[at].word, ())
                if _stands_at(words, tokens, at)
            ),
            default=0,
        )

    def joined(self, tokens: Sequence[Token], at: int) -> tuple[int, Sense] | None:
        """A word that was written apart from token `at` on ("rönt gen", "e k g")."""
        for length in range(_run_length(tokens, at), 1, -1):
            parts = [token.word for token in tokens[at : at + length]]
            word = "".join(parts)
            if len(word) < _SHORTEST_JOINED and not all(len(part) == 1 for part in parts):
                continue
            sense = self._words.get(word)
            if sense is None and length == 2 and parts[0] not in self._everyday:
                sense = self._compounds.pair(*parts)
            if sense is not None:
                return length, sense
        return None

    def is_plain(self, word: str) -> bool:
        """Whether `word` is one of those that name nothing: mottagningen, tiden, enheten."""
        return self._compounds.is_plain(word)

    def is_headword(self, word: str) -> bool:
        """Whether the lexicon has `word` itself, in some form, and not only its parts."""
        return word in self._words

    def first(self, word: str) -> Sense | None:
        """A first part that stands alone before a hyphen: "hjärt-" in "hjärt- och lungröntgen"."""
        concepts = self._compounds.first(word)
        return Sense(concepts, word) if concepts else None

    def _word(self, word: str) -> Sense | None:
        known = self._words.get(word)
        if known is not None:
            return known
        if len(word) < _SHORTEST_WORD or word in self._everyday or word.isdigit():
            return None
        return (
            self._compounds.split(word)
            or self._compounds.split_unmarked(word)
            or self._guess(word)
            or self._compounds.named(word)
            or self._beginning(word)
        )

    def _beginning(self, word: str) -> Sense | None:
        """A hint of the procedure that a word begins with: "dialysaccessen"."""
        found = self._compounds.beginning(word)
        if found is None:
            return None
        known = self.lexicon.concepts
        if any(known[name].kind is not ConceptKind.PROCEDURE for name in found[1]):
            return None
        return Sense(found[1], word, HINT)

    def _guess(self, word: str) -> Sense | None:
        """The nearest word, or compound with one part misspelt, whichever has fewer faults."""
        if len(word) < _SHORTEST_GUESSED:
            return None
        base = stem(word)
        near = self._spelling.nearest(base) if len(base) >= _SHORTEST_STEM else None
        compound = self._compounds.guess(word)
        if near is not None and (compound is None or near.faults < compound[1]):
            sense = agreed(near.meanings)
            return sense and replace(sense, certainty=min(sense.certainty, GUESSED))
        return compound[0] if compound else None

    def _add(self, concept: Concept) -> None:
        sense = _sense_of(concept, self.lexicon)
        for text in concept.words:
            words = words_of(text)
            if len(words) > 1:
                self._add_phrase(words, replace(sense, term=text))
            else:
                self._words[words[0]] = replace(sense, term=_term(words[0], concept))
        for word in _bases(concept):
            for form in forms(word) - self._everyday:
                self._words.setdefault(form, self._words[word])
        for text in concept.short:
            for form in (text.lower(), f"{text.lower()}s"):
                self._words.setdefault(form, sense)
        for text in concept.misspelt:
            for word in words_of(text):
                for form in forms(word) - self._everyday:
                    self._words.setdefault(form, replace(sense, certainty=MISSPELT))
        for text in concept.hints:
            self._add_hint(words_of(text), replace(sense, term=text, certainty=HINT, place=False))

    def _add_hint(self, words: tuple[str, ...], hint: Sense) -> None:
        if len(words) > 1:
            self._phrases[words[0]].append((words, hint))
        else:
            self._words.setdefault(words[0], hint)

    def _add_phrase(self, words: tuple[str, ...], sense: Sense) -> None:
        for last in forms(words[-1]):
            self._phrases[words[0]].append(((*words[:-1], last), sense))

    def _spellings(self) -> Iterator[tuple[str, Sense]]:
        for concept in self.lexicon.concepts.values():
            for text in (*concept.words, *concept.misspelt):
                words = words_of(text)
                if len(words) == 1:
                    yield stem(words[0]), self._words[words[0]]


def _sense_of(concept: Concept, lexicon: Lexicon) -> Sense:
    place = concept.kind in (ConceptKind.PROFESSION, ConceptKind.FIELD) and not concept.vague
    return Sense(lexicon.parts(concept.name), concept.name, EXACT, place)


def _bases(concept: Concept) -> list[str]:
    """The single words of a concept that are not themselves forms of another of them."""
    singles = [words[0] for text in concept.words if len(words := words_of(text)) == 1]
    return [
        word
        for word in singles
        if not any(word != other and word in forms(other) for other in singles)
    ]


def _term(word: str, concept: Concept) -> str:
    """The word to say it with: the first in the list that `word` is a form of."""
    bases = (words_of(text) for text in concept.words)
    return next((base[0] for base in bases if len(base) == 1 and word in forms(base[0])), word)


def _firsts(lexicon: Lexicon) -> dict[str, tuple[str, ...]]:
    """First parts of compounds; those that a concept gives as `first` go before its words."""
    found: dict[str, tuple[str, ...]] = dict.fromkeys(lexicon.plain.plain_first, ())
    for concept in lexicon.concepts.values():
        for first in concept.first:
            found[first.lower()] = lexicon.parts(concept.name)
    for concept in lexicon.concepts.values():
        for text in concept.words:
            words = words_of(text)
            if len(words) == 1 and len(words[0]) >= _SHORTEST_WORD:
                found.setdefault(words[0], lexicon.parts(concept.name))
    return found


def _tails(lexicon: Lexicon) -> dict[str, Tail]:
    """Last parts of compounds."""
    found = {word: Tail((), word) for word in lexicon.plain.empty}
    found |= {word: Tail((), word, place=True, strong=True) for word in lexicon.plain.clinic}
    for concept in lexicon.concepts.values():
        sense = _sense_of(concept, lexicon)
        strong = concept.name in _STRONG_TAILS
        for text in (*concept.words, *concept.misspelt):
            words = words_of(text)
            if len(words) == 1 and words[0] not in found:
                term = _term(words[0], concept) if text in concept.words else concept.name
                found[words[0]] = Tail(sense.concepts, term, sense.place, strong)
    return found


def _run_length(tokens: Sequence[Token], at: int) -> int:
    """How many words from `at` on have nothing but a space or a hyphen between them."""
    length = 1
    while (
        length < _LONGEST_JOIN
        and at + length < len(tokens)
        and tokens[at + length].start == tokens[at + length - 1].end + 1
    ):
        length += 1
    return length


def _stands_at(words: tuple[str, ...], tokens: Sequence[Token], at: int) -> bool:
    return len(tokens) - at >= len(words) and all(
        token.word == word for token, word in zip(tokens[at : at + len(words)], words, strict=True)
    )


@lru_cache(maxsize=1)
def vocabulary() -> Vocabulary:
    """The vocabulary of `data/lexicon/`, made once."""
    return Vocabulary(load_lexicon())
