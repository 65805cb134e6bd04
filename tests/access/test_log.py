"""The access log cannot be changed, and whatever is changed around it is found."""

from __future__ import annotations

import random
import sqlite3
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import DatabaseError

from backend.access.chain import FIRST, Head, Sealed, faults
from backend.access.log import Access, AccessLog, LogUnavailable
from backend.access.models import AccessEntry
from backend.access.roles import Role
from backend.access.staff import Staff
from backend.clock import Clock
from backend.database import Database
from tests.servers.postgres import Postgres, postgres

__all__ = ["postgres"]

SARA = Staff("sara-1", "Sara Stöd", frozenset({Role.SUPPORT}), "Patientstöd")
COLUMNS = tuple(Sealed.__dataclass_fields__)


@pytest.fixture(params=["sqlite", "postgresql"])
def log(request: pytest.FixtureRequest, clock: Clock) -> AccessLog:
    """A log on each kind of database."""
    if request.param == "sqlite":
        return AccessLog(request.getfixturevalue("database"), clock)
    server: Postgres = request.getfixturevalue("postgres")
    return AccessLog(Database(server.database()), clock)


def test_an_entry_says_who_what_about_whom_when_from_which_unit_and_why(log: AccessLog) -> None:
    log.record(
        SARA, Access.READ, subject="conversation/c-1", patient_id=7, reason="Samtal 12", turns=3
    )

    (entry,) = log.entries_about(7)
    assert (entry.name, entry.role, entry.unit) == ("Sara Stöd", "support", "Patientstöd")
    assert (entry.action, entry.subject, entry.reason) == ("read", "conversation/c-1", "Samtal 12")
    assert entry.at.isoformat() == "2026-11-23T09:00:00+01:00"
    assert entry.detail == {"turns": 3}


def test_a_patient_sees_only_what_is_about_them(log: AccessLog) -> None:
    log.record(SARA, Access.READ, patient_id=7)
    log.record(SARA, Access.READ, patient_id=8)
    log.record(SARA, Access.LIST)

    assert [entry.number for entry in log.entries_about(7)] == [1]


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE access_log SET reason = 'annan' WHERE number = 2",
        "DELETE FROM access_log WHERE number = 2",
        "DELETE FROM access_log",
    ],
)
def test_the_database_refuses_to_change_an_entry(log: AccessLog, statement: str) -> None:
    a_chain(log, 3)

    with pytest.raises(DatabaseError, match="append-only"), log._database.write() as session:
        session.execute(text(statement))

    assert log.verify() == (3, [])


def test_sqlite_refuses_to_replace_an_entry(database: Database, clock: Clock) -> None:
    log = AccessLog(database, clock)
    a_chain(log, 3)
    columns = ", ".join(COLUMNS)

    with pytest.raises(DatabaseError, match="append-only"), database.write() as session:
        session.execute(
            text(
                f"INSERT OR REPLACE INTO access_log ({columns})"  # noqa: S608
                f" SELECT {columns.replace('reason', 'subject')} FROM access_log WHERE number = 2"
            )
        )


def test_postgresql_refuses_to_empty_the_log(postgres: Postgres, clock: Clock) -> None:
    log = AccessLog(Database(postgres.database()), clock)
    a_chain(log, 2)

    with pytest.raises(DatabaseError, match="append-only"), log._database.write() as session:
        session.execute(text("TRUNCATE access_log CASCADE"))


def test_a_log_that_cannot_be_written_denies_the_access(database: Database, clock: Clock) -> None:
    log = AccessLog(database, clock)
    with database.write() as session:
        session.execute(text("ALTER TABLE access_log RENAME TO gone"))

    with pytest.raises(LogUnavailable):
        log.record(SARA, Access.READ, patient_id=7)


def test_many_that_write_at_once_make_one_chain(log: AccessLog) -> None:
    with ThreadPoolExecutor(8) as threads:
        list(threads.map(lambda n: log.record(SARA, Access.LIST, n=n), range(120)))

    assert log.verify() == (120, [])


def test_an_exported_head_finds_that_the_end_is_missing(log: AccessLog) -> None:
    chain, head = sealed(log, 5), log.head()

    assert head is not None
    assert list(faults(chain[:3])) == []
    assert [str(fault) for fault in faults(chain[:3], [head])] == [
        "entry 5: is named by an exported head and is not there"
    ]


def test_an_empty_log_that_a_head_tells_of_is_not_whole() -> None:
    assert len(list(faults([], [Head(1, "a")]))) == 1


def test_a_thousand_random_edits_are_all_found(database: Database, clock: Clock) -> None:
    log = AccessLog(database, clock)
    chain, head = sealed(log, 40), log.head()
    assert head is not None
    chance = random.Random(6)
    kinds: dict[str, int] = {}

    for _ in range(1000):
        kind = chance.choice(sorted(EDITS))
        edited = EDITS[kind](list(chain), chance)
        if edited == chain:
            continue
        kinds[kind] = kinds.get(kind, 0) + 1
        assert list(faults(edited, [head])), kind

    assert set(kinds) == set(EDITS)
    assert sum(kinds.values()) > 950


def test_an_edit_of_the_file_itself_is_found(database: Database, clock: Clock) -> None:
    log = AccessLog(database, clock)
    a_chain(log, 10)
    path = Path(database.engine.url.database or "")
    with sqlite3.connect(path) as raw:
        raw.execute("DROP TRIGGER access_log_no_update")
        raw.execute("UPDATE access_log SET patient_id = 9 WHERE number = 4")

    count, found = log.verify()
    assert count == 10
    assert [str(fault) for fault in found] == ["entry 4: its content is not what was sealed"]


def a_chain(log: AccessLog, count: int) -> None:
    for number in range(count):
        log.record(
            SARA,
            Access.READ,
            subject=f"conversation/c-{number}",
            patient_id=number,
            reason="Ärende",
        )


def sealed(log: AccessLog, count: int) -> list[Sealed]:
    a_chain(log, count)
    with log._database.read() as session:
        rows = session.scalars(select(AccessEntry).order_by(AccessEntry.number))
        return [Sealed(**{name: getattr(row, name) for name in COLUMNS}) for row in rows]


def changed(chain: list[Sealed], chance: random.Random) -> list[Sealed]:
    at = chance.randrange(len(chain))
    name = chance.choice([name for name in COLUMNS if name != "number"])
    before = getattr(chain[at], name)
    after: Any = (before or 0) + 1 if name == "patient_id" else f"{before}x"
    chain[at] = replace(chain[at], **{name: after})
    return chain


def resealed(chain: list[Sealed], chance: random.Random) -> list[Sealed]:
    """A changed entry whose own hash was made anew."""
    at = chance.randrange(len(chain))
    entry = replace(chain[at], reason="annan")
    chain[at] = replace(entry, hash=entry.seal())
    return chain


def removed(chain: list[Sealed], chance: random.Random) -> list[Sealed]:
    del chain[chance.randrange(len(chain))]
    return chain


def truncated(chain: list[Sealed], chance: random.Random) -> list[Sealed]:
    return chain[: chance.randrange(len(chain))]


def beheaded(chain: list[Sealed], chance: random.Random) -> list[Sealed]:
    return chain[chance.randrange(1, len(chain)) :]


def swapped(chain: list[Sealed], chance: random.Random) -> list[Sealed]:
    """Two entries in each other's place, with each other's numbers."""
    one, other = sorted(chance.sample(range(len(chain)), 2))
    first, second = chain[one], chain[other]
    chain[one] = replace(second, number=first.number)
    chain[other] = replace(first, number=second.number)
    return chain


def inserted(chain: list[Sealed], chance: random.Random) -> list[Sealed]:
    """A forged entry, those after it numbered anew."""
    at = chance.randrange(len(chain))
    forged = replace(chain[at], reason="påhittad")
    forged = replace(forged, hash=forged.seal())
    after = [replace(entry, number=entry.number + 1) for entry in chain[at:]]
    return [*chain[:at], forged, *after]


def copied(chain: list[Sealed], chance: random.Random) -> list[Sealed]:
    at = chance.randrange(len(chain))
    return [*chain[: at + 1], chain[at], *chain[at + 1 :]]


def chained_anew(chain: list[Sealed], chance: random.Random) -> list[Sealed]:
    """A changed, removed or forged entry, and everything after it sealed as if nothing was."""
    edit = chance.choice([changed, removed, inserted])
    previous, anew = FIRST, []
    for number, entry in enumerate(edit(chain, chance), start=1):
        entry = replace(entry, number=number, previous=previous)  # noqa: PLW2901
        anew.append(replace(entry, hash=entry.seal()))
        previous = anew[-1].hash
    return anew


EDITS = {
    found.__name__: found
    for found in (
        changed,
        resealed,
        removed,
        truncated,
        beheaded,
        swapped,
        inserted,
        copied,
        chained_anew,
    )
}
