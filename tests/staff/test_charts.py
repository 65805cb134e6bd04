"""The figures are right, and taking them out is logged."""

from __future__ import annotations

import csv
import io
from typing import Any

import pytest
from sqlalchemy import select

from backend.access.models import AccessEntry
from backend.web.staff.drawing import lying, standing
from tests.builders.rasa import Understood
from tests.transcripts.world import World

HTML = {"accept": "text/html"}


@pytest.fixture
def busy(world: World) -> World:
    """A conversation of which one turn of two was not understood."""
    world.say("när är det", Understood("ask_when", 0.9))
    world.say("oj", Understood("nlu_fallback", 0.2, action="action_nlu_fallback"))
    world.project()
    return world


def rows(answer: Any) -> list[dict[str, str]]:
    assert answer.headers["content-type"].startswith("text/csv")
    return list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))


def logged(world: World) -> list[str]:
    with world.services.database.read() as session:
        return list(session.scalars(select(AccessEntry.action).order_by(AccessEntry.number)))


def test_the_day_has_its_conversations_turns_and_misses(busy: World) -> None:
    found = rows(busy.staff("reviewer").get("/staff/charts.csv"))

    assert len(found) == 30
    today = found[-1]
    assert (today["day"], today["conversations"]) == ("2026-11-23", "1")
    assert (today["turns"], today["fallbacks"], today["not_understood"]) == ("2", "1", "1")
    assert logged(busy)[-1] == "export"


def test_a_clinic_of_its_own_has_its_own_figures(busy: World) -> None:
    answer = busy.staff("reviewer").get("/staff/charts.csv", params={"clinic": "Ingen"})

    assert {row["conversations"] for row in rows(answer)} == {"0"}


def test_the_conversations_are_exported_without_anything_that_was_written(busy: World) -> None:
    answer = busy.staff("reviewer").get("/staff/conversations.csv")

    [row] = rows(answer)
    assert row["outcome"] == "not_understood"
    assert "när är det" not in answer.text
    assert "assignee" not in row


def test_support_sees_the_figures_and_may_not_take_them_out(busy: World) -> None:
    support = busy.staff("support")

    assert support.get("/staff/charts", headers=HTML).status_code == 200
    assert support.get("/staff/charts.csv", headers=HTML).status_code == 403
    assert support.get("/staff/conversations.csv", headers=HTML).status_code == 403
    assert logged(busy) == ["charts"]


def test_a_period_longer_than_a_year_is_refused(busy: World) -> None:
    answer = busy.staff().get(
        "/staff/charts", params={"from": "2024-01-01", "to": "2026-01-01"}, headers=HTML
    )

    assert answer.status_code == 422
    assert "högst ett år" in answer.text


def test_every_picture_has_its_figures_in_a_table(busy: World) -> None:
    page = busy.staff().get("/staff/charts", headers=HTML).text

    assert page.count('<rect class="bar"') >= 30
    assert page.count('<section class="ds-card chart"') == page.count("<table")
    assert page.count("<table") >= 3


def test_bars_are_as_long_as_their_values() -> None:
    chart = lying([("a", 4), ("b", 1), ("c", 0)])

    assert chart.bars[0].width == 4 * chart.bars[1].width
    assert chart.bars[2].width == 0
    assert standing([]).bars == []
