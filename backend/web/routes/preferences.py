"""The size of the text and the language: kept in this browser."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form
from starlette.responses import RedirectResponse, Response

from backend.services import ServicesDep
from backend.web import language, preferences
from backend.web.links import local_path

router = APIRouter(include_in_schema=False)


@router.post("/preferences")
def choose(
    services: ServicesDep,
    text: Annotated[str | None, Form()] = None,
    wanted: Annotated[str | None, Form(alias="language")] = None,
    back: Annotated[str, Form()] = "/",
) -> Response:
    """Keep what was chosen, and go back to the page that it was chosen on."""
    response = RedirectResponse(local_path(back), 303)
    for name, value, known in (
        (preferences.TEXT_COOKIE, text, preferences.TEXT_SIZES),
        (language.COOKIE, wanted, tuple(language.LANGUAGES)),
    ):
        if value in known:
            response.set_cookie(
                name,
                value,
                max_age=preferences.KEPT_SECONDS,
                httponly=True,
                samesite="lax",
                secure=not services.settings.demo,
            )
    return response
