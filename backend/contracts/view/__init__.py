"""From FHIR resources to the contract as it is read: pure functions, no database, no clock."""

from backend.contracts.view.contract import contract_of
from backend.contracts.view.records import Records, Version

__all__ = ["Records", "Version", "contract_of"]
