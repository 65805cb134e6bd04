"""What a change costs or passes, said before the patient confirms."""

from __future__ import annotations

from datetime import date
from typing import Any

from actions.facts import date_fact
from actions.reply import Fact, Line, say
from actions.turn import Turn
from backend.phrasing.dates import day_phrase


def consequence_lines(found: dict[str, Any], source: str, turn: Turn) -> list[Line]:
    """The late fee and the passed limit, each with where it comes from.

    Args:
        found: the backend's `Consequences`.
        source: the appointment's reference.
        turn: the turn.
    """
    return [*_late(found["late"], source), *_limit(found.get("limit"), turn)]


def _late(late: dict[str, Any], source: str) -> list[Line]:
    if late["timing"] == "late":
        if late["fee"] is not None:
            return [say("confirm.late_fee", fee=fee_fact(late["fee"], source))]
        if late["fee_words"]:
            return [say("confirm.late_words", words=late["fee_words"])]
        return [say("confirm.late")]
    return []


def fee_fact(amount: int, source: str) -> Fact:
    """An amount in kronor, by the region's table."""
    return Fact("fee", str(amount), source)


def _limit(limit: dict[str, Any] | None, turn: Turn) -> list[Line]:
    if limit is None or not limit["passed"]:
        return []
    last, counted = date.fromisoformat(limit["last_day"]), date.fromisoformat(limit["counted_from"])
    limited = Fact("limit", last.isoformat(), limit["referral"], day_phrase(last, turn.now.date()))
    since = date_fact(counted, limit["referral"], turn.now)
    lines = [say("confirm.limit_passed", limit=limited, since=since)]
    if limit["shown_within"]:
        lines.append(say("confirm.limit_within"))
    return lines
