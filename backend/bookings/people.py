"""With whom a time must be: the clinician whom the appointment names, and the patient's language.

Whom a slot is with is told by the `Practitioner` or `PractitionerRole` among its schedule's actors.

* **Clinician.** When the appointment names somebody, and some coming slot of the service is with
  the same person, only those slots will do. Otherwise anybody: the schedules do not tell persons
  apart, or the person has left. A role and the practitioner in it are the same person.
* **Language.** When the patient's first language is not Swedish (`Patient.communication`), and
  some coming slot is with somebody who states it (`Practitioner.communication`), only those will
  do. Otherwise anybody: that an interpreter is needed is told to the clinic (`outbox`), as the
  records do not tell when one is there.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from backend.bookings.directory import people_at
from backend.contracts.models import Slot
from backend.contracts.schemas import Appointment
from backend.contracts.view.people import patient_of
from backend.contracts.view.records import Json, Records, reference_of

_KINDS = ("Practitioner/", "PractitionerRole/")
_SWEDISH = {"sv", "svenska", "swedish"}


def acceptable_people(
    session: Session, records: Records, appointment: Appointment, service: str, now: datetime
) -> tuple[str, ...] | None:
    """The references that a slot's practitioner must be among; `None` when anybody will do."""
    named = people_in(records.get(appointment.source) or {})
    language = _foreign_language(records)
    if not named and not language:
        return None
    coming = _people_with_slots(session, service, now)
    resources = people_at(session, coming)
    wanted = {_person(reference, records.resources) for reference in named}
    same = tuple(found for found in coming if _person(found, resources) in wanted)
    if same or not language:
        return same or None
    return tuple(found for found in coming if _speaks(found, resources, language)) or None


def people_in(appointment: Json) -> list[str]:
    """The practitioners and roles that take part in an Appointment."""
    references = [
        reference_of(participant.get("actor")) or ""
        for participant in appointment.get("participant", [])
        if participant.get("status") != "declined"
    ]
    return [reference for reference in references if reference.startswith(_KINDS)]


def same_person(session: Session, one: str, others: Sequence[str]) -> bool:
    """Whether `one` is the person of any of `others`."""
    known = people_at(session, [one, *others])
    return any(_person(other, known) == _person(one, known) for other in others)


def _people_with_slots(session: Session, service: str, now: datetime) -> list[str]:
    """Who has a coming slot at the service, found by stepping through the index.

    A plain DISTINCT would read every slot of the service.
    """
    first = (
        select(func.min(Slot.practitioner).label("practitioner"))
        .where(Slot.service == service)
        .cte("people", recursive=True)
    )
    following = (
        select(func.min(Slot.practitioner))
        .where(Slot.service == service, Slot.practitioner > first.c.practitioner)
        .scalar_subquery()
    )
    people = first.union_all(select(following).where(first.c.practitioner.is_not(None)))
    coming = (
        select(Slot.id)
        .where(
            Slot.service == service,
            Slot.practitioner == people.c.practitioner,
            Slot.start > now,
        )
        .exists()
    )
    return list(
        session.scalars(
            select(people.c.practitioner).where(people.c.practitioner.is_not(None), coming)
        )
    )


def _person(reference: str, resources: Mapping[str, Json]) -> str:
    """The practitioner behind a role, or the reference itself."""
    role = resources.get(reference) or {}
    return reference_of(role.get("practitioner")) or reference


def _foreign_language(records: Records) -> set[str]:
    """The codes and words of the patient's first language; none when it is Swedish or not told."""
    spoken = patient_of(records).get("communication", [])
    first = next((found for found in spoken if found.get("preferred")), spoken[0] if spoken else {})
    words = _language_words(first.get("language"))
    return set() if words & _SWEDISH else words


def _speaks(reference: str, resources: Mapping[str, Json], language: set[str]) -> bool:
    practitioner = resources.get(_person(reference, resources)) or {}
    return any(_language_words(found) & language for found in practitioner.get("communication", []))


def _language_words(concept: Json | None) -> set[str]:
    """What a language is called: its codes without region, and its names."""
    codings = (concept or {}).get("coding", [])
    words = [str(coding.get("code", "")).split("-")[0] for coding in codings]
    words += [str(coding.get("display", "")) for coding in codings]
    words.append(str((concept or {}).get("text", "")))
    return {word.casefold() for word in words if word}
