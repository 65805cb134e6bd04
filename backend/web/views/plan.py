"""The plan's page, made from the contract: pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from backend.contracts.schemas import Contract, State, Step, Task
from backend.web.views.contacts import ContactView, contact_view, contact_views
from backend.web.views.steps import Reader, StepView, step_view
from backend.web.views.weeks import Weeks, weeks_ahead

_WORTH_FOLDING = 3
_OPEN = (State.WAITING_FOR_PATIENT, State.WAITING_FOR_CARE)


@dataclass(frozen=True)
class Clinic:
    """A clinic to filter by."""

    key: str
    name: str
    count: int


@dataclass(frozen=True)
class PlanView:
    """What the page shows; `steps` are those of the chosen clinic, or all.

    `before` are the patient's own tasks to do before the next step. `ended` is the day on which
    the plan ended, if it has.
    """

    contract: Contract
    next: StepView | None
    before: list[StepView]
    steps: list[StepView]
    total: int
    clinics: list[Clinic]
    chosen: Clinic | None
    tasks: list[Task]
    cancelled: list[StepView]
    changed: list[StepView]
    weeks: Weeks
    coordinator: ContactView | None
    team: list[ContactView]
    ended: date | None

    @property
    def finished(self) -> list[StepView]:
        """The steps at the beginning that are done, where they are many enough to fold away."""
        first = next((n for n, found in enumerate(self.steps) if not found.done), len(self.steps))
        return self.steps[:first] if first >= _WORTH_FOLDING else []

    @property
    def finished_changed(self) -> bool:
        """Whether something among them is new, and must be seen."""
        return any(found.change for found in self.finished)

    @property
    def remaining(self) -> list[StepView]:
        """The steps after those."""
        return self.steps[len(self.finished) :]

    @property
    def empty(self) -> bool:
        """Whether there is no plan at all."""
        return self.contract.source is None and self.total == 0


def plan_view(contract: Contract, reader: Reader, clinic: str | None = None) -> PlanView:
    """The contract as the reader sees it, of one clinic or of all."""
    every = [
        step_view(number, step, contract.changes, reader)
        for number, step in enumerate(contract.steps, 1)
    ]
    clinics = _clinics(every)
    chosen = next((found for found in clinics if found.key == clinic), None)
    upcoming = next_step(every, reader)
    end = contract.period.end
    return PlanView(
        contract=contract,
        next=upcoming,
        before=_before(every, upcoming),
        steps=[found for found in every if chosen is None or found.clinic_key == chosen.key],
        total=len(every),
        clinics=clinics,
        chosen=chosen,
        tasks=[task for task in contract.tasks if task.owner == "patient" and _shown(task)],
        cancelled=[found for found in every if _cancelled_by_care(found, contract, reader)],
        changed=[found for found in every if found.change is not None],
        weeks=weeks_ahead(contract, reader.now.date()),
        coordinator=contact_view(contract.coordinator, reader.now),
        team=[
            found
            for found in contact_views(contract.team, reader.now)
            if contract.coordinator is None or found.contact.name != contract.coordinator.name
        ],
        ended=end if end is not None and end < reader.now.date() else None,
    )


def next_step(steps: list[StepView], reader: Reader) -> StepView | None:
    """The soonest time; else what may be booked, then one's own tasks, then what is waited for."""
    now = reader.now
    times = [found for found in steps if found.step.state is State.BOOKED and _ahead(found, reader)]
    if times:
        return min(times, key=lambda found: (found.step.when or now).timestamp())
    waits = [found for found in steps if found.step.state in _OPEN and found.step.when is None]
    order = sorted(waits, key=lambda found: (not found.may_book, not found.own_task))
    return order[0] if order else None


def _ahead(found: StepView, reader: Reader) -> bool:
    visit, when = found.step.appointment, found.step.when
    end = (visit.end if visit else None) or when
    return end is not None and end > reader.now


def _before(steps: list[StepView], upcoming: StepView | None) -> list[StepView]:
    if upcoming is None or upcoming.step.when is None:
        return []
    day = upcoming.step.when.date()
    return [
        found
        for found in steps
        if found.own_task
        and found.step.state is State.WAITING_FOR_PATIENT
        and found.step.expected is not None
        and found.step.expected <= day
    ]


def _clinics(steps: list[StepView]) -> list[Clinic]:
    names: dict[str, str] = {}
    counts: dict[str, int] = {}
    for found in steps:
        if found.clinic is not None:
            names.setdefault(found.clinic_key, found.clinic)
            counts[found.clinic_key] = counts.get(found.clinic_key, 0) + 1
    return [Clinic(key, name, counts[key]) for key, name in names.items()]


def _shown(task: Task) -> bool:
    return task.status not in ("cancelled", "rejected", "failed")


def _cancelled_by_care(found: StepView, contract: Contract, reader: Reader) -> bool:
    """A visit still to come that the care has cancelled and not replaced."""
    visit = found.step.appointment
    if visit is None or visit.status != "cancelled":
        return False
    if visit.start is not None and visit.start < reader.now:
        return False
    by_patient = any(
        change.source == found.step.source and change.kind == "cancelled" and change.by == "patient"
        for change in contract.changes
    )
    replaced = any(
        set(visit.referrals) & set(other.referrals)
        for other in contract.appointments
        if other.status == "booked" and other.start is not None
    )
    return not by_patient and not replaced


def task_of(contract: Contract, task_id: str) -> Task | None:
    """The patient's own task with this id."""
    return next(
        (task for task in contract.tasks if task.id == task_id and task.owner == "patient"), None
    )


def step_of(contract: Contract, appointment_id: str) -> Step | None:
    """The step that is this appointment."""
    return next(
        (
            step
            for step in contract.steps
            if step.appointment is not None and step.appointment.id == appointment_id
        ),
        None,
    )
