"""Fills a database with as many transcripts as a large region has, straight into the tables.

Each conversation has ten turns on average. What patients wrote are lines of the intent data; who
they are, nobody: the persons do not exist. Nothing is projected or redacted here, which is
measured elsewhere; the rows are what the projection would have left.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import insert, text

from backend.contracts.models import Patient
from backend.database import Database
from backend.settings import ROOT
from backend.transcripts.models import Transcript, TranscriptLabel, TranscriptTag, TranscriptTurn
from backend.transcripts.words import stems

NOW = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
TURNS_EACH = 10
PATIENTS = 20_000
PROTECTED_EVERY = 200
_DAYS = 365
_BATCH = 2000
_CLINICS = tuple(
    f"{kind} {place}"
    for kind in ("Ögonmottagningen", "Hjärtmottagningen", "Vårdcentralen", "Ortopedkliniken")
    for place in ("Norr", "Söder", "Väster", "Öster", "Centrum")
)
_OUTCOMES = (
    ("answered", 60),
    ("rebooked", 12),
    ("cancelled", 5),
    ("booked", 5),
    ("not_understood", 8),
    ("handed_over", 6),
    ("safety", 1),
    ("failed", 3),
)
_STATUSES = (("done", 70), ("unreviewed", 22), ("in_review", 5), ("needs_action", 3))
_RISKS = (("no_coordinator", 10), ("stale_plan", 5), ("limit_near", 40), ("callback_asked", 30))
_TAGS = ("tidsönskan", "beröm", "otydligt", "teknik", "följ upp")
_LINE = re.compile(r"^- (intent: )?(.+)$")


def utterances() -> list[tuple[str, str]]:
    """(intent, text) of every line of the intent data."""
    found, intent = [], ""
    for path in sorted((ROOT / "data" / "nlu").glob("*/*.yml")):
        for line in path.read_text("utf-8").splitlines():
            match = _LINE.match(line.strip())
            if match and match[1]:
                intent = match[2]
            elif match and intent:
                found.append((intent, match[2]))
    return found


def fill(database: Database, conversations: int, *, seed: int = 6) -> int:
    """Writes the transcripts.

    Returns:
        how many turns they have.
    """
    chance, said = random.Random(seed), utterances()
    _write_patients(database)
    turns = 0
    for first in range(0, conversations, _BATCH):
        numbers = range(first + 1, min(first + _BATCH, conversations) + 1)
        rows = [_conversation(n, chance, said) for n in numbers]
        turns += sum(len(row["turns"]) for row in rows)
        _write(database, rows)
    _analyse(database)
    return turns


def _write_patients(database: Database) -> None:
    rows = [
        {
            "id": n,
            "fhir_id": f"p-{n}",
            "protected": n % PROTECTED_EVERY == 0,
            "bundle_hash": "",
            "imported_at": NOW,
            "contract_version": 1,
        }
        for n in range(1, PATIENTS + 1)
    ]
    with database.write() as session:
        session.execute(insert(Patient), rows)


def _conversation(n: int, chance: random.Random, said: list[tuple[str, str]]) -> dict[str, Any]:
    begun = NOW - timedelta(days=_DAYS) * chance.random()
    patient = chance.randrange(PATIENTS) + 1
    clinic = chance.choice(_CLINICS)
    turns = [
        _turn(n, number, begun, clinic, chance, chance.choice(said))
        for number in range(1, chance.randrange(4, 2 * TURNS_EACH - 3) + 1)
    ]
    risks = [risk for risk, _ in _RISKS if chance.random() < 0.15]
    texts = [turn["confidence"] for turn in turns if turn["kind"] == "text"]
    status, outcome = _pick(chance, _STATUSES), _pick(chance, _OUTCOMES)
    tags = [chance.choice(_TAGS)] if chance.random() < 0.05 else []
    fallbacks = sum(turn["fallback"] for turn in turns)
    labels = {f"intent:{turn['intent']}" for turn in turns}
    labels |= {f"action:{turn['action']}" for turn in turns}
    labels |= {f"clinic:{clinic}", *(f"tag:{tag}" for tag in tags), *(f"risk:{r}" for r in risks)}
    row = {
        "n": n,
        "id": f"{chance.getrandbits(128):032x}",
        "patient_id": patient,
        "relative": chance.random() < 0.1,
        "protected": patient % PROTECTED_EVERY == 0,
        "started_at": begun,
        "last_at": turns[-1]["at"],
        "message_number": 2 * len(turns),
        "event_id": n * 100,
        "turns": len(turns),
        "clinic": clinic,
        "outcome": outcome,
        "risk": sum(dict(_RISKS)[risk] for risk in risks) + 40 * (outcome == "failed"),
        "risks": risks,
        "risk_day": NOW.date(),
        "lowest_confidence": min(texts, default=None),
        "fallbacks": fallbacks,
        "failures": int(outcome == "failed"),
        "safety": "crisis" if outcome == "safety" else None,
        "status": status,
        "assignee": "demo-support" if status == "in_review" else None,
        "assignee_name": "Sam Ek" if status == "in_review" else None,
        "version": 1,
        "held": False,
    }
    return {"row": row, "turns": turns, "labels": labels, "tags": tags}


def _turn(
    n: int,
    number: int,
    begun: datetime,
    clinic: str,
    chance: random.Random,
    said: tuple[str, str],
) -> dict[str, Any]:
    intent, words = said
    button = chance.random() < 0.3
    fallback = not button and chance.random() < 0.06
    when = NOW + timedelta(days=chance.randrange(90))
    return {
        "n": n,
        "number": 2 * number - 1,
        "at": begun + timedelta(seconds=40 * number),
        "kind": "button" if button else "text",
        "state": "answered",
        "text": words,
        "intent": "nlu_fallback" if fallback else intent,
        "confidence": 1.0 if button else round(chance.betavariate(6, 1), 4),
        "runner_up": "ask_when",
        "runner_up_confidence": round(chance.random() / 4, 4),
        "action": "action_nlu_fallback" if fallback else f"action_{intent}",
        "fallback": fallback,
        "milliseconds": int(chance.lognormvariate(3, 0.5)),
        "event_id": n * 100 + number,
        "replies": [
            {
                "text": f"Du har tid på {clinic} den {when:%d/%m} kl. 10.15.",
                "sender": "assistant",
                "facts": [
                    {"kind": "clinic", "value": clinic, "source": "HealthcareService/x"},
                    {"kind": "time", "value": when.isoformat(), "source": "Appointment/x-1"},
                ],
            }
        ],
        "changes": {"focus": {"before": None, "after": "Appointment/x-1"}},
        "trace": {"calls": [{"method": "GET", "path": "contract", "status": 200, "ms": 4}]},
        "offers": [],
        "errors": [],
    }


def _pick(chance: random.Random, weighted: tuple[tuple[str, int], ...]) -> str:
    names, weights = zip(*weighted, strict=True)
    return str(chance.choices(names, weights)[0])


def _write(database: Database, rows: list[dict[str, Any]]) -> None:
    postgres = database.engine.dialect.name == "postgresql"
    with database.write() as session:
        session.execute(insert(Transcript), [row["row"] for row in rows])
        session.execute(insert(TranscriptTurn), [turn for row in rows for turn in row["turns"]])
        session.execute(
            insert(TranscriptLabel),
            [
                {"label": label, "n": row["row"]["n"]}
                for row in rows
                for label in sorted(row["labels"])
            ],
        )
        tags = [
            {"n": row["row"]["n"], "turn": 0, "tag": tag, "actor": "x", "at": NOW}
            for row in rows
            for tag in row["tags"]
        ]
        if tags:
            session.execute(insert(TranscriptTag), tags)
        words = (
            "INSERT INTO transcript_words (n, words) VALUES (:n, to_tsvector('swedish', :words))"
            if postgres
            else "INSERT INTO transcript_words (rowid, words) VALUES (:n, :words)"
        )
        session.execute(text(words), list(_words(rows, postgres=postgres)))


def _words(rows: list[dict[str, Any]], *, postgres: bool) -> Iterator[dict[str, Any]]:
    for row in rows:
        said = " ".join(turn["text"] for turn in row["turns"] if turn["kind"] == "text")
        yield {"n": row["row"]["n"], "words": said if postgres else " ".join(stems(said))}


def _analyse(database: Database) -> None:
    """As the database's own housekeeping does in time."""
    with database.write() as session:
        session.execute(text("ANALYZE"))
