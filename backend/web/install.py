"""Puts the pages into the application, behind what every request passes."""

from __future__ import annotations

from urllib.parse import urlsplit

from fastapi import FastAPI
from starlette.middleware.gzip import GZipMiddleware

from backend.services import Services
from backend.web import faults
from backend.web.assets import load_assets
from backend.web.middleware.body import BodyGuard
from backend.web.middleware.headers import SecurityHeaders, content_security_policy
from backend.web.middleware.origin import SameOrigin
from backend.web.routes import ROUTERS
from backend.web.staff.routes import STAFF_ROUTERS
from backend.web.templating import load_templates

_WORTH_COMPRESSING = 700


def install(app: FastAPI, services: Services) -> None:
    """Adds pages, static files, faults in words, and the guards around all of it."""
    settings = services.settings
    app.state.assets = load_assets()
    app.state.templates = load_templates(app.state.assets)
    faults.install(app)
    for router in (*ROUTERS, *STAFF_ROUTERS):
        app.include_router(router)
    # The last that is added is the first that a request meets.
    app.add_middleware(GZipMiddleware, minimum_size=_WORTH_COMPRESSING)
    app.add_middleware(faults.LastResort)
    app.add_middleware(SameOrigin, public_url=settings.public_url)
    app.add_middleware(BodyGuard)
    provider = _origin(settings.oidc_issuer)
    app.add_middleware(
        SecurityHeaders,
        policy=content_security_policy((provider,) if provider else ()),
        production=not settings.demo,
    )


def _origin(url: str | None) -> str | None:
    if not url:
        return None
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"
