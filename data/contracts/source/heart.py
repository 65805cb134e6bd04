"""2. Heart failure and COPD: the municipality's home care, a SIP, a daughter who may see."""

from __future__ import annotations

from data.contracts.source import fhir
from data.contracts.source.clinics import Clinic, Person, visit, weekday_hours
from data.contracts.source.contract import DemoContract
from data.contracts.source.regions import JONKOPING, phone

HOSPITAL = fhir.organization(
    "rj-talludden", "SE2321000057-T100", "Talluddens sjukhus", JONKOPING, phone("0980", 0)
)
HEALTH_CENTRE = fhir.organization(
    "rj-bergsatra", "SE2321000057-T200", "Vårdcentralen Bergsätra", JONKOPING
)
MUNICIPALITY = fhir.organization("jkpg", "SE2120000530-T000", "Jönköpings kommun")
HOME_CARE = fhir.organization(
    "jkpg-hemsjukvard",
    "SE2120000530-T100",
    "Kommunal hemsjukvård Öster",
    MUNICIPALITY,
    phone("070", 5),
)


def _place(ident: str, name: str, way: str, owner: fhir.Json = HOSPITAL) -> fhir.Json:
    return fhir.location(
        ident,
        name,
        owner,
        street="Talluddsvägen 2",
        post="553 05",
        town="Jönköping",
        way=way,
        position=(57.766, 14.199),
    )


def contract() -> DemoContract:
    """Alve, 84 years old, turns 85 in December."""
    alve = fhir.patient("alve", "19411212-8154", "Alve Alfridsson", "male", "1941-12-12")
    weekdays = fhir.rules(fhir.before_weekdays(3))
    heart = Clinic(
        "rj-hjartsvikt",
        "SE2321000057-T101",
        "Hjärtsviktsmottagningen",
        (HOSPITAL, JONKOPING),
        _place(
            "rj-hjartsvikt-plats",
            "Hjärtsviktsmottagningen, plan 4",
            "Ta hissen till höger innanför huvudentrén. Rullstol finns att låna i entrén.",
        ),
        phone("0980", 1),
        weekdays,
        weekday_hours("08:00", "09:30"),
    )
    lungs = Clinic(
        "rj-fysiologi",
        "SE2321000057-T102",
        "Klinisk fysiologi",
        (HOSPITAL, JONKOPING),
        _place("rj-fysiologi-plats", "Klinisk fysiologi, plan 1", "Rakt fram från entrén."),
        phone("0980", 2),
        weekdays,
    )
    rehab = Clinic(
        "rj-lungrehab",
        "SE2321000057-T103",
        "Lungrehabiliteringen",
        (HOSPITAL, JONKOPING),
        _place("rj-lungrehab-plats", "Lungrehabiliteringen, plan 0", "Egen ingång mot sjön."),
        phone("0980", 3),
        fhir.CALL_US,
    )
    primary = Clinic(
        "rj-bergsatra-vc",
        "SE2321000057-T201",
        "Vårdcentralen Bergsätra",
        (HEALTH_CENTRE, JONKOPING),
        fhir.location(
            "rj-bergsatra-plats",
            "Vårdcentralen Bergsätra",
            HEALTH_CENTRE,
            street="Bergsätragatan 8",
            post="554 66",
            town="Jönköping",
            way="Handikapparkering finns vid entrén.",
            position=(57.776, 14.231),
        ),
        phone("0980", 4),
        fhir.rules(fhir.before_weekdays(1)),
    )
    home = Clinic(
        "jkpg-hemsjukvard-oster",
        "SE2120000530-T101",
        "Hemsjukvården Öster",
        (HOME_CARE, MUNICIPALITY),
        fhir.location(
            "jkpg-hemma",
            "Hemma hos dig",
            HOME_CARE,
            street="Österängsvägen 30",
            post="554 63",
            town="Jönköping",
            way="Vi kommer hem till dig.",
            position=(57.784, 14.229),
        ),
        phone("070", 6),
        fhir.CALL_US,
        [fhir.hours("07:00", "21:00", ("mon", "tue", "wed", "thu", "fri", "sat", "sun"))],
        "Övrig tid: ring 1177. Vid fara för livet: ring 112.",
    )
    coordinator = Person(
        "rj-birgitta",
        "SE2321000057-T211",
        "Birgitta Holm",
        "Distriktssköterska",
        primary,
        phone("0980", 10),
        weekday_hours("10:00", "11:30"),
    )
    heart_nurse = Person(
        "rj-samira", "SE2321000057-T111", "Samira Haddad", "Hjärtsviktssjuksköterska", heart
    )
    heart_doctor = Person("rj-erik", "SE2321000057-T112", "Erik Nordqvist", "Kardiolog", heart)
    home_nurse = Person(
        "jkpg-petra", "SE2120000530-T111", "Petra Lindgren", "Sjuksköterska", home, phone("070", 7)
    )

    discharge = visit(
        "alve-lakare",
        alve,
        heart,
        "Läkarbesök efter sjukhusvården",
        day="workday-24",
        clock="10:00",
        minutes=40,
        status="fulfilled",
        person=heart_doctor,
    )
    sip_meeting = visit(
        "alve-sip-1",
        alve,
        home,
        "SIP-möte",
        day="workday-17",
        clock="13:00",
        minutes=60,
        status="fulfilled",
        person=home_nurse,
        comment="Karin, Birgitta och hemtjänsten var med.",
    )
    samples = visit(
        "alve-prov",
        alve,
        primary,
        "Provtagning",
        day="workday+3",
        clock="08:10",
        minutes=15,
        person=coordinator,
        preparation="Ta inte din morgonmedicin före provet, men ta med den. Du får äta frukost.",
    )
    call = visit(
        "alve-samtal",
        alve,
        heart,
        "Uppföljning av vikt och mediciner",
        day="workday+5",
        clock="09:40",
        minutes=20,
        person=heart_nurse,
        sort="Telefonbesök",
        preparation="Ha din viktlista och dina mediciner framför dig.",
        comment="Samira ringer dig på ditt vanliga nummer.",
    )
    spirometry = visit(
        "alve-spirometri",
        alve,
        lungs,
        "Spirometri",
        day="workday+9",
        clock="11:20",
        minutes=40,
        preparation=(
            "Ta ingen kortverkande luftrörsvidgande medicin fyra timmar före. Rök inte samma dag. "
            "Ät lätt. Ha på dig kläder som inte stramar."
        ),
    )
    follow_up = visit(
        "alve-aterbesok",
        alve,
        heart,
        "Återbesök hos hjärtläkare",
        day="workday+15",
        clock="10:30",
        minutes=40,
        person=heart_doctor,
        preparation="Ta med din viktlista och alla läkemedel i originalförpackning.",
    )
    group = visit(
        "alve-lungrehab",
        alve,
        rehab,
        "Lungrehabilitering i grupp",
        minutes=60,
        status="waitlist",
        by="import+49d",
        comment="Du står på väntelista. Gruppen startar när åtta personer har anmält sig.",
    )
    sip_again = visit(
        "alve-sip-2",
        alve,
        home,
        "Uppföljning av SIP",
        day="workday+31",
        clock="13:00",
        minutes=60,
        person=home_nurse,
        comment="Mötet är hemma hos dig.",
    )
    weigh = fhir.task(
        "alve-vikt",
        alve,
        "Väg dig varje morgon och skriv upp vikten",
        due="workday+15",
        status="in-progress",
        note="Ring Samira om vikten går upp två kilo på tre dagar.",
    )
    walk = fhir.task("alve-promenad", alve, "Gå ut en stund varje dag", status="in-progress")
    walker = fhir.task(
        "alve-rollator",
        alve,
        "Hemsjukvården beställer en rollator med sits",
        owner=home_nurse.role,
        due="workday+4",
        status="accepted",
    )
    review = fhir.task(
        "alve-lakemedel",
        alve,
        "Birgitta går igenom medicinlistan med apotekaren",
        owner=coordinator.role,
        due="workday+10",
    )
    nurse_visits = fhir.detail(
        "Hemsjukvård",
        "in-progress",
        by=[home.service],
        text="En sjuksköterska kommer hem till dig på tisdagar och fredagar.",
        when="Tisdag och fredag förmiddag",
    )
    help_at_home = fhir.detail(
        "Hemtjänst",
        "in-progress",
        by=[MUNICIPALITY],
        text="Hjälp med städning varannan vecka och inköp en gång i veckan.",
        when="Varje vecka",
    )

    heart.opens(("09:20", "10:30", "13:10", "14:20"), 40, person=heart_doctor, but=(15,))
    heart.opens(("08:30", "09:40", "15:00"), 20, person=heart_nurse, first=4, but=(5,))
    lungs.opens(("08:40", "11:20", "13:40"), 40, first=5, every=3, but=(9,))
    primary.opens(("07:30", "08:10", "08:50", "09:30"), 15, person=coordinator, first=2, but=(3,))

    goals = (
        fhir.goal("alve-mal-1", alve, "Kunna gå till affären själv", due="import+150d"),
        fhir.goal("alve-mal-2", alve, "Slippa åka in till akuten"),
    )
    diagnoses = (
        fhir.condition("alve-hjartsvikt", alve, "Hjärtsvikt"),
        fhir.condition("alve-kol", alve, "KOL"),
    )
    karin = fhir.relative("alve-karin", alve, "19770120-2389", "Karin Alfridsson", "dotter", "DAU")
    see = fhir.consent("alve-karin-ser", alve, karin, "see", "import-60d", "import+300d")
    team = fhir.care_team(
        "alve-team",
        alve,
        ("Fast vårdkontakt", coordinator.role),
        ("Hjärtsviktssjuksköterska", heart_nurse.role),
        ("Sjuksköterska i hemsjukvården", home_nurse.role),
        ("Hemsjukvård", HOME_CARE),
        ("Dotter", karin),
    )
    plan = fhir.care_plan(
        "alve-plan",
        alve,
        "Patientkontrakt: hjärtsvikt och KOL",
        [
            discharge,
            sip_meeting,
            weigh,
            walk,
            samples,
            walker,
            call,
            spirometry,
            review,
            follow_up,
            group,
            sip_again,
        ],
        start="import-24d",
        end="import+200d",
        description="Hjärtat och lungorna följs från vårdcentralen, sjukhuset och kommunen.",
        note=["Karin vill veta i förväg när någon kommer hem till Alve."],
        author=fhir.one(coordinator.role),
        careTeam=fhir.ref(team),
        addresses=fhir.ref(*diagnoses),
        goal=fhir.ref(*goals),
    )
    sip = fhir.care_plan(
        "alve-sip",
        alve,
        "Samordnad individuell plan (SIP)",
        [nurse_visits, help_at_home],
        start="import-17d",
        end="import+120d",
        category="SIP",
        description="Vad region och kommun gör hemma hos Alve. Petra håller ihop den.",
        author=fhir.one(home_nurse.role),
        partOf=fhir.ref(plan),
    )
    own = [
        *(alve, plan, sip, team, *goals, *diagnoses, karin, see, weigh, walk, walker, review),
        *(discharge, sip_meeting, samples, call, spirometry, follow_up, group, sip_again),
    ]
    return DemoContract("02-hjartsvikt", own, (heart, lungs, rehab, primary, home))
