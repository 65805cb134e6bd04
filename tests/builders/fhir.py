"""FHIR resources and Bundles for tests.

    a_bundle(*a_clinic("ogon", "Ögonmottagningen"), an_appointment("ogon-1", clinic="ogon"))

gives a Bundle with the patient, the clinic and its parts, and one booked visit.
"""

from __future__ import annotations

import json
from typing import Any

Json = dict[str, Any]

PERSONNUMMER = "19610118-2803"
OTHER_PERSONNUMMER = "19900222-2397"
SAMORDNINGSNUMMER = "19610973-2393"
_SYSTEM = "http://electronichealth.se/identifier/"


def a_patient(
    number: str = PERSONNUMMER, *, kind: str = "personnummer", ident: str = "p", **fields: Any
) -> Json:
    """A Patient with one national identity."""
    return {
        "resourceType": "Patient",
        "id": ident,
        "identifier": [{"system": _SYSTEM + kind, "value": number}],
        "name": [{"given": ["Test"], "family": "Testsson"}],
        "birthDate": "1961-01-18",
        **fields,
    }


def an_organization(ident: str, name: str, *, part_of: str | None = None, **fields: Any) -> Json:
    """An Organization, perhaps part of another."""
    parent = {"partOf": {"reference": f"Organization/{part_of}"}} if part_of else {}
    return {"resourceType": "Organization", "id": ident, "name": name, **parent, **fields}


def a_clinic(
    ident: str,
    name: str,
    *,
    phone: str = "08-123 45 00",
    rules: Json | None = None,
    **service: Any,
) -> list[Json]:
    """A region, a clinic with its place, phone hours and booking rules, and its schedule."""
    return [
        an_organization("region", "Region Stockholm"),
        an_organization(f"{ident}-org", name, part_of="region"),
        {
            "resourceType": "Location",
            "id": f"{ident}-plats",
            "name": f"{name}, entré A",
            "address": {"line": ["Sjukhusvägen 1"], "postalCode": "111 11", "city": "Stockholm"},
            "managingOrganization": {"reference": f"Organization/{ident}-org"},
        },
        {
            "resourceType": "HealthcareService",
            "id": ident,
            "name": name,
            "providedBy": {"reference": f"Organization/{ident}-org"},
            "location": [{"reference": f"Location/{ident}-plats"}],
            "telecom": [{"system": "phone", "value": phone}],
            "availableTime": [
                {
                    "daysOfWeek": ["mon", "tue", "wed", "thu", "fri"],
                    "availableStartTime": "08:00:00",
                    "availableEndTime": "10:00:00",
                }
            ],
            "extension": [rules if rules is not None else booking_rules()],
            **service,
        },
        {
            "resourceType": "Schedule",
            "id": f"{ident}-schema",
            "actor": [
                {"reference": f"HealthcareService/{ident}"},
                {"reference": f"Location/{ident}-plats"},
            ],
        },
    ]


def booking_rules(
    *, rebooking: bool = True, cancel: bool = True, cancel_before: Json | None = None
) -> Json:
    """The booking-rules extension."""
    parts: list[Json] = [
        {"url": "rebookingAllowed", "valueBoolean": rebooking},
        {"url": "cancelAllowed", "valueBoolean": cancel},
    ]
    if cancel_before is not None:
        parts.append({"url": "cancelBefore", **cancel_before})
    return {"url": "https://nasta-steg.se/fhir/booking-rules", "extension": parts}


def an_appointment(
    ident: str,
    *,
    clinic: str | None = None,
    start: str | None = "2026-12-02T10:15:00+01:00",
    end: str | None = "2026-12-02T10:45:00+01:00",
    status: str = "booked",
    description: str = "Återbesök",
    patient: str = "p",
    actors: tuple[str, ...] = (),
    **fields: Any,
) -> Json:
    """An Appointment of the patient, at a clinic."""
    services = [f"HealthcareService/{clinic}"] if clinic else []
    times = {"start": start, "end": end} if start else {}
    return {
        "resourceType": "Appointment",
        "id": ident,
        "status": status,
        "description": description,
        **times,
        "participant": [
            {"actor": {"reference": actor}, "status": "accepted"}
            for actor in (f"Patient/{patient}", *services, *actors)
        ],
        **fields,
    }


def a_slot(ident: str, clinic: str, start: str, end: str, *, status: str = "free") -> Json:
    """A Slot of the clinic's schedule."""
    return {
        "resourceType": "Slot",
        "id": ident,
        "schedule": {"reference": f"Schedule/{clinic}-schema"},
        "status": status,
        "start": start,
        "end": end,
    }


def a_referral(ident: str, *, performer: str | None = None, **fields: Any) -> Json:
    """A ServiceRequest of the patient."""
    performers = {"performer": [{"reference": performer}]} if performer else {}
    return {
        "resourceType": "ServiceRequest",
        "id": ident,
        "status": "active",
        "intent": "order",
        "subject": {"reference": "Patient/p"},
        "authoredOn": "2026-09-01",
        "code": {"text": "Bedömning hos ögonläkare"},
        **performers,
        **fields,
    }


def a_task(ident: str, description: str, *, owner: str = "Patient/p", **fields: Any) -> Json:
    """A Task, the patient's own unless another owner is given."""
    return {
        "resourceType": "Task",
        "id": ident,
        "status": "requested",
        "intent": "plan",
        "description": description,
        "for": {"reference": "Patient/p"},
        "owner": {"reference": owner},
        **fields,
    }


def a_plan(*activities: str | Json, **fields: Any) -> Json:
    """A CarePlan; an activity is a reference or a `detail`."""
    return {
        "resourceType": "CarePlan",
        "id": "plan",
        "meta": {"lastUpdated": "2026-11-01T09:00:00+01:00"},
        "status": "active",
        "intent": "plan",
        "title": "Patientkontrakt",
        "subject": {"reference": "Patient/p"},
        "activity": [
            {"reference": {"reference": found}} if isinstance(found, str) else {"detail": found}
            for found in activities
        ],
        **fields,
    }


def a_team(*members: tuple[str, str]) -> Json:
    """A CareTeam of (role, reference)."""
    return {
        "resourceType": "CareTeam",
        "id": "team",
        "subject": {"reference": "Patient/p"},
        "participant": [
            {"role": [{"text": role}], "member": {"reference": member}} for role, member in members
        ],
    }


def a_practitioner(ident: str, name: str, *, phone: str | None = None) -> Json:
    """A Practitioner, perhaps with a telephone."""
    telecom = {"telecom": [{"system": "phone", "value": phone}]} if phone else {}
    return {"resourceType": "Practitioner", "id": ident, "name": [{"text": name}], **telecom}


def a_bundle(*resources: Json | list[Json], patient: Json | None = None, **fields: Any) -> Json:
    """A collection Bundle of the patient and these resources; the same resource twice is one."""
    entries: dict[tuple[str, str], Json] = {}
    flat = [found for part in resources for found in (part if isinstance(part, list) else [part])]
    for found in [patient or a_patient(), *flat]:
        entries.setdefault((found["resourceType"], found["id"]), found)
    return {
        "resourceType": "Bundle",
        "type": "collection",
        "meta": {"lastUpdated": "2026-11-01T09:00:00+01:00"},
        "entry": [{"resource": found} for found in entries.values()],
        **fields,
    }


def raw(bundle: Json) -> bytes:
    """The Bundle as a file's bytes."""
    return json.dumps(bundle, ensure_ascii=False).encode()
