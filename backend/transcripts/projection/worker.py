"""Projects in the background: what it is told of at once, and what was missed at each sweep."""

from __future__ import annotations

import logging
import time
import traceback
from collections.abc import Iterable
from threading import Condition, Thread

from sqlalchemy.exc import SQLAlchemyError

from backend.transcripts.projection.projector import Projector

logger = logging.getLogger(__name__)

_REST = 9.0
"""After work that took a while, it rests this many times as long: replies come first."""

_LONGEST_REST_SECONDS = 0.5
_TOGETHER_SECONDS = 1.0
"""So long after a turn its transcript lags: what is said meanwhile comes with it."""

_MOST_WAITING = 10_000


class ProjectionWorker:
    """A thread that brings transcripts up to date.

    Being told costs the teller next to nothing. Turns of one conversation that come while it waits
    are projected together. What it forgets when the process dies stands in `unprojected`.
    """

    def __init__(self, projector: Projector) -> None:
        self._projector = projector
        self._waiting: dict[str, float] = {}
        self._changed = Condition()
        self._thread: Thread | None = None
        self._stopping = False

    def tell(self, conversation_id: str) -> None:
        """Has the conversation projected soon; does nothing while the worker is not started."""
        self._add([conversation_id], time.monotonic() + _TOGETHER_SECONDS)

    def sweep(self) -> None:
        """Has everything projected that waits for it."""
        self._add(self._projector.due(), time.monotonic())

    def start(self) -> None:
        """Starts the thread."""
        self._stopping = False
        self._thread = Thread(target=self._run, name="projection", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Ends the thread after the conversation that it is at."""
        with self._changed:
            self._stopping = True
            self._changed.notify()
        if self._thread is not None:
            self._thread.join()
            self._thread = None

    def _add(self, conversations: Iterable[str], ready: float) -> None:
        if self._thread is None:
            return
        with self._changed:
            if len(self._waiting) < _MOST_WAITING:
                for conversation in conversations:
                    self._waiting.setdefault(conversation, ready)
            self._changed.notify()

    def _next(self) -> str | None:
        """The conversation that has waited longest, when it is ready; `None` to stop."""
        with self._changed:
            while not self._stopping:
                if not self._waiting:
                    self._changed.wait()
                    continue
                conversation, ready = next(iter(self._waiting.items()))
                left = ready - time.monotonic()
                if left <= 0:
                    del self._waiting[conversation]
                    return conversation
                self._changed.wait(left)
        return None

    def _run(self) -> None:
        while (conversation := self._next()) is not None:
            began = time.perf_counter()
            self._project(conversation)
            rest = min(_REST * (time.perf_counter() - began), _LONGEST_REST_SECONDS)
            with self._changed:
                self._changed.wait_for(lambda: self._stopping, rest)

    def _project(self, conversation: str) -> None:
        try:
            self._projector.project(conversation)
        except SQLAlchemyError as fault:
            logger.warning("A transcript waits: %s", type(fault).__name__)
        except Exception as fault:  # a fault of ours must not stop the other conversations
            # What an exception says may hold what the patient wrote; where it was raised does not.
            where = "".join(traceback.format_tb(fault.__traceback__))
            logger.error("A transcript waits: %s\n%s", type(fault).__name__, where)
            self._projector.postpone(conversation)
