"""Runs one dialogue against the real system, and says what was not as it should be."""

from __future__ import annotations

from typing import Any

from tests.builders.records import Records
from tests.dialogues.contracts import number_of, plain
from tests.dialogues.happening import happen
from tests.dialogues.reading import HAPPENS, Dialogue
from tests.dialogues.scene import Scene
from tests.system import Patient, Reply, System


def run(dialogue: Dialogue, system: System, records: Records) -> None:
    """Runs it.

    Raises:
        AssertionError: with everything that was said so far.
    """
    scene = Scene(system, number_of(dialogue.index), dialogue.relative)
    faults: list[str] = []
    try:
        for turn in dialogue.turns:
            faults += _turn(turn, scene, records, dialogue)
            if faults:
                break
        if not faults:
            faults = _after(scene.patient(), dialogue)
    finally:
        scene.end()
    said = "\n".join(["", f"{dialogue.name} ({dialogue.patient}):", *scene.said])
    print(said)  # shown by `pytest -rP`, to be read aloud
    assert not faults, "\n".join([*faults, said])


def _turn(turn: dict[str, Any], scene: Scene, records: Records, dialogue: Dialogue) -> list[str]:
    """Lets the turn take place.

    Returns:
        what was not as it should be.
    """
    for what in HAPPENS:
        if what in turn:
            scene.said.append(f"  ({what}: {turn[what]})")
            return happen(what, turn[what], scene, dialogue)
    if turn.get("utloggad"):
        scene.said.append(f"  patient: {turn['säger']} (utloggad)")
        shut_out = scene.patient().is_shut_out(turn["säger"])
        return [] if shut_out else ["patienten är inte utloggad"]
    try:
        reply = _reply(turn, scene)
    except AssertionError as fault:
        return [str(fault)]
    facts = [{**f, "source": plain(f["source"])} for f in reply.facts]
    records.add(_now(scene.patient(), dialogue))
    return [*records.missing(facts), *_faults(turn, reply, facts)]


def _reply(turn: dict[str, Any], scene: Scene) -> Reply:
    patient = scene.patient(turn.get("flik", 1))
    who = f"patient (flik {turn['flik']})" if "flik" in turn else "patient"
    if "assistenten hör av sig" in turn:
        reply = patient.hear()
    elif "säger" in turn:
        scene.said.append(f"  {who}: {turn['säger']}")
        reply = patient.say(turn["säger"])
    else:
        earlier = "trycker igen" in turn
        title = turn["trycker igen" if earlier else "trycker"]
        scene.said.append(f"  {who}: [{title}]")
        reply = patient.press_earlier(title) if earlier else patient.press(title)
    for found in reply.messages:
        scene.said.append("  svar:    " + found["text"].replace("\n", "\n           "))
        scene.said += [f"           [{button['title']}]" for button in found["buttons"]]
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
