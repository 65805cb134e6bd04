"""Locks of conversations: in Redis where several bots share them, else in this process.

    lock_store:
      type: components.lock_store.ConversationLocks
      url: ${NASTASTEG_REDIS_URL}

The gateway's lease lets one turn of a conversation through at a time already; the lock is what
Rasa itself relies on. Rasa's own Redis store takes no URL, keeps locks for ever, and lets a Redis
that stands still hold up every conversation for ten seconds.
"""

from __future__ import annotations

from rasa.core.lock import TicketLock
from rasa.core.lock_store import InMemoryLockStore, LockStore, RedisLockStore
from rasa.utils.endpoints import EndpointConfig
from redis import Redis

_SECONDS = 2.0
_KEPT_SECONDS = 120
_PREFIX = "nasta-steg:lock:"


class SharedLocks(RedisLockStore):
    """Rasa's locks in the Redis at `url`."""

    def __init__(self, url: str) -> None:
        self.red = Redis.from_url(
            url, socket_timeout=_SECONDS, socket_connect_timeout=_SECONDS, health_check_interval=30
        )
        self.key_prefix = _PREFIX
        LockStore.__init__(self)

    def save_lock(self, lock: TicketLock) -> None:
        """Keeps the lock no longer than any turn lasts."""
        self.red.set(self.key_prefix + lock.conversation_id, lock.dumps(), ex=_KEPT_SECONDS)


class ConversationLocks(LockStore):
    """What `endpoints.yml` names: becomes the lock store that the setting asks for."""

    def __new__(cls, endpoint_config: EndpointConfig) -> LockStore:  # type: ignore[misc]
        """Shared locks where the URL names a Redis."""
        url = endpoint_config.url or ""
        return SharedLocks(url) if url.startswith(("redis", "unix")) else InMemoryLockStore()
