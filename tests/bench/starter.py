"""Rasa's own starter bot with its default configuration, as `rasa init` makes it."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import requests

from backend.settings import ROOT

RASA = ROOT / "bot" / ".venv" / "bin" / "rasa"
TURNS = (
    "hello",
    "I am feeling very sad",
    "yes",
    "are you a bot?",
    "good morning",
    "I am doing great",
    "no",
    "bye",
)
"""Eight turns that its stories know."""

_START_SECONDS = 180
_ENVIRONMENT = {
    **os.environ,
    "RASA_TELEMETRY_ENABLED": "false",
    "TF_CPP_MIN_LOG_LEVEL": "3",
    "PYTHONWARNINGS": "ignore",
    "SQLALCHEMY_SILENCE_UBER_WARNING": "1",
}


@dataclass
class Starter:
    """A running starter bot."""

    url: str
    pid: int
    ready_seconds: float

    def open(self, number: int) -> Callable[[str], None]:
        """A conversation through its REST channel."""
        browser = requests.Session()
        browser.trust_env = False
        sender = f"{number}-{time.monotonic_ns()}"

        def say(text: str) -> None:
            answer = browser.post(
                f"{self.url}/webhooks/rest/webhook",
                json={"sender": sender, "message": text},
                timeout=60,
            )
            answer.raise_for_status()

        return say


def train(folder: Path) -> float:
    """Makes and trains the bot in `folder` unless it is there; the seconds of training."""
    seconds = folder / "training-seconds"
    if not seconds.exists():
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        template = next(
            (ROOT / "bot" / ".venv").glob("lib/*/site-packages/rasa/cli/initial_project")
        )
        shutil.copytree(template, folder, dirs_exist_ok=True)
        started = time.perf_counter()
        subprocess.run(
            [RASA, "train", "--quiet"],
            cwd=folder,
            env=_ENVIRONMENT,
            check=True,
            capture_output=True,
            timeout=1800,
        )
        seconds.write_text(f"{time.perf_counter() - started:.1f}", "utf-8")
    return float(seconds.read_text("utf-8"))


@contextmanager
def running(folder: Path) -> Iterator[Starter]:
    """Starts it on a free port, and stops it."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    (folder / "credentials.yml").write_text("rest:\n", "utf-8")
    started = time.perf_counter()
    with (folder / "run.log").open("wb") as log:
        process = subprocess.Popen(
            [RASA, "run", "--interface", "127.0.0.1", "--port", str(port)],
            cwd=folder,
            env=_ENVIRONMENT,
            stdout=log,
            stderr=subprocess.STDOUT,
        )
    url = f"http://127.0.0.1:{port}"
    try:
        _wait(url, process)
        yield Starter(url, process.pid, round(time.perf_counter() - started, 1))
    finally:
        process.terminate()
        process.wait(30)


def _wait(url: str, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + _START_SECONDS
    while time.monotonic() < deadline:
        try:
            if requests.get(f"{url}/", timeout=2).ok:
                return
        except requests.ConnectionError:
            pass
        if process.poll() is not None:
            raise RuntimeError("the starter bot did not start")
        time.sleep(0.2)
    raise TimeoutError("the starter bot did not answer")
