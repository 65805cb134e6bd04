"""What an answer asked the backend for, and by which rules: told beside the reply, for staff.

It goes through Rasa with the last message, is read by `backend/transcripts`, and is never shown
to the patient. It holds paths, statuses and versions, and nothing that anybody wrote.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any

_MOST_CALLS = 20


@dataclass
class Trace:
    """The calls of one turn in order, the rule tables that their answers name, and the contract."""

    calls: list[dict[str, Any]] = field(default_factory=list)
    rules: dict[str, None] = field(default_factory=dict)
    contract: str | None = None

    def as_dict(self) -> dict[str, Any]:
        """As it goes with a message."""
        return {
            "calls": self.calls[:_MOST_CALLS],
            "rules": list(self.rules),
            "contract": self.contract,
        }


_current: ContextVar[Trace | None] = ContextVar("trace", default=None)


@contextmanager
def tracing() -> Iterator[Trace]:
    """Notes what this thread asks the backend for, until the end of the block."""
    trace = Trace()
    token = _current.set(trace)
    try:
        yield trace
    finally:
        _current.reset(token)


def note_call(method: str, path: str, status: int | None, milliseconds: int, content: Any) -> None:
    """A call was made; `status` is `None` when nothing came back."""
    trace = _current.get()
    if trace is None:
        return
    trace.calls.append({"method": method, "path": path, "status": status, "ms": milliseconds})
    trace.rules.update(dict.fromkeys(_rules_in(content)))
    if path == "contract" and isinstance(content, dict):
        trace.contract = content.get("version")


def note_contract(version: str) -> None:
    """The answer is made from the contract that was read before, under this version."""
    trace = _current.get()
    if trace is not None:
        trace.contract = version


def _rules_in(node: Any) -> Iterator[str]:
    """Each table that a figure was read from: its region and the day from which it holds."""
    if isinstance(node, dict):
        if "region" in node and "valid_from" in node:
            yield f"{node['region']} {node['valid_from']}"
        for name, part in node.items():
            if name != "contract":
                yield from _rules_in(part)
    elif isinstance(node, list):
        for part in node:
            yield from _rules_in(part)
