"""Runs one dialogue against the real system, and says what was not as it should be."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from tests.builders.records import Records
from tests.dialogues.contracts import number_of, plain
from tests.system import Patient, Reply, System

FOLDER = Path(__file__).parent / "conversations"
_KEYS = {"säger", "trycker", "trycker igen", "svar", "inte", "knappar", "fakta", "språk"}
_DOES = {"säger", "trycker", "trycker igen"}


@dataclass(frozen=True)
class Dialogue:
    """A dialogue as it is written in its file; `index` numbers it among all."""

    index: int
    file: str
    name: str
    patient: str
    turns: list[dict[str, Any]]
    relative: str | None = None
    after: dict[str, str] = field(default_factory=dict)


def all_dialogues() -> list[Dialogue]:
    """Every dialogue of every file.

    Raises:
        ValueError: a key that is not one; names the file and the dialogue.
    """
    found: list[Dialogue] = []
    for path in sorted(FOLDER.glob("*.yml")):
        for content in yaml.safe_load(path.read_text("utf-8")):
            for turn in content["turer"]:
                if not turn.keys() <= _KEYS or len(turn.keys() & _DOES) != 1:
                    raise ValueError(f"{path.name}, {content['samtal']}: {turn}")
            found.append(
                Dialogue(
                    index=len(found),
                    file=path.stem,
                    name=content["samtal"],
                    patient=content["patient"],
                    turns=content["turer"],
                    relative=content.get("närstående"),
                    after=content.get("efteråt") or {},
                )
            )
    return found


def run(dialogue: Dialogue, system: System, records: Records) -> None:
    """Runs it.

    Raises:
        AssertionError: with everything that was said so far.
    """
    number = number_of(dialogue.index)
    patient = (
        system.log_in(dialogue.relative, number) if dialogue.relative else system.log_in(number)
    )
    said: list[str] = []
    faults: list[str] = []
    for turn in dialogue.turns:
        reply = _turn(patient, turn, said, faults)
        facts = [{**f, "source": plain(f["source"])} for f in reply.facts]
        records.add(_now(patient, dialogue))
        faults += records.missing(facts)
        faults += _faults(turn, reply, facts)
        if faults:
            break
    if not faults:
        faults = _after(patient, dialogue)
    assert not faults, "\n".join([*faults, "", f"{dialogue.name} ({dialogue.patient}):", *said])


def _turn(patient: Patient, turn: dict[str, Any], said: list[str], faults: list[str]) -> Reply:
    if "säger" in turn:
        said.append(f"  patient: {turn['säger']}")
        reply = patient.say(turn["säger"])
    else:
        earlier = "trycker igen" in turn
        title = turn["trycker igen" if earlier else "trycker"]
        said.append(f"  patient: [{title}]")
        try:
            reply = patient.press_earlier(title) if earlier else patient.press(title)
        except AssertionError as fault:
            faults.append(str(fault))
            return Reply([])
    for found in reply.messages:
        said.append("  svar:    " + found["text"].replace("\n", "\n           "))
        said += [f"           [{button['title']}]" for button in found["buttons"]]
    return reply


def _faults(turn: dict[str, Any], reply: Reply, facts: list[dict[str, str]]) -> list[str]:
    lowered = reply.text.casefold()
    titles = [button["title"] for button in reply.buttons]
    spoken = {found.get("lang") for found in reply.messages}
    stated = {f"{fact['kind']} {fact['value']}" for fact in facts}
    return [
        *(f"{w!r} saknas" for w in turn.get("svar", []) if w.casefold() not in lowered),
        *(f"{w!r} står där" for w in turn.get("inte", []) if w.casefold() in lowered),
        *(
            f"knappen {w!r} saknas"
            for w in turn.get("knappar", [])
            if not any(title.startswith(w) for title in titles)
        ),
        *(f"uppgiften {w!r} saknas" for w in turn.get("fakta", []) if w not in stated),
        *(f"språket {w!r} saknas" for w in turn.get("språk", []) if w not in spoken),
    ]


def _after(patient: Patient, dialogue: Dialogue) -> list[str]:
    """What is not in the plan as the dialogue says that it should be."""
    times = {found["id"]: found for found in patient.plan()["appointments"]}
    faults = []
    for ident, wanted in dialogue.after.items():
        found = times.get(ident)
        stands = f"{found['status']} {found['start']}" if found else "finns inte"
        if wanted not in stands:
            faults.append(f"{ident} är {stands}, inte {wanted}")
    return faults


def _now(patient: Patient, dialogue: Dialogue) -> list[dict[str, Any]]:
    """The appointments as they stand now, so that a new time is found in its record."""
    return [
        {"resourceType": "Appointment", **found}
        for found in patient.plan()["appointments"]
        if dialogue.index >= 0
    ]
