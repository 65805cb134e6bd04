"""What each plan question must bring up, read from the Bundle and not by the code under test."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any

Resource = dict[str, Any]

_GONE = ("cancelled", "noshow", "entered-in-error", "fulfilled")


class Bundle:
    """A Bundle's resources, and the few readings of them that the questions need."""

    def __init__(self, resources: Iterable[Resource], now: datetime) -> None:
        self._now = now
        self.resources = list(resources)

    def of(self, kind: str) -> list[Resource]:
        """The resources of one type."""
        return [found for found in self.resources if found["resourceType"] == kind]

    @property
    def ahead(self) -> list[Resource]:
        """The booked times that are to come, the next one first."""
        booked = [
            found
            for found in self.of("Appointment")
            if found.get("start")
            and found["status"] not in _GONE
            and datetime.fromisoformat(found["start"]) > self._now
        ]
        return sorted(booked, key=lambda found: datetime.fromisoformat(found["start"]))

    @property
    def own_tasks(self) -> list[Resource]:
        """What the patient is to do and has not done."""
        return [
            found
            for found in self.of("Task")
            if "Patient/" in found.get("owner", {}).get("reference", "")
            and found["status"] not in ("completed", "cancelled", "rejected", "failed")
        ]


Wanted = Callable[[Bundle], set[tuple[str, str]]]
"""From a Bundle to facts, (kind, source), of which at least one must be among a reply's."""


def _next_time(bundle: Bundle) -> set[tuple[str, str]]:
    return {("time", f"Appointment/{found['id']}") for found in bundle.ahead[:1]}


def _any_time(bundle: Bundle) -> set[tuple[str, str]]:
    return {("time", f"Appointment/{found['id']}") for found in bundle.ahead}


def _goals(bundle: Bundle) -> set[tuple[str, str]]:
    return {("goal", f"Goal/{found['id']}") for found in bundle.of("Goal")}


def _tasks(bundle: Bundle) -> set[tuple[str, str]]:
    return {("task", f"Task/{found['id']}") for found in bundle.own_tasks}


def _preparation(bundle: Bundle) -> set[tuple[str, str]]:
    return {
        ("preparation", f"Appointment/{found['id']}")
        for found in bundle.ahead[:1]
        if found.get("patientInstruction")
    }


QUESTIONS: dict[str, tuple[str, Wanted]] = {
    "ask_next_step": ("Vad är det som händer härnäst för min del?", _next_time),
    "ask_when": ("När har jag min nästa tid?", _next_time),
    "ask_plan": ("Kan du visa alla mina bokade tider?", _any_time),
    "ask_preparation": ("Hur förbereder jag mig inför nästa besök?", _preparation),
    "ask_my_tasks": ("Vad är det jag själv har tagit på mig att göra?", _tasks),
    "ask_goal": ("Vilka mål har vi satt upp i planen?", _goals),
}
"""By intent: a question that nobody trains on, and what its answer must bring up."""

OTHER_QUESTIONS: dict[str, str] = {
    "ask_contact": "Vem ska jag höra av mig till om jag har en fundering?",
    "ask_where": "Vart ska jag ta vägen för nästa besök?",
    "ask_visit_details": "Vem är det jag ska träffa nästa gång?",
    "ask_status": "Hur går det med min remiss?",
    "ask_waiting_time": "Hur lång tid kan det ta innan jag får komma?",
    "ask_changes": "Har något blivit ändrat i min plan?",
    "explain_patientkontrakt": "Vad är egentligen ett patientkontrakt för något?",
}
"""The plan questions whose right answer is asserted where it is made (`tests/actions`): here it is
that every fact stands in the Bundle, and that there is an answer."""
