"""Small constructors of FHIR R4 resources, as the demo contracts need them.

Times are expressions of `backend.fhir.relative_time` ("workday+3 10:15"): the extension stands in
place of a value, so that a demo never grows old. Everything is tagged as test data (HTEST).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

Json = dict[str, Any]

_RELATIVE_TIME = "https://nasta-steg.se/fhir/relative-time"
_BOOKING_RULES = "https://nasta-steg.se/fhir/booking-rules"
_IDENTIFIER = "http://electronichealth.se/identifier/"
_PROFILE = "http://hl7.se/fhir/ig/base/StructureDefinition/SEBase"
_TERMINOLOGY = "http://terminology.hl7.org/CodeSystem/"
_HSA = "urn:oid:1.2.752.129.2.1.4.1"
_TEST = {"system": f"{_TERMINOLOGY}v3-ActReason", "code": "HTEST", "display": "test health data"}
_LATELY = "import-3d 08:00"

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri")


def later(field: str, when: str) -> Json:
    """A field whose value is counted from the day of import."""
    return {f"_{field}": {"extension": [{"url": _RELATIVE_TIME, "valueString": when}]}}


def period(start: str | None = None, end: str | None = None) -> Json:
    """A Period; each end is an expression, a fixed date, or left open."""
    found: Json = {}
    for field, when in (("start", start), ("end", end)):
        if when is not None:
            found |= {field: when} if when[0].isdigit() else later(field, when)
    return found


def ref(*resources: Json) -> list[Json]:
    """References to these resources."""
    return [one(resource) for resource in resources]


def one(resource: Json) -> Json:
    """A reference to a resource."""
    return {"reference": f"{resource['resourceType']}/{resource['id']}"}


def words(text: str) -> Json:
    """A CodeableConcept of words alone."""
    return {"text": text}


def notes(*texts: str) -> Json:
    """The field `note`, left out when there is nothing to note."""
    return {"note": [{"text": text} for text in texts]} if texts else {}


def meta(updated: str | None = _LATELY, *, profile: str | None = None) -> Json:
    """The `meta` of a resource of test data."""
    stamp = later("lastUpdated", updated) if updated else {}
    named = {"profile": [f"{_PROFILE}{profile}"]} if profile else {}
    return {"meta": {**stamp, **named, "tag": [_TEST]}}


def patient(
    ident: str,
    number: str,
    name: str,
    gender: str,
    born: str,
    *,
    kind: str = "personnummer",
    security: Sequence[str] = (),
    **fields: Any,
) -> Json:
    """A Patient; `name` is given names and family name, the last."""
    *given, family = name.split()
    about = meta(profile="Patient")
    if security:
        system = "http://hl7.se/fhir/ig/base/CodeSystem/SecurityLabel"
        about["meta"]["security"] = [{"system": system, "code": code} for code in security]
    return {
        "resourceType": "Patient",
        "id": ident,
        **about,
        "identifier": [{"system": f"{_IDENTIFIER}{kind}", "value": number.replace("-", "")}],
        "active": True,
        "name": [{"use": "official", "text": name, "family": family, "given": given}],
        "gender": gender,
        "birthDate": born,
        **fields,
    }


def hsa(value: str) -> Json:
    """The field `identifier` with an HSA-id, marked as a test's by its T."""
    kind = {"coding": [{"system": f"{_TERMINOLOGY}v2-0203", "code": "PRN"}]}
    return {"identifier": [{"type": kind, "system": _HSA, "value": value}]}


def telecom(phone: str | None, use: str = "work") -> Json:
    """The field `telecom` with one telephone."""
    return {"telecom": [{"system": "phone", "value": phone, "use": use}]} if phone else {}


def organization(
    ident: str, hsa_id: str, name: str, part_of: Json | None = None, phone: str | None = None
) -> Json:
    """An Organization: a region, a municipality, a hospital or a health centre."""
    parent = {"partOf": one(part_of)} if part_of else {}
    return {
        "resourceType": "Organization",
        "id": ident,
        **meta(None, profile="Organization"),
        **hsa(hsa_id),
        "active": True,
        "name": name,
        **telecom(phone),
        **parent,
    }


def location(
    ident: str,
    name: str,
    owner: Json,
    *,
    street: str,
    post: str,
    town: str,
    way: str,
    position: tuple[float, float],
) -> Json:
    """A place to go to; `way` tells how to find it."""
    latitude, longitude = position
    return {
        "resourceType": "Location",
        "id": ident,
        **meta(None),
        "status": "active",
        "name": name,
        "description": way,
        "address": {"line": [street], "postalCode": post, "city": town, "country": "SE"},
        "position": {"latitude": latitude, "longitude": longitude},
        "managingOrganization": one(owner),
    }


def hours(start: str, end: str, days: Sequence[str] = WEEKDAYS) -> Json:
    """Telephone hours on some days."""
    return {
        "daysOfWeek": list(days),
        "availableStartTime": f"{start}:00",
        "availableEndTime": f"{end}:00",
    }


def before_hours(count: int) -> Json:
    """A limit in elapsed hours."""
    unit = {"unit": "h", "system": "http://unitsofmeasure.org", "code": "h"}
    return {"valueDuration": {"value": count, **unit}}


def before_weekdays(count: int) -> Json:
    """A limit in full weekdays."""
    return {"valueQuantity": {"value": count, "unit": "full weekdays"}}


def before_clock(clock: str) -> Json:
    """A limit at a clock time on the day itself."""
    return {"valueTime": f"{clock}:00"}


def rules(limit: Json | None = None, *, rebook: bool = True, cancel: bool = True) -> Json:
    """The booking rules of a clinic or a time."""
    parts: list[Json] = [
        {"url": "rebookingAllowed", "valueBoolean": rebook},
        {"url": "cancelAllowed", "valueBoolean": cancel},
    ]
    if limit is not None:
        parts.append({"url": "cancelBefore", **limit})
    return {"extension": [{"url": _BOOKING_RULES, "extension": parts}]}


CALL_US = rules(rebook=False, cancel=False)
"""The rules of a clinic that wants to be rung up."""


def goal(ident: str, who: Json, text: str, due: str | None = None) -> Json:
    """A Goal in the patient's own words."""
    target = {"target": [later("dueDate", due)]} if due else {}
    return {
        "resourceType": "Goal",
        "id": ident,
        **meta(),
        "lifecycleStatus": "active",
        "description": words(text),
        "subject": one(who),
        **target,
    }


def condition(ident: str, who: Json, text: str) -> Json:
    """A Condition that the plan is about, by its name alone."""
    return {
        "resourceType": "Condition",
        "id": ident,
        **meta(),
        "code": words(text),
        "subject": one(who),
    }


def referral(
    ident: str,
    who: Json,
    title: str,
    authored: str,
    *,
    to: Json,
    by: Json | None = None,
    status: str = "active",
    reason: str | None = None,
    note: str | None = None,
) -> Json:
    """A ServiceRequest; `authored` is the day that its clock counts from."""
    requester = {"requester": one(by)} if by else {}
    return {
        "resourceType": "ServiceRequest",
        "id": ident,
        **meta(),
        "status": status,
        "intent": "order",
        "code": words(title),
        "subject": one(who),
        **later("authoredOn", authored),
        **requester,
        "performer": [one(to)],
        **({"reasonCode": [words(reason)]} if reason else {}),
        **notes(*([note] if note else [])),
    }


def task(
    ident: str,
    who: Json,
    text: str,
    *,
    owner: Json | None = None,
    due: str | None = None,
    status: str = "requested",
    note: str | None = None,
) -> Json:
    """A Task: the patient's own, or the care's when an owner is given."""
    restriction = {"restriction": {"period": period(None, due)}} if due else {}
    return {
        "resourceType": "Task",
        "id": ident,
        **meta(),
        "status": status,
        "intent": "plan",
        "description": text,
        "for": one(who),
        "owner": one(owner or who),
        **restriction,
        **notes(*([note] if note else [])),
    }


def detail(
    title: str,
    status: str,
    *,
    by: Sequence[Json] = (),
    text: str | None = None,
    when: Json | str | None = None,
    place: Json | None = None,
) -> Json:
    """An activity that stands in the plan itself; `when` is a Period or words."""
    scheduled: Json = {}
    if isinstance(when, str):
        scheduled = {"scheduledString": when}
    elif when is not None:
        scheduled = {"scheduledPeriod": when}
    return {
        "detail": {
            "code": words(title),
            "status": status,
            **scheduled,
            **({"location": one(place)} if place else {}),
            **({"performer": ref(*by)} if by else {}),
            **({"description": text} if text else {}),
        }
    }


def care_plan(
    ident: str,
    who: Json,
    title: str,
    activities: Sequence[Json],
    *,
    start: str,
    end: str,
    status: str = "active",
    updated: str = _LATELY,
    description: str | None = None,
    category: str = "Patientkontrakt",
    note: Sequence[str] = (),
    **links: Json | list[Json],
) -> Json:
    """A CarePlan; an activity is a `detail` or a resource that it points at."""
    return {
        "resourceType": "CarePlan",
        "id": ident,
        **meta(updated),
        "status": status,
        "intent": "plan",
        "category": [words(category)],
        "title": title,
        **({"description": description} if description else {}),
        "subject": one(who),
        "period": period(start, end),
        **links,
        "activity": [
            found if "detail" in found else {"reference": one(found)} for found in activities
        ],
        **notes(*note),
    }


def care_team(ident: str, who: Json, *members: tuple[str, Json]) -> Json:
    """A CareTeam of (role, who)."""
    return {
        "resourceType": "CareTeam",
        "id": ident,
        **meta(),
        "status": "active",
        "subject": one(who),
        "participant": [{"role": [words(role)], "member": one(found)} for role, found in members],
    }


def relative(ident: str, who: Json, number: str, name: str, relation: str, code: str) -> Json:
    """A RelatedPerson with an identity of their own."""
    *given, family = name.split()
    relationship = {"coding": [{"system": f"{_TERMINOLOGY}v3-RoleCode", "code": code}]}
    return {
        "resourceType": "RelatedPerson",
        "id": ident,
        **meta(),
        "identifier": [{"system": f"{_IDENTIFIER}personnummer", "value": number.replace("-", "")}],
        "active": True,
        "patient": one(who),
        "relationship": [{**relationship, "text": relation}],
        "name": [{"use": "official", "text": name, "family": family, "given": given}],
    }


def consent(
    ident: str, who: Json, to: Json, scope: str, start: str, end: str | None = None
) -> Json:
    """A Consent that lets a relative `see` or `book`."""
    recipient = {"system": f"{_TERMINOLOGY}v3-ParticipationType", "code": "IRCP"}
    return {
        "resourceType": "Consent",
        "id": ident,
        **meta(),
        "status": "active",
        "scope": {"coding": [{"system": f"{_TERMINOLOGY}consentscope", "code": "patient-privacy"}]},
        "category": [{"coding": [{"system": "http://loinc.org", "code": "59284-0"}]}],
        "patient": one(who),
        "policyRule": {"coding": [{"system": f"{_TERMINOLOGY}v3-ActCode", "code": "OPTIN"}]},
        "provision": {
            "type": "permit",
            "period": period(start, end),
            "actor": [{"role": {"coding": [recipient]}, "reference": one(to)}],
            "action": [words(scope)],
        },
    }
