"""Counts conversations and turns in a period, by day, clinic and what became of them."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from sqlalchemy import ColumnElement, func, not_, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from backend.access.staff import Staff
from backend.rules.workdays import STOCKHOLM
from backend.transcripts.models import Transcript, TranscriptTurn
from backend.transcripts.projection.summary import Result
from backend.transcripts.visibility import visible_to

LONGEST = timedelta(days=366)
_HELPED = (Result.ANSWERED, Result.REBOOKED, Result.CANCELLED, Result.BOOKED)


@dataclass(frozen=True)
class Period:
    """Local dates, both included, perhaps of one clinic alone."""

    first: date
    last: date
    clinic: str | None = None


@dataclass
class Day:
    """What began on a day."""

    day: date
    conversations: int = 0
    helped: int = 0
    handed_over: int = 0
    not_understood: int = 0
    failed: int = 0
    turns: int = 0
    fallbacks: int = 0


@dataclass(frozen=True)
class Figures:
    """The figures of a period. Rates are shares of 1, `None` where there is nothing to divide by.

    `median_ms` is the median time of a turn in milliseconds, `waiting` how many conversations
    nobody has reviewed, `dropped` the steps of errands that patients left.
    """

    period: Period
    days: list[Day]
    outcomes: Counter[str] = field(default_factory=Counter)
    clinics: Counter[str] = field(default_factory=Counter)
    intents: Counter[str] = field(default_factory=Counter)
    dropped: Counter[str] = field(default_factory=Counter)
    waiting: int = 0
    median_ms: int | None = None

    @property
    def conversations(self) -> int:
        """How many began."""
        return sum(day.conversations for day in self.days)

    @property
    def answered_rate(self) -> float | None:
        """The share in which the patient got an answer or a change without staff."""
        return _rate(sum(day.helped for day in self.days), self.conversations)

    @property
    def handover_rate(self) -> float | None:
        """The share that a person took on."""
        return _rate(sum(day.handed_over for day in self.days), self.conversations)

    @property
    def fallback_rate(self) -> float | None:
        """The share of turns that were not understood."""
        turns = sum(day.turns for day in self.days)
        return _rate(sum(day.fallbacks for day in self.days), turns)


def counted(session: Session, staff: Staff, period: Period) -> Figures:
    """The figures of what the member of staff may know of."""
    mine = _conversations_in(staff, period)
    turns = _turns_in(staff, period)
    days = _days(session, mine, period)
    return Figures(
        period=period,
        days=days,
        outcomes=_count(session, Transcript.outcome, mine),
        clinics=_count(session, Transcript.clinic, mine),
        dropped=_count(session, Transcript.dropped_at, mine),
        intents=_intents(session, turns),
        waiting=session.scalar(select(func.count()).where(*mine, Transcript.status == "unreviewed"))
        or 0,
        median_ms=_median(session, turns),
    )


def clinics_of(session: Session, staff: Staff) -> list[str]:
    """The clinics that conversations have been about."""
    found = select(Transcript.clinic).where(visible_to(staff), Transcript.clinic.is_not(None))
    return sorted(str(name) for name in session.scalars(found.distinct()))


def _conversations_in(staff: Staff, period: Period) -> list[ColumnElement[bool]]:
    found = [
        visible_to(staff),
        Transcript.started_at >= _midnight(period.first),
        Transcript.started_at < _midnight(period.last + timedelta(days=1)),
    ]
    return [*found, Transcript.clinic == period.clinic] if period.clinic else found


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), STOCKHOLM)


def _days(session: Session, mine: list[ColumnElement[bool]], period: Period) -> list[Day]:
    count = (period.last - period.first).days + 1
    days = {day: Day(day) for day in (period.first + timedelta(days=nth) for nth in range(count))}
    rows = session.execute(
        select(
            Transcript.started_at,
            Transcript.outcome,
            Transcript.turns,
            Transcript.fallbacks,
        )
        .where(*mine)
        .execution_options(yield_per=5000)
    )
    for row in rows:
        day = days[row.started_at.astimezone(STOCKHOLM).date()]
        day.conversations += 1
        day.turns += row.turns
        day.fallbacks += row.fallbacks
        day.helped += row.outcome in _HELPED
        day.handed_over += row.outcome == Result.HANDED_OVER
        day.not_understood += row.outcome == Result.NOT_UNDERSTOOD
        day.failed += row.outcome == Result.FAILED
    return list(days.values())


def _count(
    session: Session,
    column: InstrumentedAttribute[str] | InstrumentedAttribute[str | None],
    mine: list[ColumnElement[bool]],
) -> Counter[str]:
    rows = session.execute(select(column, func.count()).where(*mine).group_by(column))
    return Counter({name: number for name, number in rows if name is not None})


def _turns_in(staff: Staff, period: Period) -> list[ColumnElement[bool]]:
    """Turns of the period; the index `turns_by_time` holds all that is asked of them.

    Few transcripts are hidden, and many are of a clinic: the hidden ones are left out by number.
    """
    hidden = select(Transcript.n).where(not_(visible_to(staff)))
    found = [
        TranscriptTurn.at >= _midnight(period.first),
        TranscriptTurn.at < _midnight(period.last + timedelta(days=1)),
        TranscriptTurn.n.not_in(hidden),
    ]
    if period.clinic:
        found.append(
            TranscriptTurn.n.in_(select(Transcript.n).where(Transcript.clinic == period.clinic))
        )
    return found


def _intents(session: Session, mine: list[ColumnElement[bool]]) -> Counter[str]:
    rows = session.execute(
        select(TranscriptTurn.intent, func.count())
        .where(*mine, TranscriptTurn.intent.is_not(None))
        .group_by(TranscriptTurn.intent)
    )
    return Counter({str(name): number for name, number in rows})


def _median(session: Session, mine: list[ColumnElement[bool]]) -> int | None:
    times = select(TranscriptTurn.milliseconds).where(
        *mine, TranscriptTurn.milliseconds.is_not(None)
    )
    count = session.scalar(select(func.count()).select_from(times.subquery())) or 0
    if not count:
        return None
    middle = times.order_by(TranscriptTurn.milliseconds).offset(count // 2).limit(1)
    return session.scalar(middle)


def _rate(part: int, whole: int) -> float | None:
    return part / whole if whole else None
