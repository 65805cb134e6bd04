"""What a turn did with the errand that is under way: times offered, changed, or left unknown. Pure.

Reads the slot `errand` of `actions/times/errand.py` before and after the turn.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

Json = dict[str, Any]

_OPEN_STAGES = ("which", "wish", "choose", "confirm", "waiting_list")


@dataclass(frozen=True)
class Outcome:
    """A change that the turn made, took back, or cannot tell of.

    `version` is the appointment's after the change, or for `undone` before it.
    """

    kind: Literal["done", "undone", "unknown"]
    operation: str
    appointment: str
    version: int | None


def stage_of(errand: Json | None) -> str | None:
    """Where an errand stands that still waits for the patient: `rebook/choose`."""
    if not errand or errand.get("stage") not in _OPEN_STAGES:
        return None
    return f"{errand.get('kind')}/{errand.get('stage')}"


def errand_after(before: Mapping[str, Any], after: Mapping[str, Any]) -> Json | None:
    """The errand as it stands after the turn."""
    found = after["errand"] if "errand" in after else before.get("errand")
    return found if isinstance(found, dict) else None


def offers_in(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[Json]:
    """The free times that the turn showed."""
    errand = after.get("errand")
    if not isinstance(errand, dict) or errand.get("stage") not in ("choose", "confirm"):
        return []
    shown = errand.get("offers") or []
    earlier = before.get("errand")
    if isinstance(earlier, dict) and earlier.get("offers") == shown:
        return []
    return [{"source": f"Slot/{slot}", "start": start} for slot, start in shown]


def outcome_of(
    intent: str | None, before: Mapping[str, Any], after: Mapping[str, Any]
) -> Outcome | None:
    """What became of the errand in the turn, if anything did."""
    earlier, now = _errand(before), errand_after(before, after)
    if now and now.get("stage") == "done" and (not earlier or _mark(earlier) != _mark(now)):
        return _outcome("done", now)
    if earlier and earlier.get("stage") == "done" and now is None and intent != "affirm":
        return _outcome("undone", earlier)
    asked = earlier and earlier.get("stage") == "confirm" and earlier.get("key")
    if asked and intent == "affirm" and now == earlier:
        # The patient said yes and the question still stands: the backend did not answer.
        return _outcome("unknown", earlier or {})
    return None


def _errand(slots: Mapping[str, Any]) -> Json | None:
    found = slots.get("errand")
    return found if isinstance(found, dict) else None


def _mark(errand: Json) -> tuple[Any, ...]:
    return errand.get("stage"), errand.get("appointment"), errand.get("version"), errand.get("key")


def _outcome(kind: Literal["done", "undone", "unknown"], errand: Json) -> Outcome | None:
    appointment = errand.get("appointment")
    if not appointment:
        return None
    return Outcome(kind, str(errand.get("kind")), str(appointment), errand.get("version"))
