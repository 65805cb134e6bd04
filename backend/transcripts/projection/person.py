"""Whom a conversation is about, as the redactor wants to know, and which words of care may stay."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from backend.contracts.models import PatientIdentifier, Resource
from backend.contracts.schemas import Contact, Contract
from backend.transcripts.redaction import KnownPerson, Relative

Json = dict[str, Any]

_CARE = ("Organization/", "HealthcareService/", "Location/")


def known_person(session: Session, patient_id: int) -> KnownPerson:
    """The patient and their relatives, with everything that the record has ever said of them."""
    rows = session.scalars(
        select(Resource).where(
            Resource.patient_id == patient_id, Resource.type.in_(("Patient", "RelatedPerson"))
        )
    ).all()
    numbers = session.scalars(
        select(PatientIdentifier.value).where(PatientIdentifier.patient_id == patient_id)
    ).all()
    return person_from(
        [found for row in rows if row.type == "Patient" for found in _versions(row)],
        [found for row in rows if row.type == "RelatedPerson" for found in _versions(row)],
        numbers,
    )


def person_from(
    patients: list[Json], relatives: list[Json], numbers: Iterable[str] = ()
) -> KnownPerson:
    """The known person of these FHIR resources and national identities."""
    everybody = [*patients, *relatives]
    addresses = [address for one in patients for address in one.get("address") or []]
    first: Json = addresses[0] if addresses else {}
    lines = first.get("line") or []
    return KnownPerson(
        given=_unique(name for one in patients for name in _names(one, "given")),
        family=_unique(name for one in patients for name in _names(one, "family")),
        numbers=_unique([*numbers, *_identifiers(everybody)]),
        phones=_unique(_telecom(patients, "phone", "sms")),
        emails=_unique(_telecom(everybody, "email")),
        street=next((line for line in lines if not _care_of(line)), ""),
        postal_code=first.get("postalCode", ""),
        town=first.get("city", ""),
        care_of=next((line for line in lines if _care_of(line)), ""),
        relatives=tuple(
            Relative(" ".join(_all_names(one)), tuple(_telecom([one], "phone", "sms")))
            for one in relatives
        ),
    )


def words_of_care(contract: Contract) -> tuple[str, ...]:
    """The clinics, and the phones of the care, that stay in a transcript."""
    contacts = [contract.coordinator, *contract.team, *contract.clinics]
    contacts += [step.contact for step in contract.steps]
    contacts += [appointment.contact for appointment in contract.appointments]
    contacts += [referral.contact for referral in contract.referrals]
    found = [*_of_contacts(one for one in contacts if one is not None)]
    for appointment in contract.appointments:
        found += [appointment.clinic or "", appointment.place or ""]
        if appointment.location is not None:
            found += [appointment.location.name, appointment.location.phone or ""]
    return _unique(found)


def _of_contacts(contacts: Iterable[Contact]) -> Iterator[str]:
    for contact in contacts:
        if contact.source.startswith(_CARE):
            yield contact.name
        yield contact.organization or ""
        yield contact.phone or ""


def _versions(row: Resource) -> list[Json]:
    return [found for found in (row.content, row.received) if found]


def _names(resource: Json, part: str) -> Iterator[str]:
    for name in resource.get("name") or []:
        found = name.get(part) or []
        yield from [found] if isinstance(found, str) else found
        if part == "family" and not name.get("family"):
            yield name.get("text", "")


def _all_names(resource: Json) -> tuple[str, ...]:
    return _unique([*_names(resource, "given"), *_names(resource, "family")])


def _identifiers(resources: list[Json]) -> Iterator[str]:
    for resource in resources:
        yield from (str(one.get("value", "")) for one in resource.get("identifier") or [])


def _telecom(resources: list[Json], *systems: str) -> list[str]:
    return [
        str(point.get("value", ""))
        for resource in resources
        for point in resource.get("telecom") or []
        if point.get("system") in systems
    ]


def _care_of(line: str) -> bool:
    return line.strip().casefold().startswith("c/o")


def _unique(words: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(word.strip() for word in words if word and word.strip()))
