"""8. A knee: the referral is on day 86 of 90, and another first visit is near its limit."""

from __future__ import annotations

from data.contracts.source import fhir
from data.contracts.source.clinics import Clinic, Person, visit, weekday_hours
from data.contracts.source.contract import DemoContract
from data.contracts.source.regions import UPPSALA, phone

HOSPITAL = fhir.organization(
    "ru-kungsangen", "SE2321000024-T100", "Fyrisängens sjukhus", UPPSALA, phone("08", 50)
)
HEALTH_CENTRE = fhir.organization(
    "ru-enbacken", "SE2321000024-T400", "Vårdcentralen Enbacken", UPPSALA
)


def contract() -> DemoContract:
    """Johan, 42 years old."""
    johan = fhir.patient("johan", "19840415-2392", "Johan Ekdahl", "male", "1984-04-15")
    day = fhir.rules(fhir.before_hours(24))
    knee = Clinic(
        "ru-ortoped",
        "SE2321000024-T401",
        "Ortopedmottagningen",
        (HOSPITAL, UPPSALA),
        fhir.location(
            "ru-ortoped-plats",
            "Ortopedmottagningen, ingång 70",
            HOSPITAL,
            street="Ängsgatan 7",
            post="753 20",
            town="Uppsala",
            way="Ingång 70, plan 1. Kryckor går att låna i entrén.",
            position=(59.850, 17.643),
        ),
        phone("08", 60),
        fhir.CALL_US,
        weekday_hours("08:00", "09:00"),
    )
    skin = Clinic(
        "ru-hud",
        "SE2321000024-T402",
        "Hudmottagningen",
        (HOSPITAL, UPPSALA),
        fhir.location(
            "ru-hud-plats",
            "Hudmottagningen, ingång 40",
            HOSPITAL,
            street="Ängsgatan 3",
            post="753 20",
            town="Uppsala",
            way="Ingång 40, plan 2.",
            position=(59.848, 17.640),
        ),
        phone("08", 61),
        day,
    )
    primary = Clinic(
        "ru-enbacken-vc",
        "SE2321000024-T403",
        "Vårdcentralen Enbacken",
        (HEALTH_CENTRE, UPPSALA),
        fhir.location(
            "ru-enbacken-plats",
            "Vårdcentralen Enbacken",
            HEALTH_CENTRE,
            street="Enbacksvägen 19",
            post="754 33",
            town="Uppsala",
            way="Ovanpå matbutiken. Trappa och hiss från torget.",
            position=(59.872, 17.676),
        ),
        phone("08", 62),
        day,
        weekday_hours("08:00", "15:00"),
    )
    doctor = Person(
        "ru-helena", "SE2321000024-T411", "Helena Bratt", "Specialist i allmänmedicin", primary
    )
    coordinator = Person(
        "ru-tobias",
        "SE2321000024-T412",
        "Tobias Grahn",
        "Sjuksköterska",
        primary,
        phone("08", 63),
        weekday_hours("09:00", "10:30"),
    )
    therapist = Person("ru-linn", "SE2321000024-T413", "Linn Ahlgren", "Fysioterapeut", primary)
    dermatologist = Person("ru-carl", "SE2321000024-T414", "Carl Mörner", "Hudläkare", skin)

    to_knee = fhir.referral(
        "johan-remiss-kna",
        johan,
        "Bedömning hos ortoped",
        "import-86d",
        to=knee.service,
        by=doctor.role,
        reason="Korsbandsskada i vänster knä",
        note="Ortopedmottagningen har tagit emot remissen. Kallelse kommer i brev eller på 1177.",
    )
    to_skin = fhir.referral(
        "johan-remiss-hud",
        johan,
        "Bedömning hos hudläkare",
        "import-52d",
        to=skin.service,
        by=doctor.role,
        reason="Födelsemärke på ryggen",
    )
    first = visit(
        "johan-vc",
        johan,
        primary,
        "Läkarbesök för knät",
        day="workday-62",
        clock="08:40",
        status="fulfilled",
        person=doctor,
    )
    imaging = visit(
        "johan-mr",
        johan,
        knee,
        "Magnetkamera av knät",
        day="workday-40",
        clock="19:10",
        minutes=40,
        status="fulfilled",
    )
    training = visit(
        "johan-fysio",
        johan,
        primary,
        "Knäträning med fysioterapeut",
        day="workday+3",
        clock="17:00",
        minutes=45,
        person=therapist,
        preparation="Ta med shorts och gymnastikskor.",
    )
    call = visit(
        "johan-tobias",
        johan,
        primary,
        "Avstämning om väntan på ortopeden",
        day="workday+2",
        clock="10:00",
        minutes=15,
        person=coordinator,
        sort="Telefonbesök",
        comment="Tobias ringer dig.",
    )
    mole = visit(
        "johan-hud",
        johan,
        skin,
        "Nybesök hos hudläkare",
        day="workday+18",
        clock="09:40",
        minutes=20,
        person=dermatologist,
        after=to_skin,
        preparation="Smörj inte in huden samma dag. Ta av smink och nagellack.",
    )
    second = visit(
        "johan-lakare",
        johan,
        primary,
        "Återbesök hos läkare om sjukskrivning",
        day="workday+12",
        clock="08:40",
        person=doctor,
    )
    bend = fhir.task("johan-traning", johan, "Träna knät hemma varje dag", status="in-progress")
    other_care = fhir.task(
        "johan-annan-vard",
        johan,
        "Säg till Tobias om du vill ha vård hos en annan mottagning",
        due="workday+2",
        note="Vårdgarantienheten kan också hjälpa dig att hitta en tid tidigare.",
    )
    ask = fhir.task(
        "johan-tobias-fragar",
        johan,
        "Tobias frågar ortopedmottagningen om när tiden kommer",
        owner=coordinator.role,
        due="workday+1",
        status="in-progress",
    )
    operation = fhir.detail(
        "Beslut om operation",
        "not-started",
        by=[knee.service],
        text="Ortopeden och du bestämmer efter bedömningen.",
        when="Efter besöket hos ortopeden",
    )

    skin.opens(("08:20", "09:40", "13:00", "15:20"), 20, person=dermatologist, but=(18,))
    primary.opens(("07:30", "12:15", "17:00"), 45, person=therapist, first=4)
    primary.opens(("08:40", "11:00", "14:20"), 30, person=doctor, first=5, every=3, but=(12,))
    primary.opens(("09:00", "10:00"), 15, person=coordinator, first=3, every=4)

    goals = (fhir.goal("johan-mal", johan, "Åka skidor med barnen nästa vinter"),)
    diagnosis = fhir.condition("johan-kna", johan, "Korsbandsskada")
    team = fhir.care_team(
        "johan-team",
        johan,
        ("Samordnande vårdkontakt", coordinator.role),
        ("Läkare på vårdcentralen", doctor.role),
        ("Fysioterapeut", therapist.role),
    )
    plan = fhir.care_plan(
        "johan-plan",
        johan,
        "Patientkontrakt: knä",
        [
            first,
            imaging,
            to_knee,
            ask,
            other_care,
            call,
            bend,
            training,
            second,
            to_skin,
            mole,
            operation,
        ],
        start="import-86d",
        end="import+180d",
        author=fhir.one(coordinator.role),
        careTeam=fhir.ref(team),
        addresses=fhir.ref(diagnosis),
        goal=fhir.ref(*goals),
    )
    own = [
        *(johan, plan, team, *goals, diagnosis, to_knee, to_skin, bend, other_care, ask),
        *(first, imaging, training, call, mole, second),
    ]
    return DemoContract("08-remiss-dag-86", own, (knee, skin, primary))
