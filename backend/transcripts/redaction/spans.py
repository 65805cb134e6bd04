"""What a redaction gives back: stretches of the original text, each with its kind and marker."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Final, NamedTuple


class Kind(StrEnum):
    """What was taken away; the value is what its marker says, in Swedish, for staff."""

    PERSONNUMMER = "personnummer"
    NAME = "namn"
    RELATIVE = "anhörig"
    PHONE = "telefon"
    MAIL = "e-post"
    ADDRESS = "adress"

    @property
    def marker(self) -> str:
        """What stands in the redacted text, such as `[namn]`."""
        return f"[{self.value}]"


MARKER: Final = re.compile("|".join(re.escape(kind.marker) for kind in Kind))


class Span(NamedTuple):
    """A stretch of text, `start` to `end` (end not included), and its kind."""

    kind: Kind
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Redacted:
    """A redacted text, and the spans of the original that its markers replace, in order."""

    text: str
    spans: tuple[Span, ...]


class Stretches:
    """Stretches of one text that are spoken for; the first to come keeps its place."""

    __slots__ = ("_taken",)

    def __init__(self, taken: Iterable[tuple[int, int]] = ()) -> None:
        self._taken = list(taken)

    def free(self, start: int, end: int) -> bool:
        """Whether nothing of this stretch is spoken for."""
        return all(end <= left or right <= start for left, right in self._taken)

    def take(self, start: int, end: int) -> None:
        """Speak for a stretch."""
        self._taken.append((start, end))


def united(spans: Iterable[Span]) -> list[Span]:
    """Spans in order; those that overlap become one, of the longest one's kind."""
    done: list[Span] = []
    longest = 0
    for span in sorted(spans, key=lambda each: each.start):
        length = span.end - span.start
        if done and span.start < done[-1].end:
            last = done[-1]
            kind = span.kind if length > longest else last.kind
            done[-1] = Span(kind, last.start, max(last.end, span.end))
            longest = max(longest, length)
        elif length > 0:
            done.append(span)
            longest = length
    return done


def joined(text: str, spans: Iterable[Span]) -> tuple[Span, ...]:
    """Spans in order; neighbours of one kind, at most a space or an initial's dot apart, joined."""
    done: list[Span] = []
    for span in sorted(spans, key=lambda each: each.start):
        if done:
            last = done[-1]
            between = text[last.end : span.start]
            initial = between == ". " and last.end - last.start == 1
            if last.kind is span.kind and (between in ("", " ") or initial):
                done[-1] = Span(last.kind, last.start, max(last.end, span.end))
                continue
        done.append(span)
    return tuple(done)


def replaced(text: str, spans: Iterable[Span]) -> str:
    """The text with each span's marker in its place; the spans are in order and apart."""
    parts: list[str] = []
    done = 0
    for span in spans:
        parts += (text[done : span.start], span.kind.marker)
        done = span.end
    parts.append(text[done:])
    return "".join(parts)
