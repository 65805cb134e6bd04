"""Logging in, choosing whom one acts for, and logging out."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form, Query, Request
from starlette.responses import RedirectResponse, Response

from backend.access.demo import STAFF_ROLES, demo_staff
from backend.access.identity import act_for
from backend.access.limits import TooManyLogins
from backend.access.oidc import LOGGED_OUT
from backend.access.relatives import name_of_patient
from backend.access.sessions import Login
from backend.access.viewer import LoginDep, TokenDep, cookie_name
from backend.errors import NotAllowed, NotFound
from backend.services import Services, ServicesDep
from backend.web.entering import address_of, demo_people, enter, login_page
from backend.web.links import local_path
from backend.web.page import OpenPageDep, OurForm, Page

router = APIRouter(include_in_schema=False)

_STAFF = "staff-"


@router.get("/login")
def show_login(page: OpenPageDep, wanted: Annotated[str, Query(alias="next")] = "/") -> Response:
    """Ways to log in, and the way to help for who cannot."""
    return login_page(page, local_path(wanted))


@router.post("/login/person")
def demo_login(
    page: OpenPageDep,
    request: Request,
    who: Annotated[str, Form(max_length=40)],
    wanted: Annotated[str, Form(alias="next")] = "/",
) -> Response:
    """Be one of the demo's people."""
    services = page.services
    if not services.settings.demo:
        raise NotFound
    try:
        services.login_limit.count(address_of(request))
    except TooManyLogins as fault:
        return login_page(page, local_path(wanted), fault.status, fault.detail)
    login = _demo_staff(who) or demo_people(services).login(who)
    if login is None:
        raise NotFound("Den personen finns inte i demon.")
    if login.patient_id is not None:
        services.acting.viewer(login.patient_id, login.actor)
    return enter(page, login, local_path(wanted))


@router.get("/login/choose")
def choose_page(page: OpenPageDep, login: LoginDep) -> Response:
    """Whom the person may act for, as it is decided now."""
    return page.html("login/choose.html", choices=_open_choices(page, login))


@router.post("/login/choose", dependencies=[OurForm])
def choose(page: OpenPageDep, login: LoginDep, choice: Annotated[int, Form(ge=0)]) -> Response:
    """Act for one of them from now on."""
    if choice >= len(login.choices):
        raise NotFound
    return enter(page, act_for(login, login.choices[choice], page.services.acting), "/")


@router.post("/leave", dependencies=[OurForm])
def leave(token: TokenDep, services: ServicesDep) -> Response:
    """Log out, also at the identity provider where it can be asked to."""
    login = services.sessions.find(token)
    services.sessions.close(token)
    response = RedirectResponse(_after_logout(services, login), 303)
    response.delete_cookie(cookie_name(services), path="/")
    response.headers["Clear-Site-Data"] = '"storage"'
    return response


@router.get("/logged-out")
def logged_out(page: OpenPageDep) -> Response:
    """It is done."""
    return page.html("login/out.html")


def _after_logout(services: Services, login: Login | None) -> str:
    at_provider = login is not None and login.provider == "oidc" and services.provider is not None
    there = services.provider.logout_address() if at_provider and services.provider else None
    return there or LOGGED_OUT


def _demo_staff(key: str) -> Login | None:
    role = key.removeprefix(_STAFF)
    if not key.startswith(_STAFF) or role not in STAFF_ROLES:
        return None
    return demo_staff(role)


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
