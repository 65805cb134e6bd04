"""Waiting for something to become so, in place of sleeping."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TypeVar

Result = TypeVar("Result")

_POLL_SECONDS = 0.05


def until(look: Callable[[], Result | None], seconds: float = 20.0) -> Result:
    """What `look` finds, as soon as it finds something.

    Raises:
        AssertionError: not in time.
    """
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        found = look()
        if found:
            return found
        time.sleep(_POLL_SECONDS)
    raise AssertionError(f"waited {seconds} s in vain")
