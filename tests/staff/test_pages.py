"""The console's pages: whom they let in, and that a form must be ours."""

from __future__ import annotations

import pytest
from fastapi.testclient import TestClient

from backend.access.roles import Permission, Role
from backend.web.staff.routes import STAFF_ROUTERS
from tests.staff.cells import EVERYBODY, STAFF, conversations, log_in
from tests.staff.test_cells import allowed
from tests.transcripts.world import World

HTML = {"accept": "text/html"}
ORIGIN = {"origin": "http://127.0.0.1"}
WHY = "reason=Patienten har ringt"
NUMBER = "{number}"

PAGES: dict[str, Permission] = {
    "/staff": Permission.LIST,
    "/staff/charts": Permission.CHARTS,
    "/staff/charts.csv": Permission.EXPORT,
    "/staff/conversations.csv": Permission.EXPORT,
    "/staff/conversations/{ident}": Permission.READ,
    "/staff/requests": Permission.WORK,
    "/staff/requests/{number}": Permission.WORK,
    "/staff/corrections": Permission.PROPOSE,
    "/staff/person": Permission.READ,
    "/staff/log": Permission.AUDIT,
    "/staff/log/entries": Permission.AUDIT,
}


@pytest.fixture(scope="module")
def idents(shared: World) -> dict[bool, str]:
    """The conversations, by whether they are protected."""
    return conversations(shared)


@pytest.mark.parametrize("protected", [False, True], ids=["open", "protected"])
@pytest.mark.parametrize("who", EVERYBODY)
@pytest.mark.parametrize("path", PAGES)
def test_a_page_lets_in_whom_it_should(
    path: str, who: str, protected: bool, shared: World, idents: dict[bool, str]
) -> None:
    url = path.replace("{ident}", f"{idents[protected]}?{WHY}").replace(NUMBER, "999")

    answer = log_in(shared, who).get(url, headers=HTML, follow_redirects=False)

    assert answer.status_code == expected(path, who, protected=protected)


def expected(path: str, who: str, *, protected: bool) -> int:
    """What a page answers; nobody is sent to the login, and request 999 does not exist."""
    if who == "nobody":
        return 303
    if who not in STAFF or not allowed(Role(who), PAGES[path]):
        return 403
    hidden = protected and "{ident}" in path and not allowed(Role(who), Permission.PROTECTED)
    return 404 if hidden or NUMBER in path else 200


def test_no_page_is_missing_from_the_table() -> None:
    assert set(PAGES) == {path for path, methods in routes() if "GET" in methods}


@pytest.mark.parametrize("role", STAFF)
def test_a_form_that_is_not_ours_changes_nothing(
    role: str, shared: World, idents: dict[bool, str]
) -> None:
    client: TestClient = shared.staff(role)
    for path, methods in routes():
        if "POST" in methods:
            for name in ("{number}", "{note_id}", "{filter_id}"):
                path = path.replace(name, "1")  # noqa: PLW2901  filled in step by step
            url = path.replace("{ident}", idents[False])
            data = {"version": "1", "reason": "Granskning", "turn": "1", "state": "done"}
            data |= {"seen": "open", "approve": "true", "verdict": "approved", "csrf": "forged"}
            answer = client.post(url, data=data, headers=HTML | ORIGIN)
            assert (answer.status_code, "Inget är ändrat" in answer.text) == (403, True), url


def routes() -> list[tuple[str, set[str]]]:
    """The path and methods of every route of the console."""
    return [
        (route.path, route.methods)  # type: ignore[attr-defined]
        for router in STAFF_ROUTERS
        for route in router.routes
    ]
