"""Logs as one JSON object a line, that say what happened and where but not to whom.

    {"at": "…", "level": "WARNING", "service": "backend", "logger": "…", "message": "…",
     "trace": "4bf9…", "error": "OperationalError", "where": ["gateway.py:141 _begin"]}

An exception's own words are left out: they may hold what a patient wrote, or a statement's
parameters. Control characters are escaped, so nobody's text can begin a line of its own.
"""

from __future__ import annotations

import json
import logging
import re
import sys
import traceback
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Any

from backend.observability.tracing import trace_id

_LIKE_A_NUMBER = re.compile(r"(?<!\d)(?:\d{2})?\d{6}[-–+ ]?[\dA-Za-z]{2}\d{2}(?!\d)")
_FRAMES = 12
_ADDRESSES = ("uvicorn.access", "sanic.access")  # whole addresses, with ids in them
_NOISY = ("httpx", "httpcore", "urllib3", "asyncio", "sanic.root", "alembic")


class JsonLines(logging.Formatter):
    """Formats records for `service`."""

    def __init__(self, service: str) -> None:
        super().__init__()
        self._service = service

    def format(self, record: logging.LogRecord) -> str:
        """One line of JSON."""
        content: dict[str, Any] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "service": self._service,
            "logger": record.name,
            "message": _LIKE_A_NUMBER.sub("[number]", record.getMessage()),
        }
        found = trace_id()
        if found:
            content["trace"] = found
        content.update(getattr(record, "data", {}))
        if record.exc_info and record.exc_info[0] is not None:
            content["error"] = record.exc_info[0].__name__
            content["where"] = where(record.exc_info[2])
        return json.dumps(content, ensure_ascii=False, default=str)


def configure(service: str) -> None:
    """Makes every log of this process such lines on stdout."""
    handler = logging.StreamHandler(sys.stdout)
    handler.setFormatter(JsonLines(service))
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(logging.INFO)
    for name in list(logging.root.manager.loggerDict):
        found = logging.getLogger(name)
        found.handlers.clear()
        found.propagate = True
    for name in _ADDRESSES:
        logging.getLogger(name).disabled = True
    for name in _NOISY:
        logging.getLogger(name).setLevel(logging.WARNING)


def where(trace: TracebackType | None) -> list[str]:
    """The innermost frames of a traceback, outermost first, without what was in them."""
    frames = traceback.extract_tb(trace)[-_FRAMES:]
    return [f"{Path(frame.filename).name}:{frame.lineno} {frame.name}" for frame in frames]
