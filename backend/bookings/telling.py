"""Slots, questions and offers as they are told to the patient."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy.orm import Session

from backend.bookings.directory import people_at, resources_at
from backend.bookings.models import Confirmation
from backend.bookings.patient_times import PatientTimes
from backend.bookings.schemas import Confirmation as ToldConfirmation
from backend.bookings.schemas import Consequences, FreeSlot, Operation
from backend.bookings.schemas import Offer as ToldOffer
from backend.bookings.schemas import Waiting as ToldWaiting
from backend.bookings.waiting.models import WaitingEntry, WaitingOffer
from backend.bookings.wishes import Wish
from backend.contracts import models
from backend.contracts.models import Slot
from backend.contracts.protection import protected_view
from backend.contracts.schemas import Appointment, Contract
from backend.contracts.view.records import (
    Json,
    Records,
    concept,
    name_of,
    reference_of,
    references_of,
)
from backend.rules.workdays import STOCKHOLM


def tell_slots(session: Session, slots: Iterable[Slot], times: PatientTimes) -> list[FreeSlot]:
    """The slots with the names of where and whom.

    With protected identity there is no place, and the clinic is called what the appointment's is.
    """
    slots = list(slots)
    known = people_at(session, {found for slot in slots for found in _actors(slot)})
    only_places = {found for resource in known.values() for found in _only_place(resource)}
    known |= resources_at(session, only_places - known.keys())
    told = [_told(slot, known) for slot in slots]
    return _hidden(told, known, times) if times.contract.person.protected else told


def tell_confirmation(
    session: Session,
    times: PatientTimes,
    question: Confirmation,
    consequences: Consequences,
    appointment_id: str,
    slot: Slot | None,
) -> ToldConfirmation:
    """The question with what it is about. `held_until` is added by who holds the slot."""
    return ToldConfirmation(
        key=question.key,
        operation=Operation(question.operation),
        appointment=times.told(session, appointment_id),
        version=question.version,
        slot=tell_slots(session, [slot], times)[0] if slot else None,
        held_until=None,
        expires_at=question.expires_at.astimezone(STOCKHOLM),
        consequences=consequences,
    )


def tell_offer(session: Session, offer: WaitingOffer, times: PatientTimes) -> ToldOffer:
    """An offer with its slot."""
    entry = session.get_one(WaitingEntry, offer.entry_id)
    slot = session.get_one(Slot, offer.slot_id)
    return ToldOffer(
        id=offer.id,
        appointment=_fhir_id(session, entry),
        slot=tell_slots(session, [slot], times)[0],
        state=offer.state,
        offered_at=offer.offered_at.astimezone(STOCKHOLM),
        expires_at=offer.expires_at.astimezone(STOCKHOLM),
    )


def tell_waiting(session: Session, entry: WaitingEntry) -> ToldWaiting:
    """A place on the waiting list."""
    return ToldWaiting(
        id=entry.id,
        appointment=_fhir_id(session, entry),
        wish=Wish.model_validate(entry.wish) if entry.wish else None,
        earlier_only=entry.earlier_only,
        limit=entry.limit,
        state=entry.state,
        asked_at=entry.asked_at.astimezone(STOCKHOLM),
    )


def _told(slot: Slot, known: dict[str, Json]) -> FreeSlot:
    service = known.get(f"HealthcareService/{slot.service}") or {}
    person = known.get(slot.practitioner or "") or {}
    behind = known.get(reference_of(person.get("practitioner")) or "") or person
    named = name_of(behind)
    place = _place(slot, service, known)
    who = behind if named else person
    return FreeSlot(
        id=slot.fhir_id,
        start=slot.start.astimezone(STOCKHOLM),
        end=slot.end.astimezone(STOCKHOLM),
        clinic=name_of(service),
        place=name_of(place) if place else None,
        place_source=_source(place),
        practitioner=named or concept(person.get("code")),
        practitioner_source=_source(who),
    )


def _hidden(told: list[FreeSlot], known: dict[str, Json], times: PatientTimes) -> list[FreeSlot]:
    """The slots without their places, and with no place in a clinic's or a person's name."""
    records = Records(known | dict(times.records.resources), times.records.today)
    visits = [
        Appointment(
            id=slot.id,
            source="",
            status="",
            title="",
            clinic=slot.clinic,
            practitioner=slot.practitioner,
        )
        for slot in told
    ]
    contract = Contract(person=times.contract.person, appointments=visits)
    shown = protected_view(contract, records).appointments
    return [
        slot.model_copy(
            update={
                "place": None,
                "place_source": None,
                "clinic": visit.clinic,
                "practitioner": visit.practitioner,
            }
        )
        for slot, visit in zip(told, shown, strict=True)
    ]


def _source(resource: Json | None) -> str | None:
    return f"{resource['resourceType']}/{resource['id']}" if resource else None


def _place(slot: Slot, service: Json, known: dict[str, Json]) -> Json | None:
    """Where the slot is: as for an appointment, the only place of a service if nothing else."""
    own = [f"Location/{slot.location}"] if slot.location else _only_place(service)
    return known.get(own[0]) if own else None


def _only_place(resource: Json) -> list[str]:
    places = references_of(resource.get("location"))
    is_service = resource.get("resourceType") == "HealthcareService"
    return places if is_service and len(places) == 1 else []


def _actors(slot: Slot) -> list[str]:
    found = [slot.practitioner] if slot.practitioner else []
    found += [f"HealthcareService/{slot.service}"] if slot.service else []
    return [*found, f"Location/{slot.location}"] if slot.location else found


def _fhir_id(session: Session, entry: WaitingEntry) -> str:
    return session.get_one(models.Appointment, entry.resource_id).fhir_id
