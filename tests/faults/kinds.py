"""Every kind of fault: how it begins, how long it lasts, how it ends."""

from __future__ import annotations

import os
import resource
import signal
import socket
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass

import psycopg

from tests.faults.arena import Arena
from tests.servers.proxy import Mode

Begin = Callable[[Arena], Iterator[None]]

SHORT, LONG = 3.0, 14.0
"""Seconds: a stumble, and longer than the gateway waits for the bot."""


@dataclass(frozen=True)
class Kind:
    """A kind of fault; `where` is the arena it needs: sqlite, servers or clock."""

    name: str
    where: str
    seconds: float
    fault: Callable[[Arena], Iterator[None]]


def way(name: str, mode: Mode, *, drop: bool = False) -> Begin:
    """A way between two parts fails so; with `drop` connections that are open are cut too."""

    def fault(arena: Arena) -> Iterator[None]:
        arena.ways[name].mode = mode
        if drop:
            arena.ways[name].drop()
        yield

    return fault


def killed(service: str) -> Begin:
    """A process dies."""

    def fault(arena: Arena) -> Iterator[None]:
        arena.kill(service)
        yield

    return fault


def stopped(service: str) -> Begin:
    """A process stands still, and goes on."""

    def fault(arena: Arena) -> Iterator[None]:
        pid = arena.pid(service)
        arena.signal(service, signal.SIGSTOP)
        yield
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGCONT)

    return fault


def locked_file(arena: Arena) -> Iterator[None]:
    """Somebody else holds the SQLite file's lock."""
    path = arena.database_url.removeprefix("sqlite:///")
    holder = sqlite3.connect(path, isolation_level=None, timeout=30)
    try:
        holder.execute("BEGIN IMMEDIATE")
        yield
        holder.execute("ROLLBACK")
    finally:
        holder.close()


def locked_table(arena: Arena) -> Iterator[None]:
    """Somebody holds a lock on the messages' table."""
    with psycopg.connect(arena.database_url.replace("+psycopg", "")) as holder:
        holder.execute("LOCK TABLE messages IN ACCESS EXCLUSIVE MODE")
        yield
        holder.rollback()


def full_disk(*services: str) -> Begin:
    """No file of these processes can grow."""

    def fault(arena: Arena) -> Iterator[None]:
        pids = [arena.pid(service) for service in services]
        for pid in pids:
            _, most = resource.prlimit(pid, resource.RLIMIT_FSIZE)
            resource.prlimit(pid, resource.RLIMIT_FSIZE, (0, most))
        yield
        for pid in pids:
            _, most = resource.prlimit(pid, resource.RLIMIT_FSIZE)
            resource.prlimit(pid, resource.RLIMIT_FSIZE, (most, most))

    return fault


def clock_jumps(minutes: int) -> Begin:
    """The machine's clock is set, and stays so."""

    def fault(arena: Arena) -> Iterator[None]:
        (arena.system.data / "clock").write_text(f"{minutes * 60:+d}")
        yield
        (arena.system.data / "clock").write_text("+0")

    return fault


def slow_clients(arena: Arena) -> Iterator[None]:
    """Forty clients send a byte at a time."""
    clients = [socket.create_connection(("127.0.0.1", arena.ways["front"].port)) for _ in range(40)]
    head = b"POST /api/chat HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
    for client in clients:
        client.sendall(head + b"Content-Length: 1000\r\n\r\n{")
    yield
    for client in clients:
        client.close()


def vanished_clients(arena: Arena) -> Iterator[None]:
    """Forty clients ask for something and never read it."""
    clients = []
    for _ in range(40):
        client = socket.create_connection(("127.0.0.1", arena.ways["front"].port))
        client.sendall(b"GET /login HTTP/1.1\r\nHost: x\r\n\r\n" * 20)
        clients.append(client)
    yield
    for client in clients:
        client.close()


KINDS = (
    Kind("bot killed", "sqlite", SHORT, killed("bot")),
    Kind("bot stands still", "sqlite", LONG, stopped("bot")),
    Kind("bot refuses connections", "sqlite", SHORT, way("bot", Mode.REFUSE, drop=True)),
    Kind("bot answers slowly", "sqlite", SHORT, way("bot", Mode.SLOW)),
    Kind("bot answers noise", "sqlite", SHORT, way("bot", Mode.GARBLE)),
    Kind("bot's answer is cut off", "sqlite", SHORT, way("bot", Mode.CUT)),
    Kind("bot's connection half open", "sqlite", LONG, way("bot", Mode.HALF_OPEN)),
    Kind("actions killed", "sqlite", SHORT, killed("actions")),
    Kind("actions stand still", "sqlite", LONG, stopped("actions")),
    Kind("actions answer noise", "sqlite", SHORT, way("actions", Mode.GARBLE)),
    Kind("actions' connection half open", "sqlite", LONG, way("actions", Mode.HALF_OPEN)),
    Kind(
        "actions cannot reach the backend", "sqlite", SHORT, way("inside", Mode.REFUSE, drop=True)
    ),
    Kind("backend answers actions noise", "sqlite", SHORT, way("inside", Mode.GARBLE)),
    Kind("backend's answer to actions cut off", "sqlite", SHORT, way("inside", Mode.CUT)),
    Kind("backend does not answer actions", "sqlite", LONG, way("inside", Mode.STALL)),
    Kind("backend killed", "sqlite", SHORT, killed("backend")),
    Kind("SQLite file locked", "sqlite", LONG, locked_file),
    Kind("disk full", "sqlite", SHORT, full_disk("backend", "bot")),
    Kind("slow clients", "sqlite", SHORT, slow_clients),
    Kind("clients that vanish", "sqlite", SHORT, vanished_clients),
    Kind("PostgreSQL gone", "servers", SHORT, way("database", Mode.REFUSE, drop=True)),
    Kind("PostgreSQL does not answer", "servers", LONG, way("database", Mode.STALL)),
    Kind("PostgreSQL table locked", "servers", LONG, locked_table),
    Kind("Redis gone", "servers", SHORT, way("redis", Mode.REFUSE, drop=True)),
    Kind("Redis does not answer", "servers", LONG, way("redis", Mode.STALL)),
    Kind("clock ten minutes forward", "clock", SHORT, clock_jumps(10)),
    Kind("clock ten minutes back", "clock", SHORT, clock_jumps(-10)),
)


@contextmanager
def happening(kind: Kind, arena: Arena) -> Iterator[None]:
    """The fault, until the end of the block."""
    fault = kind.fault(arena)
    next(fault)
    try:
        yield
    finally:
        with suppress(StopIteration):
            next(fault)
        arena.all_pass()
