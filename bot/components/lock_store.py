"""Locks of conversations: in Redis where several bots share them, else in this process.

    lock_store:
      type: components.lock_store.ConversationLocks
      url: ${NASTASTEG_REDIS_URL}

The gateway's lease lets one turn of a conversation through at a time already; the lock is what
Rasa itself relies on. Rasa's own Redis store takes no URL, keeps locks for ever, and lets a Redis
that stands still hold up every conversation for ten seconds.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from typing import Any

from rasa.core.lock import TicketLock
from rasa.core.lock_store import InMemoryLockStore, LockStore, RedisLockStore
from rasa.utils.endpoints import EndpointConfig
from redis import Redis
from redis.exceptions import RedisError

logger = logging.getLogger(__name__)

_SECONDS = 0.5
_REST_SECONDS = 10.0
_KEPT_SECONDS = 120
_PREFIX = "nasta-steg:lock:"


class SharedLocks(RedisLockStore):
    """Rasa's locks in the Redis at `url`; in this process alone while Redis does not answer.

    The gateway's lease still lets one turn of a conversation through at a time then.
    """

    def __init__(self, url: str) -> None:
        self.red = Redis.from_url(url, socket_timeout=_SECONDS, socket_connect_timeout=_SECONDS)
        self.key_prefix = _PREFIX
        self._own = InMemoryLockStore()
        self._rests_until = 0.0
        LockStore.__init__(self)

    def get_lock(self, conversation_id: str) -> TicketLock | None:
        """The conversation's lock, if there is one."""
        return self._try(
            lambda: RedisLockStore.get_lock(self, conversation_id),
            lambda: self._own.get_lock(conversation_id),
        )

    def save_lock(self, lock: TicketLock) -> None:
        """Keeps the lock no longer than any turn lasts."""
        key = self.key_prefix + lock.conversation_id
        self._try(
            lambda: self.red.set(key, lock.dumps(), ex=_KEPT_SECONDS),
            lambda: self._own.save_lock(lock),
        )

    def delete_lock(self, conversation_id: str) -> None:
        """Forgets the lock."""
        self._try(
            lambda: RedisLockStore.delete_lock(self, conversation_id),
            lambda: self._own.delete_lock(conversation_id),
        )

    def _try(self, shared: Callable[[], Any], own: Callable[[], Any]) -> Any:
        if time.monotonic() >= self._rests_until:
            try:
                return shared()
            except RedisError as fault:
                logger.error("Redis keeps no locks: %s", type(fault).__name__)
                self._rests_until = time.monotonic() + _REST_SECONDS
        return own()


class ConversationLocks(LockStore):
    """What `endpoints.yml` names: becomes the lock store that the setting asks for."""

    def __new__(cls, endpoint_config: EndpointConfig) -> LockStore:  # type: ignore[misc]
        """Shared locks where the URL names a Redis."""
        url = endpoint_config.url or ""
        return SharedLocks(url) if url.startswith(("redis", "unix")) else InMemoryLockStore()
