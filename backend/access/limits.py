"""How often one address may try to log in."""

from __future__ import annotations

from limits import RateLimitItemPerMinute
from limits.storage import storage_from_string
from limits.strategies import MovingWindowRateLimiter

from backend.errors import Problem
from backend.settings import Settings

A_MINUTE = 30


class TooManyLogins(Problem):
    """More attempts in a minute than one household makes."""

    status, code, title = 429, "too_many_logins", "Too many logins"


class LoginLimit:
    """A moving window per address, in memory, or in Redis where several processes share it.

    No limit when messages have none (`NASTASTEG_RATE_LIMIT=0`): tests and benchmarks.
    """

    def __init__(self, settings: Settings) -> None:
        self._item = RateLimitItemPerMinute(A_MINUTE) if settings.rate_limit else None
        self._limiter = MovingWindowRateLimiter(
            storage_from_string(settings.redis_url or "memory://")
        )

    def count(self, address: str) -> None:
        """Counts one attempt.

        Raises:
            TooManyLogins
        """
        if self._item is not None and not self._limiter.hit(self._item, "login", address):
            raise TooManyLogins("Många har försökt logga in härifrån. Vänta en minut, försök igen.")
