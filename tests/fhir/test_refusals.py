"""A broken Bundle is refused with the resource and the field at fault, and leaves no trace."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import func, select

from backend.clock import Clock
from backend.contracts.models import Patient, Resource, ResourceVersion, Slot
from backend.database import Database
from backend.fhir.faults import BundleRefused
from backend.fhir.importer import import_bundle
from tests.builders.fhir import (
    OTHER_PERSONNUMMER,
    a_bundle,
    a_clinic,
    a_patient,
    a_plan,
    a_referral,
    a_slot,
    a_task,
    a_team,
    an_appointment,
    raw,
)

Json = dict[str, Any]
Breakage = Callable[[dict[str, Json]], None]

SLOT = a_slot("s1", "ogon", "2026-12-09T10:15:00+01:00", "2026-12-09T10:45:00+01:00")


def a_whole_bundle() -> Json:
    """A Bundle of every sort of resource, with nothing wrong in it."""
    return a_bundle(
        a_clinic("ogon", "Ögonmottagningen"),
        an_appointment("ogon-1", clinic="ogon"),
        a_referral("r1", performer="HealthcareService/ogon"),
        a_task("t1", "Ta med medicinlistan"),
        a_team(("samordnande vårdkontakt", "HealthcareService/ogon"))
        | {"participant": [{"member": {"reference": "Organization/ogon-org"}}]},
        a_plan("Appointment/ogon-1", "ServiceRequest/r1", "Task/t1"),
        SLOT,
    )


def setting(reference: str, field: str, value: Any) -> Breakage:
    """Sets a field of one resource."""

    def change(resources: dict[str, Json]) -> None:
        resources[reference][field] = value

    return change


def without(reference: str, *fields: str) -> Breakage:
    """Takes fields out of one resource."""

    def change(resources: dict[str, Json]) -> None:
        for field in fields:
            del resources[reference][field]

    return change


def participant(index: int, value: Json) -> Breakage:
    """Replaces one participant of the appointment."""

    def change(resources: dict[str, Json]) -> None:
        resources["Appointment/ogon-1"]["participant"][index] = value

    return change


def rules(*parts: Json) -> Breakage:
    """Gives the clinic these booking rules."""
    url = "https://nasta-steg.se/fhir/booking-rules"
    return setting("HealthcareService/ogon", "extension", [{"url": url, "extension": list(parts)}])


VISIT, PATIENT, CLINIC = "Appointment/ogon-1", "Patient/p", "HealthcareService/ogon"
PERSONNUMMER = "http://electronichealth.se/identifier/personnummer"

BROKEN: dict[str, tuple[Breakage, str, str]] = {
    "a naive time": (
        setting(VISIT, "start", "2026-12-02T10:15:00"),
        f"{VISIT} start",
        "a date, a clock time and an offset",
    ),
    "a leap second": (
        setting(VISIT, "end", "2026-12-31T23:59:60Z"),
        f"{VISIT} end",
        "not a time that exists",
    ),
    "a day that no month has": (
        setting(VISIT, "start", "2026-02-30T10:15:00+01:00"),
        f"{VISIT} start",
        "outside expected range",
    ),
    "an offset that no zone has": (
        setting(VISIT, "start", "2026-12-02T10:15:00+15:00"),
        f"{VISIT} start",
        "instant",
    ),
    "a time as a number": (
        setting(VISIT, "start", 1764666900),
        f"{VISIT} start",
        "a JSON string was expected",
    ),
    "an end before its start": (
        setting(VISIT, "end", "2026-12-02T10:00:00+01:00"),
        f"{VISIT} end",
        "not after start",
    ),
    "an end that is its start": (
        setting(VISIT, "end", "2026-12-02T10:15:00+01:00"),
        f"{VISIT} end",
        "not after start",
    ),
    "a start without an end": (without(VISIT, "end"), f"{VISIT} end", "app-2"),
    "booked without a time": (
        without(VISIT, "start", "end"),
        f"{VISIT} status",
        "app-3",
    ),
    "a reason to cancel what stands": (
        setting(VISIT, "cancelationReason", {"text": "Läkaren är sjuk"}),
        f"{VISIT} cancelationReason",
        "app-4",
    ),
    "a participant who is nobody": (
        participant(1, {"status": "accepted"}),
        f"{VISIT} participant[1]",
        "app-1",
    ),
    "a visit without the patient": (
        participant(0, {"actor": {"display": "Någon"}, "status": "accepted"}),
        f"{VISIT} participant",
        "the patient is not among them",
    ),
    "a year of another age": (
        setting(VISIT, "created", "0026-12-02T10:15:00Z"),
        f"{VISIT} created",
        "not plausible",
    ),
    "an unknown timezone": (
        setting(
            VISIT,
            "_start",
            {
                "extension": [
                    {
                        "url": "http://hl7.org/fhir/StructureDefinition/timezone",
                        "valueCode": "Europe/Stokholm",
                    }
                ]
            },
        ),
        f"{VISIT} _start.extension[0].valueCode",
        "unknown timezone 'Europe/Stokholm'",
    ),
    "a status that does not exist": (
        setting(VISIT, "status", "confirmed"),
        f"{VISIT} status",
        "is not one of proposed",
    ),
    "a reference into nothing": (
        participant(1, {"actor": {"reference": "Location/nowhere"}, "status": "accepted"}),
        f"{VISIT} participant[1].actor.reference",
        "'Location/nowhere' is not in the Bundle",
    ),
    "a reference to the wrong sort": (
        participant(1, {"actor": {"reference": "CarePlan/plan"}, "status": "accepted"}),
        f"{VISIT} participant[1].actor.reference",
        "should be one of Patient",
    ),
    "a contained resource that is not there": (
        participant(1, {"actor": {"reference": "#rum"}, "status": "accepted"}),
        f"{VISIT} participant[1].actor.reference",
        "'#rum' is not contained",
    ),
    "a field that FHIR does not have": (
        setting(VISIT, "starttid", "10.15"),
        f"{VISIT} starttid",
        "",
    ),
    "a field of the wrong shape": (
        setting(VISIT, "participant", "patienten"),
        f"{VISIT} participant",
        "list",
    ),
    "a required field that is missing": (
        without("CarePlan/plan", "subject"),
        "CarePlan/plan subject",
        "required",
    ),
    "a resource that FHIR does not have": (
        setting("Slot/s1", "resourceType", "Tid"),
        "Tid/s1 resourceType",
        "is not a FHIR R4 resource",
    ),
    "an id that is none": (
        setting("Slot/s1", "id", "s 1"),
        "Slot/s 1 id",
        "pattern",
    ),
    "a wrong check digit": (
        setting(PATIENT, "identifier", [{"system": PERSONNUMMER, "value": "19610118-2804"}]),
        f"{PATIENT} identifier[0].value",
        "not a valid date or check digit",
    ),
    "a samordningsnummer as personnummer": (
        setting(PATIENT, "identifier", [{"system": PERSONNUMMER, "value": "19610973-2393"}]),
        f"{PATIENT} identifier[0].value",
        "samordningsnummer under the system of personnummer",
    ),
    "a patient without a national identity": (
        without(PATIENT, "identifier"),
        f"{PATIENT} identifier",
        "no personnummer",
    ),
    "a subject known by another's number": (
        setting(
            "CarePlan/plan",
            "subject",
            {"identifier": {"system": PERSONNUMMER, "value": OTHER_PERSONNUMMER}},
        ),
        "CarePlan/plan subject.identifier",
        "not the identifier of the Bundle's patient",
    ),
    "a subject who is a group": (
        setting("CarePlan/plan", "subject", {"reference": "#g"}),
        "CarePlan/plan subject.reference",
        "'#g' is not contained",
    ),
    "an activity that is two things": (
        setting(
            "CarePlan/plan",
            "activity",
            [{"reference": {"reference": VISIT}, "detail": {"status": "scheduled"}}],
        ),
        "CarePlan/plan activity[0]",
        "cpl-3",
    ),
    "a slot without a schedule of the Bundle": (
        setting("Slot/s1", "schedule", {"display": "Ögons schema"}),
        "Slot/s1 schedule",
        "does not lead to a Schedule",
    ),
    "a booking rule that does not exist": (
        rules({"url": "mayRebook", "valueBoolean": True}),
        f"{CLINIC} extension[0]",
        "'mayRebook' is not a booking rule",
    ),
    "a booking rule in an unknown unit": (
        rules({"url": "cancelBefore", "valueDuration": {"value": 2, "unit": "månvarv"}}),
        f"{CLINIC} extension[0]",
        "neither hours nor full weekdays",
    ),
    "a booking rule of less than nothing": (
        rules({"url": "cancelBefore", "valueDuration": {"value": -24, "unit": "h"}}),
        f"{CLINIC} extension[0]",
        "zero or more",
    ),
    "a booking rule that is yes in words": (
        rules({"url": "rebookingAllowed", "valueString": "ja"}),
        f"{CLINIC} extension[0]",
        "a valueBoolean was expected",
    ),
    "booking rules on a plan": (
        setting(
            "CarePlan/plan",
            "extension",
            [{"url": "https://nasta-steg.se/fhir/booking-rules", "extension": []}],
        ),
        "CarePlan/plan extension[0]",
        "",
    ),
    "a truth in words": (
        setting(CLINIC, "appointmentRequired", "ja"),
        f"{CLINIC} appointmentRequired",
        "boolean",
    ),
    "a number in words": (
        setting(CLINIC, "telecom", [{"system": "phone", "value": "08-465 004 01", "rank": "1"}]),
        f"{CLINIC} telecom[0].rank",
        "a JSON number was expected",
    ),
    "a phone that does not say it is one": (
        setting(CLINIC, "telecom", [{"value": "08-465 004 01"}]),
        f"{CLINIC} telecom[0].system",
        "cpt-2",
    ),
    "opening hours that FHIR cannot read": (
        setting(
            CLINIC, "availableTime", [{"daysOfWeek": ["mon"], "availableStartTime": "klockan 8"}]
        ),
        f"{CLINIC} availableTime[0].availableStartTime",
        "is not a FHIR time",
    ),
    "a day of the week in Swedish": (
        setting(CLINIC, "availableTime", [{"daysOfWeek": ["måndag"], "allDay": True}]),
        f"{CLINIC} availableTime[0].daysOfWeek[0]",
        "is not one of mon",
    ),
    "a modifier that nobody knows": (
        setting(
            VISIT, "modifierExtension", [{"url": "http://example.org/inte", "valueBoolean": True}]
        ),
        f"{VISIT} modifierExtension",
        "is not understood",
    ),
    "a rule that nobody knows": (
        setting("CarePlan/plan", "implicitRules", "http://example.org/regler"),
        "CarePlan/plan implicitRules",
        "is not understood",
    ),
    "an extension that is two things": (
        setting(
            VISIT,
            "extension",
            [
                {
                    "url": "http://example.org/x",
                    "valueString": "a",
                    "extension": [{"url": "y", "valueString": "b"}],
                }
            ],
        ),
        f"{VISIT} extension[0]",
        "ext-1",
    ),
    "half a character": (
        setting(VISIT, "description", "\ud83d"),
        f"{VISIT} description",
        "no text can hold",
    ),
    "a relative time that nobody understands": (
        setting(
            VISIT,
            "_start",
            {
                "extension": [
                    {
                        "url": "https://nasta-steg.se/fhir/relative-time",
                        "valueString": "nästa vecka",
                    }
                ]
            },
        ),
        f"{VISIT} start",
        "'nästa vecka' is not understood",
    ),
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_bundle_is_refused_by_resource_and_field(
    name: str, database: Database, clock: Clock
) -> None:
    breakage, where, why = BROKEN[name]
    bundle = copy.deepcopy(a_whole_bundle())
    entries = (entry["resource"] for entry in bundle["entry"])
    breakage({f"{found['resourceType']}/{found['id']}": found for found in entries})

    faults = refused(database, clock, json.dumps(bundle).encode())

    assert any(fault.startswith(f"{where}: ") and why in fault for fault in faults), faults
    assert stored(database) == 0


def test_the_bundle_that_is_broken_here_is_otherwise_whole(
    database: Database, clock: Clock
) -> None:
    import_bundle(database, raw(a_whole_bundle()), clock)

    assert stored(database) > 0


BROKEN_FRAMES: dict[str, tuple[Json, str]] = {
    "another resource": (a_patient(), "Bundle resourceType: 'Bundle' was expected, not 'Patient'"),
    "a search result": (
        a_bundle(type="searchset"),
        "Bundle type: one of collection, transaction, batch was expected",
    ),
    "no entries": (a_bundle(entry=[]), "Bundle entry: no entries"),
    "entries of no shape": (a_bundle(entry="Patient"), "Bundle entry: no entries"),
    "an entry without a resource": (
        a_bundle(entry=[{"request": {"method": "DELETE", "url": "Patient/p"}}]),
        "Bundle entry[0]: no resource",
    ),
    "a resource of no type": (
        a_bundle(entry=[{"resource": {"id": "p"}}]),
        "Bundle entry[0].resource: no resourceType",
    ),
    "a Bundle within": (
        a_bundle(entry=[{"resource": a_bundle()}]),
        "Bundle entry[0].resource: Bundle is not part of a contract",
    ),
    "a deletion": (
        a_bundle(
            entry=[
                {"resource": a_patient(), "request": {"method": "DELETE", "url": "Patient/p"}},
            ]
        ),
        "Bundle entry[0].request.method: only POST and PUT can be imported, not 'DELETE'",
    ),
    "a field that a Bundle does not have": (
        a_bundle(patient=a_patient(), avsändare="Region Uppsala"),
        "Bundle avsändare",
    ),
    "a stamp without a clock": (
        a_bundle(meta={"lastUpdated": "2026-11-01"}),
        "Bundle meta.lastUpdated: '2026-11-01' is not a FHIR instant",
    ),
    "a stamp without an offset": (
        a_bundle(meta={}, timestamp="2026-11-01T09:00:00"),
        "Bundle timestamp: '2026-11-01T09:00:00' is not a FHIR instant",
    ),
    "no patient": (
        a_bundle(entry=[{"resource": a_task("t1", "Väg dig")}]),
        "Task/t1 for.reference: 'Patient/p' is not in the Bundle",
    ),
    "nobody at all": (
        a_bundle(entry=[{"resource": {**a_task("t1", "Väg dig"), "for": {}, "owner": {}}}]),
        "Bundle entry: Task/t1 is there, but not a Patient",
    ),
    "two patients": (
        a_bundle(a_patient(OTHER_PERSONNUMMER, ident="p2")),
        "Bundle entry: more than one patient: Patient/p, Patient/p2",
    ),
    "one id twice": (
        a_bundle(entry=[{"resource": a_patient()}, {"resource": a_patient()}]),
        "Patient/p id: two resources of the Bundle have this id",
    ),
    "no id": (
        a_bundle(entry=[{"resource": {"resourceType": "Patient"}}]),
        "Bundle entry[0].resource.id: Patient without an id",
    ),
    "one address twice": (
        a_bundle(
            entry=[
                {"fullUrl": "urn:uuid:1", "resource": a_patient()},
                {"fullUrl": "urn:uuid:1", "resource": a_task("t1", "Väg dig")},
            ]
        ),
        "Task/t1 fullUrl: two entries have this fullUrl",
    ),
    "an address of something else": (
        a_bundle(entry=[{"fullUrl": "http://a.se/Patient/q", "resource": a_patient()}]),
        "Patient/p fullUrl: 'http://a.se/Patient/q' does not end with Patient/p",
    ),
}


@pytest.mark.parametrize("name", BROKEN_FRAMES)
def test_a_broken_frame_is_refused(name: str, database: Database, clock: Clock) -> None:
    bundle, why = BROKEN_FRAMES[name]

    faults = refused(database, clock, raw(bundle))

    assert any(fault.startswith(why) for fault in faults), faults
    assert stored(database) == 0


def test_every_fault_is_named_not_only_the_first(database: Database, clock: Clock) -> None:
    visits = [an_appointment(f"v{number}", status="confirmed") for number in range(3)]

    faults = refused(database, clock, raw(a_bundle(*visits)))

    assert [fault.split(":")[0] for fault in faults] == [
        f"Appointment/v{n} status" for n in (0, 1, 2)
    ]


def test_a_fault_in_a_person_does_not_repeat_what_they_are_known_by(
    database: Database, clock: Clock
) -> None:
    patient = a_patient("19610118-2804", birthDate="18 januari 1961")

    faults = refused(database, clock, raw(a_bundle(patient=patient)))

    assert faults == ["Patient/p birthDate: the value is not a FHIR date"]


def test_a_conditional_reference_that_leads_nowhere_does_not_repeat_its_query(
    database: Database, clock: Clock
) -> None:
    query = f"Patient?identifier={PERSONNUMMER}|{OTHER_PERSONNUMMER}"
    plan = a_plan(subject={"reference": query})

    (fault,) = refused(database, clock, raw(a_bundle(plan)))

    assert "means 0 resources" in fault
    assert "2397" not in fault


def refused(database: Database, clock: Clock, content: bytes) -> list[str]:
    """The faults that the Bundle is refused for."""
    with pytest.raises(BundleRefused) as refusal:
        import_bundle(database, content, clock)
    return [str(fault) for fault in refusal.value.faults]


def stored(database: Database) -> int:
    """How many rows there are of all that an import writes."""
    with database.read() as session:
        return sum(
            session.scalar(select(func.count()).select_from(table)) or 0
            for table in (Patient, Resource, ResourceVersion, Slot)
        )
