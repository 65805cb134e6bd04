"""How long the list and the search take over HTTP among 100,000 conversations.

    python -m tests.load.transcript_store [--conversations 100000] [--database URL] [--table]

fills a database if it is empty, starts the backend on it, asks as staff do, and prints JSON.
Every request is logged in the access log before it is answered, as in production.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import requests
from sqlalchemy import func, select

from backend.database import Database
from backend.migrations import migrate
from backend.settings import ROOT
from backend.transcripts.models import Transcript, TranscriptTurn
from tests.load.transcript_rows import fill

LIMIT_MS = 150.0
_REPEATS = 40
_START_SECONDS = 60

LISTS: dict[str, dict[str, str]] = {
    "newest": {},
    "by risk": {"sort": "risk"},
    "least certain": {"sort": "confidence"},
    "unreviewed": {"status": "unreviewed"},
    "failed, by risk": {"outcome": "failed", "sort": "risk"},
    "common intent": {"intent": "ask_when"},
    "rare intent and clinic": {"intent": "ask_privacy", "clinic": "Ortopedkliniken Norr"},
    "fallbacks under 40 %": {"fallback": "true", "max_confidence": "0.4"},
    "a tag": {"tag": "följ upp", "status": "needs_action"},
    "a week": {"from": "2026-03-02", "to": "2026-03-08"},
    "nothing matches": {"intent": "ask_goal", "outcome": "safety", "assignee": "nobody-there"},
}
SEARCHES: dict[str, dict[str, str]] = {
    "a common word": {"q": "tiden"},
    "a common word, by risk": {"q": "tiden", "sort": "risk"},
    "a rare word": {"q": "magnetkamera"},
    "three words": {"q": "boka om tiden"},
    "a phrase": {"q": '"boka om"'},
    "a beginning": {"q": "ögon*"},
    "a word and filters": {"q": "operation", "status": "unreviewed", "outcome": "not_understood"},
    "no hit": {"q": "finnsinte"},
}


@dataclass(frozen=True)
class Measured:
    """Times of one sort of request, in milliseconds."""

    name: str
    p50: float
    p95: float
    worst: float
    hits: int


def measure(
    url: str, browser: requests.Session, group: dict[str, dict[str, str]], repeats: int
) -> list[Measured]:
    """Asks each several times, in a random order, so that none profits from the one before."""
    asked = [(name, query) for name, query in group.items() for _ in range(repeats)]
    random.Random(6).shuffle(asked)
    times: dict[str, list[float]] = {name: [] for name in group}
    hits: dict[str, int] = {}
    for name, query in asked:
        began = time.perf_counter()
        answer = browser.get(f"{url}/api/transcripts", params=query, timeout=30)
        times[name].append((time.perf_counter() - began) * 1000)
        assert answer.status_code == 200, answer.text
        hits[name] = len(answer.json()["items"])
    return [
        Measured(name, statistics.median(found), percentile(found, 95), max(found), hits[name])
        for name, found in times.items()
    ]


def measure_pages(url: str, browser: requests.Session, pages: int) -> Measured:
    """Walks the list page by page: the last must cost what the first does."""
    found, cursor = [], None
    for _ in range(pages):
        began = time.perf_counter()
        query: dict[str, str] = {"cursor": cursor} if cursor else {}
        answer = browser.get(f"{url}/api/transcripts", params=query, timeout=30).json()
        found.append((time.perf_counter() - began) * 1000)
        cursor = answer["next"]
        if cursor is None:
            break
    return Measured(
        f"{len(found)} pages on", statistics.median(found), percentile(found, 95), max(found), 50
    )


def percentile(found: list[float], part: int) -> float:
    """The value under which `part` of a hundred lie."""
    return sorted(found)[min(len(found) - 1, round(part / 100 * len(found)))]


@contextmanager
def backend_on(database_url: str, folder: Path) -> Iterator[str]:
    """The backend as a process of its own, on this database."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    environment = {
        **{name: value for name, value in os.environ.items() if not name.startswith("NASTASTEG_")},
        "PORT": str(port),
        "NASTASTEG_DATA": str(folder),
        "NASTASTEG_DATABASE_URL": database_url,
        "NASTASTEG_NOW": "2026-11-23T09:00",
    }
    command = ["-m", "uvicorn", "backend.asgi:app", "--port", str(port), "--no-access-log"]
    process = subprocess.Popen(
        [sys.executable, *command, "--log-level", "warning"],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.DEVNULL,
    )
    try:
        url = f"http://127.0.0.1:{port}"
        _wait_for(url, process)
        yield url
    finally:
        process.terminate()
        process.wait(20)


def report(database_url: str, folder: Path, repeats: int = _REPEATS) -> dict[str, Any]:
    """Measures, and gives the table's rows with the sizes."""
    with backend_on(database_url, folder) as url:
        browser = requests.Session()
        browser.trust_env = False
        assert browser.post(f"{url}/login/demo", json={"staff": "support"}).status_code == 204
        lists = measure(url, browser, LISTS, repeats)
        searches = measure(url, browser, SEARCHES, repeats)
        pages = measure_pages(url, browser, 200)
    rows = [*lists, pages, *searches]
    return {
        **sizes(database_url),
        "worst_p95_ms": max(found.p95 for found in rows),
        "limit_ms": LIMIT_MS,
        "list": [vars(found) for found in [*lists, pages]],
        "search": [vars(found) for found in searches],
    }


def sizes(database_url: str) -> dict[str, int]:
    """How much there is."""
    database = Database(database_url)
    with database.read() as session:
        conversations = session.scalar(select(func.count()).select_from(Transcript)) or 0
        turns = session.scalar(select(func.count()).select_from(TranscriptTurn)) or 0
    database.close()
    return {"conversations": conversations, "turns": turns}


def _wait_for(url: str, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + _START_SECONDS
    while time.monotonic() < deadline:
        assert process.poll() is None, "the backend did not start"
        try:
            requests.get(f"{url}/openapi.json", timeout=5)
        except requests.RequestException:
            time.sleep(0.1)
        else:
            return
    raise AssertionError("the backend does not answer")


def _print(found: dict[str, Any]) -> None:
    print(f"{found['conversations']:,} conversations, {found['turns']:,} turns")
    print("| request | p50 ms | p95 ms | worst ms | hits |\n|---|---|---|---|---|")
    for kind in ("list", "search"):
        for row in found[kind]:
            print(
                f"| {kind}: {row['name']} | {row['p50']:.0f} | {row['p95']:.0f}"
                f" | {row['worst']:.0f} | {row['hits']} |"
            )
    print(f"Worst p95 {found['worst_p95_ms']:.0f} ms; the limit is {found['limit_ms']:.0f} ms.")


def main() -> None:
    """Measures and prints."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--conversations", type=int, default=100_000)
    parser.add_argument("--database", help="a database URL that is kept")
    parser.add_argument("--table", action="store_true")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="transcripts-") as folder:
        url = asked.database or f"sqlite:///{folder}/load.db"
        migrate(url)
        if sizes(url)["conversations"] == 0:
            fill(Database(url), asked.conversations)
        found = report(url, Path(folder))
    _print(found) if asked.table else print(json.dumps(found))


if __name__ == "__main__":
    main()
