"""What a turn did with the errand, by the slot before and after it."""

from __future__ import annotations

from typing import Any

from backend.transcripts.projection.errands import Outcome, offers_in, outcome_of, stage_of


def an_errand(stage: str, **parts: Any) -> dict[str, Any]:
    return {
        "kind": "rebook",
        "stage": stage,
        "appointment": "ogon-1",
        "offers": [],
        "key": "k-1",
        "version": 3,
        **parts,
    }


def test_a_change_that_is_done_is_the_turns() -> None:
    before, after = an_errand("confirm"), an_errand("done", version=4)

    assert outcome_of("affirm", {"errand": before}, {"errand": after}) == Outcome(
        "done", "rebook", "ogon-1", 4
    )


def test_what_was_done_before_is_not_done_again() -> None:
    done = an_errand("done", version=4)

    assert outcome_of("ask_when", {"errand": done}, {}) is None
    assert outcome_of("ask_when", {"errand": done}, {"focus": "Task/1"}) is None


def test_an_undo_takes_back_the_version_that_was_made() -> None:
    done = an_errand("done", version=4)

    assert outcome_of("stop", {"errand": done}, {"errand": None}) == Outcome(
        "undone", "rebook", "ogon-1", 4
    )


def test_a_yes_after_which_the_question_still_stands_is_unknown() -> None:
    asked = {"errand": an_errand("confirm")}

    assert outcome_of("affirm", asked, {}) == Outcome("unknown", "rebook", "ogon-1", 3)
    assert outcome_of("ask_fee", asked, {}) is None


def test_times_are_offered_once() -> None:
    offered = an_errand("choose", offers=[["s-1", "2026-12-02T10:00:00+01:00"]])

    assert offers_in({}, {"errand": offered}) == [
        {"source": "Slot/s-1", "start": "2026-12-02T10:00:00+01:00"}
    ]
    assert offers_in({"errand": offered}, {"errand": {**offered, "misses": 1}}) == []


def test_only_what_waits_for_the_patient_has_a_stage() -> None:
    assert stage_of(an_errand("choose")) == "rebook/choose"
    assert stage_of(an_errand("done")) is None
    assert stage_of(None) is None
