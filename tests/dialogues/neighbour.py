"""Somebody else who goes to the same clinics: takes a time before the patient does, or gives it up.

A contract with one visit without a time for each clinic that the patient can be booked at; what
they do goes through the same API as any patient's.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import uuid4

import requests

from backend.phrasing.dates import time_phrase
from backend.rules.workdays import STOCKHOLM
from tests.builders.fhir import a_bundle, a_patient, an_appointment
from tests.system import NOW, Patient, System

_TODAY = datetime.fromisoformat(NOW).replace(tzinfo=STOCKHOLM)
_OF_CLINICS = ("Organization", "Location", "HealthcareService", "Schedule", "Slot")
_WITH_PEOPLE = (*_OF_CLINICS, "Practitioner", "PractitionerRole")


def neighbour_of(bundle: dict[str, Any], number: str) -> dict[str, Any]:
    """The contract of somebody with this reservnummer, at the clinics of the patient's."""
    shared = [found["resource"] for found in bundle["entry"]]
    shared = [found for found in shared if found["resourceType"] in _WITH_PEOPLE]
    clinics = [found["id"] for found in shared if found["resourceType"] == "HealthcareService"]
    visits = [
        an_appointment(f"granne-{number}-{clinic}", clinic=clinic, start=None, status="proposed")
        | {"minutesDuration": 10}
        for clinic in clinics
        for number in (1, 2, 3)
    ]
    return a_bundle(*shared, *visits, patient=a_patient(number, kind="nationelltReservnummer"))


class Neighbour:
    """They, logged in."""

    def __init__(self, system: System, number: str) -> None:
        self._patient = system.log_in(number)

    def take(self, when: str, patient: Patient) -> bool:
        """Tries to book the time, such as `fredag 18 december kl. 09.00`, that the patient can see.

        Returns:
            whether they got it; not, when it is somebody's or kept for somebody.

        Raises:
            LookupError: the patient sees no such time, or several.
        """
        slot = slot_at(when, patient)
        codes = []
        for visit in self._visits():
            if visit["start"] is None:
                answer = self._change(visit, "book", {"slot": slot})
                if answer.status_code == 200:
                    return True
                codes.append(answer.json()["code"])
        if "slot_taken" not in codes:
            raise LookupError(f"{when}: {codes}")
        return False

    def cancel(self, when: str) -> None:
        """Gives up the time that they took.

        Raises:
            LookupError: they have no such time.
        """
        for visit in self._visits():
            if visit["start"] and visit["status"] == "booked" and _said(visit["start"]) == when:
                answer = self._change(visit, "cancel", None)
                assert answer.status_code == 200, answer.text
                return
        raise LookupError(f"{when}: they have no such time")

    def _visits(self) -> list[dict[str, Any]]:
        return list(self._patient.plan()["appointments"])

    def _change(
        self, visit: dict[str, Any], operation: str, body: dict[str, str] | None
    ) -> requests.Response:
        return self._patient.browser.post(
            f"{self._patient.url}/api/appointments/{visit['id']}/{operation}",
            json=body,
            headers={"Idempotency-Key": uuid4().hex, "If-Match": f'"{visit["version"]}"'},
            timeout=10,
        )


def slot_at(when: str, patient: Patient) -> str:
    """The id of the time that the patient may have then.

    Raises:
        LookupError: there is none, or there are several.
    """
    found = set()
    for visit in patient.plan()["appointments"]:
        path = f"{patient.url}/api/appointments/{visit['id']}/slots"
        slots = patient.browser.get(path, params={"limit": 500}, timeout=10).json()["slots"]
        found |= {slot["id"] for slot in slots if _said(slot["start"]) == when}
    if len(found) != 1:
        raise LookupError(f"{when} is {len(found)} of the times that the patient may have")
    return str(found.pop())


def _said(start: str) -> str:
    return time_phrase(datetime.fromisoformat(start).astimezone(STOCKHOLM), _TODAY)
