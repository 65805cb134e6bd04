"""How a wish relates to the appointment that the patient has: earlier, a week later."""

from dataclasses import dataclass
from enum import StrEnum


class RelationKind(StrEnum):
    """What is compared with the appointment."""

    EARLIER = "earlier"
    LATER = "later"
    SAME_DAY = "same_day"
    OTHER_DAY = "other_day"
    SAME_WEEK = "same_week"
    SAME_WEEKDAY = "same_weekday"
    SAME_CLOCK = "same_clock"
    EARLIER_CLOCK = "earlier_clock"
    LATER_CLOCK = "later_clock"
    SHIFT_DAYS = "shift_days"
    SHIFT_WEEKS = "shift_weeks"
    SHIFT_MONTHS = "shift_months"
    SHIFT_MINUTES = "shift_minutes"
    WEEKDAY_AFTER = "weekday_after"
    """The first such weekday after it; `least` is 0 for Monday."""
    WEEKDAY_BEFORE = "weekday_before"


_CLOCK_KINDS = frozenset(
    {RelationKind.SAME_CLOCK, RelationKind.EARLIER_CLOCK, RelationKind.LATER_CLOCK}
)


@dataclass(frozen=True, slots=True)
class Relation:
    """A relation; a shift is from `least` to `most` of its unit, and negative when earlier."""

    kind: RelationKind
    least: int = 0
    most: int = 0

    @property
    def is_clock(self) -> bool:
        """Whether it is only about the time of day."""
        return self.kind in _CLOCK_KINDS
