"""When something goes wrong on a page: said in words, with a way on."""

from __future__ import annotations

import logging
from urllib.parse import quote

from fastapi import FastAPI, Request
from sqlalchemy.exc import SQLAlchemyError
from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from backend.access.viewer import token_of
from backend.errors import MEDIA_TYPE, NotLoggedIn, Problem, ProblemBody
from backend.observability import metrics
from backend.observability.logs import where
from backend.phrasing.texts import text as phrase
from backend.services import services_of
from backend.web.page import NotChosen, Page, open_page

_FOR_PROGRAMS = ("/api/", "/internal/", "/openapi.json", "/health")
_IN_PLACE = ("/messages", "/stay")

logger = logging.getLogger(__name__)


class Unexpected(Problem):
    """A fault of ours."""

    status, code, title = 500, "internal_error", "Internal error"


class Unavailable(Problem):
    """The database does not answer."""

    status, code, title = 503, "unavailable", "Unavailable"


def install(app: FastAPI) -> None:
    """Makes faults of pages into pages; programs get problems as before."""
    for_problem = app.exception_handlers[Problem]
    for_http = app.exception_handlers[HTTPException]

    @app.exception_handler(Problem)
    def _problem(request: Request, problem: Problem) -> Response:
        if not _is_page(request):
            return for_problem(request, problem)  # type: ignore[return-value]
        return page_for(request, problem)

    @app.exception_handler(SQLAlchemyError)
    def _database(request: Request, fault: SQLAlchemyError) -> Response:
        metrics.ERRORS.labels("database").inc()
        logger.error(
            "The database failed: %s at %s", type(fault).__name__, where(fault.__traceback__)
        )
        unavailable = Unavailable(phrase("gateway.unavailable"))
        if not _is_page(request):
            return unavailable.response()
        return fault_page(request, unavailable.status, unavailable.detail)

    @app.exception_handler(HTTPException)
    def _http(request: Request, error: HTTPException) -> Response:
        if not _is_page(request) or error.status_code != 404:
            return for_http(request, error)  # type: ignore[return-value]
        return fault_page(request, 404, None)


def page_for(request: Request, problem: Problem) -> Response:
    """The login page where nobody is logged in, else the fault in words."""
    if isinstance(problem, NotChosen):
        return RedirectResponse("/login/choose", 303)
    if isinstance(problem, NotLoggedIn) and request.url.path not in _IN_PLACE:
        wanted = request.url.path if request.method == "GET" else "/"
        suffix = f"?next={quote(wanted)}" if wanted != "/" else ""
        return RedirectResponse(f"/login{suffix}", 303)
    return fault_page(request, problem.status, problem.detail)


def fault_page(request: Request, status: int, detail: str | None) -> Response:
    """A page that says what is wrong, what to do, and whom to ring."""
    services = services_of(request)
    try:
        page = open_page(request, token_of(request, services), services)
    except Exception:  # whatever is down, there is a page
        logger.exception("Nobody could be recognised for a fault's page")
        page = Page(request, services)
    return page.html("fault.html", status=status, code=status, detail=detail)


def _is_page(request: Request) -> bool:
    wants_html = "text/html" in request.headers.get("accept", "")
    return wants_html and not request.url.path.startswith(_FOR_PROGRAMS)


class LastResort:
    """Answers what nobody foresaw, and logs where it happened but not with what."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serves a request."""
        started = False

        async def send_noticing(message: Message) -> None:
            nonlocal started
            started = True
            await send(message)

        try:
            await self._app(scope, receive, send_noticing)
        except Exception as fault:
            metrics.ERRORS.labels("request").inc()
            # An exception's own words may hold what a patient wrote.
            logger.error(
                "A request failed: %s at %s", type(fault).__name__, where(fault.__traceback__)
            )
            if scope["type"] != "http" or started:
                raise
            request = Request(scope)
            response: Response
            if _is_page(request):
                response = fault_page(request, 500, None)
            else:
                body = ProblemBody(
                    title="Internal error",
                    status=500,
                    code="internal_error",
                    detail=phrase("gateway.unavailable"),
                )
                response = JSONResponse(
                    body.model_dump(exclude_none=True), 500, media_type=MEDIA_TYPE
                )
            await response(scope, receive, send)
