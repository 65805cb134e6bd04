"""What a change costs or passes, in the sentences that the assistant says it in: pure."""

from __future__ import annotations

from datetime import datetime

from backend.bookings.schemas import Consequences, GuaranteeLimit, Late, Operation
from backend.phrasing.dates import day_phrase
from backend.phrasing.texts import text


def consequence_lines(found: Consequences, now: datetime) -> list[str]:
    """The late fee with its source, and the limit that is passed; Swedish."""
    lines = [*_late(found.late), *_limit(found.limit, now)]
    if found.operation is Operation.CANCEL:
        lines.append(text("confirm.lost"))
    return lines


def _late(late: Late) -> list[str]:
    if late.timing == "in_time":
        return [text("confirm.in_time")]
    if late.timing == "unknown":
        return [text("confirm.unknown_fee")]
    if late.timing != "late":
        return []
    if late.fee is not None:
        said = text("confirm.late_fee", fee=str(late.fee))
    elif late.fee_words:
        said = text("confirm.late_words", words=late.fee_words)
    else:
        said = text("confirm.late")
    source = late.source
    if source is None:
        return [said]
    read = text("fee.source", source=source.title, date=source.valid_from.isoformat())
    return [said, *([text("fee.exceptions")] if late.exceptions else []), read]


def _limit(limit: GuaranteeLimit | None, now: datetime) -> list[str]:
    if limit is None or not limit.passed:
        return []
    today = now.date()
    said = text(
        "confirm.limit_passed",
        limit=day_phrase(limit.last_day, today),
        since=day_phrase(limit.counted_from, today),
    )
    return [said, *([text("confirm.limit_within")] if limit.shown_within else [])]
