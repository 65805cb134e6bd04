"""One change, one transaction: from the key to the stored answer.

BEGIN IMMEDIATE                      (SQLite; READ COMMITTED on PostgreSQL)
  the key is this request's          a second one with the same key waits here
  SAVEPOINT
    the patient's rows are locked    two changes of one patient come one after the other
    version, state, rules            as they stand in this transaction
    the time is claimed              the index decides
    version, columns, history, outbox, audit
  RELEASE, or ROLLBACK TO SAVEPOINT when it is refused: then only the key stays
  the answer is stored with the key
COMMIT
then the answer
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TypeVar

from sqlalchemy.exc import DBAPIError, IntegrityError, OperationalError
from sqlalchemy.orm import Session

from backend.bookings import idempotency
from backend.bookings.errors import Busy
from backend.bookings.patient_times import PatientTimes, load_times
from backend.bookings.schemas import Answer, Change, Operation, Who
from backend.clock import Clock
from backend.contracts.schemas import Appointment
from backend.contracts.view.referrals import LimitDays
from backend.database import Database
from backend.errors import Problem
from backend.rules.regions import Regions

_ATTEMPTS = 4
_PASSING = ("40001", "40P01")  # serialization failure, deadlock: the transaction may be run again

Result = TypeVar("Result")


def utc_of(clock: Clock) -> Clock:
    """The clock in UTC: five minutes added to a Swedish time are not five minutes every night."""
    return lambda: clock().astimezone(UTC)


@dataclass(frozen=True)
class Work:
    """What an operation works with, inside its transaction; `now` is in UTC."""

    session: Session
    who: Who
    now: datetime
    regions: Regions
    limit_days: LimitDays

    def times(self) -> PatientTimes:
        """The patient's times as they stand in this transaction."""
        return load_times(self.session, self.who.patient_id, self.now, self.limit_days)


Perform = Callable[[Work, Change], Appointment]
"""An operation: makes the change and gives the appointment as it may be told."""


def run_change(
    database: Database, work_on: Callable[[Session], Work], change: Change, perform: Perform
) -> Answer:
    """Makes the change, once: a retry with the same key gets the first answer.

    Raises:
        Problem: why it was refused; nothing has changed.
    """

    def attempt(session: Session) -> Answer | Problem:
        work = work_on(session)
        kept = idempotency.begin(session, work.who, change, work.now)
        if kept is not None:
            return kept
        try:
            with session.begin_nested():
                told = perform(work, change)
        except Problem as refused:
            return refused
        answer = Answer(status=200, body=told.model_dump(mode="json"))
        idempotency.keep(session, work.who, change, answer)
        return answer

    outcome = in_transaction(database, attempt)
    if isinstance(outcome, Problem):
        raise outcome
    return outcome


def in_transaction(database: Database, attempt: Callable[[Session], Result]) -> Result:
    """Runs `attempt` in a writing transaction, anew where another one was in its way.

    Raises:
        Busy: the database could not take it; nothing has changed.
    """
    for left in reversed(range(_ATTEMPTS)):
        try:
            with database.write() as session:
                result = attempt(session)
        except IntegrityError:
            # Somebody's transaction came between our look and our write. The next look sees it.
            if left == 0:
                raise
        except OperationalError as fault:
            if not _passing(fault) or left == 0:
                raise Busy("Det gick inte just nu. Försök igen om en stund.") from fault
        else:
            return result
    raise AssertionError  # the loop returns or raises


def _passing(fault: DBAPIError) -> bool:
    return getattr(fault.orig, "sqlstate", None) in _PASSING


def is_move(operation: Operation) -> bool:
    """Whether the operation needs a slot."""
    return operation in (Operation.REBOOK, Operation.BOOK)
