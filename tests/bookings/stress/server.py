"""Booking servers for the stress tests: `python -m tests.bookings.stress.server`.

Importing the application takes seconds, so it is done once. Then each line of standard input, as

    {"url": "sqlite:////tmp/…", "without": null}

forks a server on that database, which listens on a free port and answers with the line

    {"port": 43210, "group": 4711}

Killing the process group `group` ends it. A server is two processes: the first only listens, the
second, which it forks, answers, and is forked anew whenever it dies; whoever connects meanwhile
waits in the listening socket's queue, as behind a supervisor and a balancer. All end when standard
input does, or when the process that reads it dies.
"""

from __future__ import annotations

import contextlib
import ctypes
import json
import os
import signal
import socket
import sys
from typing import NoReturn

import uvicorn
from fastapi import FastAPI

from backend.app import create_app
from backend.services import build_services
from backend.settings import Settings
from tests.bookings.stress import extra, faults, sabotage

_PR_SET_PDEATHSIG = 1


def main() -> None:
    """Forks servers until standard input ends."""
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    groups = []
    for line in sys.stdin:
        wanted = json.loads(line)
        listener = socket.create_server(("127.0.0.1", 0), backlog=512)
        child = os.fork()
        if child == 0:
            _listen(listener, wanted["url"], wanted["without"])
        groups.append(child)
        print(json.dumps({"port": listener.getsockname()[1], "group": child}), flush=True)
        listener.close()
    for group in groups:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(group, signal.SIGKILL)


def _listen(listener: socket.socket, url: str, without: str | None) -> NoReturn:
    os.setpgrp()
    _die_with_parent()
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    if without is not None:
        sabotage.take_out(without)
    # Nothing is connected to before the first request, so all of this may be forked.
    app = create_app(services=build_services(Settings(database_url=url, rate_limit=0)))
    extra.install(app)
    faults.install(app)
    while True:
        child = os.fork()
        if child == 0:
            _answer(listener, app)
        os.waitpid(child, 0)


def _answer(listener: socket.socket, app: FastAPI) -> NoReturn:
    _die_with_parent()
    config = uvicorn.Config(app, log_level="error", access_log=False, timeout_keep_alive=120)
    uvicorn.Server(config).run(sockets=[listener])
    os._exit(1)


def _die_with_parent() -> None:
    ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)


if __name__ == "__main__":
    main()
