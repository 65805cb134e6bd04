"""How many messages a minute one patient may send."""

from __future__ import annotations

from limits import RateLimitItemPerMinute

from backend.limiting import Window
from backend.settings import Settings


class MessageLimit:
    """A moving window per patient; none with `NASTASTEG_RATE_LIMIT=0`."""

    def __init__(self, settings: Settings) -> None:
        item = RateLimitItemPerMinute(settings.rate_limit) if settings.rate_limit else None
        self._window = Window("chat", item, settings.redis_url)

    def allows(self, patient_id: int) -> bool:
        """Counts one message, and says whether it may pass."""
        return self._window.allows(str(patient_id))
