"""The booking core as the rest of the program sees it: HTTP routes and the chat.

Every method is one unit of work and returns after its commit. Who may act for the patient is the
caller's to have decided (`access.viewer`); what may be done is decided here.
"""

from __future__ import annotations

import logging
from datetime import timedelta

from sqlalchemy import delete, select
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from backend.bookings import confirmations, idempotency
from backend.bookings.availability import Span, free_slots, wanted_by
from backend.bookings.errors import ConfirmationExpired, SlotNotSuitable, SlotTaken
from backend.bookings.help import alternatives, with_contact
from backend.bookings.models import SlotClaim
from backend.bookings.offered import consequences_now, record_shown
from backend.bookings.operations.cancel import cancel
from backend.bookings.operations.hold import ask_to_cancel, hold, release_hold
from backend.bookings.operations.move import find_slot, move
from backend.bookings.operations.undo import undo
from backend.bookings.patient_times import load_times
from backend.bookings.requests.service import ClinicRequests
from backend.bookings.schemas import (
    Answer,
    Change,
    Confirmation,
    Consequences,
    FreeSlots,
    Operation,
    Shown,
    SlotQuery,
    Who,
)
from backend.bookings.span import cursor_after, span_of
from backend.bookings.telling import tell_confirmation, tell_slots
from backend.bookings.unit import Perform, Work, in_transaction, run_change, utc_of
from backend.bookings.waiting import freed
from backend.bookings.waiting.service import WaitingList
from backend.clock import Clock
from backend.contracts.models import Slot
from backend.contracts.service import ContractReader, limit_days_by
from backend.database import Database
from backend.errors import Problem
from backend.observability import metrics
from backend.rules.regions import Regions
from backend.rules.workdays import STOCKHOLM

_log = logging.getLogger(__name__)

_PERFORM: dict[Operation, Perform] = {
    Operation.REBOOK: move,
    Operation.BOOK: move,
    Operation.CANCEL: cancel,
    Operation.UNDO: undo,
}


class BookingService:
    """Free times, holds, and moving, cancelling, booking and undoing.

    `waiting` is the waiting list, `requests` what is asked of the clinics.
    """

    def __init__(
        self,
        database: Database,
        clock: Clock,
        regions: Regions,
        contracts: ContractReader,
        offer_lasts: timedelta = timedelta(hours=2),
    ) -> None:
        self._database = database
        self._now = utc_of(clock)
        self._regions = regions
        self._contracts = contracts
        self._limit_days = limit_days_by(regions)
        self.waiting = WaitingList(
            database, self._now, self._work_on, self._limit_days, offer_lasts
        )
        self.requests = ClinicRequests(database, self._now, self._work_on)

    def slots(
        self, patient_id: int, appointment_id: str, query: SlotQuery | None = None
    ) -> FreeSlots:
        """The free times that the appointment may move to; none where it may not move here.

        Raises:
            NotFound: the patient has no such appointment. Invalid: what the query asks for.
        """
        query = query or SlotQuery()
        span = span_of(query)
        with self._database.read() as session:
            return self._slots(session, patient_id, appointment_id, span, query.limit)

    def change(self, who: Who, change: Change) -> Answer:
        """Rebooks, books, cancels or undoes; a retry with the same key gets the first answer.

        Raises:
            Problem: why not; nothing has changed. Its members say whom to turn to
                (`contact`), or which times there are instead (`alternatives`).
        """
        try:
            answer = run_change(
                self._database,
                lambda session: self._work_on(session, who),
                change,
                _PERFORM[change.operation],
            )
        except Problem as problem:
            metrics.BOOKINGS.labels(change.operation.value, problem.code).inc()
            raise self._helped(problem, who.patient_id, change.appointment, change.slot) from None
        metrics.BOOKINGS.labels(
            change.operation.value, "replayed" if answer.replayed else "done"
        ).inc()
        self._offer_what_is_free()
        return answer

    def hold(self, who: Who, appointment_id: str, slot_id: str) -> Confirmation:
        """Keeps the time for five minutes and asks whether to take it.

        Raises:
            Problem: as `change`.
        """

        def attempt(session: Session) -> Confirmation:
            work = self._work_on(session, who)
            question, consequences, slot, until = hold(work, appointment_id, slot_id)
            told = tell_confirmation(
                session, work.times(), question, consequences, appointment_id, slot
            )
            held_until = until.astimezone(STOCKHOLM) if until else None
            return told.model_copy(update={"held_until": held_until})

        try:
            return in_transaction(self._database, attempt)
        except Problem as problem:
            raise self._helped(problem, who.patient_id, appointment_id, slot_id) from None

    def ask_to_cancel(self, who: Who, appointment_id: str) -> Confirmation:
        """Asks whether to cancel.

        Raises:
            Problem: as `change`.
        """

        def attempt(session: Session) -> Confirmation:
            work = self._work_on(session, who)
            question, consequences = ask_to_cancel(work, appointment_id)
            return tell_confirmation(
                session, work.times(), question, consequences, appointment_id, None
            )

        try:
            return in_transaction(self._database, attempt)
        except Problem as problem:
            raise self._helped(problem, who.patient_id, appointment_id, None) from None

    def question(self, who: Who, key: str) -> Confirmation:
        """The question with this key, with what saying yes would mean now; nothing is done.

        Raises:
            ConfirmationExpired: another question has been asked since.
        """
        with self._database.read() as session:
            change = confirmations.change_of(session, who, key)
            if change is None:
                raise ConfirmationExpired(confirmations.EXPIRED)
            work = self._work_on(session, who)
            times, slot = work.times(), find_slot(work, change.slot) if change.slot else None
            consequences = consequences_now(
                session,
                times,
                times.find(change.appointment),
                change.operation,
                slot.start if slot else None,
                self._regions,
                work.now,
            )
            return tell_confirmation(
                session,
                times,
                confirmations.standing(session, times.rows[change.appointment].id),
                consequences,
                change.appointment,
                slot,
            )

    def confirm(self, who: Who, key: str) -> Answer:
        """Does what the question with this key asked; pressing twice does it once.

        Raises:
            ConfirmationExpired: another question has been asked since, or it is too old.
            Problem: as `change`.
        """
        with self._database.read() as session:
            known = idempotency.find(session, who, key)
            change = confirmations.change_of(session, who, key)
        if known is not None:
            return known
        if change is None:
            raise ConfirmationExpired(confirmations.EXPIRED)
        return self.change(who, change)

    def release_hold(self, who: Who, appointment_id: str) -> None:
        """Lets go of what is held for the appointment.

        Raises:
            NotFound: the patient has no such appointment.
        """
        in_transaction(
            self._database,
            lambda session: release_hold(self._work_on(session, who), appointment_id),
        )

    def preview(
        self, patient_id: int, appointment_id: str, operation: Operation, slot_id: str | None = None
    ) -> Consequences:
        """What moving to the slot, or cancelling, would mean now.

        Raises:
            NotFound: there is no such appointment or slot.
        """
        now = self._now()
        with self._database.read() as session:
            work = self._work_on(session, Who(patient_id=patient_id, actor=""))
            times = work.times()
            start = find_slot(work, slot_id).start if slot_id is not None else None
            return consequences_now(
                session, times, times.find(appointment_id), operation, start, self._regions, now
            )

    def record_shown(
        self, who: Who, appointment_id: str, errand: str, slot_ids: list[str]
    ) -> list[Shown]:
        """Writes down which times the patient is shown in an errand, and which are in the limit.

        Raises:
            NotFound: there is no such appointment or slot.
        """
        return in_transaction(
            self._database,
            lambda session: record_shown(
                self._work_on(session, who), appointment_id, errand, slot_ids
            ),
        )

    def sweep(self) -> None:
        """What time alone brings about; to be called every half minute or so.

        Claims that have ended and old answers are deleted, the waiting list goes on.
        """
        now = self._now()

        def attempt(session: Session) -> None:
            session.execute(
                delete(SlotClaim).where(SlotClaim.expires_at <= now, SlotClaim.kind != "offered")
            )
            idempotency.forget_old(session, now)
            freed.forget_unwanted(session, now)

        in_transaction(self._database, attempt)
        self.waiting.process()

    def _work_on(self, session: Session, who: Who) -> Work:
        return Work(session, who, self._now(), self._regions, self._limit_days)

    def _slots(
        self, session: Session, patient_id: int, appointment_id: str, span: Span, limit: int
    ) -> FreeSlots:
        now = self._now()
        times = load_times(session, patient_id, now, self._limit_days)
        wanted = wanted_by(session, times, times.find(appointment_id), now)
        if wanted is None:
            return FreeSlots(slots=[])
        found = free_slots(session, wanted, span, limit=limit + 1)
        page = found[:limit]
        return FreeSlots(
            slots=tell_slots(session, page, times),
            next=cursor_after(page[-1]) if len(found) > limit else None,
        )

    def _helped(
        self, problem: Problem, patient_id: int, appointment_id: str, slot_id: str | None
    ) -> Problem:
        """The refusal with what the patient can do now."""
        if isinstance(problem, SlotTaken | SlotNotSuitable):
            with self._database.read() as session:
                around = session.scalar(select(Slot.start).where(Slot.fhir_id == slot_id))
                found = alternatives(
                    lambda span, limit: (
                        self._slots(session, patient_id, appointment_id, span, limit).slots
                    ),
                    around,
                )
            problem.extra["alternatives"] = [slot.model_dump(mode="json") for slot in found]
        return with_contact(problem, lambda: self._contracts.contract(patient_id), appointment_id)

    def _offer_what_is_free(self) -> None:
        # The change is committed; whatever fails here, the sweeper does later.
        try:
            self.waiting.process()
        except (SQLAlchemyError, Problem):
            _log.exception("the waiting list was not gone through")
