"""How long the free times of one appointment take among 100,000 slots, and a rebooking.

    .venv/bin/python -m tests.bookings.stress.slots_latency [sqlite|postgresql]

Three ways in which 100,000 slots may lie: over forty clinics; all at one clinic, half of them
booked; all at one clinic with twenty clinicians of whom the appointment names one. Each figure is
of the whole call of `BookingService.slots`: the patient's contract is read, the slots are found
and told with their names. The patient has four visits.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import insert, text

from backend.bookings.models import SlotClaim
from backend.bookings.schemas import Change, Operation, SlotQuery, Who
from backend.contracts.models import Slot
from backend.migrations import migrate
from tests.bookings.stress.arena import Arena
from tests.bookings.world import World
from tests.servers.postgres import serve

SLOTS = 100_000
CALLS = 200


def main() -> None:
    """Prints the table."""
    for kind in sys.argv[1:] or ["sqlite", "postgresql"]:
        for name, place in LAYOUTS.items():
            with _database(kind) as url:
                arena = Arena(url)
                _fill(arena, place)
                _measure(f"{kind}, {name}", arena, rebook=name == "forty clinics")
                arena.close()


def _forty_clinics(index: int) -> dict[str, Any]:
    return {"service": "klinik" if index % 40 == 0 else f"other-{index % 40}"}


def _one_clinic_half_booked(index: int) -> dict[str, Any]:
    booked = index % 2 == 0
    return {"service": "klinik", "status": "busy" if booked else "free"}


def _one_clinic_of_twenty(index: int) -> dict[str, Any]:
    return {"service": "klinik", "practitioner": f"Practitioner/{index % 20}"}


LAYOUTS: dict[str, Callable[[int], dict[str, Any]]] = {
    "forty clinics": _forty_clinics,
    "one clinic, half booked": _one_clinic_half_booked,
    "one clinic, a named clinician": _one_clinic_of_twenty,
}


def _fill(arena: Arena, place: Callable[[int], dict[str, Any]]) -> None:
    """The slots, a room's every half hour from 8 to 16, and a claim on each that is busy."""
    rows, claims = [], []
    [owner] = arena.players(1, appointments=1)
    for index in range(SLOTS):
        room, turn = index % 80, index // 80
        day, hour = divmod(turn, 16)
        start = arena.now.replace(hour=7, minute=0) + timedelta(days=day + 1, minutes=30 * hour)
        row = {
            "id": index + 1,
            "fhir_id": f"x{index}",
            "schedule": f"room-{room}",
            "practitioner": None,
            "location": "klinik-plats",
            "status": "free",
            "start": start,
            "end": start + timedelta(minutes=30),
            "last_updated": arena.now,
            **place(index),
        }
        rows.append(row)
        if row["status"] == "busy":
            held = {"slot_id": row["id"], "kind": f"booked-{index}", "patient_id": owner.patient_id}
            span = {key: row[key] for key in ("schedule", "start", "end")}
            claims.append({**held, **span, "resource_id": owner.patient_id, "expires_at": None})
    with arena.database.write() as session:
        session.execute(insert(Slot), rows)
        if claims:
            session.execute(insert(SlotClaim), claims)
    with arena.database.engine.connect() as connection:
        connection.execute(text("ANALYZE"))
        connection.commit()


def _measure(name: str, arena: Arena, *, rebook: bool) -> None:
    [player] = arena.players(1, appointments=4, actors=("Practitioner/7",))
    world = World(arena.database, arena.now)
    who = Who(patient_id=player.patient_id, actor="Patient/p")
    day = arena.now.date()

    def search(turn: int) -> int:
        first = day + timedelta(days=turn % 60)
        query = SlotQuery(first=first, last=first + timedelta(days=14))
        return len(world.bookings.slots(who.patient_id, "a0", query).slots)

    def change(turn: int) -> int:
        slot = world.free(who, "a0", limit=1)[0]
        wanted = Change(
            operation=Operation.REBOOK,
            appointment="a0",
            slot=slot,
            versions=[turn + 1],
            key=f"k{turn}",
        )
        began = time.perf_counter()
        world.bookings.change(who, wanted)
        times.append(time.perf_counter() - began)
        return 1

    _print(f"{name}: slots", _timed(search))
    if rebook:
        times: list[float] = []
        for turn in range(CALLS):
            change(turn)
        _print(f"{name}: rebook", times)


def _timed(call: Callable[[int], int]) -> list[float]:
    call(0)
    times = []
    for turn in range(CALLS):
        began = time.perf_counter()
        assert call(turn) > 0
        times.append(time.perf_counter() - began)
    return times


def _print(name: str, times: list[float]) -> None:
    cuts = statistics.quantiles(times, n=20)
    print(f"{name}: p50 {1000 * cuts[9]:.1f} ms, p95 {1000 * cuts[18]:.1f} ms", flush=True)


@contextmanager
def _database(kind: str) -> Iterator[str]:
    if kind == "sqlite":
        with tempfile.TemporaryDirectory() as folder:
            url = f"sqlite:///{Path(folder) / 'bench.db'}"
            migrate(url)
            yield url
        return
    server = serve(durable=True)
    try:
        yield next(server).database()
    finally:
        server.close()


if __name__ == "__main__":
    main()
