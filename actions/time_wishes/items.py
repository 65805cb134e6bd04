"""What the rules make of a text: pieces of time, and the marks between them."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import Enum, IntEnum, auto

from actions.time_wishes.constraints import Pick, Problem
from actions.time_wishes.relations import RelationKind
from actions.time_wishes.windows import DateRange, Window


class Grain(IntEnum):
    """How fine a piece is; two of the same grain are alternatives, not one inside the other."""

    POINT = auto()
    PART_OF_DAY = auto()
    WEEKDAY = auto()
    DAY = auto()
    WEEK = auto()
    MONTH = auto()
    PERIOD = auto()
    RELATION = auto()


@dataclass(frozen=True, slots=True)
class Piece:
    """One expression of time, in one or several readings."""

    readings: tuple[Window, ...]
    grain: Grain
    floating: bool = False
    """A weekday or day of the month: the coming one, unless a period is given beside it."""
    definite: bool = False
    """Said with "på": that very day rather than such days."""
    of_week: bool = False
    """In its definite form, fredagen: maybe that of the appointment's week."""
    edge: DateRange | None = None
    """The dates that "efter" and "före" count from, where they differ from the window's."""
    twin: int | None = None
    """For a clock time of the first reading's minute: the same on the other half of the day."""
    bounded: bool = False
    """It came with "efter", "före" and the like."""

    @property
    def is_clock(self) -> bool:
        """Whether it is about the time of day only."""
        return self.grain <= Grain.PART_OF_DAY

    @property
    def minute(self) -> int:
        """The minute of a clock time."""
        return self.readings[0].clock[0].first

    def reading_as(self, *readings: Window, **changes: object) -> "Piece":
        """The piece with other readings."""
        return replace(self, readings=readings, **changes)  # type: ignore[arg-type]


class Mark(Enum):
    """What stands between pieces of time and tells what they are for."""

    OR = auto()
    AND = auto()
    COMMA = auto()
    DASH = auto()
    SLASH = auto()
    STOP = auto()
    BUT = auto()
    SO = auto()
    BECAUSE = auto()
    ELSE = auto()
    NAMELY = auto()
    CORRECTS = auto()
    NOT = auto()
    EXCEPT = auto()
    ABLE = auto()
    BUSY = auto()
    BAD = auto()
    LEAVES = auto()
    STATE = auto()
    EVENT = auto()
    ALSO = auto()
    HAS_APPOINTMENT = auto()
    MOVE = auto()
    TO = auto()
    DESTINATION = auto()
    """A "till" that tells what a time is moved to."""
    INSTEAD_OF = auto()
    INSTEAD = auto()
    NEW_TIME = auto()
    THEN = auto()
    THAT_WEEK = auto()
    AFTER_THAT = auto()
    AFTERWARDS = auto()
    BEFORE_THAT = auto()
    ASAP = auto()
    ANY = auto()
    EVERY_WEEK = auto()
    NO_TIME = auto()


class Bound(Enum):
    """What a word such as "efter" makes of the piece after it."""

    AFTER = auto()
    """Efter fredag: from the day after. Efter tre: from 15:00."""
    FROM = auto()
    """From its beginning."""
    BEFORE = auto()
    UNTIL = auto()
    """To its end; for a clock time, before it."""
    LATEST = auto()
    """To its end; for a clock time, that minute included."""
    LATER_THAN = auto()
    AROUND = auto()
    SOON_AFTER = auto()
    SOON_BEFORE = auto()
    NOT_UNTIL = auto()
    """Inte förrän: from its beginning, and the "inte" before it is part of it."""
    BETWEEN = auto()
    EARLY = auto()
    MIDDLE = auto()
    LATE = auto()
    REST = auto()
    FIRST_HALF = auto()
    SECOND_HALF = auto()
    ONWARDS = auto()
    """After its piece: tisdag eller senare."""
    BACKWARDS = auto()


@dataclass(frozen=True, slots=True)
class Number:
    """A number that may turn out to be an hour."""

    value: int
    is_word: bool = False


@dataclass(frozen=True, slots=True)
class Offset:
    """So much later or, negative, earlier than the date said next, or than the appointment."""

    kind: RelationKind
    least: int
    most: int


@dataclass(frozen=True, slots=True)
class Word:
    """A word that says nothing about time by itself."""

    text: str


Item = Piece | Mark | Bound | Offset | Number | Word | Pick | Problem


@dataclass(frozen=True, slots=True)
class Context:
    """When the text was written, and which appointment it is about if that is known."""

    now: datetime
    reference: datetime | None = None

    @property
    def today(self) -> date:
        """The local date."""
        return self.now.date()
