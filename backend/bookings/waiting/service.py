"""The waiting list as the rest of the program sees it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from functools import partial
from threading import Lock

from sqlalchemy.orm import Session

from backend.bookings.change import audit
from backend.bookings.errors import OfferGone
from backend.bookings.operations.accept import accept
from backend.bookings.patient_times import load_times, lock_appointment, lock_patient
from backend.bookings.schemas import Answer, Change, Offer, Operation, Waiting, Who
from backend.bookings.telling import tell_offer, tell_waiting
from backend.bookings.unit import Work, in_transaction, run_change
from backend.bookings.waiting import entries, freed, offers, process
from backend.bookings.waiting.models import WaitingEntry, WaitingOffer
from backend.bookings.wishes import Wish
from backend.clock import Clock
from backend.contracts import models
from backend.contracts.models import Slot
from backend.contracts.view.referrals import LimitDays
from backend.database import Database

_PASSES = 2
"""So often one who has booked goes through it before their own answer; the sweeper goes on."""

WorkOn = Callable[[Session, Who], Work]


class WaitingList:
    """Joining, leaving, and the offers of freed times.

    `now` gives the time in UTC; `offer_lasts` is how long an offer may be answered.
    """

    def __init__(
        self,
        database: Database,
        now: Clock,
        work_on: WorkOn,
        limit_days: LimitDays,
        offer_lasts: timedelta,
    ) -> None:
        self._database = database
        self._now = now
        self._work_on = work_on
        self._limit_days = limit_days
        self._lasts = offer_lasts
        self._at_it = Lock()
        self._again = False

    def join(
        self, who: Who, appointment_id: str, wish: Wish | None = None, *, earlier_only: bool = True
    ) -> Waiting:
        """Asks for a time that becomes free; by default only one before the present time.

        Raises:
            Problem: the appointment may not be moved here.
        """

        def attempt(session: Session) -> Waiting:
            work = self._work_on(session, who)
            entry = entries.join(work, appointment_id, wish, earlier_only=earlier_only)
            return tell_waiting(session, entry)

        return in_transaction(self._database, attempt)

    def leave(self, who: Who, appointment_id: str) -> bool:
        """Takes the appointment off the list.

        Returns:
            whether it was on it.

        Raises:
            NotFound: the patient has no such appointment.
        """

        def attempt(session: Session) -> bool:
            work = self._work_on(session, who)
            lock_appointment(session, who.patient_id, appointment_id)
            row = work.times().rows[appointment_id]
            left = entries.leave(work, row.id)
            if left:
                audit(work, "leave_waiting_list", row.reference)
            return left

        left = in_transaction(self._database, attempt)
        self.process()
        return left

    def entries(self, patient_id: int) -> list[Waiting]:
        """The patient's places on the list."""
        with self._database.read() as session:
            return [tell_waiting(session, row) for row in entries.entries_of(session, patient_id)]

    def offers(self, patient_id: int) -> list[Offer]:
        """What the patient is offered now."""
        now = self._now()
        with self._database.read() as session:
            found = offers.open_for(session, patient_id, now)
            if not found:
                return []
            times = load_times(session, patient_id, now, self._limit_days)
            return [tell_offer(session, offer, times) for offer in found]

    def accept(self, who: Who, offer_id: int, key: str) -> Answer:
        """Takes the offered time; the same key again gets the same answer.

        Raises:
            OfferGone: the offer holds no longer. Problem: why the appointment cannot be moved.
        """
        with self._database.read() as session:
            offer = session.get(WaitingOffer, offer_id)
            if offer is None or offer.patient_id != who.patient_id:
                raise OfferGone("Det erbjudandet gäller inte längre.")
            entry = session.get_one(WaitingEntry, offer.entry_id)
            change = Change(
                operation=Operation.ACCEPT,
                appointment=session.get_one(models.Appointment, entry.resource_id).fhir_id,
                slot=session.get_one(Slot, offer.slot_id).fhir_id,
                versions=[],
                key=key,
            )
        return run_change(
            self._database,
            lambda session: self._work_on(session, who),
            change,
            partial(accept, offer_id=offer_id),
        )

    def decline(self, who: Who, offer_id: int) -> None:
        """Says no to the time; the next in line is asked.

        Raises:
            OfferGone: the offer holds no longer.
        """

        def attempt(session: Session) -> None:
            work = self._work_on(session, who)
            lock_patient(session, who.patient_id)
            offer = offers.answerable(session, who.patient_id, offer_id, work.now)
            offers.end(session, offer, "declined", work.now)
            audit(work, "decline_offer", None)

        in_transaction(self._database, attempt)
        self.process()

    def process(self) -> int:
        """Ends the offers that were not answered and offers what has become free.

        To be called after commits that may free a time, and by a periodic sweeper; several
        processes may do it at once. Of a process's threads one does it, and once more for all who
        asked meanwhile: each is in the way of every other, and of those who book.

        Returns:
            how many offers were made here.
        """
        self._again, made = True, 0
        for _ in range(_PASSES):
            # Whoever asks after this look finds the lock free: nobody is forgotten.
            if not self._again or not self._at_it.acquire(blocking=False):
                break
            try:
                self._again = False
                made += self._process()
            finally:
                self._at_it.release()
        return made

    def _process(self) -> int:
        now = self._now()
        with self._database.read() as session:
            ended = process.ended_offers(session, now)
        for offer_id in ended:
            in_transaction(self._database, partial(process.end_offer, offer_id=offer_id, now=now))
        with self._database.read() as session:
            due = freed.due(session, now)
        step = partial(process.offer_next, now=now, lasts=self._lasts, limit_days=self._limit_days)
        return sum(in_transaction(self._database, partial(step, slot_id=slot)) for slot in due)
