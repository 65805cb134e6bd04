"""Kills the process in the middle of a change, at the point that the request's header names.

Loaded only into the servers that a test starts.
"""

from __future__ import annotations

import os
import signal
from collections.abc import Awaitable, Callable
from contextvars import ContextVar
from typing import Any

from fastapi import FastAPI, Request, Response
from sqlalchemy.orm import Session

from backend import database
from backend.bookings import claims

HEADER = "X-Fault"
POINTS = ("before-claim", "after-claim", "before-commit", "after-commit", "before-answer")

_asked: ContextVar[str | None] = ContextVar("asked", default=None)
_claimed: ContextVar[list[bool] | None] = ContextVar("claimed", default=None)


def install(app: FastAPI) -> None:
    """Arms the points for requests that carry the header."""
    _wrap_claims()
    database.Session = _Session  # type: ignore[attr-defined]

    @app.middleware("http")
    async def _arm(request: Request, answer: Callable[[Request], Awaitable[Response]]) -> Response:
        _asked.set(request.headers.get(HEADER))
        _claimed.set([])
        response = await answer(request)
        if response.status_code == 200:
            _die_at("before-answer")
        return response


class _Session(Session):
    """A session that may not live to see its commit, or its answer."""

    def commit(self) -> None:
        if _claimed.get():
            _die_at("before-commit")
        super().commit()
        if _claimed.get():
            _die_at("after-commit")


def _wrap_claims() -> None:
    take, let_go = claims.take, claims.let_go

    def dying_take(*arguments: Any, **named: Any) -> bool:
        _die_at("before-claim")
        taken = take(*arguments, **named)
        if taken:
            _note_claim()
            _die_at("after-claim")
        return taken

    def noted_let_go(*arguments: Any, **named: Any) -> Any:
        _note_claim()
        return let_go(*arguments, **named)

    claims.take = dying_take
    claims.let_go = noted_let_go


def _note_claim() -> None:
    # A list that was put there by the request: a context variable set in a worker thread, where
    # the route runs, would not be seen outside it.
    found = _claimed.get()
    if found is not None:
        found.append(True)


def _die_at(point: str) -> None:
    if _asked.get() == point:
        os.kill(os.getpid(), signal.SIGKILL)
