"""Every route of the staff's API, what it needs, and how one's own and others' are told apart."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from fastapi.testclient import TestClient
from sqlalchemy import select

from backend.access.log import Access
from backend.access.models import AccessEntry
from backend.access.roles import Permission, Role, roles_of
from backend.access.sessions import Login
from backend.access.staff import Staff
from backend.bookings.requests.models import ClinicRequest
from backend.transcripts.models import Transcript
from tests.builders.fhir import (
    OTHER_PERSONNUMMER,
    PERSONNUMMER,
    a_bundle,
    a_patient,
    an_appointment,
)
from tests.builders.rasa import Understood, a_reply
from tests.conftest import NOW
from tests.transcripts.world import World

STAFF = ("support", "reviewer", "admin", "restricted")
EVERYBODY = (*STAFF, "patient", "nobody")
COLLEAGUE = Login(
    "staff", actor="colleague", role="support restricted admin reviewer", name="Kim", unit="X"
)


@dataclass(frozen=True)
class Scene:
    """Where a cell takes place: who asks, about whom, and whether it is theirs or a colleague's."""

    world: World
    who: str
    client: TestClient
    conversation: str
    protected: bool
    own: bool

    @property
    def owner(self) -> TestClient:
        """Whose note, conversation or entry it is."""
        return self.client if self.own else colleague(self.world)

    @property
    def url(self) -> str:
        """The conversation's address."""
        return f"/api/transcripts/{self.conversation}"


Send = Callable[[Scene], Any]


@dataclass(frozen=True)
class Route:
    """A route: what it needs, and a request to it.

    `of_others` is the code for what is a colleague's, `of_ones_own` for what is one's own, where
    that is refused. `about_somebody` says that it is about one conversation or person.
    """

    method: str
    path: str
    needs: Permission | None
    send: Send
    of_others: str | None = None
    of_ones_own: str | None = None
    about_somebody: bool = True


def colleague(world: World) -> TestClient:
    """A browser in which a colleague with every role is logged in."""
    client = world.browser()
    client.cookies.set("nastasteg", world.services.sessions.open(COLLEAGUE))
    return client


def log_in(world: World, who: str) -> TestClient:
    """A browser in which `who` is logged in, or nobody."""
    if who == "nobody":
        return world.browser()
    return world.log_in() if who == "patient" else world.staff(who)


def conversations(world: World) -> dict[bool, str]:
    """The conversation of somebody whose identity is protected, and of somebody else."""
    protected = a_patient(
        OTHER_PERSONNUMMER,
        ident="q",
        birthDate="1990-02-22",
        meta={
            "security": [
                {
                    "system": "http://electronichealth.se/security",
                    "code": "sekretessmarkering",
                }
            ]
        },
    )
    world.add_patient(a_bundle(an_appointment("q-1", patient="q"), patient=protected))
    buttons = (("Var?", '/ask_where{"about": "x"}'),)
    for number in (PERSONNUMMER, OTHER_PERSONNUMMER):
        client = world.log_in(number)
        world.say(
            "När är det?", Understood(replies=(a_reply("Då.", buttons=buttons),)), client=client
        )
    world.project()
    with world.services.database.read() as session:
        found = {row.protected: row.id for row in session.scalars(select(Transcript))}
    assert set(found) == {True, False}
    return found


def _note(scene: Scene) -> int:
    added = scene.owner.post(f"{scene.url}/notes", json={"text": "en anteckning"})
    if added.status_code != 201:
        added = colleague(scene.world).post(f"{scene.url}/notes", json={"text": "en anteckning"})
    number: int = added.json()["id"]
    return number


def _taken(scene: Scene) -> str:
    """Its owner has taken over the conversation of this address."""
    reason = {"reason": "Patienten behöver hjälp"}
    for taker in (colleague(scene.world), scene.owner):
        taker.post(f"{scene.url}/take-over", json=reason)
    return scene.url


def _request(scene: Scene) -> int:
    with scene.world.services.database.write() as session:
        patient = session.scalars(
            select(Transcript.patient_id).where(Transcript.id == scene.conversation)
        ).one()
        session.query(ClinicRequest).delete()
        row = ClinicRequest(
            patient_id=patient,
            subject="",
            kind="callback",
            state="open",
            actor="Patient/p",
            created_at=NOW,
            changed_at=NOW,
            changed_by="Patient/p",
        )
        session.add(row)
        session.flush()
        return row.id


def _correction(scene: Scene) -> int:
    wanted = {"turn": 1, "intent": "ask_where"}
    number: int = colleague(scene.world).post(f"{scene.url}/corrections", json=wanted).json()["id"]
    return number


def _sample(scene: Scene) -> int:
    log = scene.world.services.log
    actor = f"demo-{scene.who}" if scene.own else "colleague"
    who = Staff(actor, "X", roles_of("support"), "")
    number = log.record(who, Access.BREAK_GLASS, reason="För ett prov")
    services = scene.world.services
    auditor = Staff("auditor", "A", frozenset({Role.ADMIN}), "")
    services.auditing.draw(auditor, 500)
    return number


def _number(scene: Scene) -> str:
    return OTHER_PERSONNUMMER if scene.protected else PERSONNUMMER


WHY = {"reason": "Patienten har ringt"}

ROUTES: tuple[Route, ...] = (
    Route(
        "GET",
        "/api/transcripts",
        Permission.LIST,
        lambda s: s.client.get("/api/transcripts"),
        about_somebody=False,
    ),
    Route(
        "GET",
        "/api/transcripts/{ident}",
        Permission.READ,
        lambda s: s.client.get(s.url, params=WHY),
    ),
    Route(
        "POST",
        "/api/transcripts/of-person",
        Permission.READ,
        lambda s: s.client.post(
            "/api/transcripts/of-person", json={"personnummer": _number(s), **WHY}
        ),
    ),
    Route(
        "POST",
        "/api/transcripts/break-glass",
        Permission.BREAK_GLASS,
        lambda s: s.client.post(
            "/api/transcripts/break-glass", json={"personnummer": _number(s), **WHY}
        ),
        about_somebody=False,
    ),
    Route(
        "POST",
        "/api/transcripts/{ident}/break-glass",
        Permission.BREAK_GLASS,
        lambda s: s.client.post(f"{s.url}/break-glass", json=WHY),
        about_somebody=False,
    ),
    Route(
        "POST",
        "/api/transcripts/{ident}/review",
        Permission.REVIEW,
        lambda s: s.client.post(f"{s.url}/review", json={"status": "in_review"}),
    ),
    Route(
        "POST",
        "/api/transcripts/{ident}/notes",
        Permission.NOTE,
        lambda s: s.client.post(f"{s.url}/notes", json={"text": "hej"}),
    ),
    Route(
        "PUT",
        "/api/transcripts/{ident}/notes/{note_id}",
        Permission.NOTE,
        lambda s: s.client.put(f"{s.url}/notes/{_note(s)}", json={"text": "ny"}),
        of_others="not_yours",
    ),
    Route(
        "DELETE",
        "/api/transcripts/{ident}/notes/{note_id}",
        Permission.NOTE,
        lambda s: s.client.delete(f"{s.url}/notes/{_note(s)}"),
        of_others="not_yours",
    ),
    Route(
        "POST",
        "/api/transcripts/{ident}/tags",
        Permission.TAG,
        lambda s: s.client.post(f"{s.url}/tags", json={"add": ["viktigt"]}),
    ),
    Route(
        "POST",
        "/api/transcripts/{ident}/corrections",
        Permission.PROPOSE,
        lambda s: s.client.post(f"{s.url}/corrections", json={"turn": 1, "intent": "ask_where"}),
    ),
    Route(
        "POST",
        "/api/transcripts/{ident}/take-over",
        Permission.ANSWER,
        lambda s: s.client.post(f"{s.url}/take-over", json=WHY),
    ),
    Route(
        "POST",
        "/api/transcripts/{ident}/answer",
        Permission.ANSWER,
        lambda s: s.client.post(f"{_taken(s)}/answer", json={"text": "Hej."}),
        of_others="not_yours",
    ),
    Route(
        "POST",
        "/api/transcripts/{ident}/hand-back",
        Permission.ANSWER,
        lambda s: s.client.post(f"{_taken(s)}/hand-back"),
        of_others="not_yours",
    ),
    Route(
        "GET",
        "/api/corrections",
        Permission.PROPOSE,
        lambda s: s.client.get("/api/corrections"),
        about_somebody=False,
    ),
    Route(
        "POST",
        "/api/corrections/{correction_id}/decision",
        Permission.APPROVE,
        lambda s: s.client.post(
            f"/api/corrections/{_correction(s)}/decision", json={"approve": False}
        ),
    ),
    Route(
        "GET",
        "/api/requests",
        Permission.WORK,
        lambda s: s.client.get("/api/requests"),
        about_somebody=False,
    ),
    Route(
        "GET",
        "/api/requests/{request_id}",
        Permission.WORK,
        lambda s: s.client.get(f"/api/requests/{_request(s)}"),
    ),
    Route(
        "POST",
        "/api/requests/{request_id}/state",
        Permission.WORK,
        lambda s: s.client.post(
            f"/api/requests/{_request(s)}/state", json={"state": "in_progress"}
        ),
    ),
    Route(
        "GET",
        "/api/access-log",
        Permission.AUDIT,
        lambda s: s.client.get("/api/access-log"),
        about_somebody=False,
    ),
    Route(
        "GET",
        "/api/access-log/samples",
        Permission.AUDIT,
        lambda s: s.client.get("/api/access-log/samples"),
        about_somebody=False,
    ),
    Route(
        "POST",
        "/api/access-log/samples",
        Permission.AUDIT,
        lambda s: s.client.post("/api/access-log/samples", json={"count": 1}),
        about_somebody=False,
    ),
    Route(
        "POST",
        "/api/access-log/samples/{number}",
        Permission.AUDIT,
        lambda s: s.client.post(
            f"/api/access-log/samples/{_sample(s)}", json={"verdict": "approved"}
        ),
        of_ones_own="own_entry",
        about_somebody=False,
    ),
    Route(
        "GET",
        "/api/notices",
        None,
        lambda s: s.client.get("/api/notices"),
        about_somebody=False,
    ),
)


def entries(world: World) -> int:
    """How many entries the access log has."""
    with world.services.database.read() as session:
        return len(session.scalars(select(AccessEntry.number)).all())
