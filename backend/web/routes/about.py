"""What this is, and how accessible it is."""

from __future__ import annotations

from fastapi import APIRouter
from starlette.responses import Response

from backend.web.page import OpenPageDep

router = APIRouter(include_in_schema=False)


@router.get("/about")
def about(page: OpenPageDep) -> Response:
    """What the service does, and with whose data."""
    return page.html("about.html")


@router.get("/accessibility")
def accessibility(page: OpenPageDep) -> Response:
    """The accessibility statement that the law asks for."""
    return page.html("accessibility.html")
