"""A TCP proxy on a port of its own: balances between upstreams, and fails as it is told to.

    with proxy(port_a, port_b) as front:
        requests.get(f"http://127.0.0.1:{front.port}/")
        front.mode = Mode.STALL

A connection goes to the next upstream that lets itself be connected to.
"""

from __future__ import annotations

import asyncio
import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from enum import StrEnum

_CHUNK = 16 * 1024
_CONNECT_SECONDS = 1.0
_SLOW_BYTES = 400
_SLOW_SECONDS = 0.05


class Mode(StrEnum):
    """What is done to connections, those that are open as well."""

    PASS = "pass"
    REFUSE = "refuse"  # closed at once
    STALL = "stall"  # taken, and nothing comes of it
    SLOW = "slow"  # what comes back trickles
    GARBLE = "garble"  # what comes back is noise
    CUT = "cut"  # what comes back ends in the middle
    HALF_OPEN = "half_open"  # what is sent arrives, and nothing ever comes back


class Proxy:
    """Listens on `port` and passes on to one of `upstreams`."""

    def __init__(self, *upstreams: int) -> None:
        self.upstreams = list(upstreams)
        self.mode = Mode.PASS
        self.port = 0
        self._next = 0
        self._open: set[asyncio.StreamWriter] = set()
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)

    def start(self) -> None:
        """Begins to listen."""
        self._thread.start()
        self._server = asyncio.run_coroutine_threadsafe(self._listen(), self._loop).result(10)
        self.port = self._server.sockets[0].getsockname()[1]

    def stop(self) -> None:
        """Ends every connection."""
        self.drop()
        self._loop.call_soon_threadsafe(self._server.close)
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(10)

    def drop(self) -> None:
        """Resets every open connection."""
        done = threading.Event()

        def abort() -> None:
            for writer in list(self._open):
                writer.transport.abort()
            done.set()

        self._loop.call_soon_threadsafe(abort)
        done.wait(5)

    async def _listen(self) -> asyncio.Server:
        return await asyncio.start_server(self._serve, "127.0.0.1", 0)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._open.add(writer)
        back: asyncio.StreamWriter | None = None
        try:
            if self.mode is Mode.REFUSE:
                return
            answers, back = await self._connect()
            self._open.add(back)
            there = asyncio.create_task(self._forward(reader, back))
            here = asyncio.create_task(self._answer(answers, writer))
            await asyncio.wait({there, here}, return_when=asyncio.FIRST_COMPLETED)
            for task in (there, here):
                task.cancel()
        except OSError:
            pass
        finally:
            for one in (writer, back):
                if one is not None:
                    self._open.discard(one)
                    with suppress(OSError):
                        one.close()

    async def _connect(self) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        for _ in self.upstreams:
            port = self.upstreams[self._next % len(self.upstreams)]
            self._next += 1
            with suppress(OSError, TimeoutError):
                async with asyncio.timeout(_CONNECT_SECONDS):
                    return await asyncio.open_connection("127.0.0.1", port)
        raise ConnectionRefusedError

    async def _held_up(self, *modes: Mode) -> None:
        while self.mode in modes:  # noqa: ASYNC110  the mode is set from another thread
            await asyncio.sleep(_SLOW_SECONDS)

    async def _forward(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while data := await reader.read(_CHUNK):
            await self._held_up(Mode.STALL)
            if self.mode is Mode.REFUSE:
                return
            writer.write(data)
            await writer.drain()

    async def _answer(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while data := await reader.read(_CHUNK):
            await self._held_up(Mode.STALL, Mode.HALF_OPEN)
            if self.mode is Mode.GARBLE:
                data = os.urandom(len(data))
            if self.mode is Mode.CUT:
                writer.write(data[: len(data) // 2])
                await writer.drain()
                return
            if self.mode is Mode.SLOW:
                for start in range(0, len(data), _SLOW_BYTES):
                    writer.write(data[start : start + _SLOW_BYTES])
                    await writer.drain()
                    await asyncio.sleep(_SLOW_SECONDS)
                continue
            writer.write(data)
            await writer.drain()


@contextmanager
def proxy(*upstreams: int) -> Iterator[Proxy]:
    """Runs a proxy."""
    found = Proxy(*upstreams)
    found.start()
    try:
        yield found
    finally:
        found.stop()
