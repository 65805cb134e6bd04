"""5. After a stroke: the plan has ended and nobody has renewed it, but times are still booked."""

from __future__ import annotations

from data.contracts.source import fhir
from data.contracts.source.clinics import Clinic, Person, visit, weekday_hours
from data.contracts.source.contract import DemoContract
from data.contracts.source.regions import VASTMANLAND, phone

HOSPITAL = fhir.organization(
    "rvm-svartan", "SE2321000172-T100", "Svartåns sjukhus", VASTMANLAND, phone("08", 70)
)
HEALTH_CENTRE = fhir.organization(
    "rvm-vallby", "SE2321000172-T200", "Vårdcentralen Slottsängen", VASTMANLAND
)
_ENDED = "import-290d 10:00"


def contract() -> DemoContract:
    """Göran, 76 years old."""
    goran = fhir.patient("goran", "19500907-2553", "Göran Hellström", "male", "1950-09-07")
    same_day = fhir.rules(fhir.before_clock("08:30"))
    stroke = Clinic(
        "rvm-stroke",
        "SE2321000172-T101",
        "Strokemottagningen",
        (HOSPITAL, VASTMANLAND),
        fhir.location(
            "rvm-stroke-plats",
            "Strokemottagningen, ingång 29",
            HOSPITAL,
            street="Svartågatan 40",
            post="721 89",
            town="Västerås",
            way="Ingång 29, våning 3. Sjukresan kan stanna vid dörren.",
            position=(59.616, 16.552),
        ),
        phone("08", 71),
        same_day,
        weekday_hours("08:00", "10:00", "mon tue thu fri"),
    )
    primary = Clinic(
        "rvm-slottsangen",
        "SE2321000172-T201",
        "Vårdcentralen Slottsängen",
        (HEALTH_CENTRE, VASTMANLAND),
        fhir.location(
            "rvm-slottsangen-plats",
            "Vårdcentralen Slottsängen",
            HEALTH_CENTRE,
            street="Slottsängsvägen 11",
            post="722 12",
            town="Västerås",
            way="Buss 3 stannar utanför. Anmäl dig i automaten eller i receptionen.",
            position=(59.611, 16.537),
        ),
        phone("08", 72),
        same_day,
        weekday_hours("07:45", "16:00"),
    )
    nurse = Person(
        "rvm-gunilla",
        "SE2321000172-T111",
        "Gunilla Frisk",
        "Strokesjuksköterska",
        stroke,
        phone("08", 73),
        weekday_hours("10:30", "11:30", "mon wed fri"),
    )
    doctor = Person(
        "rvm-ali", "SE2321000172-T211", "Ali Moradi", "Specialist i allmänmedicin", primary
    )
    speech = Person("rvm-ebba", "SE2321000172-T112", "Ebba Klint", "Logoped", stroke)
    district = Person(
        "rvm-lena", "SE2321000172-T212", "Lena Backman", "Distriktssköterska", primary
    )

    done = [
        visit(
            "goran-3man",
            goran,
            stroke,
            "Uppföljning tre månader efter stroke",
            day="workday-150",
            clock="10:00",
            minutes=60,
            status="fulfilled",
            person=nurse,
        ),
        visit(
            "goran-logoped-1",
            goran,
            stroke,
            "Besök hos logoped",
            day="workday-110",
            clock="09:00",
            minutes=45,
            status="fulfilled",
            person=speech,
        ),
        visit(
            "goran-blodtryck-1",
            goran,
            primary,
            "Blodtryckskontroll",
            day="workday-60",
            clock="08:20",
            minutes=20,
            status="fulfilled",
            person=district,
        ),
    ]
    pressure = visit(
        "goran-blodtryck-2",
        goran,
        primary,
        "Blodtryckskontroll",
        day="workday+4",
        clock="10:20",
        minutes=20,
        person=district,
        preparation="Sitt ner och vila i väntrummet i tio minuter före.",
    )
    year = visit(
        "goran-arskontroll",
        goran,
        primary,
        "Årskontroll hos läkare",
        day="workday+11",
        clock="13:00",
        minutes=40,
        person=doctor,
        preparation="Lämna prover senast en vecka före. Ta med din medicinlista.",
    )
    talk = visit(
        "goran-logoped-2",
        goran,
        stroke,
        "Återbesök hos logoped",
        day="workday+18",
        clock="09:00",
        minutes=45,
        person=speech,
    )
    call = visit(
        "goran-samtal",
        goran,
        stroke,
        "Uppföljande samtal med strokesjuksköterskan",
        day="workday+25",
        clock="10:45",
        minutes=30,
        person=nurse,
        sort="Telefonbesök",
        comment="Gunilla ringer dig. Din fru får gärna vara med.",
    )
    samples = fhir.task(
        "goran-prover",
        goran,
        "Lämna blodprov på vårdcentralen",
        due="workday+5",
        note="Drop-in vardagar kl. 7.45–10.",
    )
    read = fhir.task("goran-lasa", goran, "Läs högt en kvart varje dag", status="in-progress")
    renew = fhir.task(
        "goran-ny-plan",
        goran,
        "Strokemottagningen kallar till ett nytt planeringsmöte",
        owner=nurse.role,
        due="import-40d",
        note="Mötet har inte blivit av än.",
    )
    driving = fhir.detail(
        "Körkortsbedömning",
        "completed",
        by=[stroke.service],
        text="Du får köra bil igen.",
    )

    primary.opens(("08:20", "10:20", "14:40"), 20, person=district, first=2, but=(4,))
    primary.opens(("09:00", "13:00", "15:20"), 40, person=doctor, first=4, every=3, but=(11,))
    stroke.opens(("09:00", "13:30"), 45, person=speech, first=5, every=3, but=(18,))
    stroke.opens(("10:45", "14:15"), 30, person=nurse, first=6, every=3, but=(25,))

    goals = (
        fhir.goal("goran-mal-1", goran, "Hitta orden när jag pratar i telefon"),
        fhir.goal("goran-mal-2", goran, "Köra till stugan själv"),
    )
    diagnosis = fhir.condition("goran-stroke", goran, "Stroke")
    team = fhir.care_team(
        "goran-team",
        goran,
        ("Samordnande vårdkontakt", nurse.role),
        ("Läkare på vårdcentralen", doctor.role),
        ("Logoped", speech.role),
        ("Distriktssköterska", district.role),
    )
    plan = fhir.care_plan(
        "goran-plan",
        goran,
        "Patientkontrakt efter stroke",
        [*done, driving, read, renew, pressure, samples, year, talk, call],
        start="import-400d",
        end="import-35d",
        updated=_ENDED,
        description="Planen gällde det första året efter din stroke.",
        author=fhir.one(nurse.role),
        careTeam=fhir.ref(team),
        addresses=fhir.ref(diagnosis),
        goal=fhir.ref(*goals),
    )
    own = [
        *(goran, plan, team, *goals, diagnosis, samples, read, renew),
        *(*done, pressure, year, talk, call),
    ]
    return DemoContract("05-utgangen-plan", own, (stroke, primary))
