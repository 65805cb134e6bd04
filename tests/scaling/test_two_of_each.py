"""PostgreSQL, Redis and two of each process: one of each is killed and no patient is left alone."""

from __future__ import annotations

import secrets
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg
import pytest
import requests

from tests.servers.cluster import Cluster, running_cluster
from tests.servers.postgres import serve
from tests.servers.redis import serve_redis
from tests.waiting import until

PATIENTS = ("19610118-2803", "19900222-2397", "19610973-2393")
QUESTIONS = ("Vad händer nu?", "När är min nästa tid?", "Var är det?", "Vem är min kontakt?")
_PATIENCE_SECONDS = 60.0


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    """Two of each, on real servers."""
    with (
        contextmanager(serve)() as postgres,
        serve_redis() as port,
        running_cluster(
            tmp_path_factory.mktemp("cluster"),
            NASTASTEG_DATABASE_URL=postgres.database(),
            NASTASTEG_REDIS_URL=f"redis://127.0.0.1:{port}/0",
        ) as found,
    ):
        yield found


class Page:
    """A patient's page: sends a message again under its id until there is an answer."""

    def __init__(self, cluster: Cluster, number: str) -> None:
        self._url = cluster.url
        self._browser = cluster.log_in(number)
        self.sent: list[str] = []
        self.replies: list[list[dict[str, Any]]] = []

    def say(self, text: str) -> list[dict[str, Any]]:
        """The reply."""
        body = {"text": text, "id": secrets.token_hex(8)}
        self.sent.append(text)
        deadline = time.monotonic() + _PATIENCE_SECONDS
        while time.monotonic() < deadline:
            try:
                answer = self._browser.post(f"{self._url}/api/chat", json=body, timeout=30)
            except requests.RequestException:
                continue
            if answer.status_code == 200:
                self.replies.append(answer.json()["messages"])
                return self.replies[-1]
        raise AssertionError(f"no answer to {text!r}")

    def history(self) -> list[dict[str, Any]]:
        """What is stored."""
        found = self._browser.get(f"{self._url}/api/chat", timeout=20).json()["messages"]
        return [message for message in found if message["sender"] == "patient"]


@pytest.mark.slow
def test_conversations_go_on_when_one_of_each_is_killed(cluster: Cluster) -> None:
    pages = [Page(cluster, number) for number in PATIENTS]
    stop = threading.Event()
    faults: list[str] = []

    def talk(page: Page) -> None:
        try:
            while not stop.is_set():
                for question in QUESTIONS:
                    page.say(question)
        except AssertionError as fault:
            faults.append(str(fault))

    threads = [threading.Thread(target=talk, args=(page,)) for page in pages]
    for thread in threads:
        thread.start()
    for part in ("bot", "actions", "backend"):
        _after_more(pages, 3)
        cluster.kill(part, 0)
        _after_more(pages, 3)
        cluster.start(part, 0)
        cluster.wait((part, 0))
    stop.set()
    for thread in threads:
        thread.join(120)

    replies = [message for page in pages for reply in page.replies for message in reply]
    failed = [message for message in replies if message["failed"]]
    assert faults == []
    assert all(message["text"] for message in replies)
    assert all(any(char.isdigit() for char in message["text"]) for message in failed)
    assert len(failed) <= len(pages) * 3
    for page in pages:
        kept = [message["text"] for message in page.history()]
        assert kept == page.sent[-len(kept) :]
        assert len(kept) >= min(len(page.sent), 60)


@pytest.mark.slow
def test_a_rolling_restart_fails_no_turn(cluster: Cluster) -> None:
    page = Page(cluster, PATIENTS[0])
    for part in ("bot", "actions", "backend"):
        for index in (0, 1):
            cluster.kill(part, index, 15)
            page.say("Vad händer nu?")
            cluster.start(part, index)
            cluster.wait((part, index))
            page.say("När är min nästa tid?")

    assert [m["text"] for reply in page.replies for m in reply if m["failed"]] == []


@pytest.mark.slow
def test_all_state_is_in_postgresql(cluster: Cluster) -> None:
    Page(cluster, PATIENTS[1]).say("Vad händer nu?")
    url = cluster.environment["NASTASTEG_DATABASE_URL"].replace("+psycopg", "")

    with psycopg.connect(url) as connection:
        events = connection.execute("SELECT count(*) FROM events").fetchone()
        messages = connection.execute("SELECT count(*) FROM messages").fetchone()

    assert events is not None
    assert messages is not None
    assert events[0] > 0
    assert messages[0] > 0
    data = Path(cluster.environment["NASTASTEG_DATA"])
    assert [path for path in data.rglob("*") if path.is_file()] == []


def _after_more(pages: list[Page], count: int) -> None:
    """Waits until each page has got some more replies."""
    wanted = [len(page.replies) + count for page in pages]
    until(
        lambda: all(len(page.replies) >= goal for page, goal in zip(pages, wanted, strict=True)),
        150,
    )
