"""Starts everything, waits until a patient can chat, and stops everything."""

from __future__ import annotations

import http.client
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from types import FrameType
from typing import Any
from xmlrpc.client import Fault, ServerProxy

import requests
from supervisor.xmlrpc import SupervisorTransport

from backend.model_path import model_path
from backend.settings import Settings, get_settings
from backend.supervision.configuration import (
    Service,
    services,
    socket_path,
    write_configuration,
)
from backend.supervision.preparing import prepare

_READY_SECONDS = 180
_POLL_SECONDS = 0.25
_STOP_SECONDS = 30
_LOG_LINES = 20
_DEAD = ("FATAL", "BACKOFF", "EXITED", "UNKNOWN")


class _Stopped(Exception):
    """Somebody asked us to stop."""


def run() -> int:
    """Runs until stopped.

    Returns:
        0 after a stop that was asked for, 1 when something could not start.
    """
    settings = get_settings()
    model = model_path()
    fault = _cannot_start(settings, model)
    if fault:
        print(fault, file=sys.stderr)
        return 1
    prepare(settings)
    found = services(settings, model)
    configuration = write_configuration(settings, found)
    socket_path(settings).unlink(missing_ok=True)
    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        signal.signal(number, _stop)
    print(f"Starting {', '.join(one.name for one in found)} …", flush=True)
    supervisord = subprocess.Popen(  # noqa: S603  our own interpreter and file
        [sys.executable, "-m", "supervisor.supervisord", "-c", str(configuration)],
        start_new_session=True,  # Ctrl-C is for us; we stop the rest in order
    )
    try:
        dead = _wait_until_ready(settings, supervisord, found)
        if dead:
            _tell(settings, dead)
            return 1
        print(f"Ready: http://127.0.0.1:{settings.port}", flush=True)
        return supervisord.wait()
    except _Stopped:
        return 0
    finally:
        _end(supervisord)


def _cannot_start(settings: Settings, model: Path) -> str | None:
    if not model.exists():
        return f"There is no trained model at {model}. Run `make model`."
    for name, port in (
        ("PORT", settings.port),
        ("BOT_PORT", settings.bot_port),
        ("ACTIONS_PORT", settings.actions_port),
    ):
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                return f"Port {port} is taken. Stop what uses it, or set {name} to another."
    return None


def _wait_until_ready(
    settings: Settings, supervisord: subprocess.Popen[bytes], found: list[Service]
) -> list[str]:
    """Waits for `/health`.

    Returns:
        the names of the services that died or never answered; empty when all is well.
    """
    deadline = time.monotonic() + _READY_SECONDS
    while time.monotonic() < deadline:
        if supervisord.poll() is not None:
            return ["supervisord"]
        dead = [name for name, state in _states(settings).items() if state in _DEAD]
        if dead:
            return dead
        if _healthy(settings):
            return []
        time.sleep(_POLL_SECONDS)
    return [one.name for one in found]


def _healthy(settings: Settings) -> bool:
    try:
        with requests.Session() as session:
            session.trust_env = False
            return session.get(f"http://127.0.0.1:{settings.port}/health", timeout=3).ok
    except requests.RequestException:
        return False


def _states(settings: Settings) -> dict[str, str]:
    transport = SupervisorTransport(serverurl=f"unix://{socket_path(settings)}")
    proxy: Any = ServerProxy("http://127.0.0.1", transport=transport)
    try:
        return {one["name"]: one["statename"] for one in proxy.supervisor.getAllProcessInfo()}
    except (OSError, Fault, http.client.HTTPException):
        return {}  # not listening yet


def _tell(settings: Settings, dead: list[str]) -> None:
    for name in dead:
        log = settings.data / "log" / f"{name}.log"
        print(f"{name} did not start. The last lines of {log}:", file=sys.stderr)
        lines = log.read_text("utf-8", "replace").splitlines() if log.exists() else []
        for line in lines[-_LOG_LINES:]:
            print(f"  {line}", file=sys.stderr)


def _stop(_number: int, _frame: FrameType | None) -> None:
    raise _Stopped


def _end(supervisord: subprocess.Popen[bytes]) -> None:
    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)
    if supervisord.poll() is None:
        supervisord.terminate()
        try:
            supervisord.wait(_STOP_SECONDS)
        except subprocess.TimeoutExpired:
            supervisord.kill()
