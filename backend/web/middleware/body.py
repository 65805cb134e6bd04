"""Bodies: not too large, and not too slow in coming."""

from __future__ import annotations

import asyncio

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from backend.errors import Problem

MOST_BYTES = 64 * 1024
MOST_SECONDS = 15.0
_TOO_LARGE = "Det var för mycket på en gång."


class TooLarge(Problem):
    """More than anybody writes."""

    status, code, title = 413, "body_too_large", "The body is too large"


class TooSlow(Problem):
    """The body did not come in time."""

    status, code, title = 408, "body_too_slow", "The body did not arrive in time"


class _Refused(Exception):
    """Ends the reading of a body; whatever the application makes of it is not sent."""


class BodyGuard:
    """Refuses bodies over `most_bytes`, and those that have not arrived within `most_seconds`."""

    def __init__(
        self, app: ASGIApp, *, most_bytes: int = MOST_BYTES, most_seconds: float = MOST_SECONDS
    ) -> None:
        self._app = app
        self._bytes = most_bytes
        self._seconds = most_seconds

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serves a request."""
        if scope["type"] != "http" or scope["method"] in ("GET", "HEAD"):
            await self._app(scope, receive, send)
            return
        announced = Headers(scope=scope).get("content-length", "0")
        if not announced.isdigit() or int(announced) > self._bytes:
            await TooLarge(_TOO_LARGE).response()(scope, receive, send)
            return
        deadline = asyncio.get_running_loop().time() + self._seconds
        received, complete, started = 0, False, False
        refused: Problem | None = None

        async def receive_guarded() -> Message:
            nonlocal received, complete, refused
            if complete:
                return await receive()
            try:
                async with asyncio.timeout_at(deadline):
                    message = await receive()
            except TimeoutError as fault:
                refused = TooSlow()
                raise _Refused from fault
            received += len(message.get("body", b""))
            complete = not message.get("more_body", False)
            if received > self._bytes:
                refused = TooLarge(_TOO_LARGE)
                raise _Refused
            return message

        async def send_unless_refused(message: Message) -> None:
            nonlocal started
            if refused is None or started:
                started = True
                await send(message)

        try:
            await self._app(scope, receive_guarded, send_unless_refused)
        except Exception:
            if refused is None or started:
                raise
        if refused is not None and not started:
            await refused.response()(scope, receive, send)
