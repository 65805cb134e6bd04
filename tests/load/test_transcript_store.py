"""The benchmark of the list and the search: small here, in its promised size by hand."""

from __future__ import annotations

from pathlib import Path

import pytest

from backend.database import Database
from backend.migrations import migrate
from tests.load.transcript_rows import fill
from tests.load.transcript_store import LIMIT_MS, LISTS, SEARCHES, report


def test_every_sort_of_question_is_answered(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'load.db'}"
    migrate(url)
    turns = fill(Database(url), 300)

    found = report(url, tmp_path, repeats=1)

    assert (found["conversations"], found["turns"]) == (300, turns)
    assert [row["name"] for row in found["list"]] == [*LISTS, "6 pages on"]
    hits = {row["name"]: row["hits"] for row in found["search"]}
    assert set(hits) == set(SEARCHES)
    assert (hits["a common word"], hits["no hit"]) == (50, 0)


@pytest.mark.slow
def test_list_and_search_are_quick_among_a_hundred_thousand(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'load.db'}"
    migrate(url)
    fill(Database(url), 100_000)

    assert report(url, tmp_path)["worst_p95_ms"] < LIMIT_MS
