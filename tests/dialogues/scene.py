"""Where a dialogue takes place: the system and its clock, who is logged in, who else is about."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime, timedelta

from tests.system import NOW, Patient, System

_STEP = re.compile(r"\+(\d+) (min|tim|dagar)")
_UNITS = {"min": "minutes", "tim": "hours", "dagar": "days"}


class Scene:
    """One dialogue's. Each `flik` is a window of its own, in which the same person is logged in."""

    def __init__(self, system: System, number: str, relative: str | None) -> None:
        self.system = system
        self.said: list[str] = []
        self._number, self._relative = number, relative
        self._windows: dict[int, Patient] = {}
        self._now = datetime.fromisoformat(NOW)
        self._requests = max(system.open_requests(), default=0)

    def patient(self, window: int = 1) -> Patient:
        """The patient, or the relative, at one of the windows; logs in where they have not."""
        if window not in self._windows:
            self._windows[window] = self._log_in()
        return self._windows[window]

    def log_in_again(self) -> None:
        """A new session in the first window; what it showed is still there."""
        before = self.patient()
        self._windows[1] = self._log_in()
        self._windows[1].last = before.last

    def move_clock(self, step: str) -> None:
        """Moves the clock on by so much, such as `+6 min`."""
        found = _STEP.fullmatch(step)
        if found is None:
            raise ValueError(f"klockan: {step!r} is not like '+6 min', '+2 tim' or '+3 dagar'")
        self._now += timedelta(**{_UNITS[found[2]]: int(found[1])})
        self.system.set_clock(self._now)

    def new_requests(self) -> Iterator[int]:
        """The numbers of what has been asked of clinics in this dialogue, the newest first."""
        return (
            found
            for found in sorted(self.system.open_requests(), reverse=True)
            if found > self._requests
        )

    def end(self) -> None:
        """Sets the clock back for the next one."""
        self.system.set_clock(datetime.fromisoformat(NOW))

    def _log_in(self) -> Patient:
        if self._relative:
            patient = self.system.log_in(self._relative, self._number)
        else:
            patient = self.system.log_in(self._number)
        patient.look_back()
        return patient
