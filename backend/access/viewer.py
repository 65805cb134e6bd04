"""Who asks, as routes see it."""

from __future__ import annotations

from typing import Annotated

from fastapi import Depends, Request

from backend.access.acting import Viewer
from backend.access.sessions import Login
from backend.access.staff import Staff, staff_from
from backend.errors import NotAllowed, NotLoggedIn
from backend.services import Services, ServicesDep

DEMO_COOKIE = "nastasteg"
SECURE_COOKIE = "__Host-nastasteg"


def cookie_name(services: Services) -> str:
    """The session cookie's name: with `__Host-`, which wants TLS, except in a demo."""
    return DEMO_COOKIE if services.settings.demo else SECURE_COOKIE


def token_of(request: Request, services: Services) -> str | None:
    """The session's token, if the request carries one."""
    return request.cookies.get(cookie_name(services))


async def _token(request: Request, services: ServicesDep) -> str | None:
    return token_of(request, services)


TokenDep = Annotated[str | None, Depends(_token)]


def login_of(token: TokenDep, services: ServicesDep) -> Login:
    """Whoever is logged in.

    Raises:
        NotLoggedIn: nobody is, or not any more.
    """
    login = services.sessions.find(token)
    if login is None:
        raise NotLoggedIn("Du är inte inloggad. Logga in igen.")
    return login


LoginDep = Annotated[Login, Depends(login_of)]


def viewer_for(login: Login, services: Services) -> Viewer:
    """The patient or relative who is logged in.

    Raises:
        NotAllowed: they may not see this contract (any more).
    """
    if login.patient_id is None:
        raise NotAllowed("Den här sidan är för patienter.")
    return services.acting.viewer(login.patient_id, login.actor)


def viewer_of(token: TokenDep, services: ServicesDep) -> Viewer:
    """The patient or relative who asks.

    Raises:
        NotLoggedIn, NotAllowed: nobody is, or they may not see this contract (any more).
    """
    return viewer_for(login_of(token, services), services)


ViewerDep = Annotated[Viewer, Depends(viewer_of)]


def staff_of(login: LoginDep) -> Staff:
    """The member of staff who asks.

    Raises:
        NotLoggedIn, NotAllowed
    """
    return staff_from(login)


StaffDep = Annotated[Staff, Depends(staff_of)]
