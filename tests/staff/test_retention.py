"""What has been kept long enough goes, what is held stays, and a person gets their own out."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import func, select, update

from backend.access.models import AccessEntry
from backend.access.roles import Role
from backend.access.staff import Staff
from backend.chat.models import Conversation, Message
from backend.transcripts.filters import Filters
from backend.transcripts.models import Transcript, TranscriptTurn
from backend.transcripts.retention.person import PersonExport
from backend.transcripts.retention.policy import Retention
from backend.transcripts.retention.purging import Purging, Report
from tests.builders.fhir import PERSONNUMMER
from tests.transcripts.world import World

OPERATOR = Staff("o", "Olle Drift", frozenset({Role.ADMIN, Role.RESTRICTED}), "Drift")


@pytest.fixture
def told(world: World) -> World:
    """A world in which a patient has said something."""
    world.say("när är min tid hos ögonläkaren")
    world.project()
    return world


def purging(world: World) -> Purging:
    services = world.services
    return Purging(services.database, services.clock, services.tracker, Retention())


def grow_old(world: World, days: int, **values: Any) -> None:
    """The conversation was last touched so many days ago."""
    then = world.services.clock() - timedelta(days=days)
    with world.services.database.write() as session:
        session.execute(update(Conversation).values(last_at=then))
        session.execute(update(Transcript).values(last_at=then, **values))


def left(world: World) -> tuple[int, int, int, int]:
    """How many of Rasa's events, messages, transcripts and turns there are."""
    with world.services.database.read() as session:
        conversations = list(session.scalars(select(Transcript.id))) or ["gone"]
        counts = [
            session.scalar(select(func.count()).select_from(table)) or 0
            for table in (Message, Transcript, TranscriptTurn)
        ]
    return (world.services.tracker.count(conversations), *counts)  # type: ignore[return-value]


def run(world: World, **options: bool) -> Report:
    return purging(world).run(OPERATOR, **options)


def test_what_was_written_goes_after_a_month_and_the_redacted_stays(told: World) -> None:
    before = left(told)
    assert min(before) > 0
    grow_old(told, 31)

    report = run(told)

    assert left(told) == (0, 0, 1, 1)
    assert report.purged["events"] == before[0]
    assert report.purged["messages"] == before[1]


def test_nothing_goes_before_its_time(told: World) -> None:
    before = left(told)
    grow_old(told, 29)

    run(told)

    assert left(told) == before


def test_a_dry_run_says_what_would_go_and_lets_it_be(told: World) -> None:
    before = left(told)
    grow_old(told, 400)

    report = run(told, dry=True)

    assert report.purged["transcripts"] == 1
    assert report.purged["messages"] == before[1]
    assert left(told) == before


def test_a_transcript_goes_after_a_year_with_its_words(told: World) -> None:
    grow_old(told, 366)

    run(told)

    assert left(told) == (0, 0, 0, 0)
    found = told.services.desk.listing.page(OPERATOR, Filters(q="ögonläkaren"))
    assert found.items == []


@pytest.mark.parametrize("kept", [{"outcome": "safety"}, {"status": "needs_action"}])
def test_what_must_be_followed_up_is_kept_for_three_years(
    told: World, kept: dict[str, str]
) -> None:
    grow_old(told, 400, **kept)
    run(told)
    assert left(told)[2] == 1

    grow_old(told, 1096)
    run(told)
    assert left(told)[2] == 0


def test_what_is_held_stays_until_it_is_let_go(told: World) -> None:
    before, ident = left(told), told.transcript().id
    told.services.desk.holding.hold(OPERATOR, ident, "Anmälan till IVO")
    grow_old(told, 2000)

    assert run(told).held == 1
    assert left(told) == before

    told.services.desk.holding.hold(OPERATOR, ident, None)
    run(told)
    assert left(told) == (0, 0, 0, 0)


def test_what_is_not_projected_yet_waits(world: World) -> None:
    world.say("hej")
    then = world.services.clock() - timedelta(days=31)
    with world.services.database.write() as session:
        session.execute(update(Conversation).values(last_at=then))

    assert run(world).not_projected == 1
    with world.services.database.read() as session:
        assert session.scalar(select(func.count()).select_from(Message))


def test_each_run_is_in_the_access_log(told: World) -> None:
    run(told)

    with told.services.database.read() as session:
        actions = list(session.scalars(select(AccessEntry.action)))
    assert actions == ["purge"]


def test_a_person_gets_what_they_wrote_and_who_has_read_it(told: World) -> None:
    ident = told.transcript().id
    told.staff().get(f"/api/transcripts/{ident}", params={"reason": "Patienten ringde"})
    services = told.services

    found = PersonExport(services.database, services.log).of_person(
        OPERATOR, PERSONNUMMER, "Begäran om registerutdrag"
    )

    [conversation] = found["conversations"]
    assert conversation["messages"][0]["text"] == "när är min tid hos ögonläkaren"
    assert [entry["action"] for entry in found["access"]] == ["person_data", "read"]
