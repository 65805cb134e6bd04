"""The little language of the patterns in `data/safety/`, and how a pattern is found in a text.

    FÅR _ LUFT           right after one another
    ONT BRÖST            one after the other; small words (i, mitt, på …) may stand between
    ONT .. BRÖST         up to three other words between, no comma, no «inte», no «men»
    ONT ... BRÖST        up to eight other words between, in the same sentence
    FEBER + KALL         both, in any order, up to six words between, in the same sentence
    GRAVID & BLÖDER      both, anywhere in the text
    vill|ORKAR           either
    ^ HJÄRTSTOPP $       from the first word of the text, small words apart; to the end of a clause

CAPITALS name a list of words in the same folder; small letters are the word itself.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum

from backend.chat.safety.reading import Reading
from backend.chat.safety.spelling import Pause

_WORDS_APART = 6
"""How far apart the two sides of `+` may be."""


class Gap(Enum):
    """How much may stand between one element and the next."""

    NOTHING = "_"
    SMALL_WORDS = ""
    SOME = ".."
    MANY = "..."


_GAPS = frozenset({Gap.NOTHING.value, Gap.SOME.value, Gap.MANY.value})


class PatternError(ValueError):
    """A pattern cannot be read; the message holds the pattern."""


Span = tuple[int, ...]
"""The places of the words that were matched, in order."""


@dataclass(frozen=True, slots=True)
class Sequence:
    """Elements in order, each the number of a meaning, with the gaps between them."""

    elements: tuple[int, ...]
    gaps: tuple[Gap, ...]
    from_start: bool = False
    to_end: bool = False

    def spans(self, reading: Reading) -> list[Span]:
        """Every end of a match, each with its nearest beginning."""
        found: dict[int, Span] = {at: (at,) for at in reading.places(self.elements[0])}
        for gap, element in zip(self.gaps, self.elements[1:], strict=True):
            places = reading.places(element)
            further: dict[int, Span] = {}
            for end, span in found.items():
                reach = _reach(reading, gap, end)
                for at in places[bisect_right(places, end) :]:
                    if at > reach:
                        break
                    further[at] = (*span, at)
            found = further
        return [
            span
            for span in found.values()
            if (not self.from_start or reading.begins_text(span[0]))
            and (not self.to_end or reading.ends_clause(span[-1]))
        ]


@dataclass(frozen=True, slots=True)
class Pair:
    """One sequence, or two near each other."""

    sides: tuple[Sequence, ...]

    def spans(self, reading: Reading) -> list[Span]:
        """The matched words of both sides."""
        first, *rest = (side.spans(reading) for side in self.sides)
        if not rest:
            return first
        others = sorted(rest[0])
        starts = [other[0] for other in others]
        longest = max((other[-1] - other[0] for other in others), default=0)
        return [
            tuple(sorted({*one, *other}))
            for one in first
            for other in others[
                bisect_left(starts, one[0] - _WORDS_APART - 1 - longest) : bisect_right(
                    starts, one[-1] + _WORDS_APART + 1
                )
            ]
            if _are_near(one, other, reading)
        ]


@dataclass(frozen=True, slots=True)
class Pattern:
    """What `data/safety/` says on one line; `parts` all have to be somewhere in the text."""

    text: str
    parts: tuple[Pair, ...]
    needs: frozenset[int]

    def spans(self, reading: Reading, holds: Callable[[Span], bool]) -> list[Span]:
        """The spans for which `holds`, or nothing if any part has none."""
        found: list[Span] = []
        for part in self.parts:
            held = [span for span in part.spans(reading) if holds(span)]
            if not held:
                return []
            found += held
        return found


def parse(text: str, meaning: Callable[[str], int]) -> Pattern:
    """Reads a pattern; `meaning` gives the number of `A`, `a` or `a|B`.

    Raises:
        PatternError: an operator has nothing on one of its sides, or `+` stands twice.
    """
    parts = []
    for part in text.split("&"):
        sides = part.split("+")
        if len(sides) > 2:
            raise PatternError(f"«{text}»: + joins two, use & for more")
        parts.append(Pair(tuple(_sequence(side, text, meaning) for side in sides)))
    needs = frozenset(e for part in parts for side in part.sides for e in side.elements)
    return Pattern(text, tuple(parts), needs)


def _sequence(side: str, text: str, meaning: Callable[[str], int]) -> Sequence:
    elements: list[int] = []
    gaps: list[Gap] = []
    gap: Gap | None = None
    pieces = side.split()
    from_start, to_end = pieces[:1] == ["^"], pieces[-1:] == ["$"]
    for piece in pieces[from_start : len(pieces) - to_end]:
        if piece in _GAPS:
            if gap is not None or not elements:
                raise PatternError(f"«{text}»: {piece} has nothing before it")
            gap = Gap(piece)
            continue
        if elements:
            gaps.append(gap or Gap.SMALL_WORDS)
        elements.append(meaning(piece))
        gap = None
    if not elements or gap is not None:
        raise PatternError(f"«{text}»: an operator has nothing after it")
    return Sequence(tuple(elements), tuple(gaps), from_start, to_end)


def _reach(reading: Reading, gap: Gap, end: int) -> int:
    if gap is Gap.NOTHING:
        return end + 1 if reading.words[end].pause is Pause.NONE else end
    if gap is Gap.SMALL_WORDS:
        return reading.over_small_words(end)
    if gap is Gap.SOME:
        return reading.over_some_words(end)
    return reading.over_many_words(end)


def _are_near(one: Span, other: Span, reading: Reading) -> bool:
    apart = max(one[0], other[0]) - min(one[-1], other[-1])
    return apart <= _WORDS_APART + 1 and reading.sentence[other[0]] == reading.sentence[one[0]]
