"""Rasa's part of a turn's trace, and its logs as JSON lines without personal data.

The same lines and ids as `backend/observability`, which this environment cannot import: the
gateway's `traceparent` comes in with the turn, and goes on to the action server.
"""

from __future__ import annotations

import json
import logging
import os
import sys
import traceback
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

from opentelemetry import trace
from opentelemetry.sdk.resources import Resource
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.sampling import ALWAYS_OFF
from opentelemetry.trace.propagation.tracecontext import TraceContextTextMapPropagator

_PROPAGATOR = TraceContextTextMapPropagator()
_FRAMES = 12


class JsonLines(logging.Formatter):
    """One JSON object a line; of an exception its type and place, never its words."""

    def format(self, record: logging.LogRecord) -> str:
        """One line."""
        content: dict[str, Any] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "service": "bot",
            "logger": record.name,
            "message": record.getMessage(),
        }
        found = trace.get_current_span().get_span_context()
        if found.is_valid:
            content["trace"] = format(found.trace_id, "032x")
        content.update(getattr(record, "data", {}))
        if record.exc_info and record.exc_info[0] is not None:
            content["error"] = record.exc_info[0].__name__
            frames = traceback.extract_tb(record.exc_info[2])[-_FRAMES:]
            content["where"] = [f"{Path(f.filename).name}:{f.lineno} {f.name}" for f in frames]
        return json.dumps(content, ensure_ascii=False, default=str)


def configure() -> None:
    """Takes over every log of the process, and begins to send traces where a collector is named."""
    handler = logging.StreamHandler(sys.stdout)
    handler.setFormatter(JsonLines())
    logging.getLogger().handlers[:] = [handler]
    for name in list(logging.root.manager.loggerDict):
        found = logging.getLogger(name)
        found.handlers.clear()
        found.propagate = True
    # Rasa says at INFO and DEBUG what a patient wrote.
    for name in ("rasa", "sanic", "apscheduler", "components"):
        logging.getLogger(name).setLevel(logging.WARNING)
    logging.getLogger("nasta-steg").setLevel(logging.INFO)
    resource = Resource.create({"service.name": "nasta-steg-bot"})
    if os.environ.get("OTEL_EXPORTER_OTLP_ENDPOINT"):
        from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
        from opentelemetry.sdk.trace.export import BatchSpanProcessor

        provider = TracerProvider(resource=resource)
        provider.add_span_processor(BatchSpanProcessor(OTLPSpanExporter()))
    else:
        provider = TracerProvider(resource=resource, sampler=ALWAYS_OFF)
    trace.set_tracer_provider(provider)


def log_turn(turn: str, seconds: float) -> None:
    """Says that a turn was answered; `turn` is the gateway's number of the message."""
    data = {"turn": turn, "ms": round(seconds * 1000)}
    logging.getLogger("nasta-steg.turns").info("turn", extra={"data": data})


@contextmanager
def span(name: str, headers: Mapping[str, str] | None = None) -> Iterator[None]:
    """A part of the turn; with `headers`, of the trace that they carry."""
    context = _PROPAGATOR.extract(headers) if headers is not None else None
    with _tracer().start_as_current_span(name, context):
        yield


@cache
def _tracer() -> trace.Tracer:
    # OpenTelemetry makes a new one at each call.
    return trace.get_tracer("nasta-steg")


def outgoing() -> dict[str, str]:
    """The headers that carry the present trace on."""
    headers: dict[str, str] = {}
    _PROPAGATOR.inject(headers)
    return headers
