"""What patients ask of people reaches the staff's work list."""

from __future__ import annotations

from typing import Any

from tests.transcripts.world import World


def ask(world: World, kind: str) -> Any:
    """The assistant sends the patient's request, as the action server does."""
    token = world.services.settings.derived_key("service")
    return world.browser().post(
        f"/internal/conversations/{world.conversation().id}/requests",
        json={"kind": kind},
        headers={"Authorization": f"Bearer {token}"},
    )


def test_a_wish_for_a_coordinator_is_work_for_staff(world: World) -> None:
    world.say("jag vill ha en fast kontakt")
    assert ask(world, "coordinator").status_code == 200
    assert ask(world, "callback").status_code == 200

    kinds = [found["kind"] for found in world.staff().get("/api/requests").json()]

    assert kinds == ["coordinator", "callback"]


def test_a_kind_that_does_not_exist_is_refused(world: World) -> None:
    world.say("hej")

    assert ask(world, "miracle").status_code == 422
