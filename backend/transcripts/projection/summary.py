"""What a whole conversation came to, by its turns. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Protocol

Json = dict[str, Any]


class Result(StrEnum):
    """What a conversation came to."""

    SAFETY = "safety"
    FAILED = "failed"
    HANDED_OVER = "handed_over"
    REBOOKED = "rebooked"
    CANCELLED = "cancelled"
    BOOKED = "booked"
    NOT_UNDERSTOOD = "not_understood"
    ANSWERED = "answered"


_OF_OPERATION = {
    "rebook": Result.REBOOKED,
    "earlier": Result.REBOOKED,
    "cancel": Result.CANCELLED,
    "book": Result.BOOKED,
}
_HANDING_OVER = ("ask_human",)
_SAYS_NOTHING = ("greet", "goodbye", "thank")


class TurnFacts(Protocol):
    """What is looked at of a turn."""

    kind: str
    state: str
    intent: str | None
    confidence: float | None
    action: str | None
    fallback: bool
    safety: str | None
    stage: str | None
    booking: Json | None
    replies: list[Any]


@dataclass(frozen=True)
class Summary:
    """The columns of a transcript that its turns decide.

    `dropped_at` is where an errand stands that the patient has not finished (`rebook/choose`).
    """

    turns: int
    outcome: Result
    lowest_confidence: float | None
    fallbacks: int
    failures: int
    unknown_writes: int
    safety: str | None
    dropped_at: str | None
    clinics: tuple[str, ...]
    intents: frozenset[str]
    actions: frozenset[str]


def summarised(turns: Sequence[TurnFacts], *, handed_over: bool) -> Summary:
    """The summary; `handed_over` says that staff answer, or that a call back was asked for."""
    asked = [turn for turn in turns if turn.kind in ("text", "button")]
    texts = [turn.confidence for turn in asked if turn.kind == "text" and turn.confidence]
    clinics = Counter(_clinics(asked))
    staff = any(turn.kind == "staff" for turn in turns)
    return Summary(
        turns=len(asked),
        outcome=_outcome(asked, handed_over=handed_over or staff),
        lowest_confidence=min(texts, default=None),
        fallbacks=sum(turn.fallback for turn in asked),
        failures=sum(turn.state == "failed" for turn in asked),
        unknown_writes=sum(_result(turn) == "unknown" for turn in asked),
        safety=next((turn.safety for turn in reversed(asked) if turn.safety), None),
        dropped_at=asked[-1].stage if asked else None,
        clinics=tuple(name for name, _ in clinics.most_common()),
        intents=frozenset(turn.intent for turn in asked if turn.intent),
        actions=frozenset(turn.action for turn in asked if turn.action),
    )


def _outcome(asked: Sequence[TurnFacts], *, handed_over: bool) -> Result:
    if any(turn.safety for turn in asked):
        return Result.SAFETY
    if asked and (asked[-1].state == "failed" or any(_result(t) == "unknown" for t in asked)):
        return Result.FAILED
    if handed_over:
        return Result.HANDED_OVER
    booked = _booked(asked)
    if booked is not None:
        return booked
    telling = [turn for turn in asked if turn.intent not in _SAYS_NOTHING]
    if any(turn.intent in _HANDING_OVER for turn in telling[-1:]):
        return Result.HANDED_OVER
    misses = sum(turn.fallback for turn in telling)
    if telling and (telling[-1].fallback or 2 * misses >= len(telling)):
        return Result.NOT_UNDERSTOOD
    return Result.ANSWERED


def _booked(asked: Sequence[TurnFacts]) -> Result | None:
    """The last change that stands: an undo takes back the one before it."""
    standing: list[Result] = []
    for turn in asked:
        result = _result(turn)
        if result == "undo":
            standing[-1:] = []
        elif result in _OF_OPERATION:
            standing.append(_OF_OPERATION[result])
    return standing[-1] if standing else None


def _result(turn: TurnFacts) -> str | None:
    return turn.booking.get("result") if turn.booking else None


def _clinics(turns: Iterable[TurnFacts]) -> list[str]:
    return [
        fact["value"]
        for turn in turns
        for reply in turn.replies
        for fact in reply.get("facts", [])
        if fact["kind"] == "clinic"
    ]
