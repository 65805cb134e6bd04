"""What may be told of the contract of a patient with protected identity.

Address, town, building, map, coordinates and phone of any place never leave the server; clinic
names, times and rebooking do. Places also stand in words: in a preparation ("Gå till entré B"), in
a title, in a clinic's own name ("Ögonmottagningen Uppsala"). Of free text the whole sentence is
left out that names a place or a telephone number; of a name the place alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from backend.contracts.schemas import Contract, Part
from backend.contracts.view.places import owners_of
from backend.contracts.view.records import Records, name_of

_SENTENCE = re.compile(r"[^.!?\n]+[.!?]*\s*")
_PHONE = re.compile(r"(?<![\d-])(?!\d{4}-\d\d-\d\d(?!\d))\+?\d[\d\s\u2010-\u2015-]{5,}\d")
_ADDRESS = re.compile(
    r"\b\w+(?:gatan|gata|vägen|väg|gränd|torget|torg|allén|allé|stigen|backen|leden|esplanaden)"
    r"\s+\d+\s*[a-z]?\b|\b\d{3} ?\d{2}\s+[A-ZÅÄÖ]\w+",
    re.IGNORECASE,
)
_WHERE = re.compile(
    r"\b(?:entré|entre|ingång|hus|huset|byggnad|våning|plan|hiss|hissen|trapphus|rum|sal|port)"
    r"\s+(?:\d+\s*[a-z]?|[a-zåäö])\b|\b(?:huvud|rullstols)entré\w*|\bvåningsplan\b"
    r"|\b\d+\s*(?:tr|trappor)\b",
    re.IGNORECASE,
)
_SHORTEST_WORD = 3
_GONE = frozenset(
    {"phone", "phone_source", "hours_note", "place", "location", "region"}
    | {"organization", "organization_source"}
)
_FREE_TEXTS = frozenset(
    {"preparation", "comment", "note", "notes", "description", "reason", "cancel_reason"}
)
_CODES = frozenset(
    {"id", "source", "status", "kind", "state", "mode", "version", "level", "service", "slot"}
    | {"referral", "referrals", "appointments", "days", "language", "scope", "by"}
)
_NAMELESS = "Mottagningen"


def protected_view(contract: Contract, records: Records) -> Contract:
    """The contract as it may be told; the same one when the identity is not protected.

    Args:
        contract: as it was read from `records`.
        records: every place that a word of the contract could tell of.
    """
    if not contract.person.protected:
        return contract
    places = _pattern(records)
    hidden: Contract = _hidden(contract, places)
    return hidden.model_copy(update={"proxies": []})


def _hidden(part: Any, places: re.Pattern[str]) -> Any:
    """A copy of `part` with every place taken out, down through all that it holds."""
    changes: dict[str, Any] = {}
    for name in type(part).model_fields:
        value = getattr(part, name)
        if name in _GONE:
            changes[name] = None
        elif isinstance(value, Part):
            changes[name] = _hidden(value, places)
        elif isinstance(value, list):
            told = [_told(name, item, places) for item in value]
            changes[name] = [item for item in told if item is not None]
        elif isinstance(value, str):
            changes[name] = _told(name, value, places)
    if "name" in changes and changes["name"] is None:
        changes["name"] = _NAMELESS
    if "title" in changes and changes["title"] is None:
        changes["title"] = "Besök"
    return part.model_copy(update=changes)


def _told(name: str, value: Any, places: re.Pattern[str]) -> Any:
    if isinstance(value, Part):
        return _hidden(value, places)
    if not isinstance(value, str) or name in _CODES or name.endswith("_source"):
        return value
    return _sentences(value, places) if name in _FREE_TEXTS else _words(value, places)


def _sentences(text: str, places: re.Pattern[str]) -> str | None:
    """The sentences that tell of no place and no number."""
    kept = [
        sentence
        for sentence in _SENTENCE.findall(text)
        if not any(found.search(sentence) for found in (places, _PHONE, _ADDRESS, _WHERE))
    ]
    return "".join(kept).strip() or None


def _words(text: str, places: re.Pattern[str]) -> str | None:
    """A name or a title without the places in it."""
    found = text
    for pattern in (places, _PHONE, _ADDRESS, _WHERE):
        found = pattern.sub("", found)
    if found == text:
        return text
    found = re.sub(r"\s+(?:i|på|vid|till)\s*(?=$|[,;.])", "", found)
    found = re.sub(r"\(\s*\)", "", found)
    found = re.sub(r"(?:\s*[,;]\s*)+", ", ", found)
    return " ".join(found.split()).strip(" ,;-–") or None


def _pattern(records: Records) -> re.Pattern[str]:
    """Finds every word by which a place of the contract could be told, also in the genitive."""
    clinics = {
        part.casefold()
        for _, found in records.of_type("HealthcareService")
        for part in _parts(name_of(found))
    }
    words = {
        part
        for text in _place_texts(records)
        for part in _parts(text)
        if len(part) >= _SHORTEST_WORD and part.casefold() not in clinics
    }
    longest_first = sorted(words, key=lambda word: (-len(word), word))
    return re.compile(
        "|".join(rf"(?<!\w){re.escape(word)}s?(?!\w)" for word in longest_first) or r"(?!)",
        re.IGNORECASE,
    )


def _place_texts(records: Records) -> Iterator[str]:
    """The names, addresses and directions of all places, and of the regions and municipalities."""
    for reference, resource in records.of_type("Location", "Organization", "Patient"):
        addresses = resource.get("address", [])
        for address in addresses if isinstance(addresses, list) else [addresses]:
            yield from address.get("line", [])
            for field in ("city", "district", "postalCode", "text"):
                yield address.get(field) or ""
            yield from re.findall(r"\d{3} ?\d{2}\s+([^,\n]+)", address.get("text") or "")
        if resource["resourceType"] == "Location":
            yield name_of(resource) or ""
            yield resource.get("description") or ""
        if resource["resourceType"] == "Organization":
            *_, top = owners_of(records, reference)
            if top != reference:
                yield name_of(records.get(top) or {}) or ""


def _parts(text: str | None) -> list[str]:
    return [part.strip(" .") for part in re.split(r"[,;.\n]", text or "") if part.strip(" .")]
