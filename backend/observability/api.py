"""`GET /metrics`, for Prometheus alone: the proxy in front must not pass it on."""

from __future__ import annotations

import hmac
from typing import Annotated

from fastapi import APIRouter, Header, Response
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest

from backend.errors import NotFound
from backend.services import ServicesDep

router = APIRouter(include_in_schema=False)


@router.get("/metrics")
def metrics(services: ServicesDep, authorization: Annotated[str, Header()] = "") -> Response:
    """This process's metrics, to whoever shows `NASTASTEG_METRICS_TOKEN`; in a demo to all."""
    token = services.settings.metrics_token.get_secret_value()
    expected = f"Bearer {token}".encode()
    if token and not hmac.compare_digest(authorization.encode(), expected):
        raise NotFound
    if not token and not services.settings.demo:
        raise NotFound
    return Response(generate_latest(), media_type=CONTENT_TYPE_LATEST)
