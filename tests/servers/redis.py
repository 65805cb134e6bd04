"""A real Redis server for tests: Debian's binary on a port of its own, nothing on disk."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
import redis

from tests.waiting import until

_INSTALL_SECONDS = 300


@contextmanager
def serve_redis() -> Iterator[int]:
    """Runs a server; its port."""
    binary = _binary()
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    process = subprocess.Popen(
        [binary, "--port", str(port), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no"],
        stdout=subprocess.DEVNULL,
        cwd="/",
    )
    try:
        until(lambda: _answers(port))
        yield port
    finally:
        process.kill()
        process.wait(10)


def _answers(port: int) -> bool:
    try:
        with redis.Redis(port=port, socket_timeout=1) as client:
            return bool(client.ping())
    except redis.RedisError:
        return False


def _binary() -> str:
    """The server, installed first when it is missing and root runs."""
    if shutil.which("redis-server") is None and os.geteuid() == 0 and shutil.which("apt-get"):
        environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive", "RUNLEVEL": "1"}
        for command in (["update"], ["install", "-y", "--no-install-recommends", "redis-server"]):
            subprocess.run(
                ["apt-get", "-q", *command], env=environment, check=False, timeout=_INSTALL_SECONDS
            )
    found = shutil.which("redis-server")
    if found is None:
        pytest.skip("needs Redis: install Debian's package `redis-server`")
    return found
