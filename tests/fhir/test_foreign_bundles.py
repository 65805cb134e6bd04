"""Bundles as others write them, after the published specification, give the right contract."""

from __future__ import annotations

from typing import Any

import pytest

from backend.clock import Clock
from backend.contracts.repository import patient_by_identifier
from backend.contracts.schemas import Contract, Kind, State
from backend.contracts.service import ContractReader
from backend.database import Database
from backend.fhir.faults import BundleRefused
from backend.fhir.importer import import_bundle
from tests.builders.fhir import (
    PERSONNUMMER,
    SAMORDNINGSNUMMER,
    a_bundle,
    a_clinic,
    a_patient,
    a_plan,
    a_practitioner,
    a_referral,
    a_task,
    a_team,
    an_appointment,
    an_organization,
    raw,
)

Json = dict[str, Any]

SYSTEM = "http://electronichealth.se/identifier/personnummer"
HSA = "urn:oid:1.2.752.129.2.1.4.1"
OLD_HSA = "urn:oid:1.2.752.29.4.19"
PATIENT_URL = "urn:uuid:7b0ba9f6-5a9e-4f5c-9d1c-0e5e8d3f1a01"
CLINIC_URL = "urn:uuid:7b0ba9f6-5a9e-4f5c-9d1c-0e5e8d3f1a02"
VISIT_URL = "urn:uuid:7b0ba9f6-5a9e-4f5c-9d1c-0e5e8d3f1a03"


@pytest.fixture
def contract_in(database: Database, clock: Clock, reader: ContractReader) -> Any:
    """Imports a Bundle into an empty database and gives its contract."""

    def read(bundle: Json) -> Contract:
        import_bundle(database, raw(bundle), clock)
        return reader.contract(1)

    return read


def a_visit(patient: str, clinic: Json) -> Json:
    """An Appointment that names its participants in its own way."""
    return {
        "resourceType": "Appointment",
        "status": "booked",
        "description": "Återbesök",
        "start": "2026-12-02T09:15:00Z",
        "end": "2026-12-02T09:45:00Z",
        "participant": [
            {"actor": {"reference": patient}, "status": "accepted"},
            {"actor": clinic, "status": "accepted"},
        ],
    }


def nameless(resource: Json) -> Json:
    """The resource without its id, as in a transaction that asks for one."""
    return {key: value for key, value in resource.items() if key != "id"}


def posted(url: str, resource: Json) -> Json:
    """An entry of a transaction."""
    request = {"method": "POST", "url": resource["resourceType"]}
    return {"fullUrl": url, "resource": resource, "request": request}


def test_a_transaction_with_urn_uuids_and_no_ids(contract_in: Any) -> None:
    clinic = {"resourceType": "HealthcareService", "name": "Hudmottagningen"}
    plan = nameless(a_plan()) | {
        "subject": {"reference": PATIENT_URL},
        "activity": [{"reference": {"reference": VISIT_URL}}],
    }
    contract = contract_in(
        {
            "resourceType": "Bundle",
            "type": "transaction",
            "entry": [
                posted("urn:uuid:7b0ba9f6-5a9e-4f5c-9d1c-0e5e8d3f1a04", plan),
                posted(VISIT_URL, a_visit(PATIENT_URL, {"reference": CLINIC_URL})),
                posted(CLINIC_URL, clinic),
                posted(PATIENT_URL, nameless(a_patient())),
            ],
        }
    )

    (step,) = contract.steps
    assert (step.title, step.owner, step.state) == ("Återbesök", "Hudmottagningen", State.BOOKED)
    assert str(step.when) == "2026-12-02 10:15:00+01:00"


def test_absolute_urls_with_versions(contract_in: Any) -> None:
    base = "https://fhir.example.se/R4"
    visit = a_visit(f"{base}/Patient/p/_history/3", {"reference": f"{base}/HealthcareService/hud"})
    clinic = {"resourceType": "HealthcareService", "id": "hud", "name": "Hudmottagningen"}
    contract = contract_in(
        {
            "resourceType": "Bundle",
            "type": "collection",
            "entry": [
                {"fullUrl": f"{base}/Patient/p", "resource": nameless(a_patient())},
                {"fullUrl": f"{base}/HealthcareService/hud", "resource": clinic},
                {"fullUrl": f"{base}/Appointment/v", "resource": visit},
            ],
        }
    )

    assert contract.appointments[0].clinic == "Hudmottagningen"
    assert contract.appointments[0].source == "Appointment/v"


def test_another_server_s_patient_with_the_same_id_is_another_patient(
    database: Database, clock: Clock
) -> None:
    visit = an_appointment("v")
    visit["participant"][0]["actor"]["reference"] = "https://other.example.se/Patient/p"
    bundle = a_bundle(visit)
    bundle["entry"][0]["fullUrl"] = "https://fhir.example.se/Patient/p"

    with pytest.raises(BundleRefused, match=r"'https://other\.example\.se/Patient/p' is not"):
        import_bundle(database, raw(bundle), clock)


def test_references_by_identifier_alone(contract_in: Any) -> None:
    clinic = {
        "resourceType": "HealthcareService",
        "id": "hud",
        "identifier": [{"system": OLD_HSA, "value": "SE2321000016-T001"}],
        "name": "Hudmottagningen",
    }
    visit = a_visit("", {"identifier": {"system": HSA, "value": "se2321000016-t001"}})
    visit["participant"][0]["actor"] = {
        "type": "Patient",
        "identifier": {"system": "urn:oid:1.2.752.129.2.1.3.1", "value": "196101182803"},
    }
    contract = contract_in(a_bundle(visit | {"id": "v"}, clinic))

    assert contract.appointments[0].clinic == "Hudmottagningen"


def test_conditional_references(contract_in: Any) -> None:
    clinic = {
        "resourceType": "HealthcareService",
        "id": "hud",
        "identifier": [{"system": HSA, "value": "SE2321000016-T001"}],
        "name": "Hudmottagningen",
    }
    visit = a_visit(
        f"Patient?identifier={SYSTEM}|{PERSONNUMMER}",
        {"reference": f"HealthcareService?identifier={HSA}%7CSE2321000016-T001"},
    )
    contract = contract_in(a_bundle(visit | {"id": "v"}, clinic))

    assert contract.appointments[0].clinic == "Hudmottagningen"


def test_references_that_are_words_alone_are_read_as_words(contract_in: Any) -> None:
    visit = an_appointment("v")
    visit["participant"] += [
        {"actor": {"type": "Practitioner", "display": "Dr Eva Lind"}, "status": "accepted"},
        {"actor": {"type": "Location", "display": "Röntgen, plan 2"}, "status": "accepted"},
        {"actor": {"type": "HealthcareService", "display": "Röntgen"}, "status": "accepted"},
    ]
    team = a_team(("fast vårdkontakt", "Patient/p"))
    team["participant"][0]["member"] = {"display": "Sara Nyman, sjuksköterska"}
    task = a_task("t", "Skicka svar") | {"owner": {"display": "Röntgen"}}
    plan = a_plan("Appointment/v") | {
        "author": {"display": "Vårdcentralen Eken"},
        "addresses": [{"display": "Hjärtsvikt"}],
        "goal": [{"display": "Orka gå till affären"}],
    }
    plan["activity"].append({"reference": {"display": "Fotvård hos fotterapeut"}})
    contract = contract_in(a_bundle(visit, team, task, plan))

    (found,) = contract.appointments
    assert (found.practitioner, found.place) == ("Dr Eva Lind", "Röntgen, plan 2")
    assert found.clinic == "Röntgen"
    assert contract.coordinator is not None
    assert contract.coordinator.name == "Sara Nyman, sjuksköterska"
    assert contract.coordinator.source == "CareTeam/team"
    assert contract.tasks[0].owner_name == "Röntgen"
    assert contract.author == "Vårdcentralen Eken"
    assert contract.addresses == ["Hjärtsvikt"]
    assert [goal.text for goal in contract.goals] == ["Orka gå till affären"]
    assert [step.title for step in contract.steps] == ["Återbesök", "Fotvård hos fotterapeut"]


def test_what_stands_within_a_resource_is_read(contract_in: Any) -> None:
    plan = a_plan({"status": "scheduled", "code": {"text": "Vägning"}}) | {
        "contained": [
            {"resourceType": "Condition", "id": "c", "code": {"text": "Hjärtsvikt"}, "subject": {}},
            {
                "resourceType": "Goal",
                "id": "g",
                "lifecycleStatus": "active",
                "description": {"text": "Kunna gå till affären själv"},
                "subject": {"reference": "Patient/p"},
            },
            a_practitioner("pr", "Sara Nyman", phone="08-465 004 21"),
        ],
        "addresses": [{"reference": "#c"}],
        "goal": [{"reference": "#g"}],
        "author": {"reference": "#pr"},
    }
    plan["contained"][0]["subject"] = {"reference": "Patient/p"}
    plan["activity"][0]["detail"]["performer"] = [{"reference": "#pr"}]
    contract = contract_in(a_bundle(plan))

    assert contract.addresses == ["Hjärtsvikt"]
    assert [(goal.text, goal.source) for goal in contract.goals] == [
        ("Kunna gå till affären själv", "CarePlan/plan#g")
    ]
    assert contract.author == "Sara Nyman"
    (step,) = contract.steps
    assert step.contact is not None
    assert (step.contact.phone, step.contact.phone_source) == ("08-465 004 21", "CarePlan/plan#pr")


def test_fields_that_are_null_are_taken_as_missing(contract_in: Any) -> None:
    visit = an_appointment("v", comment=None, extension=None, slot=None)
    visit["participant"][0]["period"] = None

    assert contract_in(a_bundle(visit)).appointments[0].comment is None


def test_the_hours_of_a_person_stand_in_their_role(contract_in: Any) -> None:
    role = {
        "resourceType": "PractitionerRole",
        "id": "sara-roll",
        "practitioner": {"reference": "Practitioner/sara"},
        "telecom": [{"system": "phone", "value": "08-465 004 22"}],
        "availableTime": [
            {
                "daysOfWeek": ["tue", "thu"],
                "availableStartTime": "13:00:00",
                "availableEndTime": "14:30:00",
            }
        ],
    }
    team = a_team(("samordnande vårdkontakt", "Practitioner/sara"))
    contract = contract_in(a_bundle(a_practitioner("sara", "Sara Nyman"), role, team))

    assert contract.coordinator is not None
    assert contract.coordinator.phone == "08-465 004 22"
    assert contract.coordinator.phone_source == "PractitionerRole/sara-roll"
    assert [hours.days for hours in contract.coordinator.hours] == [["tue", "thu"]]


def test_a_visit_at_a_place_is_with_the_only_clinic_there(contract_in: Any) -> None:
    contract = contract_in(
        a_bundle(
            a_clinic("ogon", "Ögonmottagningen"),
            an_appointment("v", actors=("Location/ogon-plats",)),
        )
    )

    (found,) = contract.appointments
    assert (found.clinic, found.service) == ("Ögonmottagningen", "ogon")
    assert found.rebooking_allowed


def test_a_visit_with_somebody_is_with_the_only_clinic_of_their_role(contract_in: Any) -> None:
    role = {
        "resourceType": "PractitionerRole",
        "id": "eva-roll",
        "practitioner": {"reference": "Practitioner/eva"},
        "healthcareService": [{"reference": "HealthcareService/ogon"}],
        "code": [{"coding": [{"display": "Ögonläkare"}]}],
    }
    contract = contract_in(
        a_bundle(
            a_clinic("ogon", "Ögonmottagningen"),
            role,
            a_practitioner("eva", "Eva Lind"),
            an_appointment("v", actors=("PractitionerRole/eva-roll",)),
        )
    )

    (found,) = contract.appointments
    assert (found.clinic, found.service) == ("Ögonmottagningen", "ogon")
    assert (found.practitioner, found.practitioner_role) == ("Eva Lind", "Ögonläkare")
    assert found.region == "Region Stockholm"


def test_a_plan_of_the_municipality_stands_beside_the_agreement(contract_in: Any) -> None:
    sip = a_plan({"status": "in-progress", "code": {"text": "Hemsjukvård"}}) | {
        "id": "sip",
        "title": "SIP",
        "meta": {"lastUpdated": "2026-11-20T09:00:00+01:00"},
    }
    contract = contract_in(a_bundle(sip, a_plan("Task/t"), a_task("t", "Väg dig")))

    assert contract.source == "CarePlan/plan"
    assert [(step.title, step.source) for step in contract.steps] == [
        ("Väg dig", "Task/t"),
        ("Hemsjukvård", "CarePlan/sip"),
    ]


def test_a_plan_that_was_replaced_is_left_out(contract_in: Any) -> None:
    old = a_plan({"status": "scheduled", "code": {"text": "Gammalt"}}) | {"id": "old"}
    new = a_plan({"status": "scheduled", "code": {"text": "Nytt"}}) | {
        "replaces": [{"reference": "CarePlan/old"}],
        "meta": {"lastUpdated": "2026-01-01T09:00:00+01:00"},
    }

    assert [step.title for step in contract_in(a_bundle(old, new)).steps] == ["Nytt"]


def test_very_long_texts_are_kept_whole(contract_in: Any) -> None:
    preparation = "Ät inget efter midnatt. " * 5000
    contract = contract_in(a_bundle(an_appointment("v", patientInstruction=preparation)))

    assert contract.steps[0].preparation == preparation


def test_a_samordningsnummer_and_its_oid(database: Database, clock: Clock) -> None:
    patient = a_patient()
    patient["identifier"] = [{"system": "urn:oid:1.2.752.129.2.1.3.3", "value": SAMORDNINGSNUMMER}]
    del patient["birthDate"]
    import_bundle(database, raw(a_bundle(patient=patient)), clock)

    with database.read() as session:
        found = patient_by_identifier(session, SAMORDNINGSNUMMER.replace("-", ""))
    assert found is not None
    assert str(found.birth_date) == "1961-09-13"


def test_a_national_reserve_number_by_its_oid(database: Database, clock: Clock) -> None:
    patient = a_patient()
    patient["identifier"] = [{"system": "urn:oid:1.2.752.74.9.1", "value": "22950606FH20"}]
    import_bundle(database, raw(a_bundle(patient=patient)), clock)

    with database.read() as session:
        assert patient_by_identifier(session, "22950606FH20") is not None


def test_one_of_two_patients_may_say_alone_that_it_replaces_the_other(
    database: Database, clock: Clock
) -> None:
    old = a_patient("22950606FH20", kind="nationelltReservnummer", ident="old")
    new = a_patient(link=[{"other": {"reference": "Patient/old"}, "type": "replaces"}])
    import_bundle(database, raw(a_bundle(old, patient=new)), clock)

    with database.read() as session:
        assert patient_by_identifier(session, "22950606FH20") is not None


def test_a_replaced_identity_may_be_told_by_its_number_alone(
    database: Database, clock: Clock
) -> None:
    number = {
        "system": "http://electronichealth.se/identifier/nationelltReservnummer",
        "value": "22950606FH20",
    }
    new = a_patient(link=[{"other": {"identifier": number}, "type": "replaces"}])
    import_bundle(database, raw(a_bundle(patient=new)), clock)

    with database.read() as session:
        found = patient_by_identifier(session, "22950606FH20")
        assert found is not None
        assert found is patient_by_identifier(session, PERSONNUMMER.replace("-", ""))


def test_hl7_s_care_plan_of_weighing_oneself(contract_in: Any) -> None:
    """Built after the CarePlan example of the R4 specification."""
    plan = {
        "resourceType": "CarePlan",
        "id": "example",
        "text": {
            "status": "additional",
            "div": '<div xmlns="http://www.w3.org/1999/xhtml"><p>Weigh yourself.</p></div>',
        },
        "contained": [
            {
                "resourceType": "Condition",
                "id": "p1",
                "clinicalStatus": {
                    "coding": [
                        {
                            "system": "http://terminology.hl7.org/CodeSystem/condition-clinical",
                            "code": "active",
                        }
                    ]
                },
                "code": {"text": "Obesity"},
                "subject": {"reference": "Patient/p", "display": "Maria"},
            },
            a_practitioner("pr1", "Dr Careful"),
            {
                "resourceType": "Goal",
                "id": "goal",
                "lifecycleStatus": "planned",
                "description": {"text": "Target weight is 80 kg."},
                "subject": {"reference": "Patient/p"},
            },
        ],
        "identifier": [{"value": "12345"}],
        "status": "active",
        "intent": "plan",
        "category": [{"text": "Weight management plan"}],
        "description": "Manage obesity and weight loss",
        "subject": {"reference": "Patient/p", "display": "Maria"},
        "period": {"end": "2027-06-01"},
        "created": "2026-01-01",
        "author": {"reference": "#pr1"},
        "addresses": [{"reference": "#p1", "display": "obesity"}],
        "goal": [{"reference": "#goal"}],
        "activity": [
            {
                "detail": {
                    "code": {
                        "coding": [
                            {
                                "system": "http://loinc.org",
                                "code": "3141-9",
                                "display": "Body weight measured",
                            }
                        ]
                    },
                    "status": "completed",
                    "statusReason": {"text": "Achieved weight loss"},
                    "doNotPerform": False,
                    "scheduledTiming": {"repeat": {"frequency": 1, "period": 1, "periodUnit": "d"}},
                    "location": {"display": "Patient's home"},
                    "performer": [{"reference": "Patient/p", "display": "Maria"}],
                }
            }
        ],
    }
    contract = contract_in(a_bundle(plan))

    assert contract.title == "Weight management plan"
    assert contract.author == "Dr Careful"
    assert contract.addresses == ["Obesity"]
    assert [goal.text for goal in contract.goals] == ["Target weight is 80 kg."]
    (step,) = contract.steps
    assert (step.title, step.kind, step.state) == (
        "Body weight measured",
        Kind.PATIENT_TASK,
        State.DONE,
    )
    assert step.place == "Patient's home"


def test_hl7_s_appointment_about_an_mri(contract_in: Any) -> None:
    """Built after the Appointment example of the R4 specification."""
    kind = "http://terminology.hl7.org/CodeSystem/v2-0276"
    appointment = {
        "resourceType": "Appointment",
        "id": "example",
        "status": "booked",
        "serviceCategory": [{"coding": [{"code": "gp", "display": "General Practice"}]}],
        "serviceType": [{"coding": [{"code": "52", "display": "General Discussion"}]}],
        "specialty": [{"coding": [{"code": "394814009", "display": "General practice"}]}],
        "appointmentType": {"coding": [{"system": kind, "code": "FOLLOWUP"}]},
        "reasonReference": [{"reference": "Condition/example", "display": "Severe burn of ear"}],
        "priority": 5,
        "description": "Discussion on the results of your recent MRI",
        "start": "2026-12-10T09:00:00Z",
        "end": "2026-12-10T11:00:00Z",
        "created": "2026-10-10",
        "comment": "Further expand on the results of the MRI.",
        "basedOn": [{"reference": "ServiceRequest/r"}],
        "participant": [
            {
                "actor": {"reference": "Patient/p", "display": "Maria"},
                "required": "required",
                "status": "accepted",
            },
            {
                "type": [{"coding": [{"code": "ATND"}]}],
                "actor": {"reference": "Practitioner/adam", "display": "Dr Adam Careful"},
                "required": "required",
                "status": "accepted",
            },
            {
                "actor": {"reference": "Location/1", "display": "South Wing, second floor"},
                "required": "required",
                "status": "accepted",
            },
        ],
    }
    condition = {
        "resourceType": "Condition",
        "id": "example",
        "subject": {"reference": "Patient/p"},
        "code": {"text": "Burn of ear"},
    }
    place = {"resourceType": "Location", "id": "1", "name": "South Wing, second floor"}
    contract = contract_in(
        a_bundle(
            appointment,
            condition,
            place,
            a_practitioner("adam", "Dr Adam Careful"),
            a_referral("r"),
        )
    )

    (found,) = contract.appointments
    assert found.title == "Discussion on the results of your recent MRI"
    assert (found.practitioner, found.place) == ("Dr Adam Careful", "South Wing, second floor")
    assert (str(found.start), found.minutes) == ("2026-12-10 10:00:00+01:00", 120)
    assert not found.rebooking_allowed


def test_hl7_s_request_for_an_appointment_has_no_time_yet(contract_in: Any) -> None:
    """Built after the appointment request of the R4 specification."""
    request = {
        "resourceType": "Appointment",
        "id": "examplereq",
        "status": "proposed",
        "specialty": [{"coding": [{"code": "394814009", "display": "General practice"}]}],
        "reasonCode": [{"text": "Regular checkup"}],
        "minutesDuration": 15,
        "created": "2026-12-02",
        "participant": [
            {"actor": {"reference": "Patient/p"}, "status": "needs-action"},
            {"type": [{"coding": [{"code": "ATND"}]}], "status": "needs-action"},
        ],
        "requestedPeriod": [{"start": "2026-12-07", "end": "2026-12-15"}],
    }
    (step,) = contract_in(a_bundle(request)).steps

    assert (step.title, step.when, step.state) == (
        "Regular checkup",
        None,
        State.WAITING_FOR_CARE,
    )
    assert str(step.expected) == "2026-12-15"


def test_hl7_s_examples_refer_outside_themselves_and_are_refused_for_it(
    database: Database, clock: Clock
) -> None:
    plan = a_plan() | {"careTeam": [{"reference": "CareTeam/example"}]}

    with pytest.raises(BundleRefused) as refusal:
        import_bundle(database, raw(a_bundle(plan)), clock)
    (fault,) = refusal.value.faults
    assert str(fault) == (
        "CarePlan/plan careTeam[0].reference: 'CareTeam/example' is not in the Bundle"
    )


def test_a_clinic_without_a_number_has_its_hospital_s(contract_in: Any) -> None:
    hospital = an_organization(
        "sjukhus",
        "Västra sjukhuset",
        telecom=[{"system": "phone", "value": "08-465 004 00"}],
    )
    owner = an_organization("hud-org", "Hudkliniken", part_of="sjukhus")
    clinic = {
        "resourceType": "HealthcareService",
        "id": "hud",
        "name": "Hudmottagningen",
        "providedBy": {"reference": "Organization/hud-org"},
    }
    contract = contract_in(a_bundle(hospital, owner, clinic, an_appointment("v", clinic="hud")))

    contact = contract.appointments[0].contact
    assert contact is not None
    assert (contact.phone, contact.phone_source) == ("08-465 004 00", "Organization/sjukhus")
