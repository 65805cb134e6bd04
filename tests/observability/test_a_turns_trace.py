"""One id goes through gateway, Rasa, action and backend, and no log says what was said."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest

from tests.system import System, running_system
from tests.waiting import until

MARIA = "19610118-2803"
WORDS = "Vem är det jag ska träffa? Hälsningar Gunhild Testberg på Kvarnbygatan"
SECRETS = ("Gunhild", "Testberg", "Kvarnbygatan", "610118", "2803")


def lines(folder: Path, service: str) -> list[dict[str, Any]]:
    """A service's log."""
    said = (folder / "log" / f"{service}.log").read_text("utf-8", "replace")
    return [json.loads(line) for line in said.splitlines() if line.startswith("{")]


def test_a_turn_has_one_id_in_every_part(system: System) -> None:
    before = len(lines(system.data, "backend"))
    system.log_in(MARIA).say(WORDS)

    turn = until(
        lambda: next(
            (one for one in lines(system.data, "backend")[before:] if one["message"] == "turn"),
            None,
        )
    )

    def parts() -> set[str] | None:
        found = {
            f"{service} {one['message']} {one.get('route', '')}".strip()
            for service in ("backend", "bot", "actions")
            for one in lines(system.data, service)
            if one.get("trace") == turn["trace"]
        }
        return found if len(found) >= 5 else None

    assert until(parts) == {
        "backend request /api/chat",
        "backend turn",
        "bot turn",
        "actions action",
        "backend request /internal/conversations/{conversation_id}/contract",
    }


def test_no_log_says_who_said_what(system: System) -> None:
    system.log_in(MARIA).say(WORDS)

    for log in (system.data / "log").iterdir():
        said = log.read_text("utf-8", "replace")
        assert [secret for secret in SECRETS if secret in said] == [], log.name


@pytest.mark.slow
def test_spans_of_all_four_reach_a_collector(tmp_path: Path) -> None:
    with (
        a_collector() as (url, received),
        running_system(
            tmp_path, OTEL_EXPORTER_OTLP_ENDPOINT=url, OTEL_BSP_SCHEDULE_DELAY="200"
        ) as system,
    ):
        system.log_in(MARIA).say(WORDS)

        def whole() -> set[str] | None:
            trace = next((s["trace"] for s in received if s["name"] == "POST /api/chat"), None)
            found = {s["service"] for s in received if s["trace"] == trace}
            return found if len(found) == 3 else None

        assert until(whole) == {"nasta-steg-backend", "nasta-steg-bot", "nasta-steg-actions"}
        assert not any(secret in json.dumps(received) for secret in SECRETS)


@contextmanager
def a_collector() -> Iterator[tuple[str, list[dict[str, Any]]]]:
    """An OTLP collector, and the spans that reach it."""
    received: list[dict[str, Any]] = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            sent = ExportTraceServiceRequest()
            sent.ParseFromString(self.rfile.read(int(self.headers["Content-Length"])))
            for resource in sent.resource_spans:
                names = {a.key: a.value.string_value for a in resource.resource.attributes}
                received.extend(
                    {
                        "service": names["service.name"],
                        "name": span.name,
                        "trace": span.trace_id.hex(),
                        "attributes": {a.key: str(a.value) for a in span.attributes},
                    }
                    for scope in resource.scope_spans
                    for span in scope.spans
                )
            self.send_response(200)
            self.end_headers()

        def log_message(self, *_arguments: object) -> None:
            """Nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}", received
    finally:
        server.shutdown()
