"""What every page knows: who asks, in which language, at what size of text."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Any, cast

from fastapi import Depends, Form, Request
from starlette.responses import HTMLResponse

from backend.access.acting import Viewer
from backend.access.relatives import name_of_patient
from backend.access.sessions import Login
from backend.access.viewer import TokenDep, login_of, viewer_for
from backend.errors import NotAllowed, NotLoggedIn
from backend.services import Services, ServicesDep
from backend.web import csrf
from backend.web.language import language_of
from backend.web.preferences import text_size_of
from backend.web.templating import Templates
from backend.web.words import Words


class NotChosen(NotAllowed):
    """The person may act for several, and has not said for whom."""

    code, title = "not_chosen", "Nobody to act for is chosen"


@dataclass(frozen=True)
class Page:
    """A page that is asked for. `login` and `viewer` are null where nobody is logged in."""

    request: Request
    services: Services
    token: str | None = None
    login: Login | None = None
    viewer: Viewer | None = None

    @property
    def language(self) -> str:
        """The language of the interface."""
        return language_of(self.request.cookies)

    @property
    def words(self) -> Words:
        """Says days and times in that language."""
        return Words(self.language, self.services.clock())

    def html(
        self,
        template: str,
        *,
        status: int = 200,
        headers: Mapping[str, str] | None = None,
        **context: Any,
    ) -> HTMLResponse:
        """The template as an answer."""
        templates = cast(Templates, self.request.app.state.templates)
        content = templates.render(self.language, template, self._common() | context)
        return HTMLResponse(content, status, headers)

    def _acting_for(self) -> str | None:
        if self.viewer is None or self.viewer.own:
            return None
        with self.services.database.read() as session:
            return name_of_patient(session, self.viewer.patient_id)

    def _common(self) -> dict[str, Any]:
        services, token, viewer = self.services, self.token, self.viewer
        key = services.settings.derived_key("pages")
        return {
            "path": self.request.url.path,
            "w": self.words,
            "now": services.clock(),
            "text_size": text_size_of(self.request.cookies),
            "login": self.login,
            "viewer": viewer,
            "acting_for": self._acting_for(),
            "demo": services.settings.demo,
            "csrf": csrf.token_for(token, key) if token and self.login else "",
            "session_seconds": services.sessions.seconds_left(token) if self.login else None,
            # Ties what the browser keeps of a draft to the person who wrote it.
            "owner": _owner(key, viewer) if viewer else "",
        }


def _owner(key: str, viewer: Viewer) -> str:
    who = f"{viewer.patient_id}|{viewer.actor}"
    return hmac.new(key.encode(), who.encode(), hashlib.sha256).hexdigest()[:16]


def open_page(request: Request, token: TokenDep, services: ServicesDep) -> Page:
    """A page that anybody may see, with whoever is logged in."""
    login = services.sessions.find(token)
    viewer = None
    if login is not None and login.patient_id is not None:
        try:
            viewer = services.acting.viewer(login.patient_id, login.actor)
        except NotAllowed:
            login = None
    return Page(request, services, token, login, viewer)


def patient_page(request: Request, token: TokenDep, services: ServicesDep) -> Page:
    """A page for the patient, or a relative who may see the contract.

    Raises:
        NotLoggedIn, NotAllowed, NotChosen
    """
    login = login_of(token, services)
    if login.patient_id is None and login.choices:
        raise NotChosen("Välj vems plan du vill se.")
    return Page(request, services, token, login, viewer_for(login, services))


def passive_page(request: Request, token: TokenDep, services: ServicesDep) -> Page:
    """As `patient_page`, for what a page asks for by itself: it does not keep the session alive.

    Raises:
        NotLoggedIn, NotAllowed
    """
    login = services.sessions.find(token, seen=False)
    if login is None:
        raise NotLoggedIn("Du är inte inloggad. Logga in igen.")
    return Page(request, services, token, login, viewer_for(login, services))


def sent_form(
    token: TokenDep, services: ServicesDep, given: Annotated[str, Form(alias=csrf.FIELD)] = ""
) -> None:
    """Lets a form pass that our own page of this session sent.

    Raises:
        NotLoggedIn, FormNotOurs
    """
    if token is None:
        raise NotLoggedIn("Du är inte inloggad. Logga in igen.")
    csrf.check(given, token, services.settings.derived_key("pages"))


OpenPageDep = Annotated[Page, Depends(open_page)]
PatientPageDep = Annotated[Page, Depends(patient_page)]
PassivePageDep = Annotated[Page, Depends(passive_page)]
OurForm = Depends(sent_form)


def patient_of(page: Page) -> Viewer:
    """The viewer of a patient's page, which always has one."""
    assert page.viewer is not None  # noqa: S101  `patient_page` has seen to it
    return page.viewer
