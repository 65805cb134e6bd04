"""The chain of the access log: each entry is hashed together with the one before it. Pure.

What is hashed is what is stored, character by character, so that every change to a row shows.
A chain cannot tell that its end is missing, or that all of it was written anew: a head that was
exported earlier and is kept elsewhere does.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields

FIRST = "0" * 64
"""What the first entry has before it."""


@dataclass(frozen=True)
class Sealed:
    """An entry as it is hashed. `at` is ISO 8601 in UTC, `detail` is JSON as text."""

    number: int
    at: str
    actor: str
    name: str
    role: str
    unit: str
    action: str
    subject: str
    patient_id: int | None
    reason: str
    detail: str
    previous: str
    hash: str = ""

    def seal(self) -> str:
        """The hash that the entry must have."""
        content = [getattr(self, field.name) for field in fields(self) if field.name != "hash"]
        return hashlib.sha256(canonical(content).encode()).hexdigest()


@dataclass(frozen=True)
class Head:
    """The newest entry at some moment: what a later chain must still contain."""

    number: int
    hash: str


@dataclass(frozen=True)
class Fault:
    """Where the chain is broken, and how."""

    number: int
    what: str

    def __str__(self) -> str:
        return f"entry {self.number}: {self.what}"


def canonical(value: object) -> str:
    """JSON with one spelling per value."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def faults(entries: Iterable[Sealed], heads: Iterable[Head] = ()) -> Iterator[Fault]:
    """Every place where the entries, in the order of their numbers, are not what was written.

    An empty log that no head tells of is whole.
    """
    wanted = {head.number: head.hash for head in heads}
    previous, number = FIRST, 0
    for entry in entries:
        if entry.number != number + 1:
            yield Fault(entry.number, f"follows entry {number}: entries are missing or were added")
        elif entry.previous != previous:
            yield Fault(entry.number, f"does not continue entry {number}")
        if entry.seal() != entry.hash:
            yield Fault(entry.number, "its content is not what was sealed")
        if wanted.pop(entry.number, entry.hash) != entry.hash:
            yield Fault(entry.number, "is not the entry that the exported head names")
        previous, number = entry.hash, entry.number
    for missing in sorted(wanted):
        yield Fault(missing, "is named by an exported head and is not there")
