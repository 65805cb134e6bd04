"""Small regions and times for the tests of the rules."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from backend.rules.late_cancellation import CancelBefore, HoursBefore
from backend.rules.tables import (
    CareLevel,
    Fee,
    GuaranteeKind,
    GuaranteeTable,
    LateLevel,
    LateTable,
    Region,
    Source,
)
from backend.rules.workdays import STOCKHOLM

SOURCE = Source(title="Prislista", url="https://example.org/prislista", checked=date(2026, 1, 2))


def local(text: str, fold: int = 0) -> datetime:
    """A Swedish wall time such as `2026-11-24 10:00`; `fold` 1 is the second 02:30 in autumn."""
    return datetime.fromisoformat(text).replace(tzinfo=STOCKHOLM, fold=fold)


def every_quarter(night: date) -> list[datetime]:
    """Every real 15 minutes from the noon before a date until the noon of it, in Stockholm."""
    noon = datetime.combine(night, datetime.min.time(), STOCKHOLM) + timedelta(hours=12)
    end = noon.astimezone(UTC)
    start = (noon - timedelta(days=1)).astimezone(UTC)
    quarters = int((end - start) / timedelta(minutes=15))
    return [(start + timedelta(minutes=15 * n)).astimezone(STOCKHOLM) for n in range(quarters + 1)]


def late_table(
    fee: Fee | None = None,
    *,
    cancel_before: CancelBefore | None = None,
    valid_from: date = date(2026, 1, 1),
    valid_to: date | None = None,
    verified: bool = True,
) -> LateTable:
    """A table for primary care: 24 hours unless another limit is given."""
    return LateTable(
        valid_from=valid_from,
        valid_to=valid_to,
        verified=verified,
        source=SOURCE,
        levels=(
            LateLevel(
                applies_to=(CareLevel.PRIMARY,),
                cancel_before=cancel_before or HoursBefore(24),
                late_fee=fee,
                no_show_fee=fee,
                exceptions=("Frikort gäller inte.",),
            ),
        ),
    )


def region(*late: LateTable, guarantee: tuple[GuaranteeTable, ...] = ()) -> Region:
    """A region with the given tables and nothing else."""
    return Region(name="Region Provland", late_cancellation=late, guarantee=guarantee)


def guarantee_table(
    days: dict[GuaranteeKind, int],
    *,
    valid_from: date = date(2026, 1, 1),
    verified: bool = True,
) -> GuaranteeTable:
    """A region's own limits."""
    return GuaranteeTable(valid_from=valid_from, verified=verified, source=SOURCE, days=days)
