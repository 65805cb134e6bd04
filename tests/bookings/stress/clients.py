"""Clients of the stress test: plain HTTP over kept connections, one a thread."""

from __future__ import annotations

import http.client
import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from tests.bookings.stress.arena import Player

_ROOT = Path(__file__).resolve().parents[3]
_SECONDS = 60


@dataclass(frozen=True)
class Reply:
    """What came back; `body` is null for an empty one."""

    status: int
    body: Any

    @property
    def code(self) -> str | None:
        """The problem's code."""
        return self.body.get("code") if isinstance(self.body, dict) else None


class Client:
    """One patient's connection to a server."""

    def __init__(self, port: int, player: Player) -> None:
        self.player = player
        self._connection = http.client.HTTPConnection("127.0.0.1", port, timeout=_SECONDS)

    def post(self, path: str, body: Any = None, **headers: str) -> Reply:
        """Posts `body` as JSON.

        Raises:
            OSError, http.client.HTTPException: the connection broke.
        """
        return self._ask("POST", path, body, headers)

    def get(self, path: str) -> Reply:
        """Gets `path`.

        Raises:
            OSError, http.client.HTTPException: the connection broke.
        """
        return self._ask("GET", path, None, {})

    def change(
        self,
        operation: str,
        appointment: str,
        *,
        key: str,
        version: int,
        slot: str | None = None,
        fault: str | None = None,
    ) -> Reply:
        """Makes a change.

        Raises:
            OSError, http.client.HTTPException: the connection broke.
        """
        headers = {"Idempotency-Key": key, "If-Match": f'"{version}"'}
        if fault is not None:
            headers["X-Fault"] = fault
        body = {"slot": slot} if slot is not None else None
        return self.post(f"/api/appointments/{appointment}/{operation}", body, **headers)

    def close(self) -> None:
        """Ends the connection."""
        self._connection.close()

    def _ask(self, method: str, path: str, body: Any, headers: dict[str, str]) -> Reply:
        content = json.dumps(body) if body is not None else None
        sent = {"Cookie": f"nastasteg={self.player.token}", "Connection": "keep-alive", **headers}
        if content is not None:
            sent["Content-Type"] = "application/json"
        try:
            self._connection.request(method, path, content, sent)
            response = self._connection.getresponse()
            raw = response.read()
        except (OSError, http.client.HTTPException):
            self._connection.close()
            raise
        is_json = "json" in (response.getheader("Content-Type") or "")
        return Reply(response.status, json.loads(raw) if raw and is_json else None)


@contextmanager
def servers(url: str, count: int = 2, *, without: str | None = None) -> Iterator[list[int]]:
    """Starts so many servers on the database and gives their ports."""
    started = [_ask_for_server(url, without) for _ in range(count)]
    try:
        yield [server["port"] for server in started]
    finally:
        for server in started:
            with suppress(ProcessLookupError):
                os.killpg(server["group"], signal.SIGKILL)


def _ask_for_server(url: str, without: str | None) -> dict[str, int]:
    starter = _starter()
    assert starter.stdin is not None
    assert starter.stdout is not None
    starter.stdin.write(json.dumps({"url": url, "without": without}) + "\n")
    starter.stdin.flush()
    line = starter.stdout.readline()
    if not line:
        raise RuntimeError("the application could not be imported")
    found: dict[str, int] = json.loads(line)
    return found


@cache
def _starter() -> subprocess.Popen[str]:
    """The process that forks servers, started when first needed; it ends with this one."""
    return subprocess.Popen(
        [sys.executable, "-m", "tests.bookings.stress.server"],
        cwd=_ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
