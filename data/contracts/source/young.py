"""4. A girl of fourteen with diabetes: a guardian's access has lapsed."""

from __future__ import annotations

from data.contracts.source import fhir
from data.contracts.source.clinics import Clinic, Person, visit, weekday_hours
from data.contracts.source.contract import DemoContract
from data.contracts.source.regions import UPPSALA, phone

HOSPITAL = fhir.organization(
    "ru-kungsangen", "SE2321000024-T100", "Fyrisängens sjukhus", UPPSALA, phone("08", 50)
)
DENTAL = fhir.organization("ru-tandvard", "SE2321000024-T300", "Folktandvården Fyris", UPPSALA)
SCHOOL = fhir.organization("uppsala-skola", "SE2120003005-T100", "Elevhälsan, Ekbackaskolan")


def _place(ident: str, name: str, way: str) -> fhir.Json:
    return fhir.location(
        ident,
        name,
        HOSPITAL,
        street="Ängsgatan 5",
        post="753 20",
        town="Uppsala",
        way=way,
        position=(59.849, 17.641),
    )


def contract() -> DemoContract:
    """Elsa, born in November 2012."""
    elsa = fhir.patient("elsa", "20121105-2384", "Elsa Lindqvist", "female", "2012-11-05")
    diabetes = Clinic(
        "ru-barndiabetes",
        "SE2321000024-T101",
        "Barndiabetesmottagningen",
        (HOSPITAL, UPPSALA),
        _place(
            "ru-barndiabetes-plats",
            "Barnmottagningen, ingång 95",
            "Ingång 95. Följ björnspåren till väntrum Igelkotten.",
        ),
        phone("08", 51),
        fhir.rules(fhir.before_hours(24)),
        weekday_hours("08:00", "09:30"),
    )
    eyes = Clinic(
        "ru-ogonfoto",
        "SE2321000024-T102",
        "Ögonbottenfotograferingen",
        (HOSPITAL, UPPSALA),
        _place("ru-ogonfoto-plats", "Ögonmottagningen, ingång 85", "Ingång 85, en trappa upp."),
        phone("08", 52),
        fhir.rules(fhir.before_hours(24)),
    )
    bup = Clinic(
        "ru-bup",
        "SE2321000024-T103",
        "BUP-mottagningen Fyris",
        (HOSPITAL, UPPSALA),
        _place("ru-bup-plats", "BUP, ingång 10", "Ring på klockan vid ingång 10."),
        phone("08", 53),
        fhir.CALL_US,
        weekday_hours("08:30", "10:00"),
    )
    dental = Clinic(
        "ru-tandreglering",
        "SE2321000024-T301",
        "Tandregleringen, Folktandvården Fyris",
        (DENTAL, UPPSALA),
        fhir.location(
            "ru-tandreglering-plats",
            "Folktandvården Fyris",
            DENTAL,
            street="Fyristorg 6",
            post="753 10",
            town="Uppsala",
            way="Andra våningen ovanför biblioteket.",
            position=(59.858, 17.636),
        ),
        phone("08", 54),
        fhir.rules(fhir.before_hours(24)),
    )
    nurse = Person(
        "ru-maja",
        "SE2321000024-T111",
        "Maja Dahl",
        "Diabetessjuksköterska",
        diabetes,
        phone("08", 55),
        weekday_hours("13:00", "14:30"),
    )
    doctor = Person("ru-osman", "SE2321000024-T112", "Osman Kaya", "Barnläkare", diabetes)
    dietitian = Person("ru-sofia", "SE2321000024-T113", "Sofia Gran", "Dietist", diabetes)
    psychologist = Person("ru-vera", "SE2321000024-T114", "Vera Sjöö", "Psykolog", bup)

    to_bup = fhir.referral(
        "elsa-remiss-bup",
        elsa,
        "Bedömning på BUP",
        "import-21d",
        to=bup.service,
        by=doctor.role,
        status="completed",
        reason="Oro och svårt att sova",
    )
    autumn = visit(
        "elsa-host",
        elsa,
        diabetes,
        "Diabetesbesök",
        day="workday-21",
        clock="15:00",
        minutes=45,
        status="fulfilled",
        person=doctor,
    )
    first_talk = visit(
        "elsa-bup-1",
        elsa,
        bup,
        "Nybesök hos psykolog",
        day="workday-4",
        clock="14:00",
        minutes=60,
        status="fulfilled",
        person=psychologist,
        after=to_bup,
    )
    pump = visit(
        "elsa-pump",
        elsa,
        diabetes,
        "Genomgång av insulinpumpen",
        day="workday+3",
        clock="15:30",
        minutes=40,
        person=nurse,
        sort="Videobesök",
        preparation="Ladda upp värdena från pumpen kvällen före.",
        comment="Du loggar in på videobesöket från 1177 fem minuter före.",
    )
    second_talk = visit(
        "elsa-bup-2",
        elsa,
        bup,
        "Samtal med psykolog",
        day="workday+6",
        clock="14:00",
        minutes=45,
        person=psychologist,
        preparation="Skriv gärna sömndagbok veckan före.",
    )
    braces = visit(
        "elsa-tand",
        elsa,
        dental,
        "Justering av tandställningen",
        day="workday+8",
        clock="08:10",
        minutes=20,
        preparation="Borsta tänderna. Ta med gummibanden.",
    )
    food = visit(
        "elsa-dietist",
        elsa,
        diabetes,
        "Besök hos dietist",
        day="workday+13",
        clock="15:00",
        person=dietitian,
        preparation="Skriv upp vad du äter i tre dagar.",
    )
    winter = visit(
        "elsa-vinter",
        elsa,
        diabetes,
        "Återbesök hos barnläkaren",
        day="workday+34",
        clock="15:15",
        minutes=45,
        person=doctor,
        preparation="Kom en kvart tidigare för provtagning i fingret.",
    )
    photo = visit(
        "elsa-ogon",
        elsa,
        eyes,
        "Ögonbottenfotografering",
        minutes=30,
        status="proposed",
        by="import+84d",
        preparation="Du får ögondroppar. Cykla inte dit, du ser suddigt några timmar efteråt.",
        comment="Du väljer själv en tid.",
    )
    diary = fhir.task("elsa-somn", elsa, "Skriv sömndagbok", due="workday+5")
    values = fhir.task("elsa-varden", elsa, "Ladda upp pumpens värden", due="workday+2")
    school = fhir.task(
        "elsa-skolan",
        elsa,
        "Maja pratar med skolsköterskan om idrotten",
        owner=nurse.role,
        due="workday+7",
        status="accepted",
    )
    nurse_at_school = fhir.detail(
        "Stöd i skolan",
        "in-progress",
        by=[SCHOOL],
        text="Skolsköterskan finns på plats när du byter nål.",
        when="Skoldagar",
    )

    diabetes.opens(("15:00", "15:30", "16:00", "08:00"), 40, person=nurse, but=(3,))
    diabetes.opens(("15:15", "14:30", "08:30"), 45, person=doctor, first=5, every=3, but=(34,))
    diabetes.opens(("15:00", "09:00"), 30, person=dietitian, first=7, every=4, but=(13,))
    eyes.opens(("08:20", "12:40", "15:10", "16:20"), 30, first=4, every=2)
    dental.opens(("07:50", "08:10", "15:40", "16:10"), 20, first=6, every=2, but=(8,))

    mother = fhir.relative(
        "elsa-mamma", elsa, "19880420-2383", "Johanna Lindqvist", "vårdnadshavare (mamma)", "MTH"
    )
    lapsed = fhir.consent("elsa-mamma-sag", elsa, mother, "book", "2019-08-19", "2025-11-04")
    goals = (fhir.goal("elsa-mal", elsa, "Kunna sova över hos kompisar och åka på handbollscup"),)
    diagnosis = fhir.condition("elsa-diabetes", elsa, "Diabetes typ 1")
    team = fhir.care_team(
        "elsa-team",
        elsa,
        ("Fast vårdkontakt", nurse.role),
        ("Barnläkare", doctor.role),
        ("Dietist", dietitian.role),
        ("Psykolog", psychologist.role),
    )
    plan = fhir.care_plan(
        "elsa-plan",
        elsa,
        "Patientkontrakt: diabetes och mående",
        [
            autumn,
            to_bup,
            first_talk,
            nurse_at_school,
            values,
            pump,
            diary,
            second_talk,
            school,
            braces,
            food,
            photo,
            winter,
        ],
        start="import-60d",
        end="import+240d",
        description="Du sköter mer och mer själv. Vi finns när du behöver oss.",
        author=fhir.one(nurse.role),
        careTeam=fhir.ref(team),
        addresses=fhir.ref(diagnosis),
        goal=fhir.ref(*goals),
    )
    own = [
        *(elsa, plan, team, *goals, diagnosis, mother, lapsed, to_bup, diary, values, school),
        *(autumn, first_talk, pump, second_talk, braces, food, photo, winter),
    ]
    return DemoContract("04-fjortonaring", own, (diabetes, eyes, bup, dental), [SCHOOL])
