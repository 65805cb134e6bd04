"""The tables of the contract.

A contract arrives as FHIR resources and leaves as FHIR resources, so resources are what is kept:
one row each with its content as JSON, and every earlier version beside it. Only what must be
searched or guarded by a constraint has columns of its own: identities, appointments and slots.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from backend.database import Base, UtcDateTime


class Patient(Base):
    """A person with a contract.

    `contract_version` counts every change to what the patient's answers are made from, so that
    a reader can tell whether what it has cached still holds.
    """

    __tablename__ = "patients"

    id: Mapped[int] = mapped_column(primary_key=True)
    fhir_id: Mapped[str]
    birth_date: Mapped[date | None]
    protected: Mapped[bool] = mapped_column(default=False)
    contract_version: Mapped[int] = mapped_column(default=1)
    bundle_hash: Mapped[str]
    bundle_last_updated: Mapped[datetime | None] = mapped_column(UtcDateTime)
    imported_at: Mapped[datetime] = mapped_column(UtcDateTime)


class PatientIdentifier(Base):
    """A national identity of a patient: personnummer, samordningsnummer or reservnummer.

    `value` is the twelve characters without hyphen. A reservnummer that was merged into a
    personnummer leads to the same patient.
    """

    __tablename__ = "patient_identifiers"

    value: Mapped[str] = mapped_column(primary_key=True)
    kind: Mapped[str]
    patient_id: Mapped[int] = mapped_column(ForeignKey("patients.id"), index=True)


class Resource(Base):
    """A FHIR resource: a patient's own, or shared by all (`patient_id` null).

    `content` is what holds now; `received` is what the last import brought, so that a newer
    Bundle overrides only what the care has changed, not what the patient has booked here.
    """

    __tablename__ = "resources"
    __table_args__ = (
        Index(
            "one_resource_per_patient",
            "patient_id",
            "type",
            "fhir_id",
            unique=True,
            sqlite_where=text("patient_id IS NOT NULL"),
            postgresql_where=text("patient_id IS NOT NULL"),
        ),
        Index(
            "one_shared_resource",
            "type",
            "fhir_id",
            unique=True,
            sqlite_where=text("patient_id IS NULL"),
            postgresql_where=text("patient_id IS NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    patient_id: Mapped[int | None] = mapped_column(ForeignKey("patients.id"))
    type: Mapped[str]
    fhir_id: Mapped[str]
    position: Mapped[int] = mapped_column(default=0)
    version: Mapped[int] = mapped_column(default=1)
    last_updated: Mapped[datetime] = mapped_column(UtcDateTime)
    content: Mapped[dict[str, Any]]
    received: Mapped[dict[str, Any]]
    removed: Mapped[bool] = mapped_column(default=False)

    @property
    def reference(self) -> str:
        """The FHIR reference, such as `Appointment/ogon-1`."""
        return f"{self.type}/{self.fhir_id}"


class ResourceVersion(Base):
    """One version of a patient's own resource, with what brought it about."""

    __tablename__ = "resource_versions"
    __table_args__ = (UniqueConstraint("resource_id", "version"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    resource_id: Mapped[int] = mapped_column(ForeignKey("resources.id"))
    patient_id: Mapped[int] = mapped_column(ForeignKey("patients.id"), index=True)
    version: Mapped[int]
    content: Mapped[dict[str, Any] | None]
    reason: Mapped[str]
    recorded_at: Mapped[datetime] = mapped_column(UtcDateTime)


class Appointment(Base):
    """The columns of an `Appointment` resource that bookings search and guard.

    `version` is the resource's; it is what a booking's `If-Match` is held against.
    """

    __tablename__ = "appointments"
    __table_args__ = (UniqueConstraint("patient_id", "fhir_id"),)

    resource_id: Mapped[int] = mapped_column(ForeignKey("resources.id"), primary_key=True)
    patient_id: Mapped[int] = mapped_column(ForeignKey("patients.id"))
    fhir_id: Mapped[str]
    version: Mapped[int]
    status: Mapped[str]
    start: Mapped[datetime | None] = mapped_column(UtcDateTime)
    end: Mapped[datetime | None] = mapped_column(UtcDateTime)
    slot_id: Mapped[int | None] = mapped_column(ForeignKey("slots.id"), index=True)
    service: Mapped[str | None]


class Slot(Base):
    """A time that a clinic has opened, by its own word free or not.

    `service` and `location` are the FHIR ids, `practitioner` the FHIR reference, that its schedule
    is for. `status` also follows what is booked and left here; who has a time, claims decide.
    """

    __tablename__ = "slots"
    __table_args__ = (
        Index("slots_by_service", "service", "status", "start", "id"),
        Index("slots_by_practitioner", "service", "practitioner", "status", "start", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    fhir_id: Mapped[str] = mapped_column(unique=True)
    schedule: Mapped[str] = mapped_column(index=True)
    service: Mapped[str | None]
    practitioner: Mapped[str | None]
    location: Mapped[str | None]
    status: Mapped[str]
    start: Mapped[datetime] = mapped_column(UtcDateTime)
    end: Mapped[datetime] = mapped_column(UtcDateTime)
    last_updated: Mapped[datetime] = mapped_column(UtcDateTime)


class DirectoryVersion(Base):
    """A single row that counts the changes to shared resources, for caches to hold on to."""

    __tablename__ = "directory_version"

    id: Mapped[int] = mapped_column(primary_key=True, default=1)
    version: Mapped[int] = mapped_column(default=1)
