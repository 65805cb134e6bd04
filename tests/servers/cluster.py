"""Several of each process on one machine, each kind behind a proxy, as behind a balancer.

with running_cluster(folder, of_each=2, database_url=…, redis_url=…) as cluster:
    patient = cluster.log_in(PERSONNUMMER)
    cluster.kill("bot", 0)
    cluster.start("bot", 0)
"""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import requests

from backend.settings import ROOT
from tests.servers.proxy import Proxy, proxy
from tests.system import NOW
from tests.waiting import until

PARTS = ("actions", "bot", "backend")
_READY = {"actions": "/health", "bot": "/webhooks/gateway/", "backend": "/health"}
_PORT = {"actions": "ACTIONS_PORT", "bot": "BOT_PORT", "backend": "PORT"}
_START_SECONDS = 180.0


@dataclass
class Cluster:
    """The processes, and the proxies in front of each kind."""

    folder: Path
    environment: dict[str, str]
    fronts: dict[str, Proxy]
    ports: dict[str, list[int]]
    processes: dict[tuple[str, int], subprocess.Popen[bytes]] = field(default_factory=dict)

    @property
    def url(self) -> str:
        """Where patients come in."""
        return f"http://127.0.0.1:{self.fronts['backend'].port}"

    def log_in(self, number: str) -> requests.Session:
        """A browser in which this person is logged in."""
        browser = requests.Session()
        browser.trust_env = False
        answer = browser.post(f"{self.url}/login/demo", json={"personnummer": number}, timeout=20)
        assert answer.status_code == 204, answer.text
        return browser

    def start(self, part: str, index: int) -> None:
        """Starts a process."""
        with (self.folder / f"{part}-{index}.log").open("ab") as log:
            self.processes[part, index] = subprocess.Popen(
                [str(Path(sys.executable).parent / "nasta-steg"), "serve", part],
                stdout=log,
                stderr=subprocess.STDOUT,
                env=self.environment | {_PORT[part]: str(self.ports[part][index])},
                cwd=ROOT,
            )

    def kill(self, part: str, index: int, number: int = signal.SIGKILL) -> None:
        """Ends a process, by default without a word."""
        process = self.processes[part, index]
        process.send_signal(number)
        process.wait(30)

    def wait(self, *which: tuple[str, int]) -> None:
        """Waits until these processes serve; all by default."""
        for part, index in which or tuple(self.processes):
            if part != "backend":
                until(lambda: self.serves(part, index), _START_SECONDS)  # noqa: B023
        for part, index in which or tuple(self.processes):
            until(lambda: self.serves(part, index), _START_SECONDS)  # noqa: B023

    def serves(self, part: str, index: int) -> bool:
        """Whether a process answers that it is ready."""
        try:
            answer = requests.get(
                f"http://127.0.0.1:{self.ports[part][index]}{_READY[part]}", timeout=5
            )
        except requests.RequestException:
            return False
        return answer.ok


@contextmanager
def running_cluster(folder: Path, *, of_each: int = 2, **settings: str) -> Iterator[Cluster]:
    """Runs `of_each` of every process; `settings` are environment variables."""
    folder.mkdir(parents=True, exist_ok=True)
    ports = {part: _free_ports(of_each) for part in PARTS}
    with ExitStack() as stack:
        fronts = {part: stack.enter_context(proxy(*ports[part])) for part in PARTS}
        ours = ("NASTASTEG_", "PORT", "BOT_PORT", "ACTIONS_PORT")
        environment = {
            **{name: value for name, value in os.environ.items() if not name.startswith(ours)},
            "NASTASTEG_DATA": str(folder / "data"),
            "NASTASTEG_NOW": NOW,
            "NASTASTEG_RATE_LIMIT": "0",
            "NASTASTEG_BACKEND_URL": f"http://127.0.0.1:{fronts['backend'].port}",
            "NASTASTEG_BOT_URL": f"http://127.0.0.1:{fronts['bot'].port}",
            "NASTASTEG_ACTIONS_URL": f"http://127.0.0.1:{fronts['actions'].port}",
            **settings,
        }
        subprocess.run(
            [str(Path(sys.executable).parent / "nasta-steg"), "migrate"],
            env=environment,
            cwd=ROOT,
            check=True,
            timeout=180,
        )
        cluster = Cluster(folder, environment, fronts, ports)
        try:
            for part in PARTS:
                for index in range(of_each):
                    cluster.start(part, index)
            cluster.wait()
            yield cluster
        finally:
            for process in cluster.processes.values():
                process.kill()
            for process in cluster.processes.values():
                process.wait(10)


def _free_ports(count: int) -> list[int]:
    sockets = [socket.socket() for _ in range(count)]
    for one in sockets:
        one.bind(("127.0.0.1", 0))
    ports = [int(one.getsockname()[1]) for one in sockets]
    for one in sockets:
        one.close()
    return ports
