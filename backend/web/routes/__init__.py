"""The pages' routes, one module per page."""

from __future__ import annotations

from fastapi import APIRouter

from backend.web.routes.about import router as about
from backend.web.routes.access import router as access
from backend.web.routes.calendar import router as calendar
from backend.web.routes.chat import router as chat
from backend.web.routes.contact import router as contact
from backend.web.routes.login import router as login
from backend.web.routes.plan import router as plan
from backend.web.routes.preferences import router as preferences
from backend.web.routes.provider import router as provider
from backend.web.routes.session import router as session
from backend.web.routes.static import router as static
from backend.web.routes.times import router as times

ROUTERS: tuple[APIRouter, ...] = (
    static,
    chat,
    plan,
    times,
    calendar,
    access,
    contact,
    about,
    login,
    provider,
    session,
    preferences,
)
"""In the order that they are matched."""
