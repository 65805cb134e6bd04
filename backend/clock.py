"""The one clock. Rules and grammars take `now` as an argument; only the edges ask the clock."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from backend.rules.workdays import STOCKHOLM
from backend.settings import Settings

Clock = Callable[[], datetime]


def clock_of(settings: Settings) -> Clock:
    """The clock that the settings ask for; the machine's, unless a test or demo sets its own.

    `NASTASTEG_NOW_FILE` names a file that holds the time: whoever writes it sets the clock of a
    running system. `NASTASTEG_NOW` is a time at which the clock stands still.

    Returns:
        A function that gives an aware time in Europe/Stockholm.
    """
    frozen, file = settings.now, settings.now_file
    if file is not None:
        return lambda: _read(file)
    if frozen is not None:
        return lambda: frozen
    return lambda: datetime.now(UTC).astimezone(STOCKHOLM)


def _read(file: Path) -> datetime:
    """The time in the file: ISO 8601, in Europe/Stockholm where it has no offset."""
    found = datetime.fromisoformat(file.read_text("ascii").strip())
    return found.replace(tzinfo=STOCKHOLM) if found.tzinfo is None else found.astimezone(STOCKHOLM)
