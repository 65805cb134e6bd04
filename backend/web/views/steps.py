"""A step as the plan's page shows it: pure."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date, datetime
from urllib.parse import quote

from backend.bookings.permissions import refusal
from backend.bookings.schemas import Operation
from backend.contracts.schemas import Appointment, Change, Location, State, Step
from backend.web.views.contacts import ContactView, contact_view

_MAP = "https://www.openstreetmap.org"


@dataclass(frozen=True)
class StepView:
    """A step, and what the reader can do about it.

    `number` is its place in the whole plan. `undo_until` is set while the last change may be
    taken back. `change` is what has become different since the reader's last visit.
    """

    number: int
    step: Step
    clinic: str | None
    clinic_key: str
    contact: ContactView | None
    may_move: bool
    may_book: bool
    may_cancel: bool
    undo_until: datetime | None
    change: Change | None
    overdue: bool
    map_url: str | None

    @property
    def anchor(self) -> str:
        """What the page calls it."""
        return f"step-{self.number}"

    @property
    def done(self) -> bool:
        """Whether nothing more will come of it."""
        return self.step.state is State.DONE

    @property
    def own_task(self) -> bool:
        """Whether the patient ticks it off."""
        return self.step.task is not None and self.step.task.owner == "patient"


@dataclass(frozen=True)
class Reader:
    """Who looks: when, whether they may change times, and when they last looked."""

    now: datetime
    may_book: bool
    since: datetime | None
    undoable: dict[str, datetime]


def step_view(number: int, step: Step, changes: list[Change], reader: Reader) -> StepView:
    """The step as the reader sees it."""
    visit, now = step.appointment, reader.now
    clinic = (visit.clinic if visit else None) or step.owner
    return StepView(
        number=number,
        step=step,
        clinic=clinic,
        clinic_key=clinic_key(clinic),
        contact=contact_view(step.contact, now),
        may_move=_may(Operation.REBOOK, visit, reader),
        may_book=_may(Operation.BOOK, visit, reader),
        may_cancel=visit is not None
        and visit.start is not None
        and _may(Operation.CANCEL, visit, reader),
        undo_until=reader.undoable.get(visit.id) if visit and reader.may_book else None,
        change=_change(step, changes, reader.since),
        overdue=_overdue(step, now.date()),
        map_url=map_url(visit.location) if visit else None,
    )


def clinic_key(name: str | None) -> str:
    """A short name for a clinic in an address, which says nothing to who reads over a shoulder."""
    return hashlib.sha256((name or "").encode()).hexdigest()[:8]


def map_url(location: Location | None) -> str | None:
    """Where a map shows the place; nothing is asked of that site until somebody goes there."""
    if location is None:
        return None
    if location.latitude is not None and location.longitude is not None:
        here = f"{location.latitude:.5f}/{location.longitude:.5f}"
        return f"{_MAP}/?mlat={location.latitude:.5f}&mlon={location.longitude:.5f}#map=17/{here}"
    return f"{_MAP}/search?query={quote(location.address)}" if location.address else None


def _may(operation: Operation, visit: Appointment | None, reader: Reader) -> bool:
    return reader.may_book and visit is not None and refusal(operation, visit, reader.now) is None


def _change(step: Step, changes: list[Change], since: datetime | None) -> Change | None:
    if since is None:
        return None
    found = (one for one in changes if one.source == step.source and one.at > since)
    return next(found, None)


def _overdue(step: Step, today: date) -> bool:
    waits = step.state in (State.WAITING_FOR_CARE, State.WAITING_FOR_PATIENT)
    return waits and step.when is None and step.expected is not None and step.expected < today
