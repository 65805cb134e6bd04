"""The booking core as a table on paper: who has which time, kept until when."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

from backend.rules.workdays import STOCKHOLM
from tests.conftest import NOW

HOLD, UNDO, QUESTION = timedelta(minutes=5), timedelta(minutes=10), timedelta(minutes=30)
Visit = tuple[str, str]


class Refused(StrEnum):
    """Why not, by the problem's code."""

    NO = ""
    OVER = "appointment_not_open"
    TAKEN = "slot_taken"
    UNSUITABLE = "slot_not_suitable"
    NOTHING = "nothing_to_undo"
    LATE = "undo_expired"
    EXPIRED = "confirmation_expired"
    STALE = "stale_version"


@dataclass
class State:
    """A visit: its status, its slot, its version, and what was before its last change."""

    status: str = "booked"
    slot: str | None = None
    version: int = 1
    before: tuple[str, str | None] | None = None
    changed_at: datetime | None = None


@dataclass
class Kept:
    """A time kept for a visit that is not booked there, until a moment."""

    slot: str
    kind: str
    until: datetime


@dataclass
class Question:
    """What is asked of a visit: the slot, the version that it was asked of, until when."""

    visit: Visit
    slot: str
    version: int
    until: datetime
    answered: bool = False


@dataclass
class Model:
    """All that there is."""

    slots: dict[str, tuple[str, int]]
    names: list[Visit]
    now: datetime = NOW
    visits: dict[Visit, State] = field(init=False)
    kept: dict[Visit, list[Kept]] = field(init=False)
    questions: dict[str, Question] = field(default_factory=dict)
    asked: dict[Visit, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Nobody has moved yet."""
        self.visits = {name: State() for name in self.names}
        self.kept = {name: [] for name in self.names}

    def rebook(self, patient: str, visit: str, slot: str) -> str:
        """Moves a visit to a slot."""
        mine = (patient, visit)
        refused = self._refusal(mine, slot)
        if not refused:
            self._move(mine, slot)
        return refused

    def cancel(self, patient: str, visit: str) -> str:
        """Cancels a visit."""
        mine = (patient, visit)
        state = self.visits[mine]
        if state.status == "cancelled":
            return Refused.OVER
        left = state.slot
        self._change(mine, "cancelled", None)
        self.kept[mine] = [Kept(left, "released", self.now + UNDO)] if left else []
        return Refused.NO

    def undo(self, patient: str, visit: str) -> str:
        """Takes the last change of a visit back."""
        mine = (patient, visit)
        state = self.visits[mine]
        if state.before is None or state.changed_at is None:
            return Refused.NOTHING
        if self.now - state.changed_at > UNDO:
            return Refused.LATE
        status, slot = state.before
        if slot is not None and self._collides(mine, slot):
            return Refused.UNSUITABLE
        if slot is not None and self._blocked(mine, slot):
            return Refused.TAKEN
        self._change(mine, status, slot)
        state.before = None
        self.kept[mine] = []
        if slot is not None:
            self._clear(patient, slot)
        return Refused.NO

    def hold(self, patient: str, visit: str, slot: str, key: str | None) -> str:
        """Keeps a slot for a visit and asks about it."""
        mine = (patient, visit)
        refused = self._refusal(mine, slot)
        if refused:
            return refused
        self.kept[mine] = [one for one in self.kept[mine] if one.kind != "held"]
        own = [
            one
            for name, kept in self.kept.items()
            for one in kept
            if name[0] == patient and one.slot == slot and one.until > self.now
        ]
        for one in own:
            one.until = max(one.until, self.now + HOLD)
        present = self.visits[mine].slot
        if not own and (present is None or not self._overlap(present, slot)):
            self._clear(patient, slot)
            self.kept[mine].append(Kept(slot, "held", self.now + HOLD))
        assert key is not None
        self.questions[key] = Question(mine, slot, self.visits[mine].version, self.now + QUESTION)
        self.asked[mine] = key
        return Refused.NO

    def confirm(self, patient: str, key: str) -> str:
        """Answers a question with yes."""
        question = self.questions[key]
        if question.answered:
            return Refused.NO
        if self.asked.get(question.visit) != key:
            return Refused.EXPIRED
        if self.visits[question.visit].version != question.version:
            return Refused.STALE
        refused = self._refusal(question.visit, question.slot)
        if refused:
            return refused
        if question.until <= self.now:
            return Refused.EXPIRED
        self._move(question.visit, question.slot)
        question.answered = True
        return Refused.NO

    def release(self, patient: str, visit: str) -> None:
        """Lets go of what is held for a visit."""
        mine = (patient, visit)
        self.kept[mine] = [one for one in self.kept[mine] if one.kind != "held"]
        self.asked.pop(mine, None)

    def free(self, patient: str, visit: str) -> list[str]:
        """The slots that a visit may move to, by name."""
        mine = (patient, visit)
        return sorted(slot for slot in self.slots if not self._refusal(mine, slot))

    def booked_in(self, slot: str) -> bool:
        """Whether some visit is in the slot."""
        return any(state.slot == slot for state in self.visits.values())

    def _refusal(self, mine: Visit, slot: str) -> str:
        state = self.visits[mine]
        if state.status == "cancelled":
            return Refused.OVER
        if state.slot == slot:
            return Refused.UNSUITABLE
        if self._blocked(mine, slot):
            return Refused.TAKEN
        return Refused.UNSUITABLE if self._collides(mine, slot) else Refused.NO

    def _blocked(self, mine: Visit, slot: str) -> bool:
        """Whether another visit is booked there, or it is kept for another patient."""
        booked = any(
            state.slot is not None and self._overlap(state.slot, slot)
            for name, state in self.visits.items()
            if name != mine
        )
        return booked or any(
            self._overlap(one.slot, slot) and one.until > self.now
            for name, kept in self.kept.items()
            for one in kept
            if name[0] != mine[0]
        )

    def _collides(self, mine: Visit, slot: str) -> bool:
        """Whether the patient's other visit is then."""
        return any(
            state.slot is not None and self._overlap(state.slot, slot)
            for name, state in self.visits.items()
            if name[0] == mine[0] and name != mine
        )

    def _move(self, mine: Visit, slot: str) -> None:
        left = self.visits[mine].slot
        self._clear(mine[0], slot)
        self._change(mine, "booked", slot)
        keeps = left is not None and not self._overlap(left, slot)
        self.kept[mine] = [Kept(left, "released", self.now + UNDO)] if left and keeps else []

    def _change(self, mine: Visit, status: str, slot: str | None) -> None:
        state = self.visits[mine]
        state.before, state.changed_at = (state.status, state.slot), self.now
        state.status, state.slot = status, slot
        state.version += 1

    def _clear(self, patient: str, slot: str) -> None:
        """Takes away what keeps the slot for this patient."""
        for name, kept in self.kept.items():
            if name[0] == patient:
                self.kept[name] = [one for one in kept if not self._overlap(one.slot, slot)]

    def _overlap(self, one: str, other: str) -> bool:
        first, second = self._span(one), self._span(other)
        return first[0] < second[1] and second[0] < first[1]

    def _span(self, slot: str) -> tuple[datetime, datetime]:
        when, minutes = self.slots[slot]
        start = datetime.fromisoformat(when).replace(tzinfo=STOCKHOLM)
        return start, start + timedelta(minutes=minutes)
