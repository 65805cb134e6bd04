"""9. An operation that the care has cancelled; nobody has given a new day yet."""

from __future__ import annotations

from data.contracts.source import fhir
from data.contracts.source.clinics import Clinic, Person, visit, weekday_hours
from data.contracts.source.contract import DemoContract
from data.contracts.source.regions import OSTERGOTLAND, phone

HOSPITAL = fhir.organization(
    "ro-motala", "SE2321000040-T100", "Stångåns sjukhus", OSTERGOTLAND, phone("0980", 30)
)
HEALTH_CENTRE = fhir.organization(
    "ro-ryd", "SE2321000040-T200", "Vårdcentralen Rydängen", OSTERGOTLAND
)
MUNICIPALITY = fhir.organization("linkoping", "SE2120000449-T000", "Linköpings kommun")
_REASONS = "http://terminology.hl7.org/CodeSystem/appointment-cancellation-reason"


def _place(ident: str, name: str, way: str) -> fhir.Json:
    return fhir.location(
        ident,
        name,
        HOSPITAL,
        street="Stångågatan 25",
        post="581 85",
        town="Linköping",
        way=way,
        position=(58.402, 15.621),
    )


def contract() -> DemoContract:
    """Camilla, 49 years old."""
    camilla = fhir.patient("camilla", "19770118-2383", "Camilla Nordin", "female", "1977-01-18")
    surgery = Clinic(
        "ro-kirurgi",
        "SE2321000040-T101",
        "Kirurgmottagningen",
        (HOSPITAL, OSTERGOTLAND),
        _place(
            "ro-kirurgi-plats", "Kirurgmottagningen, plan 9", "Södra entrén, hiss G till plan 9."
        ),
        phone("0980", 31),
        fhir.rules(fhir.before_hours(24)),
        weekday_hours("08:00", "10:30"),
    )
    planning = Clinic(
        "ro-opplanering",
        "SE2321000040-T102",
        "Operationsplaneringen",
        (HOSPITAL, OSTERGOTLAND),
        _place(
            "ro-operation-plats",
            "Operation, plan 8",
            "Anmäl dig på kirurgavdelningen, plan 8. Södra entrén är öppen från kl. 6.",
        ),
        phone("0980", 32),
        fhir.CALL_US,
        weekday_hours("08:30", "11:30"),
        "Lämna ditt nummer i telefonsvararen, så ringer vi upp samma dag.",
    )
    primary = Clinic(
        "ro-rydangen",
        "SE2321000040-T201",
        "Vårdcentralen Rydängen",
        (HEALTH_CENTRE, OSTERGOTLAND),
        fhir.location(
            "ro-rydangen-plats",
            "Vårdcentralen Rydängen",
            HEALTH_CENTRE,
            street="Rydängsvägen 1",
            post="584 31",
            town="Linköping",
            way="Vid centrumets norra ingång.",
            position=(58.408, 15.566),
        ),
        phone("0980", 33),
        fhir.rules(fhir.before_hours(24)),
    )
    nurse = Person(
        "ro-agneta",
        "SE2321000040-T111",
        "Agneta Rosén",
        "Vårdkoordinator",
        planning,
        phone("0980", 34),
        weekday_hours("08:30", "11:30") + weekday_hours("13:00", "15:00", "mon tue wed thu"),
    )
    surgeon = Person("ro-bo", "SE2321000040-T112", "Bo Lagerström", "Kirurg", surgery)
    dietitian = Person("ro-nora", "SE2321000040-T211", "Nora Fält", "Dietist", primary)

    decision = fhir.referral(
        "camilla-beslut",
        camilla,
        "Operation av gallblåsan",
        "import-58d",
        to=surgery.service,
        by=surgeon.role,
        reason="Gallsten",
        note="Operationen ska planeras på nytt.",
    )
    assessment = visit(
        "camilla-kirurg",
        camilla,
        surgery,
        "Bedömning hos kirurg",
        day="workday-41",
        clock="09:00",
        status="fulfilled",
        person=surgeon,
    )
    scan = visit(
        "camilla-ultraljud",
        camilla,
        surgery,
        "Ultraljud av buken",
        day="workday-46",
        clock="08:00",
        status="fulfilled",
    )
    enrolment = visit(
        "camilla-inskrivning",
        camilla,
        planning,
        "Inskrivning inför operation",
        day="workday-6",
        clock="10:00",
        minutes=60,
        status="fulfilled",
    )
    operation = visit(
        "camilla-operation",
        camilla,
        planning,
        "Operation av gallblåsan",
        day="workday+3",
        clock="07:15",
        minutes=360,
        status="cancelled",
        person=surgeon,
        after=decision,
        cancelationReason={
            "coding": [{"system": _REASONS, "code": "prov", "display": "Provider"}],
            "text": "Operationen är inställd av sjukhuset. Det saknas personal den dagen.",
        },
    )
    new_day = visit(
        "camilla-ny-tid",
        camilla,
        planning,
        "Ny tid för operation av gallblåsan",
        status="proposed",
        minutes=360,
        after=decision,
        by="import+32d",
        preparation=(
            "Du fastar från midnatt före operationen. Du får dricka vatten fram till kl. 5. "
            "Sluta inte med några mediciner själv. Agneta säger vilka som du ska vänta med."
        ),
        comment="Agneta ringer dig med en ny tid.",
    )
    diet = visit(
        "camilla-dietist",
        camilla,
        primary,
        "Råd om mat före operationen",
        day="workday+5",
        clock="14:00",
        person=dietitian,
        sort="Videobesök",
        preparation="Skriv upp vad som ger dig ont.",
    )
    after = visit(
        "camilla-kontroll",
        camilla,
        surgery,
        "Återbesök hos kirurg",
        day="workday+29",
        clock="09:30",
        person=surgeon,
        comment="Tiden flyttas om operationen blir senare än så.",
    )
    fat = fhir.task("camilla-mat", camilla, "Ät lite och ofta, och undvik fet mat")
    ready = fhir.task(
        "camilla-kort-varsel",
        camilla,
        "Säg till Agneta om du kan komma med kort varsel",
        due="workday+2",
    )
    call = fhir.task(
        "camilla-agneta-ringer",
        camilla,
        "Agneta ringer dig med en ny tid för operationen",
        owner=nurse.role,
        due="workday+5",
        status="accepted",
    )
    home = fhir.detail(
        "Hjälp hemma efter operationen",
        "not-started",
        by=[MUNICIPALITY],
        text="Kommunen hjälper till med inköp i två veckor.",
        when="Från dagen efter operationen",
    )

    surgery.opens(("08:20", "09:30", "13:10"), 30, person=surgeon, first=6, but=(29,))
    primary.opens(("10:00", "14:00", "15:30"), 30, person=dietitian, first=4, every=3, but=(5,))

    goals = (fhir.goal("camilla-mal", camilla, "Äta middag med vänner utan att få ont"),)
    diagnosis = fhir.condition("camilla-gallsten", camilla, "Gallsten")
    team = fhir.care_team(
        "camilla-team",
        camilla,
        ("Samordnande vårdkontakt", nurse.role),
        ("Kirurg", surgeon.role),
        ("Dietist", dietitian.role),
    )
    plan = fhir.care_plan(
        "camilla-plan",
        camilla,
        "Patientkontrakt: gallsten",
        [
            scan,
            assessment,
            decision,
            enrolment,
            operation,
            call,
            ready,
            new_day,
            fat,
            diet,
            home,
            after,
        ],
        start="import-66d",
        end="import+150d",
        updated="import-1d 14:05",
        description="Operationen är inställd. Du har kvar din plats i planeringen.",
        author=fhir.one(nurse.role),
        careTeam=fhir.ref(team),
        addresses=fhir.ref(diagnosis),
        goal=fhir.ref(*goals),
    )
    own = [
        *(camilla, plan, team, *goals, diagnosis, decision, fat, ready, call),
        *(scan, assessment, enrolment, operation, new_day, diet, after),
    ]
    return DemoContract("09-installd-operation", own, (surgery, planning, primary), [MUNICIPALITY])
