"""How often something may happen: counted in Redis where processes share it, else in memory."""

from __future__ import annotations

import logging
import time
from typing import cast

from limits import RateLimitItem
from limits.errors import StorageError
from limits.storage import MemoryStorage, Storage, storage_from_string
from limits.strategies import MovingWindowRateLimiter

logger = logging.getLogger(__name__)

_SECONDS = 0.3
_REST_SECONDS = 10.0


class Window:
    """A moving window for one kind of thing.

    While Redis does not answer each process counts for itself: a limit that is too wide for a
    moment is better than nobody being answered. It is asked again after ten seconds.
    """

    def __init__(self, kind: str, item: RateLimitItem | None, redis_url: str | None) -> None:
        self._kind = kind
        self._item = item
        self._own = MovingWindowRateLimiter(MemoryStorage())
        self._shared = MovingWindowRateLimiter(_storage(redis_url)) if redis_url and item else None
        self._rests_until = 0.0

    def allows(self, who: str) -> bool:
        """Counts one, and says whether it may pass."""
        if self._item is None:
            return True
        if self._shared is not None and time.monotonic() >= self._rests_until:
            try:
                return self._shared.hit(self._item, self._kind, who)
            except StorageError as fault:
                logger.error("Redis does not count %s: %s", self._kind, type(fault).__name__)
                self._rests_until = time.monotonic() + _REST_SECONDS
        return self._own.hit(self._item, self._kind, who)


def _storage(url: str) -> Storage:
    found = storage_from_string(
        url, wrap_exceptions=True, socket_timeout=_SECONDS, socket_connect_timeout=_SECONDS
    )
    return cast(Storage, found)
