"""Which meanings a word has, however it is spelt."""

from __future__ import annotations

from dataclasses import dataclass, field

from backend.chat.safety.spelling import (
    folded,
    shortened,
    sound,
    spelled_out,
    within,
)

Meanings = frozenset[int]

_NO_MEANINGS: Meanings = frozenset()
_NOTHING: dict[str, Meanings] = {}
_EDGE = 3
"""Stars stand after or before at least so many letters."""
_FUZZY_LETTERS = 6
"""Shorter words are too close to too many others to be guessed at."""
_VERY_FUZZY_LETTERS = 10
_LONGEST_WORD = 24
_LONGEST_RUN_TOGETHER = 80
_SHORTEST_RUN_TOGETHER = 6


@dataclass(frozen=True, slots=True)
class NumberRange:
    """Numbers from `low` to `high` share meanings: `38..43` degrees."""

    low: float
    high: float
    meanings: Meanings


@dataclass
class Vocabulary:
    """Words with their meanings; a meaning is a number that the patterns know.

    `add` everything, then `look_up`. A form that ends or begins with `*` stands for every word
    that begins or ends like that; `38..43` for every number between.
    """

    ordinary: frozenset[str] = frozenset()
    """Real words that would be taken for a misspelt word of danger: read only as they stand."""
    intensifiers: tuple[str, ...] = ()
    """Beginnings that only strengthen: jätteont, skitsvårt."""
    glue: frozenset[str] = frozenset()
    """Words that no compound has inside, so that their presence tells what was run together."""
    _exact: dict[str, Meanings] = field(default_factory=dict)
    _folded: dict[str, Meanings] = field(default_factory=dict)
    _sounds: dict[str, Meanings] = field(default_factory=dict)
    _beginnings: dict[str, dict[str, Meanings]] = field(default_factory=dict)
    _endings: dict[str, dict[str, Meanings]] = field(default_factory=dict)
    _guessed: dict[str, list[tuple[str, int]]] = field(default_factory=dict)
    _openings: set[str] = field(default_factory=set)
    _numbers: list[NumberRange] = field(default_factory=list)

    def add(self, form: str, meanings: Meanings) -> None:
        """Lets a form carry meanings; once for each form.

        Raises:
            ValueError: the form is empty, or has a star and less than three letters.
        """
        if ".." in form:
            low, high = form.split("..")
            self._numbers.append(NumberRange(float(low), float(high), meanings))
            return
        word = form.strip("*")
        if len(word) < (_EDGE if "*" in form else 1):
            raise ValueError(f"«{form}» is too short")
        key = folded(word)
        if form.startswith("*"):
            for ending in {word, key}:
                _put(self._endings.setdefault(ending[-_EDGE:], {}), ending, meanings)
            return
        if form.endswith("*"):
            for beginning in {word, key}:
                _put(self._beginnings.setdefault(beginning[:_EDGE], {}), beginning, meanings)
        _put(self._exact, word, meanings)
        _put(self._sounds, sound(word), meanings)
        _put(self._folded, key, meanings)
        self._openings.update(key[:end] for end in range(2, len(key) - 1))

    def expect_typos(self, form: str) -> None:
        """Lets a form that was added be recognised with a letter or two wrong.

        Raises:
            ValueError: the form is too short to be guessed at, or was not added.
        """
        word = form.strip("*")
        key, meanings = folded(word), self._plain(word)
        if len(key) < _FUZZY_LETTERS or not meanings:
            raise ValueError(f"«{form}» is too short or in no list")
        _put(self._folded, key, meanings)
        self._guessed.setdefault(key[0], []).append((key, _letters(key)))

    def look_up(self, word: str) -> Meanings:
        """The meanings of a word, as it stands or, if it is no known word, as it may be meant."""
        if word[0].isdigit():
            return self._number(word)
        found = self._plain(word)
        if word.startswith(self.intensifiers):
            found |= self._strengthened(word)
        if found or word in self.ordinary or len(word) > _LONGEST_WORD:
            return found
        return self._as_meant(word)

    def parts(self, word: str) -> list[str] | None:
        """`kaninteandas` → `kan inte andas`: the fewest known words that fill it, or None.

        Only words that are unknown in one piece are tried.
        """
        word = shortened(word)
        if not _SHORTEST_RUN_TOGETHER <= len(word) <= _LONGEST_RUN_TOGETHER:
            return None
        best: list[list[str] | None] = [None] * (len(word) + 1)
        best[0] = []
        for end in range(1, len(word) + 1):
            for start in range(max(0, end - _LONGEST_WORD), end):
                before, piece = best[start], word[start:end]
                if before is None or not self._may_be_piece(piece):
                    continue
                found = best[end]
                if found is None or len(before) + 1 < len(found):
                    best[end] = [*before, piece]
        found = best[-1]
        return found if found and not self.glue.isdisjoint(found) else None

    def may_begin_compound(self, first: str) -> bool:
        """Whether some known word goes on after these letters."""
        return folded(first) in self._openings

    def knows_compound(self, first: str, joined: str) -> bool:
        """Whether `joined` is a known word that its first part alone does not already match."""
        key = folded(joined)
        return key in self._folded or any(
            len(beginning) > len(first) and key.startswith(beginning)
            for beginning in self._beginnings.get(key[:_EDGE], ())
        )

    def _may_be_piece(self, piece: str) -> bool:
        if len(piece) == 1:
            return piece in "åio"
        return piece in self._exact or (len(piece) > 3 and piece in self._folded)

    def _number(self, word: str) -> Meanings:
        value = float(word.replace(",", "."))
        found = self._exact.get(word, _NO_MEANINGS)
        for numbers in self._numbers:
            if numbers.low <= value <= numbers.high:
                found |= numbers.meanings
        return found

    def _plain(self, word: str) -> Meanings:
        found = self._exact.get(word, _NO_MEANINGS) | self._by_edges(word)
        if not found and word.isascii() and word not in self.ordinary:
            found = self._folded.get(word, _NO_MEANINGS)
        return found

    def _by_edges(self, word: str) -> Meanings:
        found = _NO_MEANINGS
        for beginning, meanings in self._beginnings.get(word[:_EDGE], _NOTHING).items():
            if word.startswith(beginning):
                found |= meanings
        for ending, meanings in self._endings.get(word[-_EDGE:], _NOTHING).items():
            if word.endswith(ending) and word != ending:
                found |= meanings
        return found

    def _as_meant(self, word: str) -> Meanings:
        word = shortened(word)
        found = self._plain(word) or self._sounds.get(sound(word), _NO_MEANINGS)
        if found or len(word) < 4:
            return found
        key = folded(word)
        found = self._folded.get(spelled_out(key), _NO_MEANINGS)
        if found or len(key) < _FUZZY_LETTERS:
            return found
        return self._folded.get(key, _NO_MEANINGS) or self._misspelt(key)

    def _strengthened(self, word: str) -> Meanings:
        for beginning in self.intensifiers:
            if word.startswith(beginning) and len(word) - len(beginning) > 2:
                return self._plain(word[len(beginning) :])
        return _NO_MEANINGS

    def _misspelt(self, key: str) -> Meanings:
        """The key words that begin alike and are one letter away, or two if long."""
        letters = _letters(key)
        found = _NO_MEANINGS
        for spelling, its_letters in self._guessed.get(key[0], ()):
            limit = 2 if len(spelling) >= _VERY_FUZZY_LETTERS else 1
            if (
                abs(len(spelling) - len(key)) <= limit
                and (letters ^ its_letters).bit_count() <= 2 * limit
                and within(key, spelling, limit)
            ):
                found |= self._folded[spelling]
        return found


def _letters(word: str) -> int:
    """Which letters a word has, as bits: much faster to compare than the words themselves."""
    bits = 0
    for letter in word:
        bits |= 1 << (ord(letter) & 31)
    return bits


def _put(index: dict[str, Meanings], key: str, meanings: Meanings) -> None:
    index[key] = index.get(key, _NO_MEANINGS) | meanings
