"""The twelve demo contracts: valid anywhere, never old, each awkward in its own way."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from fhir.resources.R4B import get_fhir_model_class
from sqlalchemy import select

from backend.contracts.models import Patient, PatientIdentifier, Slot
from backend.contracts.schemas import Contract, State
from backend.contracts.service import ContractReader
from backend.database import Database
from backend.fhir.importer import Outcome, import_bundle
from backend.migrations import migrate
from backend.rules.regions import load_regions
from backend.rules.workdays import STOCKHOLM
from data.contracts.source.all_contracts import FOLDER, texts

FILES = sorted(FOLDER.glob("*.json"))
MONDAY = datetime(2026, 11, 23, 9, 0, tzinfo=STOCKHOLM)
Json = dict[str, Any]

PUBLISHED = {
    # Skatteverket's open test data, HL7 Sweden's base profiles, Inera's test persons.
    *("196101182803", "199002222397", "196109732393", "200001252386", "195009072553"),
    *("194112128154", "194011306125", "201211052384", "198404152392", "197701182383"),
    *("197909212396", "199506062380", "22950606FH20", "197701202389", "197909222395"),
    "198804202383",
}


class Demo:
    """All twelve, imported at one moment."""

    def __init__(self, folder: Path, now: datetime) -> None:
        url = f"sqlite:///{folder / 'demo.db'}"
        migrate(url)
        self.now = now
        self.database = Database(url)
        for path in FILES:
            done = import_bundle(self.database, path.read_bytes(), lambda: now)
            assert done.outcome is Outcome.ADDED
        self._reader = ContractReader(self.database, lambda: now, load_regions())

    def contract(self, number: str) -> Contract:
        """The contract of the patient with this identity."""
        return self._reader.contract(self.patient(number).id)

    def patient(self, number: str) -> Patient:
        """The stored patient with this identity."""
        with self.database.read() as session:
            found = session.get(PatientIdentifier, number.replace("-", ""))
            assert found is not None
            return session.get_one(Patient, found.patient_id)

    def slots(self) -> list[Slot]:
        """Every slot, in order of time."""
        with self.database.read() as session:
            return list(session.scalars(select(Slot).order_by(Slot.schedule, Slot.start)))


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demo]:
    found = Demo(tmp_path_factory.mktemp("demo"), MONDAY)
    yield found
    found.database.close()


def resources() -> Iterator[Json]:
    """Every resource of every file."""
    for path in FILES:
        yield from (entry["resource"] for entry in json.loads(path.read_text("utf-8"))["entry"])


def test_what_is_committed_is_what_the_source_gives() -> None:
    assert {path.name: path.read_text("utf-8") for path in FILES} == texts()


def test_there_are_twelve() -> None:
    assert len(FILES) == 12


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_each_resource_is_valid_r4_for_anybody(path: Path) -> None:
    for entry in json.loads(path.read_text("utf-8"))["entry"]:
        get_fhir_model_class(entry["resource"]["resourceType"]).model_validate(entry["resource"])


def test_every_identity_is_a_published_test_identity(demo: Demo) -> None:
    with demo.database.read() as session:
        patients = set(session.scalars(select(PatientIdentifier.value)))
    relatives = {
        identifier["value"]
        for found in resources()
        if found["resourceType"] == "RelatedPerson"
        for identifier in found["identifier"]
    }

    assert patients | relatives == PUBLISHED


def test_every_telephone_number_is_one_that_pts_keeps_for_fiction() -> None:
    kept = re.compile(
        r"08-465 004 \d\d|031-390 06 \d\d|040-628 04 \d\d|0980-319 2\d\d"
        r"|070-174 06 (0[5-9]|[1-9]\d)"
    )
    numbers = [point["value"] for found in resources() for point in found.get("telecom", [])]

    assert numbers
    assert [number for number in numbers if not kept.fullmatch(number)] == []


def test_every_hsa_id_is_well_formed_and_a_test_s() -> None:
    ids = [
        identifier["value"]
        for found in resources()
        for identifier in found.get("identifier", [])
        if identifier["system"] == "urn:oid:1.2.752.129.2.1.4.1"
    ]

    assert ids
    assert [value for value in ids if not re.fullmatch(r"SE\d{10}-T[0-9A-Z]+", value)] == []


def test_everything_is_tagged_as_test_data() -> None:
    assert all(found["meta"]["tag"][0]["code"] == "HTEST" for found in resources())


DAYS = [
    datetime(2026, 11, 21, 20, 0, tzinfo=STOCKHOLM),  # a Saturday
    datetime(2026, 12, 24, 12, 0, tzinfo=STOCKHOLM),
    datetime(2027, 3, 27, 23, 30, tzinfo=STOCKHOLM),  # the night of the spring clock change
    datetime(2027, 10, 31, 2, 30, tzinfo=STOCKHOLM, fold=1),
]


@pytest.mark.parametrize("now", DAYS, ids=lambda now: now.date().isoformat())
def test_the_demo_never_grows_old(now: datetime, tmp_path: Path) -> None:
    demo = Demo(tmp_path, now)

    for contract in contracts(demo):
        booked = [step for step in contract.steps if step.state is State.BOOKED and step.when]
        assert booked
        if now != DAYS[3]:  # in the very night, the sleep study has begun
            assert all(step.when > now for step in booked if step.when)
        assert all(step.when < now for step in contract.steps if step.when and is_done(step.state))
        weekdays = [step.when.weekday() for step in booked if step.when]
        assert [day for day in weekdays if day > 4] in ([], [5])  # the sleep study is a Saturday
    demo.database.close()


def contracts(demo: Demo) -> Iterator[Contract]:
    """All twelve."""
    for number in sorted(PUBLISHED):
        with demo.database.read() as session:
            known = session.get(PatientIdentifier, number) is not None
        if known:
            yield demo.contract(number)


def is_done(state: State) -> bool:
    return state is State.DONE


def test_each_plan_has_six_to_fourteen_steps_some_of_them_done(demo: Demo) -> None:
    for contract in contracts(demo):
        assert 6 <= len(contract.steps) <= 14, contract.title
        assert any(step.state is State.DONE for step in contract.steps), contract.title


def test_each_plan_has_goals_and_tasks_of_both_sides(demo: Demo) -> None:
    for contract in contracts(demo):
        assert contract.goals
        assert {task.owner for task in contract.tasks} == {"patient", "care"}, contract.title


def test_there_are_hundreds_of_free_times_at_clinics_that_let_patients_move(demo: Demo) -> None:
    movable = {
        found["id"]
        for found in resources()
        if found["resourceType"] == "HealthcareService"
        and any(
            part == {"url": "rebookingAllowed", "valueBoolean": True}
            for extension in found["extension"]
            for part in extension["extension"]
        )
    }
    free = [slot for slot in demo.slots() if slot.status == "free"]

    assert len([slot for slot in free if slot.service in movable]) >= 400
    assert {slot.start.astimezone(STOCKHOLM).weekday() for slot in free} == {0, 1, 2, 3, 4}
    assert len({slot.start.astimezone(STOCKHOLM).hour for slot in free}) >= 9
    assert max(slot.start for slot in free) > MONDAY + timedelta(weeks=9)
    practitioners = defaultdict(set)
    for slot in free:
        practitioners[slot.service].add(slot.practitioner)
    assert len([found for found in practitioners.values() if len(found) > 1]) >= 5


def test_no_two_times_of_one_calendar_overlap(demo: Demo) -> None:
    for before, after in pairwise(demo.slots()):
        if before.schedule == after.schedule:
            assert before.end <= after.start, (before.fhir_id, after.fhir_id)


def test_the_contracts_lie_in_eight_regions_and_with_two_municipalities(demo: Demo) -> None:
    regions = load_regions()
    found = {visit.region for contract in contracts(demo) for visit in contract.appointments}

    assert len([name for name in found if regions.find(name)]) >= 7  # the eighth is protected
    assert "Jönköpings kommun" in found


def test_there_are_visits_of_every_mode_and_level(demo: Demo) -> None:
    visits = [visit for contract in contracts(demo) for visit in contract.appointments]

    assert {visit.mode for visit in visits} == {"visit", "video", "phone"}
    assert {visit.level for visit in visits} == {
        *("primary", "specialised", "psychiatry", "dental", "municipal"),
        *("day_surgery", "inpatient_surgery"),
    }


Check = Callable[[Demo], None]


def cancer(demo: Demo) -> None:
    contract = demo.contract("19610118-2803")
    assert contract.coordinator is not None
    assert contract.coordinator.role == "Kontaktsjuksköterska"
    (undated,) = [step for step in contract.steps if step.title == "Strålbehandling"]
    assert (undated.when, undated.state, undated.owner) == (
        None,
        State.WAITING_FOR_CARE,
        "Strålbehandlingen",
    )


def heart_failure(demo: Demo) -> None:
    contract = demo.contract("19411212-8154")
    assert contract.addresses == ["Hjärtsvikt", "KOL"]
    assert {step.source for step in contract.steps} >= {"CarePlan/alve-sip"}
    assert [(proxy.name, proxy.scope, proxy.active) for proxy in contract.proxies] == [
        ("Karin Alfridsson", "see", True)
    ]
    assert "Kunna gå till affären själv" in [goal.text for goal in contract.goals]


def protected(demo: Demo) -> None:
    assert demo.patient("20000125-2386").protected


def fourteen(demo: Demo) -> None:
    contract = demo.contract("20121105-2384")
    assert str(contract.person.birth_date) == "2012-11-05"
    assert [(proxy.relationship, proxy.active) for proxy in contract.proxies] == [
        ("vårdnadshavare (mamma)", False)
    ]


def expired(demo: Demo) -> None:
    contract = demo.contract("19500907-2553")
    assert contract.period.end is not None
    assert contract.period.end < MONDAY.date()
    assert len([step for step in contract.steps if step.state is State.BOOKED]) == 4


def nobody_coordinates(demo: Demo) -> None:
    contract = demo.contract("19900222-2397")
    assert contract.coordinator is None
    assert len(contract.team) == 4


def two_clinics_one_day(demo: Demo) -> None:
    contract = demo.contract("19401130-6125")
    days = defaultdict(set)
    for visit in contract.appointments:
        if visit.start and visit.status == "booked":
            days[visit.start.date()].add(visit.clinic)
    assert {"Ögonmottagningen", "Medicinsk fotvård Hornet"} in days.values()
    assert [(proxy.relationship, proxy.scope) for proxy in contract.proxies] == [("son", "book")]


def day_86(demo: Demo) -> None:
    contract = demo.contract("19840415-2392")
    waiting = next(found for found in contract.referrals if "ortoped" in found.title)
    assert waiting.authored == MONDAY.date() - timedelta(days=86)
    assert waiting.guarantee is not None
    assert (waiting.guarantee.limit - MONDAY.date()).days == 4
    assert waiting.appointments == []


def cancelled_by_the_care(demo: Demo) -> None:
    contract = demo.contract("19770118-2383")
    (operation,) = [visit for visit in contract.appointments if visit.status == "cancelled"]
    assert operation.cancel_reason is not None
    assert operation.cancel_reason.startswith("Operationen är inställd av sjukhuset.")


def open_invitation(demo: Demo) -> None:
    contract = demo.contract("19610973-2393")
    assert (contract.person.language, contract.person.interpreter) == ("ukrainska", True)
    invitation = next(step for step in contract.steps if step.id == "dmytro-astma")
    assert (invitation.when, invitation.state) == (None, State.WAITING_FOR_PATIENT)
    assert len([slot for slot in demo.slots() if slot.service == "rs-astma"]) >= 20


def clock_change(demo: Demo) -> None:
    contract = demo.contract("19790921-2396")
    night = next(visit for visit in contract.appointments if visit.id == "mikael-natt")
    assert night.start is not None
    assert night.end is not None
    assert (night.start.utcoffset(), night.end.utcoffset()) == (
        timedelta(hours=2),
        timedelta(hours=1),
    )
    assert night.minutes == 11 * 60


def merged(demo: Demo) -> None:
    assert demo.patient("22950606FH20").id == demo.patient("19950606-2380").id


@pytest.mark.parametrize(
    "check",
    [
        *(cancer, heart_failure, protected, fourteen, expired, nobody_coordinates),
        *(two_clinics_one_day, day_86, cancelled_by_the_care, open_invitation),
        *(clock_change, merged),
    ],
)
def test_each_is_awkward_in_its_own_way(check: Check, demo: Demo) -> None:
    check(demo)


def test_the_protected_contract_tells_of_no_place(demo: Demo) -> None:
    (path,) = [found for found in FILES if "skyddad" in found.name]
    told = demo.contract("20000125-2386").model_dump_json().casefold()
    places = list(place_words(json.loads(path.read_text("utf-8"))))

    assert len(places) > 15
    assert [word for word in places if word.casefold() in told] == []
    assert "smärtmottagningen" in told


def place_words(bundle: Json) -> Iterator[str]:
    """Every address, town, building, coordinate and number of the Bundle."""
    for found in (entry["resource"] for entry in bundle["entry"]):
        for point in found.get("telecom", []):
            yield point["value"]
        if found["resourceType"] == "Location":
            address = found["address"]
            yield from (*address["line"], address["postalCode"], address["city"])
            yield from (found["name"], found["description"])
            yield from map(str, found["position"].values())
    yield from ("Region Stockholm", "Norra Hagaslättens sjukhus", "Hagaslätten", "byggnad 40")
    yield from ("hiss E", "plan 2", "Björkplan", "hälsohus", "Box 2820", "Förmedlingsuppdrag")
