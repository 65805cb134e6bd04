"""A clinic with its place and people, the times that it has opened, and visits there."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from data.contracts.source.fhir import (
    WEEKDAYS,
    Json,
    hours,
    hsa,
    later,
    meta,
    one,
    ref,
    telecom,
    words,
)

_LAST_WORKDAY = 50
"""Times are opened for the next ten weeks."""


@dataclass
class Clinic:
    """A HealthcareService with all that belongs to it.

    `owners` are the organisations that it is part of, the nearest first.
    """

    ident: str
    hsa_id: str
    name: str
    owners: Sequence[Json]
    place: Json
    phone: str | None
    rules: Json
    open_hours: Sequence[Json] = (hours("08:00", "10:00"),)
    note: str | None = None
    people: list[Person] = field(default_factory=list)
    slots: list[Json] = field(default_factory=list)

    @property
    def service(self) -> Json:
        """The HealthcareService itself."""
        note = {"availabilityExceptions": self.note} if self.note else {}
        return {
            "resourceType": "HealthcareService",
            "id": self.ident,
            **meta(None),
            **self.rules,
            **hsa(self.hsa_id),
            "active": True,
            "providedBy": one(self.owners[0]),
            "name": self.name,
            "location": ref(self.place),
            **telecom(self.phone),
            "availableTime": list(self.open_hours),
            **note,
        }

    @property
    def resources(self) -> Iterator[Json]:
        """The organisations, the place, the service, its people and its times."""
        yield from reversed(self.owners)
        yield self.place
        yield self.service
        for person in self.people:
            yield from person.resources
        if self.slots:
            yield self.schedule(None)
        for person in self.people:
            if any(slot["schedule"] == one(self.schedule(person)) for slot in self.slots):
                yield self.schedule(person)
        yield from self.slots

    def schedule(self, person: Person | None) -> Json:
        """The calendar of the clinic, or of somebody there."""
        who = [one(person.role)] if person else []
        return {
            "resourceType": "Schedule",
            "id": f"{person.ident if person else self.ident}-kalender",
            **meta(None),
            "active": True,
            "actor": [one(self.service), *who, one(self.place)],
        }

    def opens(
        self,
        clocks: Sequence[str],
        minutes: int,
        *,
        person: Person | None = None,
        first: int = 3,
        every: int = 2,
        but: Sequence[int] = (),
    ) -> None:
        """Opens one free time on every `every`-th working day, at each of `clocks` in turn."""
        for turn, day in enumerate(range(first, _LAST_WORKDAY, every)):
            if day not in but:
                clock = clocks[turn % len(clocks)]
                ident = f"{person.ident if person else self.ident}-{day}-{clock.replace(':', '')}"
                self._add_slot(ident, person, f"workday+{day}", clock, minutes, "free")

    def takes(self, ident: str, person: Person | None, day: str, clock: str, minutes: int) -> Json:
        """The time that a visit takes up."""
        return self._add_slot(f"{ident}-tid", person, day, clock, minutes, "busy")

    def _add_slot(
        self, ident: str, person: Person | None, day: str, clock: str, minutes: int, status: str
    ) -> Json:
        slot = {
            "resourceType": "Slot",
            "id": ident,
            **meta(None),
            "schedule": one(self.schedule(person)),
            "status": status,
            **later("start", f"{day} {clock}"),
            **later("end", f"{day} {_after(clock, minutes)}"),
        }
        self.slots.append(slot)
        return slot


@dataclass
class Person:
    """Somebody who works at a clinic: a Practitioner in a PractitionerRole."""

    ident: str
    hsa_id: str
    name: str
    title: str
    clinic: Clinic
    phone: str | None = None
    open_hours: Sequence[Json] = ()

    def __post_init__(self) -> None:
        self.clinic.people.append(self)

    @property
    def role(self) -> Json:
        """The PractitionerRole."""
        when = {"availableTime": list(self.open_hours)} if self.open_hours else {}
        return {
            "resourceType": "PractitionerRole",
            "id": self.ident,
            **meta(None, profile="PractitionerRole"),
            **hsa(f"{self.hsa_id}U"),
            "active": True,
            "practitioner": {"reference": f"Practitioner/{self.ident}-person"},
            "organization": one(self.clinic.owners[0]),
            "code": [words(self.title)],
            "healthcareService": ref(self.clinic.service),
            **telecom(self.phone),
            **when,
        }

    @property
    def resources(self) -> Iterator[Json]:
        """The person and the role."""
        *given, family = self.name.split()
        yield {
            "resourceType": "Practitioner",
            "id": f"{self.ident}-person",
            **meta(None, profile="Practitioner"),
            **hsa(self.hsa_id),
            "active": True,
            "name": [{"use": "official", "text": self.name, "family": family, "given": given}],
        }
        yield self.role


def visit(
    ident: str,
    who: Json,
    clinic: Clinic,
    title: str,
    *,
    day: str | None = None,
    clock: str = "",
    minutes: int = 30,
    until: str | None = None,
    status: str = "booked",
    person: Person | None = None,
    sort: str | None = None,
    preparation: str | None = None,
    comment: str | None = None,
    after: Json | None = None,
    own_rules: Json | None = None,
    by: str | None = None,
    **fields: Any,
) -> Json:
    """An Appointment at a clinic; without `day` its time is not agreed.

    A booked time takes a slot of the clinic's or the person's calendar where moving is allowed.
    `until` is the whole expression of its end, where that is another day; `by` the day by which a
    time is sought.
    """
    slot: Json | None = None
    if day and status == "booked" and _moves(own_rules or clinic.rules) and until is None:
        slot = clinic.takes(ident, person, day, clock, minutes)
    at_a_distance = sort in ("Telefonbesök", "Videobesök")
    where = [] if at_a_distance else [clinic.place]
    actors = [who, clinic.service, *where, *([person.role] if person else [])]
    times: Json = {}
    if day is not None:
        end = until or f"{day} {_after(clock, minutes)}"
        times = later("start", f"{day} {clock}") | later("end", end)
    accepted = "accepted" if day is not None else "needs-action"
    return {
        "resourceType": "Appointment",
        "id": ident,
        **meta(),
        **(own_rules or {}),
        "status": status,
        **({"serviceType": [words(sort)]} if sort else {}),
        **({"basedOn": ref(after)} if after else {}),
        "description": title,
        **times,
        **({"slot": ref(slot)} if slot else {}),
        **({} if day else {"minutesDuration": minutes}),
        **({"comment": comment} if comment else {}),
        **({"patientInstruction": preparation} if preparation else {}),
        "participant": [{"actor": one(actor), "status": accepted} for actor in actors],
        **({"requestedPeriod": [later("end", by)]} if by else {}),
        **fields,
    }


def weekday_hours(start: str, end: str, days: str = "mon tue wed thu fri") -> list[Json]:
    """Telephone hours, the same on each of `days`."""
    found = tuple(days.split())
    return [hours(start, end, found if found != WEEKDAYS else WEEKDAYS)]


def _moves(rules: Json) -> bool:
    parts = rules["extension"][0]["extension"]
    return any(part["url"] == "rebookingAllowed" and part["valueBoolean"] for part in parts)


def _after(clock: str, minutes: int) -> str:
    hour, minute = map(int, clock.split(":"))
    total = hour * 60 + minute + minutes
    return f"{total // 60:02d}:{total % 60:02d}"
