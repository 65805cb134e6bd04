"""7. Diabetes and bad eyes: two clinics on one day, and a son who may book."""

from __future__ import annotations

from data.contracts.source import fhir
from data.contracts.source.clinics import Clinic, Person, visit, weekday_hours
from data.contracts.source.contract import DemoContract
from data.contracts.source.regions import STOCKHOLM, phone

HOSPITAL = fhir.organization(
    "rs-sodergard", "SE2321000016-T100", "Södergårdens sjukhus", STOCKHOLM, phone("08", 0)
)
HEALTH_CENTRE = fhir.organization(
    "rs-sateliten", "SE2321000016-T110", "Vårdcentralen Stjärnan", STOCKHOLM
)
FOOT_CARE = fhir.organization(
    "rs-fotvard", "SE2321000016-T120", "Medicinsk fotvård Hornet", STOCKHOLM
)


def contract() -> DemoContract:
    """Athena, 85 years old, turns 86 at the end of November."""
    athena = fhir.patient("athena", "19401130-6125", "Athena Andersson", "female", "1940-11-30")
    day = fhir.rules(fhir.before_hours(24))
    eyes = Clinic(
        "rs-ogon",
        "SE2321000016-T101",
        "Ögonmottagningen",
        (HOSPITAL, STOCKHOLM),
        fhir.location(
            "rs-ogon-plats",
            "Ögonmottagningen, entré A, plan 2",
            HOSPITAL,
            street="Södergårdsgatan 52",
            post="118 83",
            town="Stockholm",
            way="Entré A. Ta hissarna till vänster till plan 2. Ledsagare hämtar i entrén om du "
            "ringer tio minuter före.",
            position=(59.310, 18.055),
        ),
        phone("08", 1),
        day,
        weekday_hours("08:00", "10:00"),
    )
    feet = Clinic(
        "rs-fot",
        "SE2321000016-T121",
        "Medicinsk fotvård Hornet",
        (FOOT_CARE, STOCKHOLM),
        fhir.location(
            "rs-fot-plats",
            "Fotvården på Hornet",
            FOOT_CARE,
            street="Hornsbacken 4",
            post="118 20",
            town="Stockholm",
            way="Gatuplan, blå dörr. Ramp finns.",
            position=(59.318, 18.050),
        ),
        phone("08", 2),
        fhir.rules(fhir.before_hours(24)),
        weekday_hours("09:00", "15:00"),
    )
    primary = Clinic(
        "rs-stjarnan",
        "SE2321000016-T111",
        "Vårdcentralen Stjärnan",
        (HEALTH_CENTRE, STOCKHOLM),
        fhir.location(
            "rs-stjarnan-plats",
            "Vårdcentralen Stjärnan",
            HEALTH_CENTRE,
            street="Stjärnvägen 8",
            post="118 55",
            town="Stockholm",
            way="Ingång från torget, en halvtrappa upp. Hissen är till höger.",
            position=(59.313, 18.061),
        ),
        phone("08", 3),
        day,
        weekday_hours("07:45", "16:30"),
    )
    vision = Clinic(
        "rs-syncentral",
        "SE2321000016-T102",
        "Syncentralen",
        (HOSPITAL, STOCKHOLM),
        fhir.location(
            "rs-syncentral-plats",
            "Syncentralen, entré C",
            HOSPITAL,
            street="Södergårdsgatan 56",
            post="118 83",
            town="Stockholm",
            way="Entré C. Gula markeringar i golvet leder från gatan.",
            position=(59.311, 18.057),
        ),
        phone("08", 4),
        fhir.CALL_US,
    )
    nurse = Person(
        "rs-monica",
        "SE2321000016-T131",
        "Monica Friberg",
        "Diabetessjuksköterska",
        primary,
        phone("08", 10),
        weekday_hours("10:00", "11:00") + weekday_hours("15:00", "15:30", "tue thu"),
    )
    doctor = Person("rs-peder", "SE2321000016-T132", "Peder Lanz", "Ögonläkare", eyes)
    chiropodist = Person("rs-yvonne", "SE2321000016-T133", "Yvonne Ask", "Fotterapeut", feet)

    last_time = visit(
        "athena-ogon-1",
        athena,
        eyes,
        "Injektion i höger öga",
        day="workday-20",
        clock="10:15",
        status="fulfilled",
        person=doctor,
    )
    diabetes = visit(
        "athena-diabetes-1",
        athena,
        primary,
        "Diabetesbesök",
        day="workday-15",
        clock="09:00",
        minutes=45,
        status="fulfilled",
        person=nurse,
    )
    injection = visit(
        "athena-ogon-2",
        athena,
        eyes,
        "Injektion i höger öga",
        day="workday+8",
        clock="09:20",
        person=doctor,
        preparation=(
            "Sminka inte ögonen. Ät och ta dina mediciner som vanligt. "
            "Du ser suddigt efteråt, så åk inte hem ensam."
        ),
    )
    foot = visit(
        "athena-fot",
        athena,
        feet,
        "Medicinsk fotvård",
        day="workday+8",
        clock="13:40",
        minutes=45,
        person=chiropodist,
        preparation="Ta med de skor som du går mest i.",
    )
    samples = visit(
        "athena-prov",
        athena,
        primary,
        "Provtagning inför diabetesbesök",
        day="workday+12",
        clock="08:00",
        minutes=10,
        preparation="Ät och drick ingenting efter kl. 22 kvällen före. Vatten går bra.",
    )
    follow_up = visit(
        "athena-diabetes-2",
        athena,
        primary,
        "Diabetesbesök hos Monica",
        day="workday+17",
        clock="09:00",
        minutes=45,
        person=nurse,
        preparation="Ta med din blodsockermätare.",
    )
    lamp = visit(
        "athena-syn",
        athena,
        vision,
        "Utprovning av förstorande hjälpmedel",
        day="workday+27",
        clock="13:00",
        minutes=60,
        comment="Du kan bara boka om genom att ringa.",
    )
    third = visit(
        "athena-ogon-3",
        athena,
        eyes,
        "Kontroll av näthinnan",
        day="workday+33",
        clock="10:15",
        person=doctor,
        preparation="Du får droppar som vidgar pupillen. Ta med solglasögon.",
    )
    sugar = fhir.task(
        "athena-socker",
        athena,
        "Mät blodsockret före frukost och skriv upp det",
        status="in-progress",
        due="workday+17",
    )
    look = fhir.task("athena-fotter", athena, "Titta på fötterna varje kväll", status="in-progress")
    ride = fhir.task(
        "athena-sjukresa",
        athena,
        "Monica skriver intyg för sjukresa",
        owner=nurse.role,
        due="workday+6",
    )
    shoes = fhir.detail(
        "Ortopediska skor",
        "on-hold",
        by=[feet.service],
        text="Yvonne bedömer fötterna först.",
        when="Efter besöket hos fotvården",
    )

    eyes.opens(("08:40", "09:20", "10:15", "14:00"), 30, person=doctor, but=(8, 33))
    feet.opens(("09:30", "11:00", "13:40", "15:10"), 45, person=chiropodist, first=4, but=(8,))
    primary.opens(("09:00", "10:30", "13:15"), 45, person=nurse, first=5, every=3, but=(17,))
    primary.opens(("07:45", "08:00", "08:15"), 10, first=2, every=2, but=(12,))

    son = fhir.relative("athena-stefan", athena, "19790922-2395", "Stefan Andersson", "son", "SON")
    books = fhir.consent("athena-stefan-bokar", athena, son, "book", "import-120d")
    goals = (fhir.goal("athena-mal", athena, "Kunna läsa tidningen och laga min egen mat"),)
    diagnoses = (
        fhir.condition("athena-typ2", athena, "Diabetes typ 2"),
        fhir.condition("athena-gula", athena, "Åldersförändring i gula fläcken"),
    )
    team = fhir.care_team(
        "athena-team",
        athena,
        ("Samordnande vårdkontakt", nurse.role),
        ("Ögonläkare", doctor.role),
        ("Fotterapeut", chiropodist.role),
    )
    plan = fhir.care_plan(
        "athena-plan",
        athena,
        "Patientkontrakt: diabetes och ögon",
        [
            last_time,
            diabetes,
            sugar,
            look,
            ride,
            injection,
            foot,
            shoes,
            samples,
            follow_up,
            lamp,
            third,
        ],
        start="import-120d",
        end="import+245d",
        note=["Stefan följer med på besöken när han kan."],
        author=fhir.one(nurse.role),
        careTeam=fhir.ref(team),
        addresses=fhir.ref(*diagnoses),
        goal=fhir.ref(*goals),
    )
    own = [
        *(athena, plan, team, *goals, *diagnoses, son, books, sugar, look, ride),
        *(last_time, diabetes, injection, foot, samples, follow_up, lamp, third),
    ]
    return DemoContract("07-samma-dag", own, (eyes, feet, primary, vision))
