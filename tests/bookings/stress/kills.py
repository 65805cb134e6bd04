"""Kills the server in the middle of changes, and asks again with the same key."""

from __future__ import annotations

import http.client
import random
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from threading import Event
from typing import Any

from sqlalchemy import select

from backend.bookings.models import IdempotentAnswer
from backend.contracts.models import Appointment
from tests.bookings.stress.arena import Arena, Player
from tests.bookings.stress.clients import Client, Reply, servers
from tests.bookings.stress.faults import POINTS
from tests.bookings.stress.random_play import Promise, unkept, until_answered
from tests.bookings.stress.scenarios import invariants

_COMMITTED = ("after-commit", "before-answer")
_BROKEN = (OSError, http.client.HTTPException)


@dataclass
class Tally:
    """How many were killed at each point, and what was wrong."""

    killed: Counter[str] = field(default_factory=Counter)
    promises: list[Promise] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)


def kill_at_every_point(arena: Arena, *, kills: int, bystanders: int, seed: int = 1) -> Tally:
    """One patient's changes are killed, point after point, while others go on with theirs.

    Each killed change is asked for again with its key until it is answered: it must then have been
    done once, and what was committed before the kill must be what the retry is told.
    """
    victim, *others = arena.players(1 + bystanders, appointments=2)
    slots = arena.slots(kills + 40 * (bystanders + 1))
    tally, over = Tally(), Event()
    with servers(arena.url, 1) as [port], ThreadPoolExecutor(max(1, bystanders)) as pool:
        playing = [
            pool.submit(_go_on, arena, port, other, slots[kills:], over, tally, seed + number)
            for number, other in enumerate(others)
        ]
        client, version = Client(port, victim), 1
        for number in range(kills):
            point = POINTS[number % len(POINTS)]
            version = _kill_one(arena, client, version, slots[number], point, tally)
        over.set()
        for done in playing:
            done.result()
        client.close()
    tally.faults += unkept(arena, tally.promises) + invariants(arena)
    return tally


def _kill_one(
    arena: Arena, client: Client, version: int, slot: str, point: str, tally: Tally
) -> int:
    """One rebooking that is killed at `point`, then asked for again.

    Returns:
        the version that the appointment then has.
    """
    key, player = f"killed-{slot}", client.player
    try:
        reply = client.change("rebook", "a0", key=key, version=version, slot=slot, fault=point)
        tally.faults.append(f"{point}: answered {reply.status} {reply.code} in place of dying")
        return int(reply.body.get("version", version))
    except _BROKEN:
        tally.killed[point] += 1
    kept = _kept(arena, player, key)
    if point in _COMMITTED and kept is None:
        tally.faults.append(f"{point}: the commit is not there")
    if point not in _COMMITTED and _now(arena, player).version != version:
        tally.faults.append(f"{point}: something of it is there")
    reply = until_answered(
        lambda: client.change("rebook", "a0", key=key, version=version, slot=slot)
    )
    if reply.status != 200:
        tally.faults.append(f"{point}: the retry got {reply.status} {reply.code}")
        return version
    if kept is not None and reply.body != kept:
        tally.faults.append(f"{point}: the retry did not get the first answer")
    row = _now(arena, player)
    if row.version != version + 1 or reply.body["version"] != row.version:
        tally.faults.append(f"{point}: version {version} became {row.version}")
    tally.promises.append(Promise(player.patient_id, "rebook", key, reply.body))
    return row.version


def _go_on(
    arena: Arena,
    port: int,
    player: Player,
    slots: list[str],
    over: Event,
    tally: Tally,
    seed: int,
) -> None:
    """A bystander's changes: whatever breaks is asked for again with the same key."""
    chance, client, turn = random.Random(seed), Client(port, player), 0
    while not over.is_set():
        turn += 1
        operation = chance.choice(("rebook", "rebook", "undo"))
        slot = chance.choice(slots) if operation == "rebook" else None
        key, version = f"{operation}-{turn}", _now(arena, player).version
        reply = _change(client, operation, key, version, slot)
        if reply.status == 200:
            tally.promises.append(Promise(player.patient_id, operation, key, reply.body))
        elif reply.status not in (409, 412):
            tally.faults.append(f"a bystander's {operation} got {reply.status} {reply.code}")
    client.close()


def _change(client: Client, operation: str, key: str, version: int, slot: str | None) -> Reply:
    return until_answered(
        lambda: client.change(operation, "a0", key=key, version=version, slot=slot)
    )


def _now(arena: Arena, player: Player) -> Appointment:
    with arena.database.read() as session:
        return session.scalars(
            select(Appointment).where(
                Appointment.patient_id == player.patient_id, Appointment.fhir_id == "a0"
            )
        ).one()


def _kept(arena: Arena, player: Player, key: str) -> dict[str, Any] | None:
    with arena.database.read() as session:
        return session.scalar(
            select(IdempotentAnswer.body).where(
                IdempotentAnswer.patient_id == player.patient_id, IdempotentAnswer.key == key
            )
        )
