"""12. Expecting a child: a reservnummer that has been merged into a personnummer."""

from __future__ import annotations

from data.contracts.source import fhir
from data.contracts.source.clinics import Clinic, Person, visit, weekday_hours
from data.contracts.source.contract import DemoContract
from data.contracts.source.regions import VASTRA_GOTALAND, phone

HOSPITAL = fhir.organization(
    "vgr-alvs", "SE2321000131-T100", "Älvstrandens sjukhus", VASTRA_GOTALAND, phone("031", 0)
)
HEALTH_CENTRE = fhir.organization(
    "vgr-solv", "SE2321000131-T300", "Närhälsan Solvinden", VASTRA_GOTALAND
)


def contract() -> DemoContract:
    """Amina, 31 years old, was treated under a reservnummer before she had a personnummer."""
    amina = fhir.patient(
        "amina",
        "19950606-2380",
        "Amina Yusuf",
        "female",
        "1995-06-06",
        link=[{"other": {"reference": "Patient/amina-reserv"}, "type": "replaces"}],
        communication=[
            {
                "language": {
                    "coding": [{"system": "urn:ietf:bcp:47", "code": "sv", "display": "svenska"}]
                },
                "preferred": True,
            }
        ],
    )
    before = fhir.patient(
        "amina-reserv",
        "22950606FH20",
        "Amina Yusuf",
        "female",
        "1995-06-06",
        kind="nationelltReservnummer",
        link=[{"other": {"reference": "Patient/amina"}, "type": "replaced-by"}],
    ) | {"active": False}
    day = fhir.rules(fhir.before_hours(24))
    midwives = Clinic(
        "vgr-barnmorska",
        "SE2321000131-T301",
        "Barnmorskemottagningen Solvinden",
        (HEALTH_CENTRE, VASTRA_GOTALAND),
        fhir.location(
            "vgr-barnmorska-plats",
            "Barnmorskemottagningen Solvinden",
            HEALTH_CENTRE,
            street="Solvindsgatan 2",
            post="415 28",
            town="Göteborg",
            way="Ingång från Solvindstorget. Barnvagn kan stå innanför dörren.",
            position=(57.744, 12.041),
        ),
        phone("031", 41),
        day,
        weekday_hours("08:00", "09:00") + weekday_hours("12:30", "13:00"),
    )
    hormones = Clinic(
        "vgr-endokrin",
        "SE2321000131-T151",
        "Endokrinmottagningen",
        (HOSPITAL, VASTRA_GOTALAND),
        fhir.location(
            "vgr-endokrin-plats",
            "Endokrinmottagningen, hus D, plan 2",
            HOSPITAL,
            street="Älvstrandsgatan 14",
            post="417 10",
            town="Göteborg",
            way="Gå in genom huvudentrén och följ den gröna linjen till hiss D.",
            position=(57.712, 11.936),
        ),
        phone("031", 42),
        day,
    )
    ultrasound = Clinic(
        "vgr-ultraljud",
        "SE2321000131-T152",
        "Ultraljud gravida",
        (HOSPITAL, VASTRA_GOTALAND),
        fhir.location(
            "vgr-ultraljud-plats",
            "Ultraljud, hus D, plan 4",
            HOSPITAL,
            street="Älvstrandsgatan 14",
            post="417 10",
            town="Göteborg",
            way="Följ den gröna linjen till hiss D. En person får följa med in.",
            position=(57.712, 11.936),
        ),
        phone("031", 43),
        fhir.CALL_US,
    )
    midwife = Person(
        "vgr-elin",
        "SE2321000131-T311",
        "Elin Sandberg",
        "Barnmorska",
        midwives,
        phone("031", 44),
        weekday_hours("08:00", "09:00", "mon wed fri"),
    )
    doctor = Person("vgr-mattias", "SE2321000131-T161", "Mattias Gyllner", "Endokrinolog", hormones)

    to_hormones = fhir.referral(
        "amina-remiss",
        amina,
        "Bedömning på endokrinmottagning",
        "import-26d",
        to=hormones.service,
        by=midwife.role,
        reason="Låg ämnesomsättning och graviditet",
    )
    enrolment = visit(
        "amina-inskrivning",
        amina,
        midwives,
        "Inskrivning hos barnmorska",
        day="workday-27",
        clock="10:00",
        minutes=60,
        status="fulfilled",
        person=midwife,
        comment="Besöket står också under ditt gamla reservnummer.",
    )
    samples = visit(
        "amina-prov-1",
        amina,
        midwives,
        "Provtagning",
        day="workday-18",
        clock="08:15",
        minutes=15,
        status="fulfilled",
    )
    scan = visit(
        "amina-ultraljud",
        amina,
        ultrasound,
        "Ultraljud i vecka 18",
        day="workday+5",
        clock="13:45",
        minutes=40,
        preparation="Du behöver inte ha kissblåsan full.",
    )
    thyroid = visit(
        "amina-endokrin",
        amina,
        hormones,
        "Nybesök hos endokrinolog",
        day="workday+9",
        clock="11:00",
        minutes=45,
        person=doctor,
        after=to_hormones,
        preparation="Lämna blodprov två dagar före. Ta inte medicinen samma morgon som provet.",
    )
    check = visit(
        "amina-bm-2",
        amina,
        midwives,
        "Besök hos barnmorska",
        day="workday+14",
        clock="09:30",
        person=midwife,
        preparation="Ta med urinprov från morgonen.",
    )
    call = visit(
        "amina-svar",
        amina,
        hormones,
        "Svar på prover",
        day="workday+17",
        clock="15:30",
        minutes=15,
        person=doctor,
        sort="Telefonbesök",
        comment="Mattias ringer dig mellan kl. 15.30 och 16.",
    )
    parents = visit(
        "amina-foraldragrupp",
        amina,
        midwives,
        "Föräldragrupp på nätet",
        day="workday+36",
        clock="17:00",
        minutes=90,
        person=midwife,
        sort="Videobesök",
        own_rules=fhir.CALL_US,
        comment="Gruppen träffas via video. Säg till Elin om du inte kan vara med.",
    )
    blood = fhir.task("amina-prov-2", amina, "Lämna blodprov före endokrinologen", due="workday+7")
    medicine = fhir.task(
        "amina-medicin",
        amina,
        "Ta sköldkörtelmedicinen på fastande mage",
        status="in-progress",
    )
    moved = fhir.task(
        "amina-journal",
        amina,
        "Elin ser till att din gamla journal följer med till ditt personnummer",
        owner=midwife.role,
        due="workday+3",
        status="in-progress",
    )
    birth = fhir.detail(
        "Samtal inför förlossningen",
        "not-started",
        by=[midwives.service],
        text="Ni pratar om hur du vill ha det.",
        when="Omkring vecka 32. Ingen tid är bokad än.",
    )

    midwives.opens(("08:30", "09:30", "13:10", "16:20"), 30, person=midwife, but=(14,))
    hormones.opens(("09:00", "11:00", "14:30"), 45, person=doctor, first=4, every=3, but=(9,))

    goals = (fhir.goal("amina-mal", amina, "Känna mig trygg inför förlossningen"),)
    diagnosis = fhir.condition("amina-skoldkortel", amina, "Låg ämnesomsättning")
    team = fhir.care_team(
        "amina-team",
        amina,
        ("Fast vårdkontakt", midwife.role),
        ("Endokrinolog", doctor.role),
    )
    plan = fhir.care_plan(
        "amina-plan",
        amina,
        "Patientkontrakt: graviditet",
        [
            enrolment,
            samples,
            to_hormones,
            moved,
            medicine,
            scan,
            blood,
            thyroid,
            check,
            call,
            parents,
            birth,
        ],
        start="import-40d",
        end="import+190d",
        author=fhir.one(midwife.role),
        careTeam=fhir.ref(team),
        addresses=fhir.ref(diagnosis),
        goal=fhir.ref(*goals),
    )
    own = [
        *(amina, before, plan, team, *goals, diagnosis, to_hormones, blood, medicine, moved),
        *(enrolment, samples, scan, thyroid, check, call, parents),
    ]
    return DemoContract("12-sammanslagen-identitet", own, (midwives, hormones, ultrasound))
