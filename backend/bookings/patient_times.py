"""A patient's times as one transaction sees them: what every rule and check is held against."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from backend.contracts import models
from backend.contracts.models import Patient, Resource
from backend.contracts.protection import protected_view
from backend.contracts.repository import shared_resources, stamped
from backend.contracts.schemas import Appointment, Contract, Guarantee
from backend.contracts.view import Records, Version, contract_of
from backend.contracts.view.appointments import appointment_of
from backend.contracts.view.referrals import LimitDays
from backend.errors import NotFound
from backend.rules.workdays import local_date

_NO_SUCH_TIME = "Det finns ingen sådan tid i ditt patientkontrakt."


@dataclass(frozen=True)
class PatientTimes:
    """The patient's contract with the rows behind its appointments, by FHIR id.

    `contract` says all that is stored, places too: `told` gives a time as it may be told.
    """

    patient_id: int
    records: Records
    contract: Contract
    rows: Mapping[str, Resource]
    columns: Mapping[str, models.Appointment]

    def find(self, appointment_id: str) -> Appointment:
        """The appointment with this FHIR id.

        Raises:
            NotFound: the patient has none.
        """
        for found in self.contract.appointments:
            if found.id == appointment_id and found.id in self.columns:
                return found
        raise NotFound(_NO_SUCH_TIME)

    def told(self, session: Session, appointment_id: str) -> Appointment:
        """The appointment as its row stands now, as it may be told.

        It is what a reader of the whole contract would find: without any place when the identity
        is protected.
        """
        row = self.rows[appointment_id]
        content = stamped(row)
        records = Records(
            {**self.records.resources, row.reference: content}
            | shared_resources(session, [content]),
            self.records.today,
            {row.reference: [_newest(row)]},
        )
        appointment = appointment_of(records, row.reference, content)
        contract = Contract(person=self.contract.person, appointments=[appointment])
        return protected_view(contract, records).appointments[0]

    def guarantee(self, appointment: Appointment) -> Guarantee | None:
        """The limit by vårdgarantin that the appointment stands under, if one is running.

        Only the first visit that came of a referral does.
        """
        for step in self.contract.steps:
            if step.source == appointment.source and step.guarantee is not None:
                return None if step.guarantee.stopped else step.guarantee
        return None


def lock_appointment(session: Session, patient_id: int, appointment_id: str) -> None:
    """Makes this transaction the only one that changes the patient's times.

    The patient's row keeps two changes of one patient apart (two visits may not overlap), the
    resource's row keeps an import apart. SQLite has one writer anyway and reads them for nothing.

    Raises:
        NotFound: the patient has no such appointment.
    """
    lock_patient(session, patient_id)
    found = session.scalar(
        select(Resource.id)
        .where(
            Resource.patient_id == patient_id,
            Resource.type == "Appointment",
            Resource.fhir_id == appointment_id,
            Resource.removed.is_(False),
        )
        .with_for_update(key_share=True)
    )
    if found is None:
        raise NotFound(_NO_SUCH_TIME)


def lock_patient(session: Session, patient_id: int) -> None:
    """Makes this transaction the only one that changes anything of the patient's here."""
    session.execute(
        select(Patient.id).where(Patient.id == patient_id).with_for_update(key_share=True)
    )


def load_times(
    session: Session, patient_id: int, now: datetime, limit_days: LimitDays
) -> PatientTimes:
    """The patient's times as `session` sees them; earlier versions are not read."""
    own = session.scalars(
        select(Resource)
        .where(Resource.patient_id == patient_id, Resource.removed.is_(False))
        .order_by(Resource.position, Resource.id)
    ).all()
    contents = {row.reference: stamped(row) for row in own}
    records = Records(
        contents | shared_resources(session, list(contents.values())),
        local_date(now),
        {row.reference: [_newest(row)] for row in own},
    )
    columns = session.scalars(
        select(models.Appointment).where(models.Appointment.patient_id == patient_id)
    )
    return PatientTimes(
        patient_id=patient_id,
        records=records,
        contract=contract_of(records, limit_days),
        rows={row.fhir_id: row for row in own if row.type == "Appointment"},
        columns={found.fhir_id: found for found in columns},
    )


def _newest(row: Resource) -> Version:
    return Version(row.version, row.content, "", row.last_updated)
