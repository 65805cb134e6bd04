"""A backend and a patient who talks, for tests of errands."""

from __future__ import annotations

import pytest

from backend.clock import Clock
from backend.services import Services
from backend.settings import Settings
from tests.actions.eye_visit import EYES, SLOTS, VISIT
from tests.builders.app import ScriptedBot, services_with
from tests.builders.errands import ErrandTalk
from tests.builders.fhir import a_bundle, a_plan


@pytest.fixture
def services(settings: Settings, clock: Clock) -> Services:
    """A backend of its own for each test."""
    return services_with(settings, clock, ScriptedBot())


@pytest.fixture
def talk(services: Services) -> ErrandTalk:
    """A patient with a visit on 2 December that may be moved."""
    return ErrandTalk(services, a_bundle(EYES, VISIT, SLOTS, a_plan("Appointment/ogon-1")))
