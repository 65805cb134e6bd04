"""The references between a Bundle's resources: each is found, or said to lead nowhere.

A reference may be `Type/id`, a `fullUrl`, an absolute URL, a conditional one
(`Organization?identifier=…`), contained (`#id`), or an identifier alone. What can be found is
rewritten as `Type/id`; what has only a `display` is left to be read as words.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl

from backend.contracts.terms import HSA_SYSTEMS, IDENTIFIER_KINDS, SUBJECT_FIELDS
from backend.fhir.faults import Fault
from backend.fhir.identity import normal_form
from backend.fhir.walking import join, walk

Json = dict[str, Any]
Key = tuple[str, str]

_REFERENCE_FIELDS = frozenset({"reference", "type", "identifier", "display", "id", "extension"})


@dataclass
class Directory:
    """The resources of a Bundle by `Type/id`, and all else that each may be called by."""

    resources: dict[str, Json] = field(default_factory=dict)
    urls: dict[str, str] = field(default_factory=dict)
    placed: set[str] = field(default_factory=set)
    _identified: dict[Key, list[str]] | None = None

    def by_identifier(self, key: Key | None, kind: str | None) -> list[str]:
        """The resources, of one type if `kind` is given, with this identifier."""
        if key is None:
            return []
        if self._identified is None:
            self._identified = defaultdict(list)
            for reference, resource in self.resources.items():
                for identifier in _dicts(resource.get("identifier")):
                    found = key_of(identifier)
                    if found is not None:
                        self._identified[found].append(reference)
        matches = self._identified.get(key, [])
        return [match for match in matches if kind is None or match.startswith(f"{kind}/")]

    def find(self, target: str) -> str | None:
        """The `Type/id` that a literal reference means, or `None`."""
        plain = target.split("/_history/")[0]
        if plain in self.urls:
            return self.urls[plain]
        if plain in self.resources:
            return plain
        tail = "/".join(plain.split("/")[-2:])
        # Of a resource whose own address is known, another address is another resource.
        if "://" in plain and tail in self.resources and tail not in self.placed:
            return tail
        return None


def key_of(identifier: Json) -> Key | None:
    """What an identifier is compared by: spelling and the twin systems of Sweden aside."""
    system, value = identifier.get("system"), identifier.get("value")
    if not isinstance(system, str) or not isinstance(value, str):
        return None
    kind = IDENTIFIER_KINDS.get(system)
    if kind is not None:
        try:
            return kind, normal_form(value, kind)
        except ValueError:
            return kind, value
    return ("HSA", value.upper()) if system in HSA_SYSTEMS else (system, value)


def link(owner: str, resource: Json, directory: Directory) -> list[Fault]:
    """Rewrites the references of `resource` as `Type/id`, and names those that lead nowhere."""
    contained = {f"#{inner.get('id')}" for inner in _dicts(resource.get("contained"))}
    faults = []
    for path, node in walk(resource):
        target = node.get("reference")
        if isinstance(target, str):
            message = _follow(node, target, contained, directory)
            if message:
                faults.append(Fault(owner, join(path, "reference"), message))
        elif target is None and _is_logical(node) and "resourceType" not in node:
            message = _identify(node, path in SUBJECT_FIELDS, directory)
            if message:
                faults.append(Fault(owner, join(path, "identifier"), message))
    return faults


def _follow(node: Json, target: str, contained: set[str], directory: Directory) -> str | None:
    if target.startswith("#"):
        known = target == "#" or target in contained
        return None if known else f"{target!r} is not contained in the resource"
    if "?" in target:
        return _follow_condition(node, target, directory)
    found = directory.find(target)
    if found is None:
        return f"{target!r} is not in the Bundle"
    node["reference"] = found
    return None


def _follow_condition(node: Json, target: str, directory: Directory) -> str | None:
    """A conditional reference, whose query is not repeated: it may hold a personnummer."""
    kind, _, query = target.partition("?")
    criteria = parse_qsl(query)
    if len(criteria) != 1 or criteria[0][0] != "identifier":
        return f"'{kind}?…': only a search by identifier alone is understood"
    system, _, value = criteria[0][1].rpartition("|")
    matches = directory.by_identifier(key_of({"system": system, "value": value}), kind)
    if len(matches) != 1:
        return f"'{kind}?…' means {len(matches)} resources of the Bundle, where one was expected"
    node["reference"] = matches[0]
    return None


def _is_logical(node: Json) -> bool:
    return isinstance(node.get("identifier"), dict) and node.keys() <= _REFERENCE_FIELDS


def _identify(node: Json, is_subject: bool, directory: Directory) -> str | None:
    """Follows an identifier where it leads to one resource of the Bundle.

    One that does not may mean something outside, except for whom the resource is about.
    """
    key = key_of(node["identifier"])
    kind = node.get("type")
    matches = directory.by_identifier(key, kind if isinstance(kind, str) else None)
    if len(matches) == 1:
        node["reference"] = matches[0]
        return None
    if is_subject and not any(match.startswith("Patient/") for match in matches):
        return "is not the identifier of the Bundle's patient"
    return None


def _dicts(value: Any) -> list[Json]:
    return [found for found in value if isinstance(found, dict)] if isinstance(value, list) else []
