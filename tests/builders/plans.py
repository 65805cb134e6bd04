"""Whole plans for tests of pages: a long one, and none at all."""

from __future__ import annotations

from datetime import datetime, timedelta

from backend.rules.workdays import STOCKHOLM
from tests.builders.fhir import (
    Json,
    a_bundle,
    a_clinic,
    a_patient,
    a_plan,
    a_practitioner,
    a_task,
    a_team,
    an_appointment,
)

_CLINICS = ("Ögonmottagningen", "Hjärtmottagningen", "Vårdcentralen Norr", "Röntgen")


def a_long_plan(number: str, now: datetime, *, steps: int = 40) -> Json:
    """A plan of many steps: some done, most booked at several clinics, some tasks."""
    clinics = [part for n, name in enumerate(_CLINICS) for part in a_clinic(f"mott-{n}", name)]
    visits, activities = [], []
    first = now.astimezone(STOCKHOLM).replace(hour=10, minute=15, second=0, microsecond=0)
    for index in range(steps):
        if index % 8 == 7:
            visits.append(a_task(f"uppgift-{index}", f"Fyll i formulär {index}", owner="Patient/p"))
            activities.append(f"Task/uppgift-{index}")
            continue
        day = first + timedelta(days=3 * (index - 6))
        done = day < now
        visits.append(
            an_appointment(
                f"besok-{index}",
                clinic=f"mott-{index % len(_CLINICS)}",
                start=day.isoformat(),
                end=(day + timedelta(minutes=45)).isoformat(),
                status="fulfilled" if done else "booked",
                description=f"Återbesök nummer {index}",
                patientInstruction="Ta med legitimation och dina läkemedel.",
            )
        )
        activities.append(f"Appointment/besok-{index}")
    return a_bundle(
        *clinics,
        *visits,
        a_practitioner("anna", "Anna Ek", phone="08-465 004 10"),
        a_team(("Fast vårdkontakt", "Practitioner/anna")),
        a_plan(*activities, title="Patientkontrakt: många besök"),
        patient=a_patient(number),
    )


def no_plan(number: str) -> Json:
    """A patient of whom nothing is planned."""
    return a_bundle(patient=a_patient(number))
