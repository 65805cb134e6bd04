"""A text as the patterns see it: which meanings stand where, and how far a pattern may reach."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from backend.chat.safety.spelling import Pause, Word, words_of
from backend.chat.safety.vocabulary import Meanings, Vocabulary

_WORDS_BETWEEN = 3
_MANY_WORDS_BETWEEN = 8
_MAX_PARTS = 3
_SHORTEST_COMPOUND = 6


@dataclass(frozen=True, slots=True)
class Roles:
    """The meanings that steer the reading itself."""

    small: int
    """Words that may stand inside a phrase: pronouns, auxiliaries, prepositions, emphasis."""
    negation: int
    turn: int
    """Words that begin another thought: men, fast, nu."""


class Reading:
    """The words of a text, with everything that is asked of them more than once."""

    def __init__(self, words: list[Word], meanings: list[Meanings], roles: Roles) -> None:
        self.words = words
        self.meanings = meanings
        self.roles = roles
        self.present: Meanings = frozenset().union(*meanings)
        """Every meaning that the text has."""
        self._places: dict[int, list[int]] = {}
        self.sentence: list[int] = []
        """The number of the sentence that each word is in."""
        number = 0
        for word in words:
            self.sentence.append(number)
            number += word.pause is Pause.STOP

    def places(self, meaning: int) -> Sequence[int]:
        """Where a meaning stands, in order."""
        if meaning not in self._places:
            self._places[meaning] = [at for at, has in enumerate(self.meanings) if meaning in has]
        return self._places[meaning]

    def find(self, wanted: Meanings) -> None:
        """Notes where all the wanted meanings stand, in one go."""
        for meaning in wanted:
            self._places[meaning] = []
        for at, meanings in enumerate(self.meanings):
            for meaning in meanings & wanted:
                self._places[meaning].append(at)

    def has(self, at: int, meaning: int) -> bool:
        """Whether the word at a place has a meaning."""
        return meaning in self.meanings[at]

    def begins_text(self, at: int) -> bool:
        """Whether only small words stand before it in the text."""
        return all(self.has(before, self.roles.small) for before in range(at))

    def ends_clause(self, at: int) -> bool:
        """Whether only small words stand between it and the next pause or the end."""
        while self.words[at].pause is Pause.NONE and at + 1 < len(self.words):
            at += 1
            if not self.has(at, self.roles.small):
                return False
        return True

    def over_small_words(self, at: int) -> int:
        """The last place that is reached from `at` over at most three small words."""
        last, limit = at, min(at + _WORDS_BETWEEN + 1, len(self.words) - 1)
        while last < limit and self.words[last].pause is Pause.NONE:
            last += 1
            if not self.has(last, self.roles.small):
                break
        return last

    def over_some_words(self, at: int) -> int:
        """The last place within three other words, without a pause, negation or turn between."""
        last, limit = at, min(at + _WORDS_BETWEEN + 1, len(self.words) - 1)
        while last < limit and self.words[last].pause is Pause.NONE:
            last += 1
            if self.has(last, self.roles.negation) or self.has(last, self.roles.turn):
                break
        return last

    def over_many_words(self, at: int) -> int:
        """The last place within eight other words of the same sentence."""
        last, limit = at, min(at + _MANY_WORDS_BETWEEN + 1, len(self.words) - 1)
        while last < limit and self.words[last].pause is not Pause.STOP:
            last += 1
        return last


def read(text: str, vocabulary: Vocabulary, roles: Roles) -> Reading:
    """Finds the words and their meanings, parts what was run together, joins what was split."""
    known: dict[str, Meanings] = {}
    words: list[Word] = []
    for word in words_of(text):
        if word.text not in known:
            known[word.text] = vocabulary.look_up(word.text)
        if not known[word.text] and (parts := vocabulary.parts(word.text)):
            known.update((part, vocabulary.look_up(part)) for part in parts)
            words += [Word(part) for part in parts[:-1]]
            words.append(Word(parts[-1], word.pause))
        else:
            words.append(word)
    words, meanings = _joined(words, known, vocabulary)
    return Reading(words, meanings, roles)


def _joined(
    words: list[Word], known: dict[str, Meanings], vocabulary: Vocabulary
) -> tuple[list[Word], list[Meanings]]:
    """`själv mords tankar`, `hjärt infarkt`: read as the one word that it is."""
    joined: list[Word] = []
    meanings: list[Meanings] = []
    at = 0
    while at < len(words):
        count = _compound_at(at, words, vocabulary)
        if count == 1:
            joined.append(words[at])
            meanings.append(known[words[at].text])
        else:
            parts = words[at : at + count]
            text = "".join(word.text for word in parts)
            joined.append(Word(text, parts[-1].pause))
            meanings.append(vocabulary.look_up(text).union(*(known[w.text] for w in parts)))
        at += count
    return joined, meanings


def _compound_at(at: int, words: list[Word], vocabulary: Vocabulary) -> int:
    """How many words from `at` make up one known compound; 1 if none."""
    best, text = 1, words[at].text
    if not vocabulary.may_begin_compound(text):
        return best
    for count in range(2, _MAX_PARTS + 1):
        last = at + count - 1
        if last >= len(words) or words[last - 1].pause is not Pause.NONE:
            break
        text += words[last].text
        if len(text) >= _SHORTEST_COMPOUND and vocabulary.knows_compound(words[at].text, text):
            best = count
    return best
