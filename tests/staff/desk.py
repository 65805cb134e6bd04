"""The console with conversations of every sort, served to a real browser without Rasa."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import uvicorn
from sqlalchemy import select

from backend.bookings.schemas import Who
from backend.contracts.repository import patient_by_identifier
from backend.fhir.identity import normal_form
from backend.settings import ROOT
from backend.transcripts.models import Transcript
from tests.builders.fhir import OTHER_PERSONNUMMER, PERSONNUMMER
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


def add_demo_patients(world: World) -> None:
    """The demo's patients, each with a conversation of its own sort, over the last days."""
    talks = [
        ("kan jag flytta min tid till nästa vecka", Understood("rebook", 0.94)),
        ("hur länge ska jag behöva vänta egentligen", Understood("ask_waiting_time", 0.83)),
        ("jag når ingen, ring mig", Understood("ask_human", 0.9)),
        ("vad ska jag ta med mig", Understood("ask_preparation", 0.77)),
        ("asch det här går ju inte", Understood("nlu_fallback", 0.22)),
        ("när är min nästa tid", Understood("ask_when", 0.96)),
    ]
    for nth, path in enumerate(sorted((ROOT / "data" / "contracts").glob("*.json"))):
        bundle = json.loads(path.read_text("utf-8"))
        number = _number_of(bundle)
        if number in (PERSONNUMMER, OTHER_PERSONNUMMER):
            continue
        world.add_patient(bundle)
        said, understood = talks[nth % len(talks)]
        client = world.log_in(number)
        world.say(said, understood, client=client)
        world.say("tack", Understood("thank", 0.98), client=client)
        if nth % 3 == 0:
            world.bot.silent = True
            world.say("och var är det", client=client)
            world.bot.silent = False
    world.project()
    _spread(world)


def _number_of(bundle: dict[str, Any]) -> str:
    """As the demo login takes it."""
    patient = next(
        entry["resource"]
        for entry in bundle["entry"]
        if entry["resource"]["resourceType"] == "Patient"
    )
    value = str(patient["identifier"][0]["value"])
    return f"{value[:8]}-{value[-4:]}"


def _spread(world: World) -> None:
    """Moves the conversations apart in time."""
    with world.services.database.write() as session:
        for nth, row in enumerate(session.scalars(select(Transcript).order_by(Transcript.n))):
            back = timedelta(hours=7 * (nth * nth % 23), minutes=13 * nth)
            row.started_at, row.last_at = row.started_at - back, row.last_at - back


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


__all__ = [
    "MISUNDERSTOOD",
    "OTHER_PERSONNUMMER",
    "add_demo_patients",
    "furnish",
    "served",
    "talk_long",
]
