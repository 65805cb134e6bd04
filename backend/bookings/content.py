"""The FHIR content of an appointment after a change: pure.

Whom and where are the slot's schedule's: a practitioner or place that the schedule does not name
is not kept from the old time, since nothing says that it holds for the new one. (The service's
only place is read from the service all the same.) A team stays as it is when the slot is with one
of them.
"""

from __future__ import annotations

from datetime import datetime

from backend.contracts.models import Slot
from backend.contracts.view.records import Json, reference_of
from backend.rules.workdays import STOCKHOLM

_PEOPLE = ("Practitioner/", "PractitionerRole/")
_REASON_SYSTEM = "http://terminology.hl7.org/CodeSystem/appointment-cancellation-reason"


def moved(content: Json, slot: Slot, *, minutes: int, same_person: bool) -> Json:
    """Booked in the slot.

    `minutes` is how long the visit must be (0 when unknown): it is written down, or a longer slot
    would make every later search ask for longer still.
    """
    gone = ("Location/",) if same_person else ("Location/", *_PEOPLE)
    kept = [
        participant
        for participant in content.get("participant", [])
        if not (reference_of(participant.get("actor")) or "").startswith(gone)
    ]
    added = [] if same_person or slot.practitioner is None else [slot.practitioner]
    if slot.location is not None:
        added.append(f"Location/{slot.location}")
    changed = {
        **content,
        "status": "booked",
        "start": instant(slot.start),
        "end": instant(slot.end),
        "slot": [{"reference": f"Slot/{slot.fhir_id}"}],
        "participant": [
            *kept,
            *({"actor": {"reference": found}, "status": "accepted"} for found in added),
        ],
    }
    if minutes:
        changed["minutesDuration"] = minutes
    return changed


def cancelled(content: Json) -> Json:
    """Cancelled by the patient; the time that it had stays to be read, its slot does not."""
    changed = {key: value for key, value in content.items() if key != "slot"}
    changed["status"] = "cancelled"
    changed["cancelationReason"] = {
        "coding": [{"system": _REASON_SYSTEM, "code": "pat", "display": "Patient"}],
        "text": "Avbokad av patienten",
    }
    return changed


def instant(moment: datetime) -> str:
    """A FHIR instant, with Sweden's offset."""
    return moment.astimezone(STOCKHOLM).isoformat(timespec="seconds")
