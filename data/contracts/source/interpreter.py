"""10. A samordningsnummer, an interpreter, and an open invitation to choose a time."""

from __future__ import annotations

from data.contracts.source import fhir
from data.contracts.source.clinics import Clinic, Person, visit, weekday_hours
from data.contracts.source.contract import DemoContract
from data.contracts.source.regions import STOCKHOLM, phone

HOSPITAL = fhir.organization(
    "rs-sodergard", "SE2321000016-T100", "Södergårdens sjukhus", STOCKHOLM, phone("08", 0)
)
HEALTH_CENTRE = fhir.organization(
    "rs-hamnen", "SE2321000016-T130", "Vårdcentralen Hamnen", STOCKHOLM
)
DENTAL = fhir.organization("rs-tand-hamn", "SE2321000016-T140", "Folktandvården Hamnen", STOCKHOLM)
_INTERPRETER = "http://hl7.org/fhir/StructureDefinition/patient-interpreterRequired"


def contract() -> DemoContract:
    """Dmytro, 65 years old, speaks Ukrainian."""
    dmytro = fhir.patient(
        "dmytro",
        "19610973-2393",
        "Dmytro Kovalenko",
        "male",
        "1961-09-13",
        kind="samordningsnummer",
        extension=[{"url": _INTERPRETER, "valueBoolean": True}],
        communication=[
            {
                "language": {
                    "coding": [{"system": "urn:ietf:bcp:47", "code": "uk", "display": "ukrainska"}],
                    "text": "ukrainska",
                },
                "preferred": True,
            },
            {
                "language": {
                    "coding": [{"system": "urn:ietf:bcp:47", "code": "en", "display": "engelska"}],
                    "text": "engelska",
                }
            },
        ],
    )
    day = fhir.rules(fhir.before_hours(24))
    lungs = Clinic(
        "rs-astma",
        "SE2321000016-T151",
        "Astma- och KOL-mottagningen",
        (HEALTH_CENTRE, STOCKHOLM),
        fhir.location(
            "rs-astma-plats",
            "Vårdcentralen Hamnen, plan 3",
            HEALTH_CENTRE,
            street="Hamnvägen 60",
            post="115 42",
            town="Stockholm",
            way="Plan 3, dörr 12. Skylten finns också på engelska.",
            position=(59.343, 18.117),
        ),
        phone("08", 41),
        day,
    )
    primary = Clinic(
        "rs-hamnen-vc",
        "SE2321000016-T131",
        "Vårdcentralen Hamnen",
        (HEALTH_CENTRE, STOCKHOLM),
        fhir.location(
            "rs-hamnen-plats",
            "Vårdcentralen Hamnen, plan 1",
            HEALTH_CENTRE,
            street="Hamnvägen 60",
            post="115 42",
            town="Stockholm",
            way="Plan 1, anmäl dig i receptionen.",
            position=(59.343, 18.117),
        ),
        phone("08", 42),
        day,
        weekday_hours("07:30", "16:30"),
    )
    heart = Clinic(
        "rs-fysiologi",
        "SE2321000016-T152",
        "Klinisk fysiologi",
        (HOSPITAL, STOCKHOLM),
        fhir.location(
            "rs-fysiologi-plats",
            "Klinisk fysiologi, entré B",
            HOSPITAL,
            street="Södergårdsgatan 52",
            post="118 83",
            town="Stockholm",
            way="Entré B, plan 0.",
            position=(59.310, 18.056),
        ),
        phone("08", 43),
        fhir.rules(fhir.before_hours(24), rebook=False),
    )
    dental = Clinic(
        "rs-tand",
        "SE2321000016-T141",
        "Folktandvården Hamnen",
        (DENTAL, STOCKHOLM),
        fhir.location(
            "rs-tand-plats",
            "Folktandvården Hamnen",
            DENTAL,
            street="Hamnvägen 64",
            post="115 42",
            town="Stockholm",
            way="Röda huset på kajen, en trappa upp.",
            position=(59.344, 18.118),
        ),
        phone("08", 44),
        fhir.rules(fhir.before_hours(48)),
    )
    nurse = Person(
        "rs-fatima",
        "SE2321000016-T161",
        "Fatima Lind",
        "Distriktssköterska",
        primary,
        phone("08", 45),
        weekday_hours("10:00", "11:00"),
    )
    lung_nurse = Person(
        "rs-kerstin", "SE2321000016-T162", "Kerstin Alm", "Astma- och KOL-sjuksköterska", lungs
    )
    doctor = Person(
        "rs-johanna", "SE2321000016-T163", "Johanna Rehn", "Specialist i allmänmedicin", primary
    )
    dentist = Person("rs-pawel", "SE2321000016-T164", "Pawel Zielinski", "Tandläkare", dental)

    to_lungs = fhir.referral(
        "dmytro-remiss-kol",
        dmytro,
        "Besök på astma- och KOL-mottagning",
        "import-9d",
        to=lungs.service,
        by=doctor.role,
        reason="Hosta sedan länge",
    )
    health = visit(
        "dmytro-halsa",
        dmytro,
        primary,
        "Hälsoundersökning",
        day="workday-13",
        clock="13:00",
        minutes=60,
        status="fulfilled",
        person=nurse,
        comment="Tolk på ukrainska var med.",
    )
    first = visit(
        "dmytro-lakare-1",
        dmytro,
        primary,
        "Läkarbesök",
        day="workday-7",
        clock="10:30",
        minutes=40,
        status="fulfilled",
        person=doctor,
    )
    invitation = visit(
        "dmytro-astma",
        dmytro,
        lungs,
        "Spirometri och samtal med KOL-sjuksköterska",
        minutes=60,
        status="proposed",
        person=lung_nurse,
        after=to_lungs,
        by="import+60d",
        preparation=(
            "Ta ingen snabbverkande luftrörsmedicin fyra timmar före. Rök inte samma dag. "
            "Ta med dina inhalatorer."
        ),
        comment="Välj en tid som passar dig. Vi bokar tolk på ukrainska till den tiden.",
    )
    teeth = visit(
        "dmytro-tand",
        dmytro,
        dental,
        "Undersökning hos tandläkare",
        day="workday+4",
        clock="11:10",
        minutes=40,
        person=dentist,
        comment="Tolk på ukrainska är bokad.",
    )
    pressure = visit(
        "dmytro-blodtryck",
        dmytro,
        heart,
        "Blodtrycksmätning under ett dygn",
        day="workday+6",
        clock="08:45",
        minutes=30,
        preparation="Ha en kortärmad tröja. Du har mätaren på dig till nästa dag.",
        comment="Tolk på ukrainska är bokad på telefon.",
    )
    call = visit(
        "dmytro-fatima",
        dmytro,
        primary,
        "Samtal om medicinen",
        day="workday+9",
        clock="15:00",
        minutes=20,
        person=nurse,
        sort="Telefonbesök",
        comment="Fatima ringer dig tillsammans med en tolk.",
    )
    second = visit(
        "dmytro-lakare-2",
        dmytro,
        primary,
        "Återbesök hos läkare",
        day="workday+16",
        clock="10:30",
        minutes=40,
        person=doctor,
        preparation="Ta med alla mediciner som du har hemma, också från Ukraina.",
        comment="Tolk på ukrainska är bokad.",
    )
    choose = fhir.task(
        "dmytro-valj-tid",
        dmytro,
        "Välj en tid på Astma- och KOL-mottagningen",
        due="import+14d",
    )
    papers = fhir.task(
        "dmytro-papper", dmytro, "Ta med journalpapper från Ukraina", due="workday+16"
    )
    book = fhir.task(
        "dmytro-tolk",
        dmytro,
        "Vårdcentralen bokar tolk till alla besök",
        owner=nurse.role,
        status="in-progress",
    )
    quit_smoking = fhir.detail(
        "Stöd för att sluta röka",
        "on-hold",
        by=[lungs.service],
        text="Du bestämmer själv när du vill börja.",
        when="När du vill",
    )

    lungs.opens(("08:30", "10:00", "13:30", "15:00"), 60, person=lung_nurse, first=2)
    primary.opens(("10:30", "13:20", "08:50"), 40, person=doctor, first=3, every=3, but=(16,))
    primary.opens(("09:00", "15:00"), 20, person=nurse, first=4, every=3, but=(9,))
    dental.opens(("09:40", "11:10", "14:30"), 40, person=dentist, first=5, every=3, but=(4,))

    goals = (fhir.goal("dmytro-mal", dmytro, "Orka gå trapporna hem med matkassarna"),)
    team = fhir.care_team(
        "dmytro-team",
        dmytro,
        ("Fast vårdkontakt", nurse.role),
        ("Läkare", doctor.role),
        ("Tandläkare", dentist.role),
    )
    plan = fhir.care_plan(
        "dmytro-plan",
        dmytro,
        "Patientkontrakt: lungor och blodtryck",
        [
            health,
            first,
            to_lungs,
            invitation,
            choose,
            book,
            teeth,
            pressure,
            call,
            papers,
            second,
            quit_smoking,
        ],
        start="import-20d",
        end="import+180d",
        description="Du har alltid rätt till tolk. Tolken har tystnadsplikt.",
        author=fhir.one(nurse.role),
        careTeam=fhir.ref(team),
        goal=fhir.ref(*goals),
    )
    own = [
        *(dmytro, plan, team, *goals, to_lungs, choose, papers, book),
        *(health, first, invitation, teeth, pressure, call, second),
    ]
    return DemoContract("10-tolk-och-oppen-kallelse", own, (lungs, primary, heart, dental))
