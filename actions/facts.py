"""Facts of the contract, each as it is said and with the record that holds it."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, datetime

from actions.reply import Fact
from backend.contracts.schemas import (
    Appointment,
    Contact,
    Goal,
    Guarantee,
    Location,
    Referral,
    Step,
    Task,
)
from backend.phrasing.dates import away_phrase, day_phrase, hours_phrase, time_phrase

_FAST = re.compile(r"^fast ")


def lowered(words: str) -> str:
    """`words` as they stand inside a sentence: `Återbesök` → `återbesök`, but `MR hjärna`."""
    first = words.split(" ", 1)[0]
    if len(first) > 1 and first[0].isupper() and first[1:].islower():
        return words[0].lower() + words[1:]
    return words


def raised(words: str) -> str:
    """`words` as they begin a sentence."""
    return words[:1].upper() + words[1:]


def title_fact(part: Appointment | Step | Task | Referral, *, first: bool = False) -> Fact:
    """What it is about, inside a sentence or, with `first`, at its beginning.

    What somebody is to do keeps its capital: it may begin with a name.
    """
    done_by_somebody = isinstance(part, Task) or (isinstance(part, Step) and part.task is not None)
    shown = raised(part.title) if done_by_somebody or first else lowered(part.title)
    return Fact("task", part.title, part.source, shown)


def time_fact(moment: datetime, source: str, now: datetime, *, first: bool = False) -> Fact:
    """`tisdag 2 december kl. 10.15`."""
    words = time_phrase(moment, now)
    return Fact("time", moment.isoformat(), source, raised(words) if first else words)


def date_fact(day: date, source: str, now: datetime, kind: str = "date") -> Fact:
    """`tisdag 2 december`."""
    return Fact(kind, day.isoformat(), source, day_phrase(day, now.date()))


def limit_fact(guarantee: Guarantee, now: datetime) -> Fact:
    """The last day by vårdgarantin."""
    return date_fact(guarantee.limit, guarantee.source, now, "limit")


def away(day: date, now: datetime) -> str:
    """`om 9 dagar`."""
    return away_phrase(day, now.date())


def clinic_fact(appointment: Appointment) -> Fact | None:
    """The clinic's name."""
    if appointment.clinic is None:
        return None
    return Fact("clinic", appointment.clinic, appointment.clinic_source or appointment.source)


def place_fact(location: Location) -> Fact:
    """The place's name."""
    return Fact("place", location.name, location.source)


def person_fact(contact: Contact) -> Fact:
    """A person's, or a clinic's, name."""
    kind = (
        "clinic" if contact.source.startswith(("Organization/", "HealthcareService/")) else "person"
    )
    return Fact(kind, contact.name, contact.name_source or contact.source)


def role_fact(contact: Contact) -> Fact | None:
    """What somebody is in the team or by profession."""
    if contact.role is None:
        return None
    source = contact.role_source or contact.source
    return Fact("status", contact.role, source, lowered(contact.role))


def own_role_fact(contact: Contact) -> Fact | None:
    """The same after "din": din fasta vårdkontakt."""
    role = role_fact(contact)
    return role and replace(role, shown=_FAST.sub("fasta ", str(role)))


def organization_fact(contact: Contact) -> Fact | None:
    """Where somebody works."""
    if contact.organization is None:
        return None
    return Fact("clinic", contact.organization, contact.organization_source or contact.source)


def owner_fact(owner: str | None, contact: Contact | None, source: str) -> Fact | None:
    """Who is responsible: with the record of the contact that is called so, if one is."""
    if owner is None:
        return None
    if contact is not None and owner == contact.name:
        return Fact("clinic", owner, contact.name_source or contact.source)
    if contact is not None and owner == contact.organization:
        return Fact("clinic", owner, contact.organization_source or contact.source)
    return Fact("clinic", owner, source)


def practitioner_fact(appointment: Appointment) -> Fact | None:
    """Whom one is to meet."""
    if appointment.practitioner is None:
        return None
    source = appointment.practitioner_source or appointment.source
    return Fact("person", appointment.practitioner, source)


def phone_fact(contact: Contact) -> Fact | None:
    """The number, as it is written in the record."""
    if contact.phone is None:
        return None
    return Fact("phone", contact.phone, contact.phone_source or contact.source)


def hours_words(contact: Contact) -> str | None:
    """`måndag–fredag kl. 8–10`."""
    return hours_phrase(contact.hours) or contact.hours_note


def goal_fact(goal: Goal) -> Fact:
    """A goal, in its own words."""
    return Fact("goal", goal.text, goal.source)
