"""Keeps people's numbers out of links, and makes the redactor of a patient."""

from __future__ import annotations

from typing import Final

from sqlalchemy.orm import Session

from backend.contracts.service import ContractReader
from backend.transcripts.problems import PersonalDataInText
from backend.transcripts.projection.person import known_person, words_of_care
from backend.transcripts.redaction import Kind, Redactor

_NUMBERS: Final = frozenset({Kind.PERSONNUMMER, Kind.PHONE, Kind.MAIL})
_anybody = Redactor()


def refuse_personal(text: str | None) -> None:
    """Lets pass what holds nobody's number, phone or mail.

    Raises:
        PersonalDataInText
    """
    if text and any(span.kind in _NUMBERS for span in _anybody.redact(text).spans):
        raise PersonalDataInText("Skriv inga personnummer, telefonnummer eller e-postadresser här.")


def redactor_of(session: Session, contracts: ContractReader, patient_id: int) -> Redactor:
    """The redactor of what is written about the patient."""
    keep = words_of_care(contracts.contract(patient_id))
    return Redactor(known_person(session, patient_id), keep=keep)
