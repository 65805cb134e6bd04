"""A visit at an eye clinic, its free times, and another clinic: what errands are tried on."""

from __future__ import annotations

from tests.builders.errands import some_slots
from tests.builders.fhir import a_clinic, an_appointment

EYES = a_clinic("ogon", "Ögonmottagningen", phone="08-465 004 01")
XRAY = a_clinic("rtg", "Röntgenmottagningen", phone="08-465 004 02")
VISIT = an_appointment("ogon-1", clinic="ogon", description="Återbesök hos ögonläkare")
"""Wednesday 2 December 10.15."""
SLOTS = some_slots(
    "ogon",
    "2026-11-30T09:00",
    "2026-12-01T09:00",
    "2026-12-01T14:00",
    "2026-12-03T09:00",
    "2026-12-03T13:30",
    "2026-12-08T10:00",
    "2026-12-09T15:00",
)
