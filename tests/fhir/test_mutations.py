"""Whatever is accepted can be read and exported again; all else is refused, with a reason."""

from __future__ import annotations

import copy
import json
import random
from collections.abc import Iterator
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from backend.contracts.models import Patient
from backend.contracts.service import ContractReader
from backend.fhir.exporter import export_bundle
from backend.fhir.faults import BundleRefused
from backend.fhir.importer import import_bundle
from tests.fhir.test_refusals import a_whole_bundle
from tests.fhir.test_round_trip import NOW, REGIONS, an_empty_database

Path = tuple[str | int, ...]

VALUES: list[Any] = [
    *(None, "", 0, -1, True, [], {}, [{}], [None], [[]], 1e9, "x", "åäö" * 50),
    *("2026", "2026-12-01", "2026-12-01T10:00:00Z", "2026-12-31T23:59:60Z", "0001-01-01"),
    *("9999-12-31T23:59:59-12:00", "1900-01-01T00:00:00+14:00", "Patient/p"),
    *({"reference": "Patient/p"}, {"reference": "#x"}, {"display": "Någon"}, {"text": "x"}),
]


@settings(max_examples=40, deadline=None)
@given(st.integers(min_value=0, max_value=2**32))
def test_a_bundle_with_anything_changed_is_refused_or_can_be_read(seed: int) -> None:
    chance = random.Random(seed)
    bundle = copy.deepcopy(a_whole_bundle())
    for _ in range(chance.choice([1, 1, 2, 3])):
        change(bundle, chance)

    with an_empty_database() as database:
        try:
            import_bundle(database, json.dumps(bundle).encode(), lambda: NOW)
        except BundleRefused:
            return
        with database.read() as session:
            for patient in session.scalars(select(Patient)):
                ContractReader(database, lambda: NOW, REGIONS).contract(patient.id)
                export_bundle(session, patient, NOW)


def change(bundle: dict[str, Any], chance: random.Random) -> None:
    """Takes something out, replaces it, or says it twice."""
    places = list(paths(bundle))
    *way, last = chance.choice(places)
    node = at(bundle, tuple(way))
    what = chance.random()
    if what < 0.3:
        del node[last]
    elif what < 0.8:
        node[last] = copy.deepcopy(chance.choice(VALUES))
    elif isinstance(node, list):
        node.append(copy.deepcopy(node[int(last)]))
    else:
        node[last] = copy.deepcopy(at(bundle, chance.choice(places)))


def paths(node: Any, way: Path = ()) -> Iterator[Path]:
    """The way to everything within `node`."""
    children = node.items() if isinstance(node, dict) else enumerate(node)
    for key, child in children:
        yield (*way, key)
        if isinstance(child, dict | list):
            yield from paths(child, (*way, key))


def at(node: Any, way: Path) -> Any:
    """What is at the end of a way."""
    for key in way:
        node = node[key]
    return node
