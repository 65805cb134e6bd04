"""A contract of its own for each dialogue, made from a demo contract.

What one dialogue books must not be taken from another: each gets a copy of the demo patient under
an invented reservnummer, with clinics, schedules and slots of its own. The appointments keep their
ids, and the sources of shared records are told back as they stand in the demo contract.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

from backend.settings import ROOT

DEMO = ROOT / "data" / "contracts"
Change = Callable[[dict[str, Any]], None]
_COPIED = re.compile(r"-d\d+$")
_OWN = ("HealthcareService", "Schedule", "Slot")
_RESERVE = "http://electronichealth.se/identifier/nationelltReservnummer"
_NATIONAL = ("personnummer", "samordningsnummer", "nationelltReservnummer", "1.2.752.129.2.1.3")


def _without(*fields: str) -> Change:
    """Takes fields out of every resource, and the goals out of the plan."""

    def change(bundle: dict[str, Any]) -> None:
        for entry in bundle["entry"]:
            for field in fields:
                entry["resource"].pop(field, None)

    return change


def _without_goals(bundle: dict[str, Any]) -> None:
    _without("goal")(bundle)
    bundle["entry"] = [e for e in bundle["entry"] if e["resource"]["resourceType"] != "Goal"]
    for entry in bundle["entry"]:
        if entry["resource"]["resourceType"] == "CarePlan":
            entry["resource"].pop("description", None)


def _without_phones(bundle: dict[str, Any]) -> None:
    """Under ids of their own: what is shared would be without a number for every other copy."""
    shared = r'"(Organization|Practitioner|PractitionerRole)/([A-Za-z0-9\-.]+)"'
    text = re.sub(shared, r'"\1/\2-mute"', json.dumps(bundle["entry"]))
    bundle["entry"] = json.loads(text)
    for entry in bundle["entry"]:
        if entry["resource"]["resourceType"] in (
            "Organization",
            "Practitioner",
            "PractitionerRole",
        ):
            entry["resource"]["id"] += "-mute"
    _without("telecom")(bundle)


def without_deadline(bundle: dict[str, Any]) -> None:
    """The clinics let times be changed until the last minute; the region's late fee is left."""
    for entry in bundle["entry"]:
        for rules in entry["resource"].get("extension", []):
            if "extension" in rules:
                rules["extension"] = [p for p in rules["extension"] if p["url"] != "cancelBefore"]


FIRST_COPY = 1000
DEMOS = [path.stem for path in sorted(DEMO.glob("*.json"))]
COPIES: dict[int, tuple[str, Change | None]] = {
    **{FIRST_COPY + place: (name, None) for place, name in enumerate(DEMOS)},
    1100: ("cancer", _without("patientInstruction")),
    1101: ("cancer", _without_goals),
    1102: ("cancer", _without_phones),
}
"""Copies besides those of the dialogues: every demo contract, and one that lacks each fact."""


def demo_file(name: str) -> Path:
    """The demo contract whose file's name begins or ends so, such as `cancer`."""
    found = [path for path in DEMO.glob("*.json") if name in path.stem]
    if len(found) != 1:
        raise LookupError(f"{name!r} names {len(found)} of the demo contracts")
    return found[0]


def number_of(index: int) -> str:
    """The reservnummer of copy number `index` (0 to 1199): well-formed, and nobody's."""
    month, place = divmod(index, 100)
    return f"2200{month + 1:02d}01TD{place:02d}"


def copy_for(name: str, index: int) -> dict[str, Any]:
    """The Bundle of the demo patient `name` for dialogue number `index`."""
    content: dict[str, Any] = json.loads(demo_file(name).read_text("utf-8"))
    suffix = f"-d{index}"
    ids = {
        f"{kind}/{found['id']}": f"{kind}/{found['id']}{suffix}"
        for entry in content["entry"]
        if (kind := (found := entry["resource"])["resourceType"]) in _OWN
    }
    text = json.dumps(content, ensure_ascii=False)
    text = re.sub(
        r'"((?:HealthcareService|Schedule|Slot)/[A-Za-z0-9\-.]+)"',
        lambda found: json.dumps(ids.get(found[1], found[1])),
        text,
    )
    content = json.loads(text)
    for entry in content["entry"]:
        resource = entry["resource"]
        entry.pop("fullUrl", None)
        if resource["resourceType"] in _OWN:
            resource["id"] += suffix
        if resource["resourceType"] == "Patient" and not _is_replaced(resource):
            _renumber(resource, number_of(index))
    content["entry"] = [e for e in content["entry"] if not _is_replaced(e["resource"])]
    return content


def plain(source: str) -> str:
    """A source as it stands in the demo contract.

    A role is shared, so it names a clinic of whichever copy was loaded last.
    """
    return _COPIED.sub("", source)


def _renumber(patient: dict[str, Any], number: str) -> None:
    others = [
        found
        for found in patient["identifier"]
        if not any(word in found.get("system", "") for word in _NATIONAL)
    ]
    patient["identifier"] = [*others, {"system": _RESERVE, "value": number}]
    patient.pop("link", None)


def _is_replaced(resource: dict[str, Any]) -> bool:
    return resource["resourceType"] == "Patient" and any(
        link.get("type") == "replaced-by" for link in resource.get("link", [])
    )
