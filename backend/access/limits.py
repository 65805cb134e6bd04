"""How often one address may try to log in."""

from __future__ import annotations

from limits import RateLimitItemPerMinute

from backend.errors import Problem
from backend.limiting import Window
from backend.settings import Settings

A_MINUTE = 30


class TooManyLogins(Problem):
    """More attempts in a minute than one household makes."""

    status, code, title = 429, "too_many_logins", "Too many logins"


class LoginLimit:
    """A moving window per address.

    No limit when messages have none (`NASTASTEG_RATE_LIMIT=0`): tests and benchmarks.
    """

    def __init__(self, settings: Settings) -> None:
        item = RateLimitItemPerMinute(A_MINUTE) if settings.rate_limit else None
        self._window = Window("login", item, settings.redis_url)

    def count(self, address: str) -> None:
        """Counts one attempt.

        Raises:
            TooManyLogins
        """
        if not self._window.allows(address):
            raise TooManyLogins("Många har försökt logga in härifrån. Vänta en minut, försök igen.")
