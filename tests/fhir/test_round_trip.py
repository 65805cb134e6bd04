"""An exported contract, imported anywhere, is the same contract."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import select

import backend.models  # noqa: F401  every table, for `create_all`
from backend.contracts import store
from backend.contracts.models import Patient, Resource
from backend.contracts.schemas import Contract
from backend.contracts.service import ContractReader
from backend.database import Base, Database
from backend.fhir.exporter import export_bundle
from backend.fhir.importer import Outcome, import_bundle
from backend.rules.regions import load_regions
from backend.rules.workdays import STOCKHOLM
from data.contracts.source.all_contracts import FOLDER
from tests.builders.fhir import (
    a_bundle,
    a_clinic,
    a_plan,
    a_practitioner,
    a_referral,
    a_slot,
    a_task,
    a_team,
    an_appointment,
    raw,
)

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=STOCKHOLM)
REGIONS = load_regions()
Json = dict[str, Any]


@contextmanager
def an_empty_database() -> Iterator[Database]:
    """A database with its tables, gone afterwards."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "test.db"
        path.write_bytes(the_tables())
        database = Database(f"sqlite:///{path}")
        yield database
        database.close()


@cache
def the_tables() -> bytes:
    """The file of a database with its tables and nothing in them."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "test.db"
        database = Database(f"sqlite:///{path}")
        Base.metadata.create_all(database.engine)
        database.close()
        return path.read_bytes()


def contract_in(database: Database) -> Contract:
    """The one contract, but for the version that counts what happened in this database."""
    contract = ContractReader(database, lambda: NOW, REGIONS).contract(1)
    return contract.model_copy(update={"version": ""})


def exported(database: Database) -> bytes:
    """The one contract as a Bundle."""
    with database.read() as session:
        patient = session.scalars(select(Patient)).one()
        return json.dumps(export_bundle(session, patient, NOW)).encode()


def there_and_back(content: bytes) -> tuple[Contract, Contract]:
    """The contract of a Bundle, and that of its export in another database."""
    with an_empty_database() as here, an_empty_database() as there:
        import_bundle(here, content, lambda: NOW)
        import_bundle(there, exported(here), lambda: NOW)
        return contract_in(here), contract_in(there)


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.json")), ids=lambda path: path.stem)
def test_a_demo_contract_comes_back_the_same(path: Path) -> None:
    before, after = there_and_back(path.read_bytes())

    assert after == before


words = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cs", "Cc")), min_size=1, max_size=40
).filter(lambda text: bool(text.strip()))
hours = st.integers(min_value=-2000, max_value=2000)
offsets = st.sampled_from(["Z", "+01:00", "+02:00", "-05:00", "+05:30"])


TIMED = ("booked", "fulfilled", "pending", "noshow", "cancelled")
TIMELESS = ("proposed", "waitlist", "cancelled")
EXTRAS: st.SearchStrategy[Json] = st.fixed_dictionaries(
    {},
    optional={
        "comment": words,
        "patientInstruction": words,
        "basedOn": st.just([{"reference": "ServiceRequest/r"}]),
        "requestedPeriod": st.just([{"end": "2027-02"}]),
    },
)


@st.composite
def appointments(draw: st.DrawFn, number: int) -> Json:
    """A visit, agreed or not, with or without a clinic, told in some of the ways there are."""
    timed = draw(st.booleans())
    statuses = TIMED if timed else TIMELESS
    start = NOW.replace(tzinfo=None) + timedelta(hours=draw(hours))
    end, offset = start + timedelta(minutes=20), draw(offsets)
    times = {"start": f"{start.isoformat()}{offset}", "end": f"{end.isoformat()}{offset}"}
    found = an_appointment(
        f"v{number}",
        clinic=draw(st.sampled_from(["ogon", None])),
        start=None,
        status=draw(st.sampled_from(statuses)),
        description=draw(words),
        actors=draw(st.sampled_from([(), ("Practitioner/eva",), ("Location/ogon-plats",)])),
    )
    return found | draw(EXTRAS) | (times if timed else {})


@st.composite
def bundles(draw: st.DrawFn) -> Json:
    """A Bundle with a plan whose steps are of every sort."""
    visits = [draw(appointments(number)) for number in range(draw(st.integers(0, 4)))]
    tasks = [
        a_task(
            f"t{number}",
            draw(words),
            owner=draw(st.sampled_from(["Patient/p", "HealthcareService/ogon"])),
            status=draw(st.sampled_from(["requested", "in-progress", "completed"])),
            restriction={"period": {"end": draw(st.sampled_from(["2026-12", "2026-12-03"]))}},
        )
        for number in range(draw(st.integers(0, 2)))
    ]
    detail = {"status": "scheduled", "code": {"text": draw(words)}, "description": draw(words)}
    plan = a_plan(
        "ServiceRequest/r",
        *(f"Appointment/{found['id']}" for found in visits),
        *(f"Task/{found['id']}" for found in tasks),
        *([detail] if draw(st.booleans()) else []),
        title=draw(words),
        period={"start": "2026", "end": draw(st.sampled_from(["2026-10", "2027-01-31"]))},
        note=[{"text": draw(words)}],
    )
    return a_bundle(
        a_clinic("ogon", draw(words)),
        a_practitioner("eva", draw(words)),
        a_referral("r", performer="HealthcareService/ogon"),
        a_team((draw(words), "Practitioner/eva")),
        plan,
        *visits,
        *tasks,
    )


@settings(max_examples=25, deadline=None)
@given(bundles())
def test_any_contract_comes_back_the_same(bundle: Json) -> None:
    before, after = there_and_back(raw(bundle))

    assert after == before


def test_an_export_imported_where_it_came_from_changes_nothing() -> None:
    with an_empty_database() as database:
        content = (FOLDER / "01-cancer.json").read_bytes()
        import_bundle(database, content, lambda: NOW)
        before = contract_in(database)

        assert import_bundle(database, exported(database), lambda: NOW).outcome is Outcome.UPDATED
        assert contract_in(database) == before


def test_what_the_patient_has_moved_is_exported_as_it_stands() -> None:
    slot = a_slot("s1", "ogon", "2026-12-02T10:15:00+01:00", "2026-12-02T10:45:00+01:00")
    visit = an_appointment("v", clinic="ogon", slot=[{"reference": "Slot/s1"}])
    moved = an_appointment(
        "v", clinic="ogon", start="2026-12-03T11:00:00+01:00", end="2026-12-03T11:30:00+01:00"
    )
    with an_empty_database() as here, an_empty_database() as there:
        import_bundle(here, raw(a_bundle(a_clinic("ogon", "Ögon"), slot, visit)), lambda: NOW)
        with here.write() as session:
            row = session.scalars(select(Resource).where(Resource.fhir_id == "v")).one()
            store.write_version(session, row, moved, "patient:rebook", NOW)
            store.touch_contract(session, 1)
        import_bundle(there, exported(here), lambda: NOW)

        (found,) = contract_in(there).appointments
    assert str(found.start) == "2026-12-03 11:00:00+01:00"
    assert found.last_updated == NOW


def test_an_export_is_valid_for_anybody_and_says_when_it_was_made() -> None:
    with an_empty_database() as database:
        import_bundle(database, (FOLDER / "02-hjartsvikt.json").read_bytes(), lambda: NOW)
        bundle = json.loads(exported(database))

    assert bundle["meta"]["lastUpdated"] == "2026-11-23T08:00:00.000+00:00"
    assert all(
        entry["fullUrl"].endswith(f"/{entry['resource']['id']}") for entry in bundle["entry"]
    )
    assert "relative-time" not in json.dumps(bundle)
