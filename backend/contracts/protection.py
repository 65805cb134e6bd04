"""What may be told of the contract of a patient with protected identity.

Address, town, building, map, coordinates and phone of any place never leave the server; clinic
names, times and rebooking do. Places also stand in free text, such as a preparation ("Gå till
entré B"): a sentence that names one, or a telephone number, is left out whole.
"""

from __future__ import annotations

import re
from typing import Any

from backend.contracts.schemas import Appointment, Contract, Part

_SENTENCE = re.compile(r"[^.!?\n]+[.!?]*\s*")
_PHONE = re.compile(r"\+?\d[\d\s-]{5,}\d")
_ADDRESS = re.compile(r"\b\w+(?:gatan|vägen|gränd|torget|allén|stigen|plan)\s*\d*", re.IGNORECASE)
_WHERE = re.compile(
    r"\b(?:entré|ingång|hus|byggnad|våning|plan|hiss|trapphus)\s+\w+", re.IGNORECASE
)
_SHORTEST_PLACE = 3
_GONE = {
    "phone": None,
    "phone_source": None,
    "hours_note": None,
    "place": None,
    "location": None,
    "region": None,
}
_FREE_TEXTS = ("preparation", "comment", "note", "description", "reason", "cancel_reason")


def protected_view(contract: Contract) -> Contract:
    """The contract as it may be told; the same one when the identity is not protected."""
    if not contract.person.protected:
        return contract
    places = _places(contract)
    hidden: Contract = _hidden(contract, places)
    return hidden.model_copy(
        update={
            "proxies": [],
            "notes": [text for note in hidden.notes if (text := _without(note, places))],
        }
    )


def _hidden(part: Any, places: tuple[str, ...]) -> Any:
    """A copy of `part` with every place taken out, down through all that it holds."""
    changes: dict[str, Any] = {}
    for name in type(part).model_fields:
        value = getattr(part, name)
        if name in _GONE:
            changes[name] = None
        elif isinstance(value, Part):
            changes[name] = _hidden(value, places)
        elif isinstance(value, list) and value and isinstance(value[0], Part):
            changes[name] = [_hidden(item, places) for item in value]
        elif name in _FREE_TEXTS and isinstance(value, str):
            changes[name] = _without(value, places)
    return part.model_copy(update=changes)


def _places(contract: Contract) -> tuple[str, ...]:
    """Every word by which a place of the contract could be told."""
    words: set[str] = set()
    for found in contract.appointments:
        if found.location is not None:
            words |= _words_of(found)
    words |= {step.place for step in contract.steps if step.place}
    parts = {part.strip().casefold() for word in words for part in re.split(r"[,;]", word)}
    return tuple(sorted(part for part in parts if len(part) >= _SHORTEST_PLACE))


def _words_of(found: Appointment) -> set[str]:
    location = found.location
    assert location is not None  # noqa: S101  the caller looked
    address = location.address or ""
    towns = set(re.findall(r"\d{3} ?\d{2}\s+([^,]+)", address))
    return {word for word in (location.name, address, location.directions, *towns) if word}


def _without(text: str, places: tuple[str, ...]) -> str | None:
    kept = [
        sentence
        for sentence in _SENTENCE.findall(text)
        if not any(place in sentence.casefold() for place in places)
        and not any(found.search(sentence) for found in (_PHONE, _ADDRESS, _WHERE))
    ]
    return "".join(kept).strip() or None
