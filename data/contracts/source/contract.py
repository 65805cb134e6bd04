"""A demo contract: its resources, in the order that a reader wants them, and its file."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from data.contracts.source.clinics import Clinic
from data.contracts.source.fhir import Json, one

_BASE = "https://nasta-steg.se/fhir/"


@dataclass(frozen=True)
class DemoContract:
    """One patient's contract. `name` is that of its file."""

    name: str
    own: Sequence[Json]
    clinics: Sequence[Clinic]
    others: Sequence[Json] = ()

    def text(self) -> str:
        """The Bundle, one resource on each line so that a change is easy to see."""
        entries = ",\n".join(json.dumps(entry, ensure_ascii=False) for entry in self._entries())
        return f'{{"resourceType": "Bundle", "type": "collection", "entry": [\n{entries}\n]}}\n'

    def _entries(self) -> Iterable[Json]:
        shared = [found for clinic in self.clinics for found in clinic.resources]
        resources: dict[str, Json] = {}
        for found in [*self.own, *self.others, *shared]:
            reference = one(found)["reference"]
            if resources.setdefault(reference, found) != found:
                raise ValueError(f"{self.name}: {reference} is two different things")
        for reference, found in resources.items():
            yield {"fullUrl": f"{_BASE}{reference}", "resource": found}
