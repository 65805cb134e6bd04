"""3. Protected identity: clinics and times may be told, but no place, town, address or phone."""

from __future__ import annotations

from data.contracts.source import fhir
from data.contracts.source.clinics import Clinic, Person, visit, weekday_hours
from data.contracts.source.contract import DemoContract
from data.contracts.source.regions import STOCKHOLM, phone

HEALTH_CENTRE = fhir.organization(
    "rs-vc-11", "SE2321000016-T200", "Vårdcentralen Silverbäcken", STOCKHOLM
)
CLINIC = fhir.organization(
    "rs-spec-11", "SE2321000016-T210", "Norra Hagaslättens sjukhus", STOCKHOLM, phone("08", 30)
)
DENTIST = fhir.organization("rs-tand-11", "SE2321000016-T220", "Tandläkarna Björken", STOCKHOLM)


def contract() -> DemoContract:
    """A woman of 26 whose name the population register does not give out either."""
    person = fhir.patient(
        "p-11",
        "20000125-2386",
        "Skyddad uppgift",
        "female",
        "2000-01-25",
        security=("sekretessmarkering",),
        address=[{"line": ["Förmedlingsuppdrag", "Box 2820"], "postalCode": "403 20"}],
    )
    day = fhir.rules(fhir.before_hours(24))
    primary = Clinic(
        "vc-11",
        "SE2321000016-T201",
        "Vårdcentralen Silverbäcken",
        (HEALTH_CENTRE, STOCKHOLM),
        fhir.location(
            "vc-11-plats",
            "Silverbäckens hälsohus, plan 2",
            HEALTH_CENTRE,
            street="Silverbäcksvägen 17",
            post="141 45",
            town="Huddinge",
            way="Mittemot pendeltågsstationen. Ringklocka finns vid sidodörren.",
            position=(59.236, 17.981),
        ),
        phone("08", 31),
        day,
    )
    pain = Clinic(
        "spec-11",
        "SE2321000016-T211",
        "Smärtmottagningen",
        (CLINIC, STOCKHOLM),
        fhir.location(
            "spec-11-plats",
            "Hagaslätten, byggnad 40",
            CLINIC,
            street="Hagaslättsgatan 9",
            post="171 64",
            town="Solna",
            way="Ta hiss E till plan 5.",
            position=(59.349, 18.023),
        ),
        phone("08", 32),
        day,
    )
    dental = Clinic(
        "tand-11",
        "SE2321000016-T221",
        "Tandläkarna Björken",
        (DENTIST, STOCKHOLM),
        fhir.location(
            "tand-11-plats",
            "Björkens tandvårdshus",
            DENTIST,
            street="Björkplan 1",
            post="141 46",
            town="Huddinge",
            way="Ingång från gården.",
            position=(59.238, 17.979),
        ),
        phone("08", 33),
        fhir.rules(fhir.before_hours(48), rebook=False),
    )
    counsellor = Person(
        "kurator-11",
        "SE2321000016-T231",
        "Marianne Eklöf",
        "Kurator",
        primary,
        phone("08", 34),
        weekday_hours("09:00", "10:00", "tue thu"),
    )
    psychologist = Person(
        "psykolog-11", "SE2321000016-T232", "Nadja Vesterlund", "Psykolog", primary
    )
    doctor = Person("smarta-11", "SE2321000016-T233", "Ludvig Brandt", "Smärtläkare", pain)

    request = fhir.referral(
        "p-11-remiss",
        person,
        "Bedömning på smärtmottagning",
        "import-38d",
        to=pain.service,
        by=counsellor.role,
        reason="Långvarig värk i nacke och axlar",
    )
    talk = visit(
        "p-11-kurator",
        person,
        primary,
        "Samtal med kurator",
        day="workday-9",
        clock="11:00",
        minutes=45,
        status="fulfilled",
        person=counsellor,
    )
    therapy = visit(
        "p-11-psykolog",
        person,
        primary,
        "Samtal med psykolog",
        day="workday+4",
        clock="14:00",
        minutes=45,
        person=psychologist,
        preparation=(
            "Du behöver inte förbereda något. Anmäl dig i kassan på plan 2. "
            "Säg att du har skyddade uppgifter, så ropas inte ditt namn upp."
        ),
    )
    assessment = visit(
        "p-11-smarta",
        person,
        pain,
        "Nybesök hos smärtläkare",
        day="workday+12",
        clock="09:30",
        minutes=60,
        person=doctor,
        after=request,
        preparation=(
            "Fyll i smärtteckningen före besöket. Gå till byggnad 40 och ta hiss E. "
            "Ta med en lista på dina läkemedel. Ring 08-465 004 32 om du blir sen."
        ),
    )
    video = visit(
        "p-11-video",
        person,
        primary,
        "Uppföljande samtal",
        day="workday+19",
        clock="10:00",
        person=counsellor,
        sort="Videobesök",
        comment="Besöket sker via video. Du får en länk på 1177 dagen före.",
    )
    teeth = visit(
        "p-11-tand",
        person,
        dental,
        "Tandundersökning",
        day="workday+22",
        clock="08:20",
        minutes=40,
        preparation="Borsta tänderna före besöket. Ingången är från gården på Björkplan 1.",
    )
    form = fhir.task(
        "p-11-smartteckning",
        person,
        "Fyll i smärtteckningen",
        due="workday+11",
        note="Den finns att hämta på Silverbäckens hälsohus.",
    )
    letter = fhir.task(
        "p-11-intyg",
        person,
        "Kuratorn skriver ett intyg",
        owner=counsellor.role,
        due="workday+9",
    )
    training = fhir.detail(
        "Avslappning hemma",
        "in-progress",
        by=[person],
        text="Lyssna på övningen en gång om dagen.",
        when="Varje kväll",
    )

    primary.opens(("09:00", "11:15", "14:00", "15:30"), 45, person=psychologist, but=(4,))
    primary.opens(("10:00", "13:00"), 30, person=counsellor, first=5, every=3, but=(19,))
    pain.opens(("09:30", "13:00"), 60, person=doctor, first=6, every=3, but=(12,))

    goals = (fhir.goal("p-11-mal", person, "Sova en hel natt och våga gå ut ensam"),)
    team = fhir.care_team(
        "p-11-team",
        person,
        ("Samordnande vårdkontakt", counsellor.role),
        ("Psykolog", psychologist.role),
        ("Läkare", doctor.role),
    )
    plan = fhir.care_plan(
        "p-11-plan",
        person,
        "Patientkontrakt",
        [talk, request, training, therapy, letter, form, assessment, video, teeth],
        start="import-38d",
        end="import+180d",
        description="Planen samordnas från Vårdcentralen Silverbäcken i Huddinge.",
        note=["Alla kallelser skickas till förmedlingsadressen. Skicka inget till Hagaslätten."],
        author=fhir.one(counsellor.role),
        careTeam=fhir.ref(team),
        goal=fhir.ref(*goals),
    )
    own = [
        *(person, plan, team, *goals, request, form, letter),
        *(talk, therapy, assessment, video, teeth),
    ]
    return DemoContract("03-skyddad", own, (primary, pain, dental))
