"""One id for a turn, from the page's request to the last call of an action (W3C Trace Context).

The gateway's request begins a trace; `traceparent` carries it to Rasa, from there to the action
server, and back to the backend. Ids are always there, for the logs to name. Spans are recorded and
sent only where `OTEL_EXPORTER_OTLP_ENDPOINT` names a collector; OpenTelemetry's own variables
(`OTEL_TRACES_SAMPLER`, `OTEL_EXPORTER_OTLP_HEADERS`, …) hold then.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from functools import lru_cache

from opentelemetry import trace
from opentelemetry.context import Context
from opentelemetry.sdk.resources import Resource
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.sampling import ALWAYS_OFF
from opentelemetry.trace.propagation.tracecontext import TraceContextTextMapPropagator

ENDPOINT = "OTEL_EXPORTER_OTLP_ENDPOINT"
_PROPAGATOR = TraceContextTextMapPropagator()


def configure(service: str) -> TracerProvider:
    """Makes this process the trace's part `nasta-steg-<service>`; once, when it starts."""
    resource = Resource.create({"service.name": f"nasta-steg-{service}"})
    if os.environ.get(ENDPOINT):
        # Hundreds of modules, for those alone who send traces.
        from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
        from opentelemetry.sdk.trace.export import BatchSpanProcessor

        provider = TracerProvider(resource=resource)
        provider.add_span_processor(BatchSpanProcessor(OTLPSpanExporter()))
    else:
        # Drops every span, but gives it an id.
        provider = TracerProvider(resource=resource, sampler=ALWAYS_OFF)
    trace.set_tracer_provider(provider)
    return provider


def tracer() -> trace.Tracer:
    """What begins spans."""
    return _tracer(trace.get_tracer_provider())


@lru_cache(maxsize=4)
def _tracer(provider: trace.TracerProvider) -> trace.Tracer:
    # OpenTelemetry makes a new one at each call.
    return provider.get_tracer("nasta-steg")


def trace_id() -> str | None:
    """The present trace's id, 32 hex digits; `None` outside of one."""
    found = trace.get_current_span().get_span_context()
    return format(found.trace_id, "032x") if found.is_valid else None


def outgoing() -> dict[str, str]:
    """The headers that carry the present trace on."""
    headers: dict[str, str] = {}
    _PROPAGATOR.inject(headers)
    return headers


def incoming(headers: Mapping[str, str]) -> Context:
    """The trace that a request belongs to, from its headers."""
    return _PROPAGATOR.extract(headers)
