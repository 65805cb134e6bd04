"""A booking server that a test starts: `python -m tests.bookings.stress.server URL PORT …`.

The first process only listens; a child that it forks answers, and is forked anew whenever it dies.
A fork takes milliseconds where a start takes a second, and whoever connects meanwhile waits in the
listening socket's queue, as behind a supervisor and a balancer. It ends when its standard input
is closed.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import signal
import socket
import sys
import threading

import uvicorn

from backend.app import create_app
from backend.services import build_services
from backend.settings import Settings
from tests.bookings.stress import extra, faults, sabotage


def main() -> None:
    """Runs until standard input ends."""
    options = argparse.ArgumentParser()
    options.add_argument("url")
    options.add_argument("--without", choices=sabotage.GUARDS)
    wanted = options.parse_args()
    if wanted.without:
        sabotage.take_out(wanted.without)
    listener = socket.create_server(("127.0.0.1", 0), backlog=512)
    children: list[int] = []
    threading.Thread(target=_end_with_input, args=(children,), daemon=True).start()
    print(listener.getsockname()[1], flush=True)
    while True:
        child = os.fork()
        if child == 0:
            _answer(wanted.url, listener)
        children[:] = [child]
        os.waitpid(child, 0)


def _answer(url: str, listener: socket.socket) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    settings = Settings(database_url=url, rate_limit=0)
    services = build_services(settings)
    app = create_app(services=services)
    extra.install(app)
    faults.install(app)
    config = uvicorn.Config(app, log_level="error", access_log=False, timeout_keep_alive=120)
    uvicorn.Server(config).run(sockets=[listener])
    os._exit(1)


def _end_with_input(children: list[int]) -> None:
    sys.stdin.read()
    for child in children:
        with contextlib.suppress(ProcessLookupError):
            os.kill(child, signal.SIGKILL)
    os._exit(0)


if __name__ == "__main__":
    main()
