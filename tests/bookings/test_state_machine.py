"""Whatever three patients do in whatever order, the core does as a simple model does.

The model keeps who has which time in a dictionary and knows no transaction, no index and no FHIR.
"""

from __future__ import annotations

import shutil
import tempfile
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)

from backend.bookings.checker import broken_invariants
from backend.bookings.schemas import Confirmation, Who
from backend.database import Database
from backend.errors import Problem
from backend.migrations import migrate
from tests.bookings.model import Model, Refused
from tests.bookings.slots import slot_at
from tests.bookings.world import CLINIC, World
from tests.builders.fhir import (
    OTHER_PERSONNUMMER,
    PERSONNUMMER,
    SAMORDNINGSNUMMER,
    an_appointment,
)

SLOTS = {
    "early": ("2026-11-30 09:00", 30),
    "late": ("2026-11-30 09:30", 30),
    "both": ("2026-11-30 09:00", 60),
    "alone": ("2026-12-01 09:00", 30),
}
PATIENTS = {"anna": PERSONNUMMER, "bo": OTHER_PERSONNUMMER, "cilla": SAMORDNINGSNUMMER}
VISITS = ("first", "second")

_EMPTY = Path(tempfile.mkdtemp(prefix="nasta-steg-machine-")) / "empty.db"

patients = st.sampled_from(sorted(PATIENTS))
visits = st.sampled_from(VISITS)
slots = st.sampled_from(sorted(SLOTS))


class Bookings(RuleBasedStateMachine):
    """The same steps in the core and in the model; they answer alike and end up alike."""

    questions = Bundle("questions")

    @initialize()
    def begin(self) -> None:
        """Three patients with two visits each in January, and four times that overlap."""
        self._folder = tempfile.mkdtemp(prefix="nasta-steg-machine-")
        if not _EMPTY.exists():
            migrate(f"sqlite:///{_EMPTY}")
        path = Path(shutil.copy(_EMPTY, self._folder))
        self.database = Database(f"sqlite:///{path}")
        self.world = World(self.database)
        self.model = Model(
            {name: (start, minutes) for name, (start, minutes) in SLOTS.items()},
            [(patient, visit) for patient in PATIENTS for visit in VISITS],
        )
        self.who: dict[str, Who] = {}
        for number, (name, identity) in enumerate(sorted(PATIENTS.items())):
            kind = "samordningsnummer" if identity == SAMORDNINGSNUMMER else "personnummer"
            self.who[name] = self.world.patient(
                CLINIC,
                *(slot_at(slot, when, minutes=long) for slot, (when, long) in SLOTS.items()),
                *(
                    an_appointment(
                        visit,
                        clinic="ogon",
                        start=f"2027-01-{10 + number}T{9 + turn:02d}:00:00+01:00",
                        end=f"2027-01-{10 + number}T{9 + turn:02d}:30:00+01:00",
                    )
                    for turn, visit in enumerate(VISITS)
                ),
                number=identity,
                kind=kind,
            )

    @rule(patient=patients, visit=visits, slot=slots)
    def rebook(self, patient: str, visit: str, slot: str) -> None:
        """Moves a visit."""
        told = self._try(lambda: self.world.rebook(self.who[patient], visit, slot))
        assert told == self.model.rebook(patient, visit, slot)

    @rule(patient=patients, visit=visits)
    def cancel(self, patient: str, visit: str) -> None:
        """Cancels a visit."""
        told = self._try(lambda: self.world.cancel(self.who[patient], visit))
        assert told == self.model.cancel(patient, visit)

    @rule(patient=patients, visit=visits)
    def undo(self, patient: str, visit: str) -> None:
        """Undoes the last change of a visit."""
        told = self._try(lambda: self.world.undo(self.who[patient], visit))
        assert told == self.model.undo(patient, visit)

    @rule(target=questions, patient=patients, visit=visits, slot=slots)
    def hold(self, patient: str, visit: str, slot: str) -> tuple[str, Confirmation | None]:
        """Holds a time."""
        asked: list[Confirmation] = []
        told = self._try(
            lambda: asked.append(self.world.bookings.hold(self.who[patient], visit, slot))
        )
        key = asked[0].key if asked else None
        assert told == self.model.hold(patient, visit, slot, key)
        return patient, asked[0] if asked else None

    @rule(question=questions)
    def confirm(self, question: tuple[str, Confirmation | None]) -> None:
        """Answers yes to a question, be it old."""
        patient, asked = question
        if asked is None:
            return
        told = self._try(lambda: self.world.bookings.confirm(self.who[patient], asked.key))
        assert told == self.model.confirm(patient, asked.key)

    @rule(patient=patients, visit=visits)
    def release(self, patient: str, visit: str) -> None:
        """Lets go of what is held."""
        self.world.bookings.release_hold(self.who[patient], visit)
        self.model.release(patient, visit)

    @rule(minutes=st.sampled_from([1, 4, 6, 11, 31]), sweep=st.booleans())
    def time_passes(self, minutes: int, sweep: bool) -> None:
        """Time passes; the sweeper may come or not, which nobody may notice."""
        self.world.clock.now += timedelta(minutes=minutes)
        self.model.now += timedelta(minutes=minutes)
        if sweep:
            self.world.bookings.sweep()

    @invariant()
    def the_core_is_sound(self) -> None:
        """The checker finds nothing."""
        if hasattr(self, "world"):
            with self.database.read() as session:
                assert broken_invariants(session) == []

    @invariant()
    def both_say_the_same(self) -> None:
        """Every visit is where the model has it, and the same times are free to each."""
        if not hasattr(self, "world"):
            return
        for patient, who in self.who.items():
            for visit in VISITS:
                row = self.world.row(who, visit)
                assert row.status == self.model.visits[patient, visit].status
                free = self.world.free(who, visit)
                assert sorted(free) == self.model.free(patient, visit)
        for slot, kind in self.world.claims().items():
            if kind == "booked":
                assert self.model.booked_in(slot)

    def teardown(self) -> None:
        """Removes the database."""
        if hasattr(self, "world"):
            self.database.close()
            shutil.rmtree(self._folder, ignore_errors=True)

    @staticmethod
    def _try(step: object) -> str:
        try:
            step()  # type: ignore[operator]
        except Problem as refused:
            return refused.code
        return Refused.NO


@pytest.mark.parametrize(
    ("examples", "steps"), [(6, 15), pytest.param(200, 40, marks=pytest.mark.slow)]
)
def test_the_core_and_the_model_do_the_same(examples: int, steps: int) -> None:
    run_state_machine_as_test(
        Bookings,
        settings=settings(
            max_examples=examples,
            stateful_step_count=steps,
            deadline=None,
            derandomize=examples < 100,
            suppress_health_check=list(HealthCheck),
        ),
    )
