"""National identities: recognised, checked and written in one way.

Personnummer and samordningsnummer have a check digit; a nationellt reservnummer has letters
and none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from personnummer.personnummer import Personnummer, PersonnummerException

from backend.contracts.terms import IDENTIFIER_KINDS

_COORDINATION_DAYS = 60
_RESERVNUMMER = re.compile(r"\d{6,8}(?=[0-9A-Z]*[A-Z])[0-9A-Z]{4}")
_PARTLY_DATED = re.compile(r"(?:18|19|20)\d\d(?:0\d|1[0-2])(?:6\d|[78]\d|9[01])\d{4}")


def normal_form(value: str, kind: str | None = None) -> str:
    """`value` as twelve characters without hyphen (a reservnummer as it is, in capitals).

    Args:
        value: as it was written, such as `19610118-2803`.
        kind: `personnummer`, `samordningsnummer`, `reservnummer`, or `None` for any of them.

    Raises:
        ValueError: says what is wrong, without repeating the number.
    """
    text = value.strip()
    compact = re.sub(r"[\s\u2010-\u2015-]", "", text).upper()
    if kind == "reservnummer" or (kind is None and re.search("[A-Z]", compact)):
        if not _RESERVNUMMER.fullmatch(compact):
            raise ValueError("not a nationellt reservnummer")
        return compact
    if kind != "personnummer" and _is_partly_dated(compact):
        return compact
    try:
        number = Personnummer(re.sub(r"[\s\u2010-\u2015]", "-", text))
    except PersonnummerException as fault:
        raise ValueError("not a valid date or check digit") from fault
    if kind == "personnummer" and number.is_coordination_number():
        raise ValueError("a samordningsnummer under the system of personnummer")
    if kind == "samordningsnummer" and not number.is_coordination_number():
        raise ValueError("a personnummer under the system of samordningsnummer")
    return str(number.format(True))


def _is_partly_dated(compact: str) -> bool:
    """Whether it is a samordningsnummer of somebody whose month or day of birth is not known.

    Skatteverket then gives the month 00 or the day 60 (0 and 60); the check digit holds all the
    same.
    """
    if not _PARTLY_DATED.fullmatch(compact):
        return False
    unknown = compact[4:6] == "00" or compact[6:8] == str(_COORDINATION_DAYS)
    return unknown and _checks(compact[2:])


def _checks(digits: str) -> bool:
    """Whether the last of ten digits is the check digit of the others (Luhn)."""
    doubled = [int(digit) * (2 - index % 2) for index, digit in enumerate(digits)]
    return sum(value // 10 + value % 10 for value in doubled) % 10 == 0


def national_identifiers(resource: dict[str, Any]) -> list[tuple[str, str]]:
    """The (kind, normal form) of each national identity of a Patient or RelatedPerson.

    An identity that the patient has replaced counts too, where the link says it by identifier.

    Raises:
        ValueError: as `normal_form`, with the identifier's place.
    """
    found = []
    for place, identifier in _identifiers(resource):
        kind = IDENTIFIER_KINDS.get(identifier.get("system", ""))
        if kind is not None:
            try:
                found.append((kind, normal_form(str(identifier.get("value", "")), kind)))
            except ValueError as fault:
                raise ValueError(f"{place}.value: {fault}") from fault
    return found


def _identifiers(resource: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    for index, identifier in enumerate(resource.get("identifier", [])):
        yield f"identifier[{index}]", identifier
    for index, link in enumerate(resource.get("link", [])):
        replaced = link.get("other", {}).get("identifier")
        if replaced and link.get("type") == "replaces":
            yield f"link[{index}].other.identifier", replaced


def born(identifiers: Sequence[tuple[str, str]]) -> date | None:
    """The date of birth that a personnummer or samordningsnummer tells, or `None`."""
    for kind, value in identifiers:
        if kind == "personnummer":
            return date(int(value[:4]), int(value[4:6]), int(value[6:8]))
        if kind == "samordningsnummer" and not _is_partly_dated(value):
            return date(int(value[:4]), int(value[4:6]), int(value[6:8]) - _COORDINATION_DAYS)
    return None
