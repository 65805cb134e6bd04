"""The console's routes."""

from __future__ import annotations

from fastapi import APIRouter

from backend.web.staff.charts import router as charts
from backend.web.staff.conversation import router as conversation
from backend.web.staff.corrections import router as corrections
from backend.web.staff.finding import router as finding
from backend.web.staff.listing import router as listing
from backend.web.staff.log import router as log
from backend.web.staff.requests import router as requests

STAFF_ROUTERS: tuple[APIRouter, ...] = (
    listing,
    charts,
    conversation,
    requests,
    corrections,
    finding,
    log,
)
