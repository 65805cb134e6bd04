"""What the stress does, and what it finds wrong: each scenario gives a list of faults."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from backend.bookings.checker import broken_invariants
from tests.bookings.stress.arena import Arena, Player
from tests.bookings.stress.clients import Client, Reply, servers

_PARTY_SECONDS = 60


def one_slot_each_round(
    arena: Arena, *, clients: int, rounds: int, without: str | None = None
) -> list[str]:
    """So many clients want the same slot at the same moment, round after round.

    One gets it; the rest are told that it is taken, in order.
    """
    players, slots = arena.players(clients), arena.slots(rounds)
    tallies: list[Counter[str]] = [Counter() for _ in slots]
    barrier = Barrier(clients)

    def play(port: int, player: Player) -> None:
        client, version = Client(port, player), 1
        for tally, slot in zip(tallies, slots, strict=True):
            barrier.wait(_PARTY_SECONDS)
            reply = client.change("rebook", "a0", key=slot, version=version, slot=slot)
            version += reply.status == 200
            tally[f"{reply.status} {reply.code or ''}".strip()] += 1
        client.close()

    with servers(arena.url, without=without) as ports:
        _all_at_once(clients, lambda index: play(ports[index % len(ports)], players[index]))
    expected = Counter({"200": 1, "409 slot_taken": clients - 1})
    faults = [
        f"round {number}: {dict(tally)}"
        for number, tally in enumerate(tallies)
        if tally != expected
    ]
    return faults + invariants(arena)


def two_tabs(arena: Arena, *, rounds: int, without: str | None = None) -> list[str]:
    """The same appointment is moved to two times at once, both from the same version."""
    players, slots = arena.players(rounds), arena.slots(2 * rounds)
    moves = [
        (player, [("a0", slots[2 * number]), ("a0", slots[2 * number + 1])])
        for number, player in enumerate(players)
    ]
    return _at_once(arena, moves, Counter({"200": 1, "412 stale_version": 1}), without)


def two_visits(arena: Arena, *, rounds: int, without: str | None = None) -> list[str]:
    """Two appointments of one patient are moved at once to the same hour in two rooms."""
    players = arena.players(rounds, appointments=2)
    rooms = [arena.slots(rounds, schedule=f"room-{number}") for number in (1, 2)]
    moves = [
        (player, [("a0", rooms[0][number]), ("a1", rooms[1][number])])
        for number, player in enumerate(players)
    ]
    return _at_once(arena, moves, Counter({"200": 1, "409 slot_not_suitable": 1}), without)


def same_key_twice(arena: Arena, *, rounds: int, without: str | None = None) -> list[str]:
    """The same request is sent twice at once: it is done once, and both get the same answer."""
    players, slots = arena.players(rounds), arena.slots(rounds)
    faults: list[str] = []

    def press(port: int, player: Player, slot: str) -> Reply:
        client = Client(port, player)
        reply = client.change("rebook", "a0", key="pressed", version=1, slot=slot)
        client.close()
        return reply

    with servers(arena.url, without=without) as ports, ThreadPoolExecutor(2) as pool:
        for player, slot in zip(players, slots, strict=True):
            one, other = pool.map(press, ports, [player] * 2, [slot] * 2)
            if one != other or one.status != 200:
                faults.append(f"{one.status} {one.code} and {other.status} {other.code}")
    return faults + invariants(arena)


def everybody_holds(
    arena: Arena, *, clients: int, rounds: int, without: str | None = None
) -> list[str]:
    """Many patients hold a time of their own and confirm it, all at once: nobody is in the way."""
    players, slots = arena.players(clients), arena.slots(clients * rounds)
    faults: list[str] = []

    def play(port: int, number: int) -> None:
        client = Client(port, players[number])
        for turn in range(rounds):
            held = client.post(f"/stress/hold/a0/{slots[turn * clients + number]}")
            if held.status != 200:
                faults.append(f"hold: {held.status} {held.code}")
                continue
            done = client.post(f"/stress/confirm/{held.body['key']}")
            if done.status != 200:
                faults.append(f"confirm: {done.status} {done.code}")
        client.close()

    with servers(arena.url, without=without) as ports:
        _all_at_once(clients, lambda number: play(ports[number % len(ports)], number))
    return faults + invariants(arena)


def invariants(arena: Arena) -> list[str]:
    """What the checker finds."""
    with arena.database.read() as session:
        return broken_invariants(session)


def _at_once(
    arena: Arena,
    moves: list[tuple[Player, list[tuple[str, str]]]],
    expected: Counter[str],
    without: str | None,
) -> list[str]:
    """Each patient's two moves (appointment, slot) at the same moment."""
    barrier = Barrier(2)
    faults: list[str] = []

    def move(port: int, player: Player, wanted: tuple[str, str]) -> str:
        appointment, slot = wanted
        client = Client(port, player)
        barrier.wait(_PARTY_SECONDS)
        reply = client.change("rebook", appointment, key=slot, version=1, slot=slot)
        client.close()
        return f"{reply.status} {reply.code or ''}".strip()

    with servers(arena.url, without=without) as ports, ThreadPoolExecutor(2) as pool:
        for number, (player, pair) in enumerate(moves):
            found = Counter(pool.map(move, ports, [player] * 2, pair))
            if found != expected:
                faults.append(f"round {number}: {dict(found)}")
    return faults + invariants(arena)


def _all_at_once(count: int, play: Callable[[int], None]) -> None:
    with ThreadPoolExecutor(count) as pool:
        for done in [pool.submit(play, index) for index in range(count)]:
            done.result()
