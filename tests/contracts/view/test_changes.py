"""What has become different since it was first agreed."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from backend.contracts.schemas import Change
from backend.contracts.view import Version
from backend.contracts.view.changes import changes_of
from tests.builders.fhir import a_task, an_appointment
from tests.contracts.view.builders import Json, records

FIRST = datetime(2026, 11, 1, 9, 0, tzinfo=UTC)
LATER = {"start": "2026-12-03T11:00:00+01:00", "end": "2026-12-03T11:30:00+01:00"}


def changes(
    *contents: Json | None, reason: str = "import:changed", first: str = "import"
) -> list[Change]:
    """The changes between these versions of a resource."""
    versions = [
        Version(number, content, first if number == 1 else reason, FIRST + timedelta(days=number))
        for number, content in enumerate(contents, 1)
    ]
    kind = next(content for content in contents if content)["resourceType"]
    return changes_of(records(versions={f"{kind}/x": versions}))


def visit(**fields: Any) -> Json:
    """A version of an appointment."""
    return an_appointment("x", **fields)


def test_what_has_one_version_has_not_changed() -> None:
    assert changes(visit()) == []


def test_what_came_with_a_later_bundle_was_added() -> None:
    (change,) = changes(visit(), first="import:added")

    assert (change.kind, change.by, change.before) == ("added", "care", None)
    assert str(change.after) == "2026-12-02 10:15:00+01:00"


def test_another_start_is_a_move() -> None:
    (change,) = changes(visit(), visit(**LATER), reason="patient:rebook")

    assert (change.kind, change.by, change.title) == ("moved", "patient", "Återbesök")
    assert (str(change.before), str(change.after)) == (
        "2026-12-02 10:15:00+01:00",
        "2026-12-03 11:00:00+01:00",
    )


@pytest.mark.parametrize(
    ("before", "after", "kind"),
    [
        (visit(), visit(status="cancelled"), "cancelled"),
        (visit(status="cancelled"), visit(), "restored"),
        (visit(), visit(status="fulfilled"), "done"),
        (visit(status="pending"), visit(), "changed"),
        (a_task("x", "Väg dig"), a_task("x", "Väg dig", status="completed"), "done"),
    ],
)
def test_another_status_is_told_by_what_it_means(before: Json, after: Json, kind: str) -> None:
    assert [change.kind for change in changes(before, after)] == [kind]


def test_why_the_care_cancelled_is_told() -> None:
    cancelled = visit(status="cancelled", cancelationReason={"text": "Läkaren är sjuk."})

    assert [change.reason for change in changes(visit(), cancelled)] == ["Läkaren är sjuk."]


def test_what_is_gone_is_told_by_what_it_was() -> None:
    (change,) = changes(visit(), None)

    assert (change.kind, change.title) == ("removed", "Återbesök")


def test_a_corrected_spelling_is_no_change() -> None:
    assert changes(visit(description="Aterbesök"), visit()) == []


def test_the_same_instant_in_another_offset_is_no_move() -> None:
    utc = visit(start="2026-12-02T09:15:00Z", end="2026-12-02T09:45:00Z")

    assert changes(visit(), utc) == []


def test_the_newest_change_comes_first() -> None:
    kinds = [change.kind for change in changes(visit(), visit(**LATER), visit(status="cancelled"))]

    assert kinds == ["cancelled", "moved"]
