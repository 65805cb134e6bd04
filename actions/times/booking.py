"""The booking core, as the dialogue asks it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from actions.reply import Fact
from actions.turn import Turn

_MOST_SLOTS = 500


@dataclass(frozen=True)
class Slot:
    """A free time; place and person as facts. `place` is null with protected identity."""

    id: str
    start: datetime
    place: Fact | None
    practitioner: Fact | None
    clinic: str | None


def slot_of(found: dict[str, Any]) -> Slot:
    """A free time as the backend tells it."""
    source = f"Slot/{found['id']}"
    place, who = found["place"], found["practitioner"]
    return Slot(
        id=found["id"],
        start=datetime.fromisoformat(found["start"]),
        place=Fact("place", place, found["place_source"] or source) if place else None,
        practitioner=Fact("person", who, found["practitioner_source"] or source) if who else None,
        clinic=found["clinic"],
    )


def place_after(after: dict[str, Any]) -> Fact | None:
    """Where an appointment is, as the backend tells it after a change."""
    if not after["place"]:
        return None
    location = after["location"]
    return Fact("place", after["place"], location["source"] if location else after["source"])


class Booking:
    """Calls about one appointment of the conversation's patient.

    Every method raises `BackendFailed` or `Refused` (`actions.backend_client`).
    """

    def __init__(self, turn: Turn, appointment: str) -> None:
        self._turn = turn
        self._path = f"appointments/{appointment}"

    def slots(self, first: date | None = None, last: date | None = None) -> list[Slot]:
        """The free times between two local dates, earliest first."""
        params: dict[str, Any] = {"limit": _MOST_SLOTS}
        if first is not None:
            params["first"] = first.isoformat()
        if last is not None:
            params["last"] = last.isoformat()
        found = self._get("slots", params)
        return [slot_of(slot) for slot in found["slots"]]

    def shown(self, slots: Sequence[str]) -> None:
        """Writes down which times the patient was shown."""
        body = {"errand": self._turn.message, "slots": list(slots)}
        self._post("shown", body)

    def hold(self, slot: str) -> dict[str, Any]:
        """Keeps the time for the patient; the question to put, with its key and consequences."""
        found: dict[str, Any] = self._post("hold", {"slot": slot})
        return found

    def release(self) -> None:
        """Lets go of what is held."""
        self._turn.backend.call("DELETE", self._turn.conversation, f"{self._path}/hold")

    def ask_to_cancel(self) -> dict[str, Any]:
        """The question to put before a cancellation."""
        found: dict[str, Any] = self._post("ask-to-cancel", None)
        return found

    def undo(self, version: int, key: str) -> dict[str, Any]:
        """Takes back the last change; the appointment after it."""
        found: dict[str, Any] = self._post("undo", {"version": version, "key": key})
        return found

    def consequences(self, operation: str) -> dict[str, Any]:
        """What moving (`rebook`) or cancelling (`cancel`) would mean now."""
        found: dict[str, Any] = self._get("consequences", {"operation": operation})
        return found

    def join_waiting_list(self, wish: dict[str, Any] | None, *, earlier_only: bool) -> None:
        """Asks for a time that becomes free."""
        self._post("waiting", {"wish": wish, "earlier_only": earlier_only})

    def _get(self, path: str, params: dict[str, Any]) -> Any:
        turn = self._turn
        return turn.backend.call("GET", turn.conversation, f"{self._path}/{path}", params=params)

    def _post(self, path: str, body: dict[str, Any] | None) -> Any:
        turn = self._turn
        return turn.backend.call("POST", turn.conversation, f"{self._path}/{path}", body=body)


def confirm(turn: Turn, key: str) -> dict[str, Any]:
    """Does what the question with this key asked; the appointment after it."""
    found: dict[str, Any] = turn.backend.call(
        "POST", turn.conversation, "confirm", body={"key": key}
    )
    return found


def ask_clinic(turn: Turn, kind: str, appointment: str | None) -> None:
    """Sends the clinic a wish that staff see."""
    turn.backend.call(
        "POST", turn.conversation, "requests", body={"kind": kind, "appointment": appointment}
    )
