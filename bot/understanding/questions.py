"""Cuts a message into what may be several questions: "När är röntgen och var ligger den?"."""

from __future__ import annotations

import re

_SENTENCE = re.compile(r"(?<=[.?!])\s+|[\r\n]+")
_ASKING = (
    "vad|var|vart|när|hur|vem|vilka|vilken|vilket|varför|kan|ska|får|måste|är|har|behöver|kostar"
    "|finns|går|blir|gäller"
)
_JOINED = re.compile(
    rf"(?:,\s*|\s+)(?:(?:och|å|samt|men|sen|sedan|också|plus)\s+)+(?=(?:{_ASKING})\b)"
    rf"|,\s*(?=(?:{_ASKING})\b)",
    re.IGNORECASE,
)
_WHILE = r"när\s+(?:jag|ja|du|man|vi|ni|han|hon|de|dom|det|den)\s+(?!(?:ska|skall|får|kan)\b)"
"""Begins no question: "… när jag kommer"."""
_UNMARKED = re.compile(
    rf"\s+(?!{_WHILE})(?=(?:vad|var|vart|när|hur|vem|vilken|varför)\b)", re.IGNORECASE
)
_QUESTION_WORD = re.compile(
    r"(?:vad(?! (?:bra|skönt|fint|snäll\w*|kul|roligt|trevligt|härligt|tråkigt|synd|duktig|du)\b)"
    r"|var|vart|när|hur|vem|vilka|vilken|vilket|varför)\b",
    re.IGNORECASE,
)
_COURTESY = re.compile(
    r"\W*(?:\b(?:hej(?:san)?|hallå|tja(?:ba|re)?|tjena(?:re)?|mo(?:rr)?n|god ?(?:dag|kväll|afton)"
    r"|god ?mo(?:rgon|rron)|ok(?:ej)?|oki|jaha|jo|ja|tack(?: (?:så mycket|snälla))?|bra|fint"
    r"|toppen|du|hörru(?:du)?|ursäkta|förlåt)\b\W*)+",
    re.IGNORECASE,
)
_FEWEST_WORDS = 2
_MOST_PARTS = 6
"""A message of more sentences is a story, not a row of questions."""


def parts(text: str) -> list[str]:
    """The parts that may each be a question, in order; a single part when there is one only.

    Sentences come first; a sentence is cut where another question is joined to it, and when that
    gives nothing, before a question word that stands in its middle.
    """
    kept = _all_parts(text)
    return kept if len(kept) <= _MOST_PARTS else []


def last_part(text: str) -> str | None:
    """What a message of several parts ends with, be it a story or not."""
    found = _all_parts(text)
    return found[-1] if len(found) > 1 else None


def past_courtesy(text: str) -> str | None:
    """What comes after "hej" or "okej tack", when that is something."""
    polite = _COURTESY.match(text)
    rest = text[polite.end() :] if polite else ""
    return rest if len(rest.split()) >= _FEWEST_WORDS else None


def asks_something(text: str) -> str | None:
    """What comes after a courtesy, when it is a question: "ok, vad gör vi där"."""
    rest = past_courtesy(text)
    return rest if rest is not None and _QUESTION_WORD.match(rest) else None


def _all_parts(text: str) -> list[str]:
    found = [part for sentence in _SENTENCE.split(text) for part in _JOINED.split(sentence)]
    if len(found) == 1:
        found = _UNMARKED.split(text)
    return [part.strip() for part in found if len(part.split()) >= _FEWEST_WORDS]
