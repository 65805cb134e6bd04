"""Reads contracts, and remembers each until something in it has changed."""

from __future__ import annotations

from collections import OrderedDict
from datetime import date
from threading import Lock

from backend.clock import Clock
from backend.contracts.protection import protected_view
from backend.contracts.repository import PatientNow, patient_now, records_of
from backend.contracts.schemas import Contract
from backend.contracts.view import contract_of
from backend.contracts.view.referrals import GuaranteeKind as CoveredKind
from backend.contracts.view.referrals import LimitDays
from backend.database import Database
from backend.rules.guarantee import limit
from backend.rules.regions import Regions
from backend.rules.tables import GuaranteeKind

_REMEMBERED = 500


class ContractReader:
    """Gives the contract of a patient as it stands now.

    A contract is kept in memory under its version, which counts every change to the patient's
    resources, every change to the shared ones, and the day: the same version is the same contract.
    With protected identity it is read without any place, so that nobody has to think of it later.
    """

    def __init__(self, database: Database, clock: Clock, regions: Regions) -> None:
        self._database = database
        self._clock = clock
        self._limit_days = limit_days_by(regions)
        self._remembered: OrderedDict[int, Contract] = OrderedDict()
        self._lock = Lock()

    def patient(self, patient_id: int) -> PatientNow | None:
        """The patient as they stand now."""
        with self._database.read() as session:
            return patient_now(session, patient_id)

    def contract(self, patient_id: int, patient: PatientNow | None = None) -> Contract:
        """The contract as it stands now, or as it stood when `patient` was read."""
        version = self._version(patient or self.patient(patient_id))
        with self._lock:
            found = self._remembered.get(patient_id)
            if found is not None and found.version == version:
                self._remembered.move_to_end(patient_id)
                return found
        with self._database.read() as session:
            records = records_of(session, patient_id, self._clock().date())
        fresh = protected_view(contract_of(records, self._limit_days, version), records)
        with self._lock:
            self._remembered[patient_id] = fresh
            self._remembered.move_to_end(patient_id)
            while len(self._remembered) > _REMEMBERED:
                self._remembered.popitem(last=False)
        return fresh

    def _version(self, patient: PatientNow | None) -> str:
        own, shared = (patient.contract_version, patient.shared_version) if patient else (0, 0)
        return f"{own}.{shared}.{self._clock().date().isoformat()}"


def limit_days_by(regions: Regions) -> LimitDays:
    """The limits in days by the regions' tables; `None` where a region has none: name none."""

    def limit_days(kind: CoveredKind, region: str, day_zero: date) -> int | None:
        known = regions.find(region)
        return limit(GuaranteeKind(kind), day_zero, known).days if known else None

    return limit_days
