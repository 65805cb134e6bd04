"""The Bundle as a whole: its entries, their identities, and the references between them."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from backend.contracts.terms import SHARED_TYPES
from backend.fhir.faults import BundleRefused, Fault
from backend.fhir.relative_time import resolve_all
from backend.fhir.walking import join, references

_ACCEPTED_TYPES = ("collection", "transaction", "batch")
_DEFAULT_MODEL_TYPES = frozenset({"Bundle", "Parameters", "OperationOutcome"})


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
    content = copy.deepcopy(content)
    faults = _frame_faults(content)
    if faults:
        raise BundleRefused(faults)
    resources, aliases, faults = _identified(content["entry"])
    for reference, resource in resources.items():
        faults += [
            Fault(reference, found.field, found.message) for found in resolve_all(resource, today)
        ]
        faults += _link(reference, resource, resources, aliases)
    patient = None
    if not faults:
        patient, faults = _the_patient(resources)
    if faults:
        raise BundleRefused(faults)
    return ContractBundle(resources, patient, _last_updated(content))


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
    faults = []
    for index, entry in enumerate(entries):
        where = f"entry[{index}]"
        resource = entry.get("resource") if isinstance(entry, dict) else None
        if not isinstance(resource, dict):
            faults.append(Fault("Bundle", where, "no resource"))
        elif not isinstance(resource.get("resourceType"), str):
            faults.append(Fault("Bundle", f"{where}.resource", "no resourceType"))
        elif resource["resourceType"] in _DEFAULT_MODEL_TYPES:
            message = f"{resource['resourceType']} is not part of a contract"
            faults.append(Fault("Bundle", f"{where}.resource", message))
        if isinstance(entry, dict) and isinstance(entry.get("request"), dict):
            method = entry["request"].get("method")
            if method not in ("POST", "PUT"):
                message = f"only POST and PUT can be imported, not {method!r}"
                faults.append(Fault("Bundle", f"{where}.request.method", message))
    return faults


def _identified(
    entries: list[dict[str, Any]],
) -> tuple[dict[str, dict[str, Any]], dict[str, str], list[Fault]]:
    """The resources by reference, and what else each entry is called (its `fullUrl`)."""
    resources: dict[str, dict[str, Any]] = {}
    aliases: dict[str, str] = {}
    faults = []
    for index, entry in enumerate(entries):
        resource, url = entry["resource"], entry.get("fullUrl")
        if "id" not in resource and isinstance(url, str) and url.startswith("urn:uuid:"):
            resource["id"] = url.removeprefix("urn:uuid:")
        if not isinstance(resource.get("id"), str):
            where = f"entry[{index}].resource.id"
            faults.append(Fault("Bundle", where, f"{resource['resourceType']} without an id"))
            continue
        reference = f"{resource['resourceType']}/{resource['id']}"
        if reference in resources:
            faults.append(Fault(reference, "id", "two resources of the Bundle have this id"))
            continue
        resources[reference] = resource
        if isinstance(url, str) and aliases.setdefault(url, reference) != reference:
            faults.append(Fault(reference, "fullUrl", "two entries have this fullUrl"))
    return resources, aliases, faults


def _link(
    owner: str,
    resource: dict[str, Any],
    resources: dict[str, dict[str, Any]],
    aliases: dict[str, str],
) -> list[Fault]:
    """Rewrites the references of `resource` as `Type/id`, and names those that lead nowhere."""
    contained = {
        f"#{inner.get('id')}" for inner in resource.get("contained", []) if isinstance(inner, dict)
    }
    faults = []
    for path, found in references(resource):
        target = found["reference"]
        if target == "#" or target in contained:
            continue
        plain = target.split("/_history/")[0]
        if plain in aliases:
            found["reference"] = aliases[plain]
        elif plain in resources:
            found["reference"] = plain
        elif "/".join(plain.split("/")[-2:]) in resources and "://" in plain:
            found["reference"] = "/".join(plain.split("/")[-2:])
        else:
            message = f"{target!r} is not in the Bundle"
            faults.append(Fault(owner, join(path, "reference"), message))
    return faults


def _the_patient(resources: dict[str, dict[str, Any]]) -> tuple[str | None, list[Fault]]:
    """The one patient; a second is allowed only when the first replaces it."""
    patients = [name for name, found in resources.items() if found["resourceType"] == "Patient"]
    current = [name for name in patients if not _replaced_by(resources[name])]
    if len(current) > 1:
        message = f"more than one patient: {', '.join(current)}"
        return None, [Fault("Bundle", "entry", message)]
    own = [name for name, found in resources.items() if found["resourceType"] not in SHARED_TYPES]
    if not current:
        if not own:
            return None, []
        what = "a patient that nobody replaces" if patients else "a Patient"
        return None, [Fault("Bundle", "entry", f"{own[0]} is there, but not {what}")]
    faults = [
        Fault(name, "link", f"is replaced by somebody else than {current[0]}")
        for name in patients
        if name != current[0] and _replaced_by(resources[name]) != current[0]
    ]
    return current[0], faults


def _replaced_by(patient: dict[str, Any]) -> str | None:
    for link in patient.get("link", []):
        if isinstance(link, dict) and link.get("type") == "replaced-by":
            other = link.get("other")
            reference = other.get("reference") if isinstance(other, dict) else None
            return str(reference)
    return None


def _last_updated(content: dict[str, Any]) -> datetime | None:
    meta = content.get("meta")
    stamp = (meta.get("lastUpdated") if isinstance(meta, dict) else None) or content.get(
        "timestamp"
    )
    if stamp is None:
        return None
    try:
        moment = datetime.fromisoformat(str(stamp))
    except ValueError:
        moment = None
    if moment is None or moment.tzinfo is None:
        message = f"{stamp!r} is not an instant with an offset"
        raise BundleRefused([Fault("Bundle", "meta.lastUpdated", message)])
    return moment
