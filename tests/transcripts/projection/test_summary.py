"""What a conversation came to, by its turns."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import pytest

from backend.transcripts.projection.summary import Result, summarised


@dataclass
class Turn:
    """A turn, answered and understood unless said otherwise."""

    kind: str = "text"
    state: str = "answered"
    intent: str | None = "ask_when"
    confidence: float | None = 0.9
    action: str | None = "action_ask_when"
    fallback: bool = False
    safety: str | None = None
    stage: str | None = None
    booking: dict[str, Any] | None = None
    replies: list[Any] = field(default_factory=list)


def booked(result: str) -> Turn:
    return Turn(intent="affirm", booking={"result": result})


MISSED = Turn(intent="nlu_fallback", fallback=True, confidence=0.2)
GREETED = Turn(intent="greet")
FAILED = Turn(state="failed", intent=None)


@pytest.mark.parametrize(
    ("turns", "outcome"),
    [
        ([Turn()], Result.ANSWERED),
        ([], Result.ANSWERED),
        ([Turn(), booked("rebook")], Result.REBOOKED),
        ([booked("earlier")], Result.REBOOKED),
        ([booked("cancel")], Result.CANCELLED),
        ([booked("book"), Turn()], Result.BOOKED),
        ([booked("rebook"), booked("undo"), Turn()], Result.ANSWERED),
        ([booked("cancel"), booked("undo"), booked("rebook")], Result.REBOOKED),
        ([booked("rebook"), booked("cancel"), booked("undo")], Result.REBOOKED),
        ([Turn(), MISSED], Result.NOT_UNDERSTOOD),
        ([MISSED, Turn(), GREETED, MISSED, Turn()], Result.NOT_UNDERSTOOD),
        ([MISSED, Turn(), Turn()], Result.ANSWERED),
        ([GREETED], Result.ANSWERED),
        ([Turn(), FAILED], Result.FAILED),
        ([FAILED, Turn()], Result.ANSWERED),
        ([booked("unknown"), Turn()], Result.FAILED),
        ([Turn(intent="ask_human")], Result.HANDED_OVER),
        ([Turn(), Turn(kind="staff")], Result.HANDED_OVER),
        ([Turn(safety="crisis"), booked("rebook")], Result.SAFETY),
    ],
)
def test_a_conversation_came_to(turns: list[Turn], outcome: Result) -> None:
    assert summarised(turns, handed_over=False).outcome is outcome


def test_a_request_to_the_clinic_hands_over() -> None:
    assert summarised([Turn()], handed_over=True).outcome is Result.HANDED_OVER


def test_only_texts_count_for_the_lowest_confidence() -> None:
    turns = [Turn(confidence=0.7), Turn(kind="button", confidence=0.1), Turn(confidence=0.5)]

    assert summarised(turns, handed_over=False).lowest_confidence == 0.5


def test_an_errand_that_waits_says_where_the_patient_dropped_off() -> None:
    left = summarised([Turn(stage="rebook/choose")], handed_over=False)
    done = summarised([Turn(stage="rebook/choose"), Turn()], handed_over=False)

    assert (left.dropped_at, done.dropped_at) == ("rebook/choose", None)


def test_the_clinic_that_is_spoken_of_most_comes_first() -> None:
    eye = {"facts": [{"kind": "clinic", "value": "Ögon"}]}
    heart = {"facts": [{"kind": "clinic", "value": "Hjärt"}]}

    summary = summarised([Turn(replies=[heart]), Turn(replies=[eye, eye])], handed_over=False)

    assert summary.clinics == ("Ögon", "Hjärt")
