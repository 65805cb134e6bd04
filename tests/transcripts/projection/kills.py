"""Kills a projector again and again while conversations go on.

    python -m tests.transcripts.projection.kills DATABASE_URL TRACKER_URL KILLS SEED

forks a projector that brings everything up to date, kills it with SIGKILL after a moment, adds a
few turns, and begins anew; prints how many died before they were done. A process of its own, since
what forks must not have threads.
"""

from __future__ import annotations

import os
import random
import signal
import sys
import time
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from backend.chat import repository
from backend.chat.models import Conversation
from backend.chat.schemas import ChatMessage
from backend.contracts.models import Patient
from backend.contracts.service import ContractReader
from backend.database import Database
from backend.rules.regions import load_regions
from backend.rules.workdays import STOCKHOLM
from backend.transcripts.projection.gathering import Gathering
from backend.transcripts.projection.projector import Projector
from backend.transcripts.projection.tracker import TrackerStore
from tests.builders.rasa import RasaEvents, Understood, a_reply

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=STOCKHOLM)
CONVERSATIONS = 12
_TURNS_BETWEEN = 10
_LONGEST_LIFE_SECONDS = 0.15
_REGIONS = load_regions()


def a_projector(database_url: str, tracker_url: str) -> Projector:
    """A projector with connections of its own."""
    database = Database(database_url)
    contracts = ContractReader(database, lambda: NOW, _REGIONS)
    tracker = TrackerStore(tracker_url)
    return Projector(database, lambda: NOW, Gathering(database, lambda: NOW, contracts, tracker))


def project_all(projector: Projector) -> None:
    """Until nothing waits."""
    while due := projector.due():
        for conversation in due:
            projector.project(conversation)


def add_turns(database_url: str, tracker_url: str, chance: random.Random, count: int) -> None:
    """Turns in conversations, as the gateway and Rasa store them."""
    database, events = Database(database_url), RasaEvents(tracker_url)
    for _ in range(count):
        ident = f"{chance.randrange(CONVERSATIONS):032x}"
        with database.write() as session:
            _open(session, ident)
            question = ChatMessage(sender="patient", text=f"fråga {chance.random():.9f}")
            asked = repository.add_message(session, ident, question, NOW, state="received")
        answered = chance.random() < 0.9
        reply = a_reply("Ja.", ("clinic", "Ögonmottagningen", "HealthcareService/ogon"))
        if answered:
            intent = chance.choice(("ask_when", "ask_where", "nlu_fallback"))
            slots = {"focus": f"Task/{chance.randrange(99)}"}
            understood = Understood(intent=intent, slots=slots, replies=(reply,))
            events.turn(ident, str(asked.id), question.text, understood, begins=asked.number == 1)
        with database.write() as session:
            repository.add_message(
                session,
                ident,
                reply if answered else ChatMessage(text="Något gick fel.", failed=True),
                NOW + timedelta(seconds=1),
                answers=asked.id,
                milliseconds=12,
            )
            repository.end_turn(session, asked.id, failed=not answered)
    database.close()
    events.database.close()


def _open(session: Session, ident: str) -> None:
    if session.get(Conversation, ident) is None:
        patient = session.scalars(select(Patient)).one()
        session.add(
            Conversation(
                id=ident, patient_id=patient.id, actor="Patient/p", created_at=NOW, last_at=NOW
            )
        )
        session.flush()


def main() -> None:
    """Kills, and tells how many died at work."""
    database_url, tracker_url, kills, seed = sys.argv[1:5]
    chance, died = random.Random(int(seed)), 0
    for _ in range(int(kills)):
        add_turns(database_url, tracker_url, chance, _TURNS_BETWEEN)
        child = os.fork()
        if child == 0:
            project_all(a_projector(database_url, tracker_url))
            os._exit(0)
        time.sleep(chance.random() * _LONGEST_LIFE_SECONDS)  # any moment will do
        os.kill(child, signal.SIGKILL)
        died += os.WIFSIGNALED(os.waitpid(child, 0)[1])
    print(died)


if __name__ == "__main__":
    main()
