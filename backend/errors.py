"""Errors as `application/problem+json` (RFC 9457), each with a stable `code`."""

from __future__ import annotations

from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from pydantic import BaseModel
from starlette.exceptions import HTTPException

MEDIA_TYPE = "application/problem+json"


class ProblemBody(BaseModel):
    """What the body of every error holds; some codes add members of their own."""

    type: str = "about:blank"
    title: str
    status: int
    code: str
    detail: str | None = None


class Problem(Exception):
    """An error that the caller can act on.

    Subclasses set `status`, `code` and `title`; `detail` is a Swedish sentence for the patient
    where one sees it, and `extra` adds members such as the alternatives to a taken slot.
    """

    status = 500
    code = "internal_error"
    title = "Internal error"

    def __init__(self, detail: str | None = None, **extra: Any) -> None:
        super().__init__(detail or self.title)
        self.detail = detail
        self.extra = extra

    def response(self) -> JSONResponse:
        """The problem as it goes out."""
        body = ProblemBody(title=self.title, status=self.status, code=self.code, detail=self.detail)
        content = {**body.model_dump(exclude_none=True), **self.extra}
        return JSONResponse(content, self.status, media_type=MEDIA_TYPE)


class NotLoggedIn(Problem):
    """Nobody is logged in, or the session has ended."""

    status, code, title = 401, "not_logged_in", "Not logged in"


class NotAllowed(Problem):
    """Whoever is logged in may not do this."""

    status, code, title = 403, "not_allowed", "Not allowed"


class NotFound(Problem):
    """There is nothing here, or nothing that the caller may know of."""

    status, code, title = 404, "not_found", "Not found"


class Invalid(Problem):
    """The request's content is at fault; `field` names where."""

    status, code, title = 422, "invalid", "Invalid request"


def problem_responses(*problems: type[Problem]) -> dict[int | str, dict[str, Any]]:
    """The `responses` of a route that may answer with these problems, for OpenAPI."""
    found: dict[int | str, dict[str, Any]] = {}
    for problem in problems:
        before = found.get(problem.status, {}).get("description")
        description = f"{before}; `{problem.code}`" if before else f"`{problem.code}`"
        found[problem.status] = {
            "description": description,
            "content": {MEDIA_TYPE: {"schema": ProblemBody.model_json_schema()}},
        }
    return found


def install(app: FastAPI) -> None:
    """Makes every error of `app` answer as a problem."""

    @app.exception_handler(Problem)
    def _problem(_request: Request, problem: Problem) -> JSONResponse:
        return problem.response()

    @app.exception_handler(RequestValidationError)
    def _invalid(_request: Request, error: RequestValidationError) -> JSONResponse:
        faults = [
            {"field": ".".join(str(part) for part in found["loc"][1:]), "message": found["msg"]}
            for found in error.errors()
        ]
        return Invalid(errors=faults).response()

    @app.exception_handler(OverflowError)
    def _too_great(_request: Request, _error: OverflowError) -> JSONResponse:
        # A number in an address that no column can hold: there is nothing under it.
        return Invalid().response()

    @app.exception_handler(HTTPException)
    def _http(_request: Request, error: HTTPException) -> JSONResponse:
        if error.status_code == 400:
            # FastAPI says so of a body that is not even text, which is a fault as any other in it.
            fault = {"field": "body", "message": "The body is not JSON in UTF-8"}
            return Invalid(errors=[fault]).response()
        code = {404: "not_found", 405: "method_not_allowed"}.get(error.status_code, "http_error")
        body = ProblemBody(title=str(error.detail), status=error.status_code, code=code)
        return JSONResponse(
            body.model_dump(exclude_none=True),
            error.status_code,
            media_type=MEDIA_TYPE,
            headers=error.headers,
        )
