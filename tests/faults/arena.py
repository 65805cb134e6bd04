"""The real system with a proxy on every way between its parts, for faults to be put in.

             front            bot            actions           inside
    patient ───────▶ backend ─────▶ Rasa ────────▶ actions ──────────▶ backend
                        └──── database, redis ────┘

Processes are supervised as in `make run`: whatever dies is started again, by nobody's hand.
"""

from __future__ import annotations

import json
import os
import signal
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from xmlrpc.client import ServerProxy

import requests
from supervisor.xmlrpc import SupervisorTransport

from backend.clock import Clock
from backend.database import Database
from backend.fhir.importer import import_bundle
from tests.dialogues.contracts import copy_for, number_of
from tests.servers.postgres import serve
from tests.servers.proxy import Mode, Proxy, proxy
from tests.servers.redis import serve_redis
from tests.system import System, free_ports, running_system
from tests.waiting import until

_RECOVERY_SECONDS = 90.0


@dataclass
class Arena:
    """A running system whose ways can be cut."""

    system: System
    ways: dict[str, Proxy]
    database_url: str
    clock: Clock
    patients: int = field(default=0)

    @property
    def url(self) -> str:
        """Where patients come in."""
        return f"http://127.0.0.1:{self.ways['front'].port}"

    def new_patient(self) -> str:
        """Loads a contract for a patient of their own; the number to log in with."""
        self.patients += 1
        index = self.patients
        number = f"2200{1 + index // 2500:02d}{1 + index % 2500 // 100:02d}TD{index % 100:02d}"
        content = json.dumps(copy_for("samma-dag", index)).replace(number_of(index), number)
        database = Database(self.database_url)
        try:
            import_bundle(database, content.encode(), self.clock)
        finally:
            database.close()
        return number

    def signal(self, service: str, number: int) -> None:
        """Sends a signal to a service's process."""
        os.kill(self.pid(service), number)

    def kill(self, service: str) -> None:
        """Ends a service without a word."""
        self.signal(service, signal.SIGKILL)

    def pid(self, service: str) -> int:
        """A service's process."""
        return until(lambda: self._pid(service))

    def all_pass(self) -> None:
        """Lets everything through again."""
        for way in self.ways.values():
            if way.mode is not Mode.PASS:
                way.mode = Mode.PASS
                way.drop()

    def recover(self) -> None:
        """Waits until a patient can chat again.

        Raises:
            AssertionError: not in time.
        """
        until(self._healthy, _RECOVERY_SECONDS)

    def _healthy(self) -> bool:
        try:
            return requests.get(f"{self.url}/health", timeout=5).ok
        except requests.RequestException:
            return False

    def _pid(self, service: str) -> int | None:
        socket = self.system.data / "supervisor.sock"
        transport = SupervisorTransport(serverurl=f"unix://{socket}")
        found: Any = ServerProxy("http://127.0.0.1", transport=transport)
        info = found.supervisor.getProcessInfo(service)
        return info["pid"] or None


@contextmanager
def arena_on_sqlite(folder: Path, clock: Clock, **settings: str) -> Iterator[Arena]:
    """As `make run` runs it."""
    database = f"sqlite:///{folder / 'data' / 'nasta-steg.db'}"
    with _ways() as ways, _running(folder, ways, settings) as system:
        yield Arena(system, ways, database, clock)


@contextmanager
def arena_on_servers(folder: Path, clock: Clock) -> Iterator[Arena]:
    """On PostgreSQL and Redis, each behind a proxy of its own."""
    with (
        contextmanager(serve)() as postgres,
        serve_redis() as redis_port,
        proxy(postgres.port) as database,
        proxy(redis_port) as redis,
        _ways() as ways,
    ):
        ways |= {"database": database, "redis": redis}
        straight = postgres.database()
        settings = {
            "NASTASTEG_DATABASE_URL": straight.replace(f":{postgres.port}/", f":{database.port}/"),
            "NASTASTEG_REDIS_URL": f"redis://127.0.0.1:{redis.port}/0",
            "NASTASTEG_RATE_LIMIT": "10000",
        }
        with _running(folder, ways, settings) as system:
            yield Arena(system, ways, straight, clock)


@contextmanager
def _ways() -> Iterator[dict[str, Proxy]]:
    with ExitStack() as stack:
        yield {name: stack.enter_context(proxy()) for name in ("front", "bot", "actions", "inside")}


@contextmanager
def _running(folder: Path, ways: dict[str, Proxy], settings: dict[str, str]) -> Iterator[System]:
    backend, bot, actions = free_ports(3)
    for name, port in (
        ("front", backend),
        ("inside", backend),
        ("bot", bot),
        ("actions", actions),
    ):
        ways[name].upstreams[:] = [port]
    empty = folder / "no-contracts"
    empty.mkdir(parents=True)
    ours = {
        "PORT": str(backend),
        "BOT_PORT": str(bot),
        "ACTIONS_PORT": str(actions),
        "NASTASTEG_BOT_URL": f"http://127.0.0.1:{ways['bot'].port}",
        "NASTASTEG_ACTIONS_URL": f"http://127.0.0.1:{ways['actions'].port}",
        "NASTASTEG_BACKEND_URL": f"http://127.0.0.1:{ways['inside'].port}",
        "NASTASTEG_CONTRACTS": str(empty),
    }
    with running_system(folder / "data", **{**ours, **settings}) as system:
        yield system
