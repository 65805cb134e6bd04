"""The system stays as it is however long patients talk."""

from __future__ import annotations

import pytest

from tests.bench.soak import growth, soak


@pytest.mark.slow
def test_ten_minutes_of_twenty_patients_grow_nothing() -> None:
    found = soak(minutes=10, patients=20)
    grown = growth(found)

    assert sum(minute.failed for minute in found) == 0
    assert grown["memory_mb"] < 1.1
    assert grown["files"] < 1.1
    assert grown["p95"] < 1.5
