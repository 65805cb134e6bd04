"""The console with conversations of every sort, served to a real browser without Rasa."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager

import uvicorn

from backend.bookings.schemas import Who
from backend.contracts.repository import patient_by_identifier
from backend.fhir.identity import normal_form
from tests.builders.fhir import OTHER_PERSONNUMMER, PERSONNUMMER, a_bundle, a_patient
from tests.builders.rasa import Understood, a_reply
from tests.staff.cells import conversations
from tests.transcripts.world import World

MISUNDERSTOOD = "vilken ingång ska jag gå in genom"
TRACE = {
    "calls": [{"method": "GET", "path": "contract", "status": 200, "ms": 6}],
    "rules": ["Region Uppsala 2026-01-01"],
    "contract": "7-2026-11-23",
}


def furnish(world: World) -> dict[str, str]:
    """Conversations to look at, by name: `plain`, `protected`."""
    found = conversations(world)
    when = a_reply(
        "Du ska till Ögonmottagningen tisdag 24 november kl. 10.15.",
        ("clinic", "Ögonmottagningen", "Organization/ogon"),
        ("time", "2026-11-24T10:15:00+01:00", "Appointment/ogon-1"),
        buttons=(("Var är det?", '/ask_where{"about": "ogon-1"}'),),
    )
    world.say(
        "Hej, jag heter Gun-Britt Söderkvist, 610118-2803. När ska jag till ögon?",
        Understood(
            "ask_when",
            0.91,
            ("ask_where", 0.06),
            slots={"focus": "Appointment/ogon-1"},
            trace=TRACE,
            replies=(when,),
        ),
    )
    world.press('/ask_where{"about": "ogon-1"}', Understood("ask_where", trace=TRACE))
    world.say(
        MISUNDERSTOOD,
        Understood(
            "nlu_fallback",
            0.31,
            ("ask_where", 0.29),
            action="action_nlu_fallback",
            trace=TRACE,
            replies=(a_reply("Jag är inte säker på vad du menar."),),
        ),
    )
    world.project()
    who = _patient(world)
    world.services.bookings.requests.request_callback(who)
    world.services.bookings.requests.request_coordinator(who)
    return {"plain": found[False], "protected": found[True]}


def talk_long(world: World, turns: int) -> None:
    """So many turns more in the same conversation."""
    for number in range(turns):
        world.say(f"fråga nummer {number}", Understood("ask_when", 0.8))
    world.project()


def add_others(world: World, count: int) -> None:
    """Other patients, each with a short conversation."""
    for number in range(count):
        ident = f"1999{number % 12 + 1:02d}{number % 28 + 1:02d}239{number % 10}"
        patient = a_patient(ident, ident=f"p{number}", name=[{"given": ["Kim"], "family": "Ek"}])
        try:
            world.add_patient(a_bundle(patient=patient))
        except Exception:  # noqa: S112  not every number is one
            continue
        client = world.log_in(ident)
        world.say("hej, vad händer nu?", Understood("ask_next_step", 0.7), client=client)
    world.project()


def _patient(world: World) -> Who:
    with world.services.database.read() as session:
        patient = patient_by_identifier(session, normal_form(PERSONNUMMER))
        assert patient is not None
        return Who(patient_id=patient.id, actor=f"Patient/{patient.fhir_id}")


@contextmanager
def served(world: World) -> Iterator[str]:
    """The application on a port of its own; its address."""
    config = uvicorn.Config(world.app, port=0, log_level="warning", lifespan="off")
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        thread.join(0.02)
        assert thread.is_alive(), "the application did not start"
    port = server.servers[0].sockets[0].getsockname()[1]
    yield f"http://127.0.0.1:{port}"
    server.should_exit = True
    thread.join(20)


__all__ = ["MISUNDERSTOOD", "OTHER_PERSONNUMMER", "add_others", "furnish", "served", "talk_long"]
