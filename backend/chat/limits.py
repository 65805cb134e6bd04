"""How many messages a minute one patient may send."""

from __future__ import annotations

from limits import RateLimitItemPerMinute
from limits.storage import storage_from_string
from limits.strategies import MovingWindowRateLimiter

from backend.settings import Settings


class MessageLimit:
    """A moving window per patient, in memory, or in Redis where several processes share it."""

    def __init__(self, settings: Settings) -> None:
        self._item = RateLimitItemPerMinute(settings.rate_limit) if settings.rate_limit else None
        self._limiter = MovingWindowRateLimiter(
            storage_from_string(settings.redis_url or "memory://")
        )

    def allows(self, patient_id: int) -> bool:
        """Counts one message, and says whether it may pass."""
        return self._item is None or self._limiter.hit(self._item, "chat", str(patient_id))
