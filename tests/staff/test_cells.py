"""Every route, for every role, about everybody, one's own and others': who gets in."""

from __future__ import annotations

from typing import Any

import pytest

from backend.access.roles import GRANTS, Permission, Role
from tests.staff.cells import EVERYBODY, ROUTES, STAFF, Route, Scene, conversations, log_in
from tests.transcripts.world import World

PREFIXES = (
    "/api/transcripts",
    "/api/corrections",
    "/api/requests",
    "/api/access-log",
)


@pytest.fixture(scope="module")
def found(shared: World) -> dict[bool, str]:
    """The conversations, by whether they are protected."""
    return conversations(shared)


@pytest.mark.parametrize("own", [True, False], ids=["own", "others"])
@pytest.mark.parametrize("protected", [False, True], ids=["open", "protected"])
@pytest.mark.parametrize("who", EVERYBODY)
@pytest.mark.parametrize("route", ROUTES, ids=lambda route: f"{route.method} {route.path}")
def test_a_route_lets_in_whom_it_should(
    route: Route, who: str, protected: bool, own: bool, shared: World, found: dict[bool, str]
) -> None:
    scene = Scene(shared, who, log_in(shared, who), found[protected], protected, own)

    answer = route.send(scene)

    assert (answer.status_code, code_of(answer)) == expected(route, who, protected, own)


def expected(route: Route, who: str, protected: bool, own: bool) -> tuple[int, str | None]:
    """What a cell answers: a success has no code."""
    if who == "nobody":
        return 401, "not_logged_in"
    if who not in STAFF or not allowed(Role(who), route.needs):
        return 403, "not_allowed"
    if route.about_somebody and protected and not allowed(Role(who), Permission.PROTECTED):
        return 404, "not_found"
    refused = route.of_ones_own if own else route.of_others
    if refused:
        return 403, refused
    return SUCCESS.get((route.method, route.path), 200), None


def allowed(role: Role, needs: Permission | None) -> bool:
    """Whether the table of roles has it."""
    return needs is None or needs in GRANTS[role]


def code_of(answer: Any) -> str | None:
    """The problem's code, or `None`."""
    if not answer.content or answer.status_code < 400:
        return None
    code: str = answer.json()["code"]
    return code


SUCCESS = {
    ("POST", "/api/transcripts/{ident}/notes"): 201,
    ("DELETE", "/api/transcripts/{ident}/notes/{note_id}"): 204,
    ("POST", "/api/transcripts/{ident}/corrections"): 201,
    ("POST", "/api/transcripts/{ident}/take-over"): 204,
    ("POST", "/api/transcripts/{ident}/answer"): 201,
    ("POST", "/api/transcripts/{ident}/hand-back"): 204,
}


def test_no_route_is_missing_from_the_table(world: World) -> None:
    paths = world.patient.app.openapi()["paths"]  # type: ignore[attr-defined]
    there = {
        (method.upper(), path)
        for path, methods in paths.items()
        for method in methods
        if path.startswith(PREFIXES)
    }

    assert there == {
        (route.method, route.path) for route in ROUTES if route.path.startswith(PREFIXES)
    }


def test_nobody_but_restricted_staff_can_tell_that_a_protected_conversation_exists(
    shared: World, found: dict[bool, str]
) -> None:
    for who in STAFF:
        items = log_in(shared, who).get("/api/transcripts").json()["items"]
        listed = {item["id"] for item in items}
        assert (found[True] in listed) is (who == "restricted")
        assert found[False] in listed


@pytest.mark.parametrize(
    ("role", "may_not"),
    [
        (Role.SUPPORT, {Permission.PROTECTED, Permission.APPROVE, Permission.AUDIT}),
        (Role.REVIEWER, {Permission.PROTECTED, Permission.ANSWER, Permission.AUDIT}),
        (Role.ADMIN, {Permission.PROTECTED, Permission.ANSWER, Permission.APPROVE}),
        (Role.RESTRICTED, {Permission.APPROVE, Permission.AUDIT, Permission.BREAK_GLASS}),
    ],
)
def test_a_role_has_no_more_than_it_needs(role: Role, may_not: set[Permission]) -> None:
    assert not may_not & GRANTS[role]


def test_an_alarm_is_for_admins_and_stays_until_each_has_seen_it(
    shared: World, found: dict[bool, str]
) -> None:
    admin = shared.staff("admin")
    why = {"reason": "För ett prov"}
    admin.post(f"/api/transcripts/{found[True]}/break-glass", json=why)
    newest = admin.get("/api/notices").json()[0]["id"]

    answers = {
        who: log_in(shared, who).post(f"/api/notices/{newest}/seen").status_code
        for who in EVERYBODY
    }

    assert answers == {
        "support": 404,
        "reviewer": 404,
        "restricted": 404,
        "admin": 204,
        "patient": 403,
        "nobody": 401,
    }
    assert newest not in [found["id"] for found in admin.get("/api/notices").json()]
