"""Logging in, choosing whom one acts for, and logging out."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form, Query
from starlette.responses import RedirectResponse, Response

from backend.access.api import set_session
from backend.access.demo import STAFF_ROLES, DemoPeople
from backend.access.relatives import name_of_patient
from backend.access.sessions import Choice, Kind, Login
from backend.access.viewer import LoginDep, TokenDep, cookie_name
from backend.errors import NotAllowed, NotFound
from backend.services import Services, ServicesDep
from backend.web.links import local_path
from backend.web.page import OpenPageDep, OurForm, Page

router = APIRouter(include_in_schema=False)

_STAFF = "staff-"


@router.get("/login")
def login_page(page: OpenPageDep, wanted: Annotated[str, Query(alias="next")] = "/") -> Response:
    """Ways to log in, and the way to help for who cannot."""
    return _login_page(page, local_path(wanted))


@router.post("/login/person")
def demo_login(
    page: OpenPageDep,
    who: Annotated[str, Form(max_length=40)],
    wanted: Annotated[str, Form(alias="next")] = "/",
) -> Response:
    """Be one of the demo's people."""
    services = page.services
    if not services.settings.demo:
        raise NotFound
    login = _demo_staff(who) or _people(services).login(who)
    if login is None:
        raise NotFound("Den personen finns inte i demon.")
    if login.patient_id is not None:
        services.acting.viewer(login.patient_id, login.actor)
    return _enter(page, login, local_path(wanted))


@router.get("/login/choose")
def choose_page(page: OpenPageDep, login: LoginDep) -> Response:
    """Whom the person may act for, as it is decided now."""
    return page.html("login/choose.html", choices=_open_choices(page, login))


@router.post("/login/choose", dependencies=[OurForm])
def choose(page: OpenPageDep, login: LoginDep, choice: Annotated[int, Form(ge=0)]) -> Response:
    """Act for one of them from now on."""
    if choice >= len(login.choices):
        raise NotFound
    return _enter(page, login_as(login, login.choices[choice], page.services), "/")


@router.post("/leave", dependencies=[OurForm])
def leave(token: TokenDep, services: ServicesDep) -> Response:
    """Log out, also at the identity provider where it can be asked to."""
    services.sessions.close(token)
    response = RedirectResponse("/logged-out", 303)
    response.delete_cookie(cookie_name(services), path="/")
    response.headers["Clear-Site-Data"] = '"storage"'
    return response


@router.get("/logged-out")
def logged_out(page: OpenPageDep) -> Response:
    """It is done."""
    return page.html("login/out.html")


def login_as(login: Login, choice: Choice, services: Services) -> Login:
    """The same person, acting for another patient.

    Raises:
        NotAllowed: they may not see that contract (any more).
    """
    services.acting.viewer(choice.patient_id, choice.actor)
    kind: Kind = "patient" if choice.actor.startswith("Patient/") else "relative"
    return Login(
        kind,
        actor=choice.actor,
        patient_id=choice.patient_id,
        name=login.name,
        choices=login.choices,
        provider=login.provider,
    )


def _login_page(page: Page, wanted: str, status: int = 200, fault: str | None = None) -> Response:
    demo = page.services.settings.demo
    return page.html(
        "login/page.html",
        status=status,
        wanted=wanted,
        fault=fault,
        people=_people(page.services).patients() if demo else [],
        staff_roles=STAFF_ROLES if demo else (),
        provider=page.services.settings.oidc_issuer is not None,
    )


def _people(services: Services) -> DemoPeople:
    return DemoPeople(services.database, services.contracts, services.clock)


def _demo_staff(key: str) -> Login | None:
    role = key.removeprefix(_STAFF)
    if not key.startswith(_STAFF) or role not in STAFF_ROLES:
        return None
    return Login("staff", actor=f"demo-{role}", role=role, name=role, provider="demo")


def _open_choices(page: Page, login: Login) -> list[tuple[int, str | None, bool]]:
    """(number, name, own) of each choice that is allowed now."""
    found = []
    for number, choice in enumerate(login.choices):
        try:
            viewer = page.services.acting.viewer(choice.patient_id, choice.actor)
        except NotAllowed:
            continue
        with page.services.database.read() as session:
            name = name_of_patient(session, choice.patient_id)
        found.append((number, name, viewer.own))
    return found


def _enter(page: Page, login: Login, wanted: str) -> Response:
    """A fresh session, and on to the page that was wanted."""
    services = page.services
    token = services.sessions.open(login, page.token)
    response = RedirectResponse("/staff" if login.kind == "staff" else wanted, 303)
    set_session(response, services, token)
    return response
