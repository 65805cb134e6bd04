"""The people of a demo, described without names: whom the demo login lets one be."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from sqlalchemy import select

from backend.access.sessions import Choice, Kind, Login
from backend.clock import Clock
from backend.contracts.models import Patient
from backend.contracts.schemas import Contract
from backend.contracts.service import ContractReader
from backend.database import Database
from backend.rules.age import age_on

StaffRole = Literal["support", "reviewer", "admin", "restricted"]
STAFF_ROLES: tuple[StaffRole, ...] = ("support", "reviewer", "admin", "restricted")
_STAFF: dict[StaffRole, tuple[str, str]] = {
    "support": ("Sam Ek", "Patientstöd"),
    "reviewer": ("Rut Berg", "Kvalitet"),
    "admin": ("Ada Lind", "Informationssäkerhet"),
    "restricted": ("Rex Ahl", "Patientstöd, skyddade personuppgifter"),
}
"""Invented people: name and unit."""


def demo_staff(role: StaffRole) -> Login:
    """The login of a demo's member of staff with this role."""
    name, unit = _STAFF[role]
    return Login("staff", actor=f"demo-{role}", role=role, name=name, unit=unit, provider="demo")


@dataclass(frozen=True)
class DemoPerson:
    """Somebody to be: a patient, or with `relationship` a relative of theirs.

    `key` stands in the form; it holds no name and no number.
    """

    key: str
    title: str | None
    age: int | None
    steps: int
    protected: bool
    coordinator: bool
    relationship: str | None = None
    may_book: bool = True


class DemoPeople:
    """Lists the stored patients and their relatives, and lets one log in as any of them."""

    def __init__(self, database: Database, contracts: ContractReader, clock: Clock) -> None:
        self._database = database
        self._contracts = contracts
        self._clock = clock

    def patients(self) -> list[DemoPerson]:
        """The patients, each followed by their relatives."""
        return [person for person, _ in self._all()]

    def login(self, key: str) -> Login | None:
        """The login of whoever has the key; `None` when nobody has."""
        for person, choice in self._all():
            if person.key == key:
                kind: Kind = "relative" if person.relationship else "patient"
                return Login(
                    kind,
                    actor=choice.actor,
                    patient_id=choice.patient_id,
                    choices=(choice,),
                    provider="demo",
                )
        return None

    def _all(self) -> Iterator[tuple[DemoPerson, Choice]]:
        with self._database.read() as session:
            patients = list(session.scalars(select(Patient).order_by(Patient.id)))
        for patient in patients:
            contract = self._contracts.contract(patient.id)
            born = patient.birth_date
            age = age_on(born, self._clock().date()) if born else None
            yield (
                _described(f"patient-{patient.id}", contract, age),
                Choice(patient.id, f"Patient/{patient.fhir_id}"),
            )
            if patient.protected:
                continue
            for number, proxy in enumerate(contract.proxies):
                yield (
                    _described(
                        f"relative-{patient.id}-{number}",
                        contract,
                        age,
                        relationship=proxy.relationship or "närstående",
                        may_book=proxy.scope == "book",
                    ),
                    Choice(patient.id, proxy.source),
                )


def _described(
    key: str,
    contract: Contract,
    age: int | None,
    *,
    relationship: str | None = None,
    may_book: bool = True,
) -> DemoPerson:
    return DemoPerson(
        key=key,
        title=contract.title,
        age=age,
        steps=len(contract.steps),
        protected=contract.person.protected,
        coordinator=contract.coordinator is not None,
        relationship=relationship,
        may_book=may_book,
    )
