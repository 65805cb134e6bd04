"""Approved corrections as training data, each with where it comes from.

Intents become `<topic>/corrections.yml` in Rasa's format, one entry per correction with its
provenance as `metadata`; time wishes become `wishes.yml`, to be moved by hand into `data/wishes`.
What was redacted gets an invented stand-in, so that sentences read as people write them.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml
from sqlalchemy import select

from backend.access.log import Access, write_entry
from backend.access.roles import Permission
from backend.access.staff import Staff
from backend.clock import Clock
from backend.database import Database
from backend.rules.workdays import STOCKHOLM
from backend.transcripts.learning.corrections import State
from backend.transcripts.learning.intents import topics
from backend.transcripts.models import Correction

Json = dict[str, Any]

FILE = "corrections.yml"
WISHES = "wishes.yml"
_MARKER = re.compile(r"\[(personnummer|namn|anhörig|telefon|e-post|adress)\]")
_STAND_INS = {
    "personnummer": "19900222-2397",  # one that Skatteverket publishes for tests
    "namn": "Kim",
    "anhörig": "mamma",
    "telefon": "070-174 06 05",  # in the range that PTS keeps for fiction
    "e-post": "namn@example.se",
    "adress": "Storgatan 1",
}


@dataclass(frozen=True)
class Exported:
    """What was written: how many corrections, and the files that hold them."""

    corrections: int
    files: list[Path]


class CorrectionExport:
    """Writes approved corrections to files and marks them as exported."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    def write(self, staff: Staff, folder: Path) -> Exported:
        """Adds every approved correction to the files under `folder`.

        The files are written first and the corrections marked after: stopped in between, the next
        run finds the same corrections in the files and adds none twice.

        Raises:
            NotAllowed, LogUnavailable
        """
        staff.require(Permission.EXPORT)
        with self._database.write() as session:
            rows = list(
                session.scalars(
                    select(Correction)
                    .where(Correction.state == State.APPROVED)
                    .order_by(Correction.id)
                )
            )
            ids = [row.id for row in rows]
            now = self._clock()
            write_entry(session, staff, Access.EXPORT, now, subject="corrections", ids=ids)
            files = _write_all(folder, rows)
            for row in rows:
                row.state = State.EXPORTED
        return Exported(len(rows), files)


def _write_all(folder: Path, rows: Iterable[Correction]) -> list[Path]:
    by_file: dict[Path, list[Json]] = defaultdict(list)
    for row in rows:
        if row.kind == "intent":
            intent = str(row.right["intent"])
            topic = topics().get(intent, "conversation")
            by_file[folder / topic / FILE].append(example(row))
        else:
            by_file[folder / WISHES].append(wish(row))
    for path, entries in by_file.items():
        add_entries(path, entries)
    return sorted(by_file)


def example(row: Correction) -> Json:
    """An intent's example with its provenance: no names, no day more exact than it must be."""
    return {
        "intent": row.right["intent"],
        "metadata": _provenance(row),
        "examples": f"- {natural(row.text)}\n",
    }


def wish(row: Correction) -> Json:
    """A time wish with what must hold, and when it was said: times fit only as of then."""
    said = row.said_at.astimezone(STOCKHOLM).strftime("%Y-%m-%dT%H:%M")
    return {"text": natural(row.text), "now": said, **row.right, "metadata": _provenance(row)}


def natural(text: str) -> str:
    """The text with stand-ins for its markers, on one line."""
    return " ".join(_MARKER.sub(lambda found: _STAND_INS[found[1]], text).split())


def _provenance(row: Correction) -> Json:
    return {
        "correction": row.id,
        "understood_as": row.was,
        "said": row.said_at.astimezone(STOCKHOLM).strftime("%Y-%m"),
        "approved": row.decided_at.astimezone(STOCKHOLM).date().isoformat()
        if row.decided_at
        else None,
    }


def add_entries(path: Path, entries: list[Json]) -> None:
    """Adds the entries that are not in the file, and replaces the file at once."""
    key = "wishes" if path.name == WISHES else "nlu"
    content = yaml.safe_load(path.read_text("utf-8")) if path.exists() else {}
    there: list[Json] = content.get(key) or []
    known = {one["metadata"]["correction"] for one in there}
    fresh = [one for one in entries if one["metadata"]["correction"] not in known]
    head = {"version": "3.1"} if key == "nlu" else {}
    path.parent.mkdir(parents=True, exist_ok=True)
    new = path.with_suffix(".new")
    new.write_text(_dumped({**head, key: [*there, *fresh]}), "utf-8")
    new.replace(path)


class _Dumper(yaml.SafeDumper):
    """Writes examples as blocks, as the rest of the training data is."""


def _represent(dumper: yaml.SafeDumper, value: str) -> yaml.ScalarNode:
    style = "|" if value.endswith("\n") else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", value, style=style)


_Dumper.add_representer(str, _represent)


def _dumped(content: Json) -> str:
    head = "# Corrections that staff proposed and a reviewer approved: `nasta-steg corrections`.\n"
    return head + yaml.dump(
        content, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=1000
    )
