"""Limits hold, shared or alone, and a Redis that is down holds nobody up."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from limits import RateLimitItemPerMinute

from backend.limiting import Window
from tests.servers.redis import serve_redis

THREE = RateLimitItemPerMinute(3)


def passed(window: Window, who: str = "a", times: int = 5) -> int:
    """How many of so many attempts pass."""
    return sum(window.allows(who) for _ in range(times))


def test_no_limit_lets_everything_pass() -> None:
    assert passed(Window("chat", None, None)) == 5


def test_each_has_a_limit_of_their_own() -> None:
    window = Window("chat", THREE, None)

    assert (passed(window, "a"), passed(window, "b")) == (3, 3)


def test_two_processes_share_a_limit_in_redis() -> None:
    with serve_redis() as port:
        url = f"redis://127.0.0.1:{port}/0"
        one, other = Window("chat", THREE, url), Window("chat", THREE, url)

        assert passed(one, times=2) + passed(other, times=2) == 3


@pytest.mark.parametrize("silent", [True, False], ids=["stalled", "down"])
def test_without_redis_a_process_counts_alone(silent: bool) -> None:
    with a_dead_port(listening=silent) as port:
        window = Window("chat", THREE, f"redis://127.0.0.1:{port}/0")

        assert passed(window) == 3


@contextmanager
def a_dead_port(*, listening: bool) -> Iterator[int]:
    """A port that takes connections and says nothing, or takes none."""
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        if listening:
            server.listen(8)
        yield int(server.getsockname()[1])
