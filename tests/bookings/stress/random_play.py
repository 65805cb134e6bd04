"""Clients that do anything in any order, and what each of them was promised."""

from __future__ import annotations

import http.client
import random
import time
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from itertools import count
from typing import Any

from sqlalchemy import select

from backend.bookings.models import IdempotentAnswer
from tests.bookings.stress.arena import Arena
from tests.bookings.stress.clients import Client, Reply, servers
from tests.bookings.stress.scenarios import invariants

_BROKEN = (OSError, http.client.HTTPException)
_REFUSALS = {400, 403, 404, 409, 412, 422}
_BUSY = "503 busy"
"""Nothing has changed, try again: what a database with too much to do may say, and is counted."""
_PATIENCE_SECONDS = 60


@dataclass
class Promise:
    """An answer that a client was given, to be found again afterwards."""

    patient_id: int
    operation: str
    key: str
    body: dict[str, Any]


@dataclass
class Ledger:
    """What all clients were told."""

    promises: list[Promise] = field(default_factory=list)
    replies: Counter[str] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)


def play_at_random(
    arena: Arena, *, clients: int, operations: int, seed: int, without: str | None = None
) -> Ledger:
    """So many operations by so many clients on few, overlapping slots; then the checker.

    Three clients share each patient, so versions are often stale; one answer in twelve is asked
    for again with the same key.
    """
    players = arena.players(max(2, clients // 3), appointments=max(4, operations // 400))
    slots = arena.slots(4 * clients, overlapping=True)
    ledger = Ledger()
    with servers(arena.url, without=without) as ports:
        turns = operations // clients

        def play(number: int) -> None:
            chance = random.Random(seed * 1000 + number)
            client = Client(ports[number % len(ports)], players[number % len(players)])
            hand = Hand(client, chance, slots, ledger, number)
            for _ in range(turns):
                hand.play()
            client.close()

        with ThreadPoolExecutor(clients) as pool:
            for done in [pool.submit(play, number) for number in range(clients)]:
                done.result()
    ledger.faults += unkept(arena, ledger.promises) + invariants(arena)
    return ledger


def unkept(arena: Arena, promises: list[Promise]) -> list[str]:
    """The promises that the database does not hold: what was acknowledged and not committed."""
    with arena.database.read() as session:
        stored = {
            (row.patient_id, row.operation, row.key): row.body
            for row in session.scalars(select(IdempotentAnswer))
        }
    return [
        f"{promise.operation} {promise.key} of {promise.patient_id} was acknowledged and is lost"
        for promise in promises
        if stored.get((promise.patient_id, promise.operation, promise.key)) != promise.body
    ]


class Hand:
    """One client's turns."""

    def __init__(
        self,
        client: Client,
        chance: random.Random,
        slots: list[str],
        ledger: Ledger,
        number: int,
    ) -> None:
        self._client = client
        self._chance = chance
        self._slots = slots
        self._ledger = ledger
        self._versions: dict[str, int] = {}
        self._keys = (f"{number}-{index}" for index in count())
        self._moves: list[tuple[int, Callable[[str], None]]] = [
            (50, self._rebook),
            (4, self._cancel),
            (14, self._undo),
            (12, self._hold_and_confirm),
            (6, self._look),
            (4, self._join),
            (6, self._answer_offer),
            (4, self._press_with_another_body),
        ]

    def play(self) -> None:
        """One operation on one of the patient's appointments."""
        weights, moves = zip(*self._moves, strict=True)
        [move] = self._chance.choices(moves, weights)
        move(self._chance.choice(self._client.player.appointments))

    def _rebook(self, appointment: str) -> None:
        self._change("rebook", appointment, self._chance.choice(self._slots))

    def _cancel(self, appointment: str) -> None:
        self._change("cancel", appointment)

    def _undo(self, appointment: str) -> None:
        self._change("undo", appointment)

    def _hold_and_confirm(self, appointment: str) -> None:
        slot = self._chance.choice(self._slots)
        held = self._said(self._client.post(f"/stress/hold/{appointment}/{slot}"))
        if held.status == 200 and self._chance.random() < 0.8:
            self._said(self._client.post(f"/stress/confirm/{held.body['key']}"))
        elif held.status == 200:
            self._said(self._client.post(f"/stress/release/{appointment}"))

    def _look(self, appointment: str) -> None:
        self._said(self._client.get(f"/api/appointments/{appointment}/slots?limit=10"))
        self._read_version(appointment)

    def _join(self, appointment: str) -> None:
        self._said(self._client.post(f"/stress/join/{appointment}"))

    def _answer_offer(self, _appointment: str) -> None:
        offers = self._said(self._client.get("/stress/offers"))
        for offer in offers.body[:1] if offers.status == 200 else []:
            if self._chance.random() < 0.5:
                self._said(self._client.post(f"/stress/decline/{offer['id']}"))
            else:
                self._said(self._client.post(f"/stress/accept/{offer['id']}/{next(self._keys)}"))

    def _press_with_another_body(self, appointment: str) -> None:
        mine = [
            promise
            for promise in self._ledger.promises[-200:]
            if promise.operation == "rebook"
            and promise.patient_id == self._client.player.patient_id
        ]
        if mine:
            key = self._chance.choice(mine).key
            self._said(
                self._client.change("rebook", appointment, key=key, version=1, slot="another"),
                wanted=(422,),
            )

    def _change(self, operation: str, appointment: str, slot: str | None = None) -> None:
        key, version = next(self._keys), self._version(appointment)
        reply = self._said(
            self._client.change(operation, appointment, key=key, version=version, slot=slot)
        )
        if reply.status == 412:
            self._versions[appointment] = reply.body["version"]
        if reply.status != 200:
            return
        self._versions[appointment] = reply.body["version"]
        player = self._client.player
        self._ledger.promises.append(Promise(player.patient_id, operation, key, reply.body))
        if self._chance.random() < 1 / 12:
            again = self._client.change(operation, appointment, key=key, version=version, slot=slot)
            if again != reply and again.code != "busy":
                self._ledger.faults.append(f"a retry of {operation} got {again.status}")

    def _version(self, appointment: str) -> int:
        if appointment not in self._versions or self._chance.random() < 0.1:
            self._read_version(appointment)
        return self._versions[appointment]

    def _read_version(self, appointment: str) -> None:
        reply = self._said(self._client.get(f"/api/appointments/{appointment}"))
        self._versions[appointment] = reply.body["version"]

    def _said(self, reply: Reply, wanted: tuple[int, ...] = ()) -> Reply:
        """Counts the reply; one that nobody should ever get is a fault."""
        told = f"{reply.status} {reply.code or ''}".strip()
        self._ledger.replies[told] += 1
        fine = reply.status in wanted if wanted else reply.status in _REFUSALS | {200, 204}
        if not fine and told != _BUSY:
            self._ledger.faults.append(f"an answer of {told}")
        return reply


def until_answered(ask: Callable[[], Reply]) -> Reply:
    """Asks again and again until the server lives to answer."""
    deadline = time.monotonic() + _PATIENCE_SECONDS
    while True:
        try:
            return ask()
        except _BROKEN:
            if time.monotonic() > deadline:
                raise
