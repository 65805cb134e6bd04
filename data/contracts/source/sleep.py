"""11. Sleep apnea: a sleep study over the night when the clock is set back."""

from __future__ import annotations

from data.contracts.source import fhir
from data.contracts.source.clinics import Clinic, Person, visit, weekday_hours
from data.contracts.source.contract import DemoContract
from data.contracts.source.regions import VARMLAND, phone

HOSPITAL = fhir.organization(
    "rvl-klara", "SE2321000156-T100", "Klaraälvens sjukhus", VARMLAND, phone("0980", 60)
)
HEALTH_CENTRE = fhir.organization(
    "rvl-herrhagen", "SE2321000156-T200", "Vårdcentralen Björkhagen", VARMLAND
)


def _place(ident: str, name: str, way: str) -> fhir.Json:
    return fhir.location(
        ident,
        name,
        HOSPITAL,
        street="Älvgatan 33",
        post="651 85",
        town="Karlstad",
        way=way,
        position=(59.375, 13.484),
    )


def contract() -> DemoContract:
    """Mikael, 47 years old, works nights."""
    mikael = fhir.patient("mikael", "19790921-2396", "Mikael Forsberg", "male", "1979-09-21")
    sleep = Clinic(
        "rvl-somn",
        "SE2321000156-T101",
        "Sömnmottagningen",
        (HOSPITAL, VARMLAND),
        _place("rvl-somn-plats", "Sömnmottagningen, hus 20, plan 5", "Hus 20, hissen till plan 5."),
        phone("0980", 61),
        fhir.rules(fhir.before_hours(24)),
        weekday_hours("08:00", "09:30"),
    )
    lab = Clinic(
        "rvl-somnlab",
        "SE2321000156-T102",
        "Sömnlaboratoriet",
        (HOSPITAL, VARMLAND),
        _place(
            "rvl-somnlab-plats",
            "Sömnlaboratoriet, hus 20, plan 6",
            "Efter kl. 20 är huvudentrén låst. Ring på vid akuten, så öppnar vakten.",
        ),
        phone("0980", 62),
        fhir.CALL_US,
        weekday_hours("13:00", "15:00"),
    )
    ear = Clinic(
        "rvl-onh",
        "SE2321000156-T103",
        "Öron-, näs- och halsmottagningen",
        (HOSPITAL, VARMLAND),
        _place("rvl-onh-plats", "Öron-, näs- och hals, hus 18", "Hus 18, plan 1."),
        phone("0980", 63),
        fhir.rules(fhir.before_hours(24)),
    )
    primary = Clinic(
        "rvl-bjorkhagen",
        "SE2321000156-T201",
        "Vårdcentralen Björkhagen",
        (HEALTH_CENTRE, VARMLAND),
        fhir.location(
            "rvl-bjorkhagen-plats",
            "Vårdcentralen Björkhagen",
            HEALTH_CENTRE,
            street="Björkhagsgatan 7",
            post="652 28",
            town="Karlstad",
            way="Bredvid idrottshallen.",
            position=(59.384, 13.516),
        ),
        phone("0980", 64),
        fhir.rules(fhir.before_hours(24)),
    )
    nurse = Person(
        "rvl-siv",
        "SE2321000156-T111",
        "Siv Jansson",
        "Sömnsjuksköterska",
        sleep,
        phone("0980", 65),
        weekday_hours("10:00", "11:30", "mon tue thu"),
    )
    doctor = Person("rvl-roger", "SE2321000156-T112", "Roger Vik", "Lungläkare", sleep)
    ear_doctor = Person("rvl-iris", "SE2321000156-T113", "Iris Bodin", "Öronläkare", ear)

    to_ear = fhir.referral(
        "mikael-remiss-onh",
        mikael,
        "Bedömning av näsan",
        "import-24d",
        to=ear.service,
        by=doctor.role,
        reason="Täppt näsa med CPAP",
    )
    night_at_home = visit(
        "mikael-hemregistrering",
        mikael,
        sleep,
        "Hämta utrustning för sömnregistrering hemma",
        day="workday-70",
        clock="14:00",
        status="fulfilled",
        person=nurse,
    )
    answer = visit(
        "mikael-svar",
        mikael,
        sleep,
        "Besked om sömnregistreringen",
        day="workday-55",
        clock="09:00",
        status="fulfilled",
        person=doctor,
    )
    start_cpap = visit(
        "mikael-cpap-1",
        mikael,
        sleep,
        "Utprovning av CPAP",
        day="workday-40",
        clock="13:00",
        minutes=60,
        status="fulfilled",
        person=nurse,
    )
    video = visit(
        "mikael-cpap-2",
        mikael,
        sleep,
        "Uppföljning av CPAP",
        day="workday+4",
        clock="14:30",
        person=nurse,
        sort="Videobesök",
        preparation="Ha apparaten framför dig, så kan Siv läsa av den.",
    )
    nose = visit(
        "mikael-onh",
        mikael,
        ear,
        "Nybesök hos öronläkare",
        day="workday+13",
        clock="10:50",
        person=ear_doctor,
        after=to_ear,
        preparation="Ta ingen nässpray samma dag.",
    )
    weight = visit(
        "mikael-livsstil",
        mikael,
        primary,
        "Samtal om levnadsvanor",
        day="workday+10",
        clock="08:00",
        minutes=45,
    )
    check = visit(
        "mikael-cpap-3",
        mikael,
        sleep,
        "Återbesök hos lungläkare",
        day="workday+28",
        clock="09:00",
        person=doctor,
        preparation="Ta med apparaten och masken.",
    )
    night = visit(
        "mikael-natt",
        mikael,
        lab,
        "Sömnregistrering över natten",
        day="autumn-clock-change-1d",
        clock="21:00",
        until="autumn-clock-change+0d 07:00",
        comment="Klockan ställs om till vintertid den natten. Natten blir en timme längre.",
        preparation=(
            "Drick inget kaffe efter kl. 14. Ta inga tupplurar. Ta med nattkläder, toalettsaker "
            "och din CPAP. Tvätta håret, men använd inget balsam. Frukost ingår."
        ),
    )
    result = visit(
        "mikael-natt-svar",
        mikael,
        sleep,
        "Besked om natten på sömnlaboratoriet",
        status="waitlist",
        minutes=30,
        person=doctor,
        comment="Tiden bokas när registreringen är gjord.",
    )
    mask = fhir.task(
        "mikael-mask", mikael, "Använd CPAP minst fyra timmar per natt", status="in-progress"
    )
    diary = fhir.task("mikael-dagbok", mikael, "Fyll i sömndagboken", due="workday+27")
    licence = fhir.task(
        "mikael-korkort",
        mikael,
        "Roger skriver intyg till Transportstyrelsen",
        owner=doctor.role,
        due="workday+30",
    )
    new_mask = fhir.task(
        "mikael-ny-mask",
        mikael,
        "Siv skickar en mindre mask hem till dig",
        owner=nurse.role,
        due="import-6d",
        status="completed",
    )

    sleep.opens(("08:30", "10:00", "14:30", "15:30"), 30, person=nurse, but=(4,))
    sleep.opens(("09:00", "11:00", "13:40"), 30, person=doctor, first=4, every=3, but=(28,))
    ear.opens(("08:50", "10:50", "14:10"), 30, person=ear_doctor, first=5, every=3, but=(13,))
    primary.opens(("08:00", "16:00"), 45, first=6, every=3, but=(10,))

    goals = (
        fhir.goal("mikael-mal-1", mikael, "Vakna utvilad efter nattskiftet"),
        fhir.goal("mikael-mal-2", mikael, "Inte väcka min fru när jag snarkar"),
    )
    diagnosis = fhir.condition("mikael-apne", mikael, "Sömnapné")
    team = fhir.care_team(
        "mikael-team",
        mikael,
        ("Samordnande vårdkontakt", nurse.role),
        ("Lungläkare", doctor.role),
        ("Öronläkare", ear_doctor.role),
    )
    plan = fhir.care_plan(
        "mikael-plan",
        mikael,
        "Patientkontrakt: sömnapné",
        [
            night_at_home,
            answer,
            start_cpap,
            new_mask,
            mask,
            video,
            weight,
            to_ear,
            nose,
            diary,
            check,
            licence,
            night,
            result,
        ],
        start="import-100d",
        end="import+420d",
        author=fhir.one(nurse.role),
        careTeam=fhir.ref(team),
        addresses=fhir.ref(diagnosis),
        goal=fhir.ref(*goals),
    )
    own = [
        *(mikael, plan, team, *goals, diagnosis, to_ear, mask, diary, licence, new_mask),
        *(night_at_home, answer, start_cpap, video, nose, weight, check, night, result),
    ]
    return DemoContract("11-somn-vid-tidsomstallning", own, (sleep, lab, ear, primary))
