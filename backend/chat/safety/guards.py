"""What takes the danger out of a match: it is denied, long ago, over, asked about or a saying.

The words and phrases are in `data/safety/guards.yml`; here is only how far each of them reaches.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Literal, get_args

from backend.chat.safety.negation import DenyingWords, denied_by
from backend.chat.safety.patterns import Pattern, Span
from backend.chat.safety.reading import Reading
from backend.chat.safety.spelling import Pause

Guard = Literal["negated", "past", "recent", "over", "care", "asked", "told", "saying"]
GUARDS: tuple[Guard, ...] = get_args(Guard)

_PHRASE_REACH = 4
_OVER_REACH = 8
_TIME_REACH = 10
_TENSE_REACH = 4


@dataclass(frozen=True, slots=True)
class Phrases:
    """The patterns of `guards.yml`, by what they do."""

    saying: tuple[Pattern, ...]
    """Harmless expressions; a match that shares a word with one is void."""
    strengthening: tuple[Pattern, ...]
    """Negations that deny nothing: «aldrig haft så ont», «slutar inte»."""
    over: tuple[Pattern, ...]
    """Said after the match: it has passed."""
    well: tuple[Pattern, ...]
    """Said after a match in the past tense: the person is well."""
    care: tuple[Pattern, ...]
    """Said right before: planned care, a diagnosis in the background."""
    asked: tuple[Pattern, ...]
    """Said right before: if it happens, the risk of it."""
    told: tuple[Pattern, ...]
    """Said right before: a film, a form, a course about it."""
    past: tuple[Pattern, ...]
    """A time long ago."""
    recent: tuple[Pattern, ...]
    """Some days ago: too long for an emergency, not for a crisis."""


@dataclass(frozen=True, slots=True)
class GuardWords:
    """The meanings that the guards look for."""

    denying: DenyingWords
    not_: int
    """Of the negations only «inte» in its spellings."""
    turn: int
    now: int
    present_tense: int
    past_tense: int
    since: int
    after_negation: int
    """What may follow a negation that closes a clause: inte längre, inte så mycket."""


class Guarded:
    """The guards over one text; worked out only when a pattern has matched."""

    def __init__(self, reading: Reading, phrases: Phrases, words: GuardWords) -> None:
        self._reading = reading
        self._phrases = phrases
        self._words = words
        self._checks: dict[Guard, Callable[[Span], bool]] = {
            "negated": self.is_negated,
            "past": self.is_past,
            "recent": self.is_recent,
            "over": self.is_over,
            "care": lambda span: self._follows_closely(span, self._care),
            "asked": lambda span: self._follows(span, self._asked),
            "told": lambda span: self._follows(span, self._told),
            "saying": self.is_saying,
        }

    def voids(self, span: Span, guards: frozenset[Guard]) -> bool:
        """Whether any of the guards takes the danger out of the match."""
        return any(self._checks[guard](span) for guard in GUARDS if guard in guards)

    def is_negated(self, span: Span) -> bool:
        """«inte ont i bröstet», «bröstsmärta har jag inte»."""
        own = set(span)
        for at in span:
            denier = self._denied_by[at]
            if denier is not None and denier not in own:
                return True
        return self._denied_afterwards(span)

    def is_saying(self, span: Span) -> bool:
        """«dör av nyfikenhet», «läkaren svarar inte»."""
        return any(at in self._sayings for at in span)

    def is_past(self, span: Span) -> bool:
        """A past tense, or no tense at all, near a time long ago; nothing about now."""
        return self._was_at(span, self._past_places) and (
            self._has_tense(span, self._words.past_tense)
            or not self._has_tense(span, self._words.present_tense)
        )

    def is_recent(self, span: Span) -> bool:
        """A past tense near a time some days ago; nothing about now."""
        return self._was_at(span, self._recent_places) and self._has_tense(
            span, self._words.past_tense
        )

    def _was_at(self, span: Span, times: list[int]) -> bool:
        return self._near_time(span, times) and not self._near_time(span, self._now_places)

    def _has_tense(self, span: Span, tense: int) -> bool:
        """Whether a verb of that tense stands in the match or shortly before it."""
        reading = self._reading
        first = max(span[0] - _TENSE_REACH, 0)
        return any(
            reading.has(at, tense)
            for at in range(first, span[-1] + 1)
            if reading.sentence[at] == reading.sentence[span[0]]
        )

    def is_over(self, span: Span) -> bool:
        """«bröstsmärtan är borta»; «hade tankar på det, men mår bra nu»."""
        return self._is_before(span, self._over_places) or (
            self._is_before(span, self._well_places)
            and self._has_tense(span, self._words.past_tense)
        )

    def _is_before(self, span: Span, places: list[int]) -> bool:
        sentence = self._reading.sentence
        return any(
            sentence[at] == sentence[span[-1]] and self._denied_by[at] is None
            for at in _between(places, span[-1] + 1, span[-1] + _OVER_REACH)
        )

    def _follows(self, span: Span, phrases: dict[int, int]) -> bool:
        """Whether such a phrase stands shortly before the match, and nothing says that it is now.

        They may share a subject: «om jag svimmar». `phrases` has beginnings by ends.
        """
        reading = self._reading
        if self._near_time(span, self._now_places):
            return False
        return any(
            phrases[end] < span[0]
            and reading.sentence[end] == reading.sentence[span[0]]
            and not any(reading.has(at, self._words.turn) for at in range(end + 1, span[0]))
            for end in range(max(span[0] - _PHRASE_REACH, 0), span[-1])
            if end in phrases
        )

    def _follows_closely(self, span: Span, phrase_ends: list[int]) -> bool:
        """Whether such a phrase ends right before the match, small words apart, and not now."""
        return not self._near_time(span, self._now_places) and any(
            span[0] <= self._reading.over_small_words(end)
            for end in _between(phrase_ends, span[0] - _PHRASE_REACH, span[0] - 1)
        )

    def _near_time(self, span: Span, places: list[int]) -> bool:
        sentence = self._reading.sentence
        return any(
            sentence[at] == sentence[span[0]]
            for at in _between(places, span[0] - _TIME_REACH, span[-1] + _TIME_REACH)
        )

    def _denied_afterwards(self, span: Span) -> bool:
        reading = self._reading
        at = reading.over_small_words(span[-1])
        if at in span or not reading.has(at, self._words.not_):
            return False
        if at + 1 == len(reading.words) or reading.words[at].pause is not Pause.NONE:
            return True
        return reading.has(at + 1, self._words.after_negation)

    @cached_property
    def _denied_by(self) -> list[int | None]:
        """For each word the negation whose reach it is in."""
        strengthening = {at for span in self._all(self._phrases.strengthening) for at in span}
        return denied_by(self._reading, self._words.denying, frozenset(strengthening))

    @cached_property
    def _sayings(self) -> frozenset[int]:
        return frozenset(
            at
            for span in self._all(self._phrases.saying)
            for at in span
            if not self._reading.has(at, self._reading.roles.small)
            and not self._reading.has(at, self._words.denying.negation)
        )

    @cached_property
    def _over_places(self) -> list[int]:
        return sorted(span[-1] for span in self._all(self._phrases.over))

    @cached_property
    def _well_places(self) -> list[int]:
        return sorted(span[-1] for span in self._all(self._phrases.well))

    @cached_property
    def _past_places(self) -> list[int]:
        return self._times(self._phrases.past)

    @cached_property
    def _recent_places(self) -> list[int]:
        return self._times(self._phrases.recent)

    def _times(self, patterns: tuple[Pattern, ...]) -> list[int]:
        """Where the times stand, except «sedan i våras», which lasts until now."""
        since = self._words.since
        return sorted(
            span[0]
            for span in self._all(patterns)
            if not any(self._reading.has(at, since) for at in range(max(span[0] - 2, 0), span[0]))
        )

    @cached_property
    def _now_places(self) -> list[int]:
        return list(self._reading.places(self._words.now))

    @cached_property
    def _care(self) -> list[int]:
        return sorted(span[-1] for span in self._all(self._phrases.care))

    @cached_property
    def _asked(self) -> dict[int, int]:
        return {span[-1]: span[0] for span in self._all(self._phrases.asked)}

    @cached_property
    def _told(self) -> dict[int, int]:
        return {span[-1]: span[0] for span in self._all(self._phrases.told)}

    def _all(self, patterns: tuple[Pattern, ...]) -> list[Span]:
        present = self._reading.present
        return [
            span
            for pattern in patterns
            if pattern.needs <= present
            for span in pattern.spans(self._reading, lambda _: True)
        ]


def _between(places: list[int], low: int, high: int) -> list[int]:
    """The places from `low` to `high`, of a sorted list."""
    return places[bisect_left(places, low) : bisect_right(places, high)]
