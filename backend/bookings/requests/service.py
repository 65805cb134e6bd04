"""Requests to the clinics as the rest of the program sees them."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from sqlalchemy.orm import Session

from backend.bookings.requests import repository
from backend.bookings.schemas import Request, RequestKind, RequestState, Who
from backend.bookings.unit import Work, in_transaction
from backend.bookings.wishes import Wish
from backend.clock import Clock
from backend.database import Database

_PAGE = 200


class ClinicRequests:
    """What patients ask clinics to do, and staff's work list of it; `now` gives the time in UTC."""

    def __init__(
        self, database: Database, now: Clock, work_on: Callable[[Session, Who], Work]
    ) -> None:
        self._database = database
        self._now = now
        self._work_on = work_on

    def request_clinic(
        self, who: Who, appointment_id: str, kind: RequestKind, wish: Wish | None = None
    ) -> Request:
        """Asks the clinic of the appointment to do what may not be done here.

        Raises:
            NotFound: the patient has no such appointment.
        """
        return self._ask(who, appointment_id, kind, wish)

    def request_callback(
        self, who: Who, appointment_id: str | None = None, wish: Wish | None = None
    ) -> Request:
        """Asks to be called, about an appointment or at all; `wish` is when it suits.

        Raises:
            NotFound: the patient has no such appointment.
        """
        return self._ask(who, appointment_id, "callback", wish)

    def request_coordinator(self, who: Who) -> Request:
        """Asks for a steady contact in the care."""
        return self._ask(who, None, "coordinator", None)

    def of_patient(self, patient_id: int) -> list[Request]:
        """The patient's requests, newest first."""
        with self._database.read() as session:
            return repository.requests_of(session, patient_id)

    def work_list(
        self, states: Sequence[RequestState] = ("open", "in_progress"), limit: int = _PAGE
    ) -> list[Request]:
        """What staff have to do, oldest first."""
        with self._database.read() as session:
            return repository.work_list(session, states, limit)

    def set_state(self, request_id: int, state: RequestState, staff: str) -> Request:
        """Staff take the request on, or say that it is done.

        Raises:
            NotFound: there is no such request.
        """
        now = self._now()
        return in_transaction(
            self._database,
            lambda session: repository.set_state(session, request_id, state, staff, now),
        )

    def _ask(
        self, who: Who, appointment_id: str | None, kind: RequestKind, wish: Wish | None
    ) -> Request:
        return in_transaction(
            self._database,
            lambda session: repository.ask_clinic(
                self._work_on(session, who), appointment_id, kind, wish
            ),
        )
