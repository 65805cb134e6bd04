"""A database for a stress test: one clinic, many patients and times, everybody logged in.

Rows are written directly, without Bundles, so that thousands take a moment. Patients here have no
identity at all, only the row that everything hangs on.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from backend.access.sessions import Login, Sessions
from backend.contracts import store
from backend.contracts.models import Appointment, Patient, Resource, Slot
from backend.database import Database
from tests.builders.fhir import Json, a_clinic, a_patient, an_appointment

_SERVICE = "klinik"
_LENGTH = timedelta(minutes=30)


@dataclass(frozen=True)
class Player:
    """A patient with a session's token and their appointments' ids."""

    patient_id: int
    token: str
    appointments: tuple[str, ...]


class Arena:
    """The database, and what is in it."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.database = Database(url)
        self.now = datetime.now(UTC).replace(microsecond=0)
        self._first_day = (self.now + timedelta(days=30)).replace(hour=6, minute=0, second=0)
        with self.database.write() as session:
            for resource in a_clinic(_SERVICE, "Kliniken"):
                session.add(_shared(resource, self.now))

    def close(self) -> None:
        """Gives back the connections."""
        self.database.close()

    def players(
        self, count: int, *, appointments: int = 1, actors: tuple[str, ...] = ()
    ) -> list[Player]:
        """Patients, each with so many visits a year from now, with `actors` besides the clinic."""
        found = []
        sessions = Sessions(self.database, lambda: self.now)
        for _ in range(count):
            with self.database.write() as session:
                patient_id, ids = self._patient(session, appointments, actors)
            token = sessions.open(Login("patient", actor="Patient/p", patient_id=patient_id))
            found.append(Player(patient_id, token, ids))
        return found

    def slots(
        self, count: int, *, overlapping: bool = False, schedule: str = "klinik-schema"
    ) -> list[str]:
        """Slots of the clinic, half an hour each, one after the other day by day.

        With `overlapping` every third is an hour long and overlaps the one after it. Each
        schedule begins with the same first time.
        """
        rows = []
        for index in range(count):
            day, place = divmod(index, 16)
            start = self._first_day + timedelta(days=day, minutes=30 * place)
            length = _LENGTH * (2 if overlapping and index % 3 == 0 else 1)
            rows.append(self._slot(f"{schedule}.{index}", schedule, start, length))
        with self.database.write() as session:
            session.execute(insert(Slot), rows)
        return [row["fhir_id"] for row in rows]

    def versions(self) -> dict[tuple[int, str], int]:
        """The version of every appointment, by patient and FHIR id."""
        with self.database.read() as session:
            rows = session.execute(
                select(Appointment.patient_id, Appointment.fhir_id, Appointment.version)
            )
            return {(patient, ident): version for patient, ident, version in rows}

    def _slot(
        self, ident: str, schedule: str, start: datetime, length: timedelta
    ) -> dict[str, Any]:
        return {
            "fhir_id": ident,
            "schedule": schedule,
            "service": _SERVICE,
            "location": f"{_SERVICE}-plats",
            "status": "free",
            "start": start,
            "end": start + length,
            "last_updated": self.now,
        }

    def _patient(
        self, session: Session, appointments: int, actors: tuple[str, ...]
    ) -> tuple[int, tuple[str, ...]]:
        patient = Patient(fhir_id="p", bundle_hash="", imported_at=self.now)
        session.add(patient)
        session.flush()
        _own(session, patient, a_patient(), self.now)
        ids = tuple(f"a{index}" for index in range(appointments))
        for index, ident in enumerate(ids):
            start = self.now + timedelta(days=365 + index)
            visit = an_appointment(
                ident,
                clinic=_SERVICE,
                start=start.isoformat(),
                end=(start + _LENGTH).isoformat(),
                actors=actors,
            )
            row = _own(session, patient, visit, self.now)
            session.add(
                Appointment(
                    resource_id=row.id,
                    patient_id=patient.id,
                    fhir_id=ident,
                    version=1,
                    status="booked",
                    start=start,
                    end=start + _LENGTH,
                    service=_SERVICE,
                )
            )
        return patient.id, ids


def _own(session: Session, patient: Patient, resource: Json, at: datetime) -> Resource:
    row = _shared(resource, at)
    row.patient_id = patient.id
    store.add(session, row, "import", at)
    return row


def _shared(resource: Json, at: datetime) -> Resource:
    return Resource(
        type=resource["resourceType"],
        fhir_id=resource["id"],
        last_updated=at,
        content=resource,
        received=resource,
        version=1,
    )
