"""1. Breast cancer: standardiserat vårdförlopp, a contact nurse, a step without a date."""

from __future__ import annotations

from data.contracts.source import fhir
from data.contracts.source.clinics import Clinic, Person, visit, weekday_hours
from data.contracts.source.contract import DemoContract
from data.contracts.source.regions import VASTRA_GOTALAND, phone

HOSPITAL = fhir.organization(
    "vgr-alvs", "SE2321000131-T100", "Älvstrandens sjukhus", VASTRA_GOTALAND, phone("031", 0)
)
HEALTH_CENTRE = fhir.organization(
    "vgr-lind", "SE2321000131-T200", "Vårdcentralen Linden", VASTRA_GOTALAND
)


def _place(ident: str, name: str, way: str) -> fhir.Json:
    return fhir.location(
        ident,
        name,
        HOSPITAL,
        street="Älvstrandsgatan 14",
        post="417 10",
        town="Göteborg",
        way=way,
        position=(57.711, 11.935),
    )


def contract() -> DemoContract:
    """Maria, 65 years old."""
    maria = fhir.patient("maria", "19610118-2803", "Maria Ljungberg", "female", "1961-01-18")
    breast = Clinic(
        "vgr-brost",
        "SE2321000131-T101",
        "Bröstmottagningen",
        (HOSPITAL, VASTRA_GOTALAND),
        _place(
            "vgr-brost-plats",
            "Bröstmottagningen, hus B, plan 3",
            "Gå in genom huvudentrén. Följ den rosa linjen till hiss B och åk till plan 3.",
        ),
        phone("031", 1),
        fhir.rules(fhir.before_hours(24)),
        weekday_hours("08:00", "11:30"),
        "Dagen före röd dag svarar vi till kl. 10.",
    )
    surgery = Clinic(
        "vgr-dagkir",
        "SE2321000131-T102",
        "Dagkirurgi",
        (HOSPITAL, VASTRA_GOTALAND),
        _place(
            "vgr-dagkir-plats",
            "Dagkirurgi, hus C, plan 1",
            "Använd entré C vid parkeringshuset. Den öppnar kl. 6.30.",
        ),
        phone("031", 2),
        fhir.CALL_US,
        weekday_hours("07:30", "15:00"),
    )
    imaging = Clinic(
        "vgr-mammo",
        "SE2321000131-T103",
        "Mammografimottagningen",
        (HOSPITAL, VASTRA_GOTALAND),
        _place("vgr-mammo-plats", "Mammografi, hus B, plan 1", "Följ den rosa linjen till plan 1."),
        phone("031", 3),
        fhir.rules(fhir.before_hours(24)),
    )
    oncology = Clinic(
        "vgr-onko",
        "SE2321000131-T104",
        "Strålbehandlingen",
        (HOSPITAL, VASTRA_GOTALAND),
        _place("vgr-onko-plats", "Strålbehandlingen, hus F", "Hus F ligger bakom huvudbyggnaden."),
        phone("031", 4),
        fhir.CALL_US,
        weekday_hours("09:00", "12:00"),
    )
    physio = Clinic(
        "vgr-fysio",
        "SE2321000131-T105",
        "Fysioterapin",
        (HOSPITAL, VASTRA_GOTALAND),
        _place("vgr-fysio-plats", "Fysioterapin, hus A, plan 0", "Trappan ner från huvudentrén."),
        phone("031", 5),
        fhir.rules(fhir.before_hours(24)),
        weekday_hours("10:00", "11:00", "mon wed fri"),
    )
    primary = Clinic(
        "vgr-linden",
        "SE2321000131-T201",
        "Vårdcentralen Linden",
        (HEALTH_CENTRE, VASTRA_GOTALAND),
        fhir.location(
            "vgr-linden-plats",
            "Vårdcentralen Linden",
            HEALTH_CENTRE,
            street="Lindallén 3",
            post="421 40",
            town="Västra Frölunda",
            way="Entrén ligger mot spårvagnshållplatsen.",
            position=(57.654, 11.912),
        ),
        phone("031", 6),
        fhir.rules(fhir.before_hours(24)),
    )
    nurse = Person(
        "vgr-annika",
        "SE2321000131-T111",
        "Annika Sandell",
        "Kontaktsjuksköterska",
        breast,
        phone("031", 10),
        weekday_hours("08:00", "09:30") + weekday_hours("13:00", "14:00"),
    )
    surgeon = Person(
        "vgr-henrik", "SE2321000131-T112", "Henrik Åkesson", "Överläkare, bröstkirurg", breast
    )
    therapist = Person("vgr-lova", "SE2321000131-T113", "Lova Strand", "Fysioterapeut", physio)
    doctor = Person(
        "vgr-jonas", "SE2321000131-T211", "Jonas Wikström", "Specialist i allmänmedicin", primary
    )

    suspicion = fhir.referral(
        "maria-svf",
        maria,
        "Standardiserat vårdförlopp bröstcancer, välgrundad misstanke",
        "import-44d",
        to=breast.service,
        by=doctor.role,
        status="completed",
        reason="Knöl i höger bröst",
    )
    decision = fhir.referral(
        "maria-beslut-operation",
        maria,
        "Operation av bröst",
        "import-13d",
        to=breast.service,
        by=surgeon.role,
        note="Beslutet togs på behandlingskonferensen.",
    )
    first = visit(
        "maria-vc",
        maria,
        primary,
        "Läkarbesök",
        day="workday-33",
        clock="13:30",
        status="fulfilled",
        person=doctor,
    )
    mammography = visit(
        "maria-mammografi",
        maria,
        imaging,
        "Mammografi och ultraljud",
        day="workday-28",
        clock="09:10",
        minutes=45,
        status="fulfilled",
        after=suspicion,
    )
    answer = visit(
        "maria-besked",
        maria,
        breast,
        "Besked om provsvar och planering",
        day="workday-20",
        clock="10:00",
        minutes=60,
        status="fulfilled",
        person=surgeon,
        after=suspicion,
        comment="Kontaktsjuksköterskan Annika var med.",
    )
    enrolment = visit(
        "maria-inskrivning",
        maria,
        surgery,
        "Inskrivningssamtal inför operationen",
        day="workday+2",
        clock="08:30",
        minutes=90,
        preparation=(
            "Ta med legitimation och en lista på dina läkemedel. Du får träffa narkosläkare och "
            "sjuksköterska, och vi tar blodprov. Du behöver inte vara fastande."
        ),
    )
    operation = visit(
        "maria-operation",
        maria,
        surgery,
        "Operation av bröst",
        day="workday+7",
        clock="07:00",
        minutes=480,
        person=surgeon,
        after=decision,
        preparation=(
            "Ät inget efter midnatt. Du får dricka vatten fram till kl. 5. Duscha kvällen före och "
            "på morgonen med den tvätt som du får vid inskrivningen. Ta av smycken och nagellack. "
            "Ordna så att någon hämtar dig och är hos dig första natten."
        ),
        comment="Du går hem samma dag.",
    )
    phone_visit = visit(
        "maria-fysio",
        maria,
        physio,
        "Samtal om rörelser efter operationen",
        day="workday+11",
        clock="10:20",
        person=therapist,
        sort="Telefonbesök",
        comment="Lova ringer dig. Ha bekväma kläder på dig.",
    )
    result = visit(
        "maria-svar",
        maria,
        breast,
        "Återbesök: svar efter operationen",
        day="workday+17",
        clock="13:15",
        minutes=45,
        person=surgeon,
        preparation="Ta gärna med någon närstående. Skriv ner dina frågor före besöket.",
    )
    arms = fhir.task(
        "maria-rorelser",
        maria,
        "Börja med armrörelserna dagen efter operationen",
        due="workday+8",
        note="Programmet står i häftet som du fick av Annika.",
    )
    form = fhir.task(
        "maria-halsodeklaration", maria, "Fyll i hälsodeklarationen på 1177", due="workday+1"
    )
    call = fhir.task(
        "maria-annika-ringer",
        maria,
        "Kontaktsjuksköterskan ringer dig dagen efter operationen",
        owner=nurse.role,
        due="workday+8",
    )
    radiation = fhir.detail(
        "Strålbehandling",
        "not-started",
        by=[oncology.service],
        text="Strålbehandlingen kallar dig när svaret efter operationen är klart.",
        when="Ungefär fyra veckor efter operationen. Ingen tid är bestämd än.",
    )
    conference = fhir.detail(
        "Behandlingskonferens",
        "completed",
        by=[breast.service],
        text="Läkare och sjuksköterskor kom överens om vilken behandling de föreslår dig.",
    )

    breast.opens(("08:40", "10:20", "13:15", "14:30"), 45, person=surgeon, but=(17,))
    physio.opens(("09:00", "10:20", "13:40", "15:10"), 30, person=therapist, but=(11,))

    goals = (
        fhir.goal("maria-mal-1", maria, "Kunna lyfta mitt barnbarn igen till sommaren"),
        fhir.goal("maria-mal-2", maria, "Veta vem jag ringer när jag blir orolig"),
    )
    cancer = fhir.condition("maria-diagnos", maria, "Bröstcancer")
    team = fhir.care_team(
        "maria-team",
        maria,
        ("Kontaktsjuksköterska", nurse.role),
        ("Kirurg", surgeon.role),
        ("Fysioterapeut", therapist.role),
        ("Läkare på vårdcentralen", doctor.role),
    )
    plan = fhir.care_plan(
        "maria-plan",
        maria,
        "Patientkontrakt: bröstcancer",
        [
            first,
            suspicion,
            mammography,
            answer,
            conference,
            form,
            enrolment,
            operation,
            call,
            arms,
            phone_visit,
            result,
            radiation,
        ],
        start="import-44d",
        end="import+300d",
        updated="import-1d 15:20",
        description="Du opereras först. Svaret efter operationen avgör vad som kommer sedan.",
        note=["Du vill helst ha tider på förmiddagen."],
        author=fhir.one(nurse.role),
        careTeam=fhir.ref(team),
        addresses=fhir.ref(cancer),
        goal=fhir.ref(*goals),
    )
    own = [
        *(maria, plan, team, *goals, cancer, suspicion, decision, form, call, arms),
        *(first, mammography, answer, enrolment, operation, phone_visit, result),
    ]
    return DemoContract("01-cancer", own, (breast, surgery, imaging, oncology, physio, primary))
