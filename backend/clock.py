"""The one clock. Rules and grammars take `now` as an argument; only the edges ask the clock."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

from backend.rules.workdays import STOCKHOLM
from backend.settings import Settings

Clock = Callable[[], datetime]


def clock_of(settings: Settings) -> Clock:
    """The clock that the settings ask for: frozen when `NASTASTEG_NOW` is set, else the machine's.

    Returns:
        A function that gives an aware time in Europe/Stockholm.
    """
    frozen = settings.now
    if frozen is not None:
        return lambda: frozen
    return lambda: datetime.now(UTC).astimezone(STOCKHOLM)
