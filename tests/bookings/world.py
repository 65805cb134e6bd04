"""A small world to book in: clinics, patients, slots, and a clock that the test moves.

    world = World(database)
    anna = world.patient(CLINIC, VISIT, a_slot("s1", "ogon", …))
    world.rebook(anna, "ogon-1", "s1")

Keys and versions are filled in where a test does not care.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from itertools import count
from typing import Any

from sqlalchemy import select

from backend.bookings.models import SlotClaim
from backend.bookings.schemas import Answer, Change, FreeSlot, Operation, SlotQuery, Who
from backend.bookings.service import BookingService
from backend.contracts.models import Appointment, Resource, Slot
from backend.contracts.repository import patient_by_identifier
from backend.contracts.service import ContractReader
from backend.database import Database
from backend.fhir.identity import normal_form
from backend.fhir.importer import import_bundle
from backend.rules.regions import load_regions
from tests.builders.fhir import PERSONNUMMER, Json, a_bundle, a_clinic, a_patient, an_appointment
from tests.builders.fhir import raw as raw_bundle
from tests.conftest import NOW

REGIONS = load_regions()
CLINIC = a_clinic("ogon", "Ögonmottagningen")
VISIT = an_appointment("ogon-1", clinic="ogon")
"""Wednesday 2 December 2026 10:15–10:45, without a slot of its own."""


class MovableClock:
    """A clock that stands still until it is moved."""

    def __init__(self, now: datetime = NOW) -> None:
        self.now = now

    def __call__(self) -> datetime:
        """What the time is."""
        return self.now

    def forward(self, **parts: float) -> None:
        """Lets time pass."""
        self.now += timedelta(**parts)


class World:
    """A database with its booking core and clock."""

    def __init__(self, database: Database, now: datetime = NOW) -> None:
        self.database = database
        self.clock = MovableClock(now)
        self.reader = ContractReader(database, self.clock, REGIONS)
        self.bookings = BookingService(database, self.clock, REGIONS, self.reader)
        self._keys = count(1)

    def patient(
        self,
        *resources: Json | list[Json],
        number: str = PERSONNUMMER,
        at: datetime | None = None,
        **patient: Any,
    ) -> Who:
        """Imports a patient with these resources; once more with the same number is an update."""
        bundle = a_bundle(*resources, patient=a_patient(number, **patient))
        if at is not None:
            bundle["meta"]["lastUpdated"] = at.isoformat()
        import_bundle(self.database, raw_bundle(bundle), self.clock)
        with self.database.read() as session:
            found = patient_by_identifier(session, normal_form(number))
        assert found is not None
        return Who(patient_id=found.id, actor="Patient/p")

    def rebook(self, who: Who, appointment: str, slot: str, **fields: Any) -> Answer:
        """Moves a time."""
        return self._change(Operation.REBOOK, who, appointment, slot, **fields)

    def book(self, who: Who, appointment: str, slot: str, **fields: Any) -> Answer:
        """Books a first time."""
        return self._change(Operation.BOOK, who, appointment, slot, **fields)

    def cancel(self, who: Who, appointment: str, **fields: Any) -> Answer:
        """Cancels a time."""
        return self._change(Operation.CANCEL, who, appointment, None, **fields)

    def undo(self, who: Who, appointment: str, **fields: Any) -> Answer:
        """Undoes the last change."""
        return self._change(Operation.UNDO, who, appointment, None, **fields)

    def free(self, who: Who, appointment: str, **query: Any) -> list[str]:
        """The ids of the free times, in order."""
        return [slot.id for slot in self.free_slots(who, appointment, **query)]

    def free_slots(self, who: Who, appointment: str, **query: Any) -> list[FreeSlot]:
        """The free times, in order."""
        found = self.bookings.slots(who.patient_id, appointment, SlotQuery(**query))
        return found.slots

    def version(self, who: Who, appointment: str) -> int:
        """The appointment's version."""
        return self.row(who, appointment).version

    def row(self, who: Who, appointment: str) -> Appointment:
        """The appointment's columns."""
        with self.database.read() as session:
            return session.scalars(
                select(Appointment).where(
                    Appointment.patient_id == who.patient_id, Appointment.fhir_id == appointment
                )
            ).one()

    def content(self, who: Who, appointment: str) -> Json:
        """The appointment's FHIR content."""
        with self.database.read() as session:
            found: Json = session.scalars(
                select(Resource.content).where(
                    Resource.patient_id == who.patient_id,
                    Resource.type == "Appointment",
                    Resource.fhir_id == appointment,
                )
            ).one()
            return found

    def claims(self) -> dict[str, str]:
        """The kind of claim on each slot that has one."""
        with self.database.read() as session:
            rows = session.execute(
                select(Slot.fhir_id, SlotClaim.kind).join(SlotClaim, SlotClaim.slot_id == Slot.id)
            )
            return {row.fhir_id: row.kind for row in rows}

    def count(self, table: Any) -> int:
        """How many rows a table has."""
        with self.database.read() as session:
            return len(session.scalars(select(table)).all())

    def _change(
        self,
        operation: Operation,
        who: Who,
        appointment: str,
        slot: str | None,
        *,
        version: int | None = None,
        key: str | None = None,
    ) -> Answer:
        known = self.version(who, appointment) if version is None else version
        return self.bookings.change(
            who,
            Change(
                operation=operation,
                appointment=appointment,
                slot=slot,
                versions=[known],
                key=key or f"key-{next(self._keys)}",
            ),
        )
