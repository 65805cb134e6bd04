"""6. A bad back and low spirits: many contacts, and nobody who coordinates them."""

from __future__ import annotations

from data.contracts.source import fhir
from data.contracts.source.clinics import Clinic, Person, visit, weekday_hours
from data.contracts.source.contract import DemoContract
from data.contracts.source.regions import SKANE, phone

HOSPITAL = fhir.organization(
    "rsk-sundsgard", "SE2321000255-T100", "Sundsgårds sjukhus", SKANE, phone("040", 0)
)
HEALTH_CENTRE = fhir.organization(
    "rsk-kirseberg", "SE2321000255-T200", "Vårdcentralen Backaplan", SKANE
)


def contract() -> DemoContract:
    """Andreas, 36 years old."""
    andreas = fhir.patient("andreas", "19900222-2397", "Andreas Ebers", "male", "1990-02-22")
    day = fhir.rules(fhir.before_hours(24))
    primary = Clinic(
        "rsk-backaplan",
        "SE2321000255-T201",
        "Vårdcentralen Backaplan",
        (HEALTH_CENTRE, SKANE),
        fhir.location(
            "rsk-backaplan-plats",
            "Vårdcentralen Backaplan",
            HEALTH_CENTRE,
            street="Backgatan 22",
            post="212 17",
            town="Malmö",
            way="Ingången är på gården, till höger om apoteket.",
            position=(55.613, 13.024),
        ),
        phone("040", 1),
        day,
        weekday_hours("08:00", "16:00"),
    )
    psychiatry = Clinic(
        "rsk-psykiatri",
        "SE2321000255-T101",
        "Vuxenpsykiatrimottagningen Sund",
        (HOSPITAL, SKANE),
        fhir.location(
            "rsk-psykiatri-plats",
            "Vuxenpsykiatri, byggnad 12",
            HOSPITAL,
            street="Sundsvägen 3",
            post="205 02",
            town="Malmö",
            way="Byggnad 12, två trappor. Hiss finns.",
            position=(55.589, 13.001),
        ),
        phone("040", 2),
        day,
        weekday_hours("08:30", "11:00"),
    )
    spine = Clinic(
        "rsk-rygg",
        "SE2321000255-T102",
        "Ryggmottagningen",
        (HOSPITAL, SKANE),
        fhir.location(
            "rsk-rygg-plats",
            "Ryggmottagningen, byggnad 4",
            HOSPITAL,
            street="Sundsvägen 3",
            post="205 02",
            town="Malmö",
            way="Byggnad 4, plan 2. Följ gula skyltar.",
            position=(55.590, 13.003),
        ),
        None,
        fhir.CALL_US,
    )
    doctor = Person(
        "rsk-miriam", "SE2321000255-T211", "Miriam Stern", "Specialist i allmänmedicin", primary
    )
    therapist = Person("rsk-filip", "SE2321000255-T212", "Filip Berggren", "Fysioterapeut", primary)
    rehab = Person(
        "rsk-ulla",
        "SE2321000255-T213",
        "Ulla Persson",
        "Rehabkoordinator",
        primary,
        phone("040", 10),
    )
    psychologist = Person("rsk-david", "SE2321000255-T111", "David Rask", "Psykolog", psychiatry)

    to_spine = fhir.referral(
        "andreas-remiss-rygg",
        andreas,
        "Bedömning på ryggmottagning",
        "import-31d",
        to=spine.service,
        by=doctor.role,
        reason="Ischias sedan i våras",
    )
    to_psychiatry = fhir.referral(
        "andreas-remiss-psyk",
        andreas,
        "Bedömning i psykiatrin",
        "import-50d",
        to=psychiatry.service,
        by=doctor.role,
        status="completed",
    )
    imaging = visit(
        "andreas-mr",
        andreas,
        spine,
        "Magnetkamera av ländryggen",
        day="workday-12",
        clock="18:20",
        minutes=30,
        status="fulfilled",
    )
    first_talk = visit(
        "andreas-psyk-1",
        andreas,
        psychiatry,
        "Nybesök hos psykolog",
        day="workday-8",
        clock="10:00",
        minutes=60,
        status="fulfilled",
        person=psychologist,
        after=to_psychiatry,
    )
    training = visit(
        "andreas-fysio",
        andreas,
        primary,
        "Ryggträning med fysioterapeut",
        day="workday+2",
        clock="16:30",
        minutes=45,
        person=therapist,
        preparation="Ta med kläder och skor som du kan träna i.",
    )
    talk = visit(
        "andreas-psyk-2",
        andreas,
        psychiatry,
        "Samtal med psykolog (KBT)",
        day="workday+5",
        clock="13:00",
        minutes=45,
        person=psychologist,
        sort="Videobesök",
        preparation="Gör uppgiften om tankefällor före samtalet. Sitt där ingen stör dig.",
        comment="Länken till videobesöket finns på 1177.",
    )
    meeting = visit(
        "andreas-rehab",
        andreas,
        primary,
        "Avstämning om arbete och sjukskrivning",
        day="workday+9",
        clock="11:00",
        minutes=30,
        person=rehab,
        sort="Telefonbesök",
        comment="Ulla ringer dig. Din chef är med de sista tio minuterna.",
    )
    check = visit(
        "andreas-lakare",
        andreas,
        primary,
        "Återbesök hos läkare",
        day="workday+14",
        clock="09:20",
        minutes=30,
        person=doctor,
        preparation="Din sjukskrivning tas upp. Ta med papper från Försäkringskassan.",
    )
    exercises = fhir.task(
        "andreas-ovningar", andreas, "Gör ryggövningarna tre gånger om dagen", status="in-progress"
    )
    thoughts = fhir.task(
        "andreas-tankefallor", andreas, "Fyll i arbetsbladet om tankefällor", due="workday+4"
    )
    report = fhir.task(
        "andreas-svar-mr",
        andreas,
        "Miriam lämnar besked om magnetkameran",
        owner=doctor.role,
        due="workday+1",
    )
    certificate = fhir.task(
        "andreas-intyg",
        andreas,
        "Miriam skickar läkarintyg till Försäkringskassan",
        owner=doctor.role,
        due="import-4d",
        status="completed",
    )

    primary.opens(("07:30", "12:10", "16:30", "17:30"), 45, person=therapist, first=4)
    primary.opens(("09:20", "10:40", "14:00"), 30, person=doctor, first=5, every=3, but=(14,))
    primary.opens(("11:00", "13:30"), 30, person=rehab, first=6, every=4)
    psychiatry.opens(("08:30", "13:00", "16:00"), 45, person=psychologist, first=6, every=2)

    goals = (
        fhir.goal("andreas-mal-1", andreas, "Jobba heltid i verkstaden igen"),
        fhir.goal("andreas-mal-2", andreas, "Orka spela fotboll med mina barn"),
    )
    diagnoses = (
        fhir.condition("andreas-ischias", andreas, "Ischias"),
        fhir.condition("andreas-depression", andreas, "Depression"),
    )
    team = fhir.care_team(
        "andreas-team",
        andreas,
        ("Fast läkarkontakt", doctor.role),
        ("Fysioterapeut", therapist.role),
        ("Psykolog", psychologist.role),
        ("Rehabkoordinator", rehab.role),
    )
    plan = fhir.care_plan(
        "andreas-plan",
        andreas,
        "Patientkontrakt: rygg och mående",
        [
            to_psychiatry,
            first_talk,
            imaging,
            certificate,
            report,
            exercises,
            training,
            thoughts,
            talk,
            meeting,
            check,
            to_spine,
        ],
        start="import-50d",
        end="import+130d",
        description="Du ska ha en samordnande vårdkontakt, men ingen är utsedd än.",
        author=fhir.one(HEALTH_CENTRE),
        careTeam=fhir.ref(team),
        addresses=fhir.ref(*diagnoses),
        goal=fhir.ref(*goals),
    )
    own = [
        *(andreas, plan, team, *goals, *diagnoses, to_spine, to_psychiatry),
        *(exercises, thoughts, report, certificate),
        *(imaging, first_talk, training, talk, meeting, check),
    ]
    return DemoContract("06-ingen-samordnare", own, (primary, psychiatry, spine))
