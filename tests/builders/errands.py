"""Conversations that book for real: the answers, the routes for them, and the booking core."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from fastapi.testclient import TestClient
from sqlalchemy import select

from actions import catalogue
from actions.answering import answer
from actions.backend_client import BackendClient, BackendFailed, Refused
from actions.memory import Memory
from actions.reply import Button, Reply
from actions.turn import Turn, Understood
from backend.app import create_app
from backend.chat import repository
from backend.contracts.models import Patient, Resource
from backend.fhir.importer import import_bundle
from backend.services import Services
from tests.builders.fhir import Json, a_slot, raw

assert catalogue.ANSWERS


class InProcess(BackendClient):
    """The backend's own routes, called without a network; `lost` answers are done but not heard."""

    def __init__(self, services: Services) -> None:
        super().__init__("", "")
        self._client = TestClient(create_app(services=services))
        self._token = services.settings.derived_key("service")
        self.lost = 0

    def call(self, method: str, conversation: str, path: str, **more: Any) -> Any:
        """As the real one."""
        response = self._client.request(
            method,
            f"/internal/conversations/{conversation}/{path}",
            params=more.get("params"),
            json=more.get("body"),
            headers={"Authorization": f"Bearer {self._token}"},
        )
        if path == "confirm" and self.lost:
            self.lost -= 1
            raise BackendFailed("the answer was lost")
        content = response.json() if response.content else None
        if response.status_code >= 500:
            raise BackendFailed(str(response.status_code))
        if response.status_code >= 400:
            raise Refused(response.status_code, dict(content or {}))
        return content


class ErrandTalk:
    """Somebody who moves, cancels and books in a conversation."""

    def __init__(self, services: Services, bundle: Json, actor: str = "Patient/p") -> None:
        import_bundle(services.database, raw(bundle), services.clock)
        self.services = services
        self.backend = InProcess(services)
        self.slots: dict[str, Any] = {}
        self.last = Reply(())
        with services.database.write() as session:
            newest = select(Patient).order_by(Patient.id.desc()).limit(1)
            patient = session.scalars(newest).one()
            self.patient_id = patient.id
            self.conversation = repository.open_conversation(
                session, patient.id, actor, services.clock()
            ).id

    def say(self, intent: str, text: str) -> str:
        """What is answered to a text of this intent."""
        return self._turn(Understood(intent), text, {})

    def press(self, title: str) -> str:
        """What is answered to the button whose title begins so."""
        button = self.button(title)
        return self._turn(Understood(button.intent), button.title, button.entities)

    def press_again(self, button: Button) -> str:
        """What is answered to a button of an earlier reply."""
        return self._turn(Understood(button.intent), button.title, button.entities)

    def button(self, title: str) -> Button:
        """A button of the last reply."""
        for button in self.buttons:
            if button.title.startswith(title):
                return button
        raise AssertionError(f"no button {title!r} among {[b.title for b in self.buttons]}")

    @property
    def buttons(self) -> list[Button]:
        """The buttons of the last reply."""
        return [button for message in self.last.messages for button in message.buttons]

    @property
    def text(self) -> str:
        """The last reply."""
        return "\n".join(message.text for message in self.last.messages)

    def time_of(self, appointment: str) -> str | None:
        """When the appointment is, or its status when it is cancelled, as it is stored."""
        with self.services.database.read() as session:
            row = session.scalars(
                select(Resource).where(
                    Resource.patient_id == self.patient_id,
                    Resource.fhir_id == appointment,
                    Resource.type == "Appointment",
                )
            ).one()
        if row.content["status"] == "cancelled":
            return "cancelled"
        start = row.content.get("start")
        return datetime.fromisoformat(start).strftime("%d/%m %H.%M") if start else None

    def _turn(self, understood: Understood, text: str, carried: dict[str, Any]) -> str:
        turn = Turn(
            conversation=self.conversation,
            message="1",
            text=text,
            understood=understood,
            known=self.backend.contract(self.conversation),
            memory=Memory.from_slots(self.slots),
            backend=self.backend,
            carried=carried,
        )
        self.last = answer(turn)
        self.slots |= self.last.memory
        return self.text


def some_slots(clinic: str, *starts: str, minutes: int = 30) -> list[Json]:
    """Free slots that start at these local times, such as `2026-12-03T09:00`."""
    found = []
    for start in starts:
        begins = datetime.fromisoformat(f"{start}:00+01:00")
        ends = begins + timedelta(minutes=minutes)
        ident = f"{clinic}-{begins:%d%H%M}"
        found.append(a_slot(ident, clinic, begins.isoformat(), ends.isoformat()))
    return found
