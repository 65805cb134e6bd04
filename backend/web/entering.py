"""What the ways to log in share: the page, and the door."""

from __future__ import annotations

from fastapi import Request
from starlette.responses import RedirectResponse, Response

from backend.access.api import set_session
from backend.access.demo import STAFF_ROLES, DemoPeople
from backend.access.sessions import Login
from backend.services import Services
from backend.web.page import Page


def address_of(request: Request) -> str:
    """The address that a request comes from; behind a proxy, the one that it names."""
    return request.client.host if request.client else ""


def login_page(page: Page, wanted: str, status: int = 200, fault: str | None = None) -> Response:
    """The ways to log in, with what was at fault in the last try."""
    demo = page.services.settings.demo
    return page.html(
        "login/page.html",
        status=status,
        wanted=wanted,
        fault=fault,
        people=demo_people(page.services).patients() if demo else [],
        staff_roles=STAFF_ROLES if demo else (),
        provider=page.services.settings.oidc_issuer is not None,
    )


def demo_people(services: Services) -> DemoPeople:
    """Whom one may be in the demo."""
    return DemoPeople(services.database, services.contracts, services.clock)


def enter(page: Page, login: Login, wanted: str) -> Response:
    """A fresh session, and on to the page that was wanted."""
    services = page.services
    token = services.sessions.open(login, page.token)
    response = RedirectResponse("/staff" if login.kind == "staff" else wanted, 303)
    set_session(response, services, token)
    return response
