"""The bot is killed, the actions are killed, the file is locked: in the middle of a conversation.

Each time the patient gets a Swedish sentence with a number, nothing is lost, and the conversation
goes on when the part is back. The whole matrix is `test_matrix.py`.
"""

from __future__ import annotations

import os
import re
import signal
import sqlite3
from typing import Any
from xmlrpc.client import ServerProxy

import pytest
from supervisor.xmlrpc import SupervisorTransport

from tests.system import Patient, Reply, System
from tests.waiting import until

FAILURE = re.compile(r"(Något gick fel|kan inte svara).*ring .+ på [\d-]{4}", re.DOTALL)
ATHENA = "19900222-2397"


@pytest.mark.parametrize("service", ["bot", "actions"])
def test_a_killed_process_is_a_sentence_and_comes_back(service: str, system: System) -> None:
    patient = _in_the_middle(system)
    pid = _pid(system, service)
    assert pid is not None
    os.kill(pid, signal.SIGSTOP)  # so that it cannot be back before we ask
    os.kill(pid, signal.SIGKILL)

    failed = patient.say("När är min nästa tid?")

    _says_what_to_do(failed)
    until(lambda: _pid(system, service) not in (None, pid), 60)
    _goes_on(patient)


def test_a_locked_database_is_a_sentence_and_comes_back(system: System) -> None:
    patient = _in_the_middle(system)
    holder = sqlite3.connect(system.data / "nasta-steg.db", isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")
    try:
        failed = patient.say("När är min nästa tid?")
    finally:
        holder.close()

    _says_what_to_do(failed)
    _goes_on(patient)


def _in_the_middle(system: System) -> Patient:
    """A patient who has just been answered."""
    patient = system.log_in(ATHENA)
    assert not _failed(patient.say("Vad händer nu?"))
    return patient


def _says_what_to_do(reply: Reply) -> None:
    assert FAILURE.search(reply.text), reply.text
    assert _failed(reply)


def _goes_on(patient: Patient) -> None:
    """The same conversation is answered again, and has kept every message."""
    until(lambda: _serves(patient), 90)
    assert not _failed(patient.say("Vem är min kontakt?"))
    history = patient.browser.get(f"{patient.url}/api/chat", timeout=10).json()["messages"]
    said = [message["text"] for message in history if message["sender"] == "patient"]
    assert said[-1] == "Vem är min kontakt?"
    assert "Vad händer nu?" in said


def _serves(patient: Patient) -> bool:
    return patient.browser.get(f"{patient.url}/health", timeout=10).status_code == 200


def _failed(reply: Reply) -> bool:
    return any(message["failed"] for message in reply.messages)


def _pid(system: System, service: str) -> int | None:
    """The service's process, if it runs."""
    transport = SupervisorTransport(serverurl=f"unix://{system.data / 'supervisor.sock'}")
    proxy: Any = ServerProxy("http://127.0.0.1", transport=transport)
    return proxy.supervisor.getProcessInfo(service)["pid"] or None
