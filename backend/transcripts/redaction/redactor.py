"""Takes what tells who somebody is out of a turn, and leaves when and where to come."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from functools import lru_cache
from typing import Final

from backend.transcripts.redaction.addresses import addresses
from backend.transcripts.redaction.digits import with_digits
from backend.transcripts.redaction.known import KnownFields, KnownPerson
from backend.transcripts.redaction.mail import mails
from backend.transcripts.redaction.names import names
from backend.transcripts.redaction.numbers import numbers
from backend.transcripts.redaction.spans import (
    MARKER,
    Kind,
    Redacted,
    Span,
    Stretches,
    joined,
    replaced,
    united,
)
from backend.transcripts.redaction.text import normalised
from backend.transcripts.redaction.when import named_months

_REMEMBERED = 256
"""Texts of one redactor: names of clinics, buttons and whole replies come again and again."""

_EXACT: Final = (Kind.PERSONNUMMER, Kind.PHONE, Kind.MAIL)


class Redactor:
    """Redacts the turns of one conversation.

    `known` is the patient whose conversation it is, when that is known. `keep` are phrases that
    stay whatever they look like, such as the clinics and their phones in the patient's plan; of
    the patient's own fields only numbers, phones and mail go even there.
    """

    def __init__(self, known: KnownPerson | None = None, *, keep: Iterable[str] = ()) -> None:
        self._known = KnownFields(known) if known else None
        self._keep = sorted({phrase.lower() for phrase in keep if phrase.strip()}, key=len)
        self._remembered = lru_cache(_REMEMBERED)(self._redacted)

    def redact(self, text: str, *, on: date | None = None) -> Redacted:
        """The text with markers, and what they replace.

        `on` is the day of the turn in Stockholm. With it, `261125 1015` near that day is read as
        an appointment; without it as somebody's number. Never raises. A redacted text comes back
        unchanged.
        """
        return self._remembered(text, on)

    def _redacted(self, text: str, on: date | None) -> Redacted:
        spans: tuple[Span, ...] = ()
        redacted = text
        # A marker may say more of its neighbours than the name did: until nothing more is found.
        while more := self._spans(redacted, on):
            spans = joined(text, [*spans, *(_in_original(span, spans) for span in more)])
            redacted = replaced(text, spans)
        return Redacted(redacted, spans)

    def _spans(self, text: str, on: date | None) -> list[Span]:
        normal = normalised(text)
        lower = _lower(normal.text)
        markers = [match.span() for match in MARKER.finditer(lower)] if "[" in lower else []
        if markers:
            lower = MARKER.sub(_blank, lower)
        digits = with_digits(lower)
        phrases = self._phrases(lower)
        sure, kept = Stretches(markers), Stretches([*markers, *phrases])

        own = list(self._known.find(normal.text, digits)) if self._known else []
        own = [span for span in own if (sure if span.kind in _EXACT else kept).free(*span[1:])]
        read = numbers(digits, on)
        apart = Stretches([*markers, *phrases, *_stretches(own)])
        found = own + [
            span
            for span in read.spans
            if (sure if span.kind is Kind.PERSONNUMMER else apart).free(*span[1:])
        ]

        taken = Stretches(_stretches(found))
        times = [each for each in (*read.times, *named_months(lower)) if taken.free(*each)]
        kept = Stretches([*markers, *phrases, *times])
        written = [*mails(lower), *addresses(normal.text, lower)]
        found += [span for span in written if kept.free(*span[1:])]
        found += names(normal.text, Stretches([*markers, *phrases, *times, *_stretches(found)]))
        return [Span(span.kind, *normal.original(*span[1:])) for span in united(found)]

    def _phrases(self, lower: str) -> list[tuple[int, int]]:
        kept = []
        for phrase in self._keep:
            at = lower.find(phrase)
            while at >= 0:
                kept.append((at, at + len(phrase)))
                at = lower.find(phrase, at + 1)
        return kept


def _stretches(spans: Iterable[Span]) -> list[tuple[int, int]]:
    return [(span.start, span.end) for span in spans]


def _blank(marker: re.Match[str]) -> str:
    """As many characters that no rule knows."""
    return "\ufffc" * len(marker[0])


def _lower(text: str) -> str:
    """Lower case of the same length."""
    lower = text.lower()
    if len(lower) == len(text):
        return lower
    return "".join(small if len(small := c.lower()) == 1 else c for c in text)


def _in_original(span: Span, before: tuple[Span, ...]) -> Span:
    """A span of the redacted text as one of the original, `before` being what was taken out."""
    shift = 0
    for each in before:
        if span.start + shift >= each.start:
            shift += (each.end - each.start) - len(each.kind.marker)
    return Span(span.kind, span.start + shift, span.end + shift)
