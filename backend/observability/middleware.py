"""Every request is counted, timed, given an id and logged: by its route, never by its address."""

from __future__ import annotations

import logging
import time

from opentelemetry.context import Context
from opentelemetry.trace import SpanKind
from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from backend.observability import metrics
from backend.observability.tracing import incoming, trace_id, tracer

logger = logging.getLogger("nasta-steg.requests")

_OURS = "/internal/"
_QUIET = ("/metrics", "/health", "/static")
_METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")


class Observed:
    """The outermost of what a request passes.

    Only the action server's requests continue a trace: a browser must not choose the id that the
    logs are searched by.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serves a request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        ours = scope["path"].startswith(_OURS)
        context = incoming(Headers(scope=scope)) if ours else Context()
        started, status = time.perf_counter(), 500

        async def send_noting(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                found = trace_id()
                if found:
                    MutableHeaders(scope=message)["X-Request-Id"] = found
            await send(message)

        with tracer().start_as_current_span("request", context, SpanKind.SERVER) as span:
            try:
                await self._app(scope, receive, send_noting)
            finally:
                seconds = time.perf_counter() - started
                route, method = _route(scope), _method(scope)
                span.update_name(f"{method} {route}")
                span.set_attribute("http.response.status_code", status)
                metrics.REQUESTS.labels(method, route, str(status)).inc()
                metrics.REQUEST_SECONDS.labels(route).observe(seconds)
                if not route.startswith(_QUIET):
                    logger.info(
                        "request",
                        extra={
                            "data": {
                                "method": method,
                                "route": route,
                                "status": status,
                                "ms": round(seconds * 1000),
                            }
                        },
                    )


def _route(scope: Scope) -> str:
    """The route's template; one name for all that has none, so that nobody can add labels."""
    return getattr(scope.get("route"), "path", None) or "other"


def _method(scope: Scope) -> str:
    return scope["method"] if scope["method"] in _METHODS else "other"
