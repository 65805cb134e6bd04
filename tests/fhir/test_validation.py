"""Each resource is held against R4 itself."""

from __future__ import annotations

import pytest

from backend.fhir.validation import resource_faults
from tests.builders.fhir import a_task


@pytest.mark.parametrize("status", ["requested", "in-progress", "completed", "cancelled"])
def test_a_task_may_have_any_of_its_statuses(status: str) -> None:
    assert resource_faults("Task/t", a_task("t", "Väg dig varje dag", status=status)) == []


def test_a_status_that_r4_does_not_have_is_named() -> None:
    (fault,) = resource_faults("Task/t", a_task("t", "Väg dig varje dag", status="done"))

    assert (fault.resource, fault.field) == ("Task/t", "status")
    assert "'done' is not one of draft, requested" in fault.message
