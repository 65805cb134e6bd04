"""The built files."""

from __future__ import annotations

from typing import cast

from fastapi import APIRouter, Request
from starlette.responses import Response

from backend.web.assets import Assets

router = APIRouter(include_in_schema=False)


@router.get("/static/{version}/{path:path}")
async def static_file(version: str, path: str, request: Request) -> Response:
    """A built file, cached for ever under its version."""
    assets = cast(Assets, request.app.state.assets)
    return assets.response(version, path, request.headers)


@router.get("/favicon.ico")
async def favicon(request: Request) -> Response:
    """The mark, for browsers that ask for it here."""
    assets = cast(Assets, request.app.state.assets)
    return assets.response(assets.version, "img/mark.svg", request.headers)
