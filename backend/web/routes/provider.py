"""Logging in at the identity provider: there, and back."""

from __future__ import annotations

import secrets
from typing import Annotated

from fastapi import APIRouter, Query, Request
from starlette.responses import RedirectResponse, Response

from backend.access.attempts import LASTS, AttemptGone, Audience
from backend.access.identity import login_of_claims
from backend.access.limits import TooManyLogins
from backend.access.oidc import Answer, LoginRefused, Provider, ProviderDown
from backend.access.viewer import cookie_name
from backend.errors import NotAllowed, NotFound, Problem
from backend.services import Services
from backend.web.entering import address_of, enter, login_page
from backend.web.links import local_path
from backend.web.page import OpenPageDep

router = APIRouter(include_in_schema=False)

_AT_FAULT = (
    AttemptGone,
    LoginRefused,
    NotAllowed,
    NotFound,
    ProviderDown,
    TooManyLogins,
)


@router.get("/login/start")
def start(
    page: OpenPageDep,
    request: Request,
    wanted: Annotated[str, Query(alias="next")] = "/",
    audience: Annotated[Audience, Query(alias="as")] = "person",
) -> Response:
    """Off to the identity provider."""
    services = page.services
    try:
        services.login_limit.count(address_of(request))
        browser = secrets.token_urlsafe(32)
        state, attempt = services.attempts.begin(audience, local_path(wanted), browser)
        response = RedirectResponse(_provider(services).address(state, attempt), 303)
    except _AT_FAULT as fault:
        return login_page(page, local_path(wanted), fault.status, fault.detail)
    response.set_cookie(
        _browser_cookie(services),
        browser,
        max_age=int(LASTS.total_seconds()),
        path="/",
        httponly=True,
        samesite="lax",
        secure=not services.settings.demo,
    )
    return response


@router.get("/login/callback")
def callback(
    page: OpenPageDep,
    request: Request,
    state: Annotated[str, Query(max_length=200)] = "",
    code: Annotated[str, Query(max_length=4000)] = "",
    iss: Annotated[str | None, Query(max_length=400)] = None,
    error: Annotated[str | None, Query(max_length=200)] = None,
) -> Response:
    """Back from the identity provider, with a code or a fault."""
    services = page.services
    browser = request.cookies.get(_browser_cookie(services), "")
    wanted = "/"
    try:
        services.login_limit.count(address_of(request))
        attempt = services.attempts.end(state, browser)
        wanted = attempt.next_path
        if error is not None:
            raise _not_given(error)
        claims = _provider(services).claims(Answer(code, iss), attempt)
        login = login_of_claims(
            claims, attempt.audience, services.settings, services.database, services.acting
        )
    except _AT_FAULT as fault:
        return login_page(page, wanted, fault.status, fault.detail)
    response = enter(page, login, wanted)
    response.delete_cookie(_browser_cookie(services), path="/")
    return response


def _provider(services: Services) -> Provider:
    if services.provider is None:
        raise ProviderDown("Inloggningen är inte igång. Ring din mottagning eller 1177.")
    return services.provider


def _not_given(error: str) -> Problem:
    """What the provider said in place of a code."""
    if error == "access_denied":
        return LoginRefused("Du avbröt inloggningen. Du är inte inloggad.")
    return LoginRefused("Inloggningen gick inte igenom. Försök igen.")


def _browser_cookie(services: Services) -> str:
    return f"{cookie_name(services)}-login"
