"""The Bundle as a whole: its entries, their identities, and the references between them."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from backend.contracts.terms import SHARED_TYPES
from backend.fhir.faults import BundleRefused, Fault
from backend.fhir.links import Directory, link
from backend.fhir.patients import the_patient
from backend.fhir.relative_time import resolve_all
from backend.fhir.validation import frame_faults
from backend.fhir.walking import without_nulls

_ACCEPTED_TYPES = ("collection", "transaction", "batch")
_OUTSIDE_A_CONTRACT = frozenset({"Bundle", "Parameters", "OperationOutcome"})
_ID_PREFIXES = ("urn:uuid:", "urn:oid:")


@dataclass(frozen=True)
class ContractBundle:
    """A Bundle's resources by reference, in its order, every reference being `Type/id`.

    `patient` is the reference of the one patient; `None` in a Bundle of shared resources only.
    """

    resources: dict[str, dict[str, Any]]
    patient: str | None
    last_updated: datetime | None

    def of_type(self, *types: str) -> Iterator[tuple[str, dict[str, Any]]]:
        """The resources of these types with their references, in order."""
        for reference, resource in self.resources.items():
            if resource["resourceType"] in types:
                yield reference, resource

    @property
    def own(self) -> dict[str, dict[str, Any]]:
        """The patient's own resources."""
        return {
            reference: resource
            for reference, resource in self.resources.items()
            if resource["resourceType"] not in SHARED_TYPES
        }

    @property
    def shared(self) -> dict[str, dict[str, Any]]:
        """The resources that belong to the care."""
        return {
            reference: resource
            for reference, resource in self.resources.items()
            if resource["resourceType"] in SHARED_TYPES
        }


def read_bundle(content: dict[str, Any], today: date) -> ContractBundle:
    """The resources of the Bundle `content`, identified and linked; not yet validated one by one.

    Raises:
        BundleRefused: with every fault in the Bundle's own structure.
    """
    content = without_nulls(copy.deepcopy(content))
    frame = {key: part for key, part in content.items() if key != "entry"}
    faults = [Fault("Bundle", found.field, found.message) for found in resolve_all(frame, today)]
    content = {**content, **frame}
    faults = faults or _frame_faults(content)
    if faults:
        raise BundleRefused(faults)
    directory, faults = _identified(content["entry"])
    for reference, resource in directory.resources.items():
        faults += [
            Fault(reference, found.field, found.message) for found in resolve_all(resource, today)
        ]
        faults += link(reference, resource, directory)
    patient = None
    if not faults:
        patient, faults = the_patient(directory.resources)
    if faults:
        raise BundleRefused(faults)
    return ContractBundle(directory.resources, patient, _last_updated(content))


def _frame_faults(content: dict[str, Any]) -> list[Fault]:
    kind = content.get("resourceType")
    if kind != "Bundle":
        return [Fault("Bundle", "resourceType", f"'Bundle' was expected, not {kind!r}")]
    if content.get("type") not in _ACCEPTED_TYPES:
        expected = ", ".join(_ACCEPTED_TYPES)
        return [Fault("Bundle", "type", f"one of {expected} was expected")]
    entries = content.get("entry")
    if not isinstance(entries, list) or not entries:
        return [Fault("Bundle", "entry", "no entries")]
    faults = [
        fault
        for index, entry in enumerate(entries)
        for fault in _entry_faults(f"entry[{index}]", entry)
    ]
    return faults or frame_faults(content)


def _entry_faults(where: str, entry: Any) -> list[Fault]:
    resource = entry.get("resource") if isinstance(entry, dict) else None
    if not isinstance(resource, dict):
        return [Fault("Bundle", where, "no resource")]
    kind = resource.get("resourceType")
    if not isinstance(kind, str):
        return [Fault("Bundle", f"{where}.resource", "no resourceType")]
    if kind in _OUTSIDE_A_CONTRACT:
        return [Fault("Bundle", f"{where}.resource", f"{kind} is not part of a contract")]
    request = entry.get("request")
    method = request.get("method") if isinstance(request, dict) else "POST"
    if method not in ("POST", "PUT"):
        message = f"only POST and PUT can be imported, not {method!r}"
        return [Fault("Bundle", f"{where}.request.method", message)]
    return []


def _identified(entries: list[dict[str, Any]]) -> tuple[Directory, list[Fault]]:
    """The resources by reference, with what else each entry is called (its `fullUrl`)."""
    directory = Directory()
    faults = []
    for index, entry in enumerate(entries):
        resource, url = entry["resource"], entry.get("fullUrl") or ""
        if "id" not in resource and (ident := _id_in(url, resource["resourceType"])):
            resource["id"] = ident
        if not isinstance(resource.get("id"), str):
            where = f"entry[{index}].resource.id"
            faults.append(Fault("Bundle", where, f"{resource['resourceType']} without an id"))
            continue
        reference = f"{resource['resourceType']}/{resource['id']}"
        if reference in directory.resources:
            faults.append(Fault(reference, "id", "two resources of the Bundle have this id"))
            continue
        directory.resources[reference] = resource
        if url and directory.urls.setdefault(url, reference) != reference:
            faults.append(Fault(reference, "fullUrl", "two entries have this fullUrl"))
        if "://" in url:
            directory.placed.add(reference)
            if _id_in(url, resource["resourceType"]) not in (None, resource["id"]):
                faults.append(Fault(reference, "fullUrl", f"{url!r} does not end with {reference}"))
    return directory, faults


def _id_in(url: str, kind: str) -> str | None:
    """The id that a `fullUrl` tells of a resource that has none itself."""
    for prefix in _ID_PREFIXES:
        if url.startswith(prefix):
            return url.removeprefix(prefix)
    address, _, ident = url.rpartition("/")
    return ident if address.endswith(f"/{kind}") else None


def _last_updated(content: dict[str, Any]) -> datetime | None:
    """When the Bundle was put together: its own stamp, or that of its sending."""
    stamp = content.get("meta", {}).get("lastUpdated") or content.get("timestamp")
    return datetime.fromisoformat(stamp) if stamp else None
