"""Who asks, for which patient, and what they may do: decided anew at every request.

A relative's consent may have ended, a child may have turned thirteen and an identity may have
become protected since the login; the session alone is never enough.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Request

from backend.access.sessions import Login, Sessions
from backend.contracts.models import Patient
from backend.contracts.schemas import Contract, Proxy
from backend.errors import NotAllowed, NotLoggedIn
from backend.rules.age import (
    Action,
    Actor,
    ConsentFacts,
    Decision,
    PatientFacts,
    Reason,
    Relation,
    age_on,
    may,
)
from backend.services import Services, ServicesDep

DEMO_COOKIE = "nastasteg"
SECURE_COOKIE = "__Host-nastasteg"
_GUARDIANS = ("vårdnadshavare", "förälder", "mamma", "pappa", "mor", "far", "guardian", "parent")


@dataclass(frozen=True)
class Viewer:
    """A patient, or a relative for a patient, who is logged in and may see the contract."""

    patient_id: int
    actor: str
    own: bool
    may_book: Decision
    age: int | None
    protected: bool


def cookie_name(services: Services) -> str:
    """The session cookie's name: with `__Host-`, which wants TLS, except in a demo."""
    return DEMO_COOKIE if services.settings.demo else SECURE_COOKIE


def token_of(request: Request, services: ServicesDep) -> str | None:
    """The session's token, if the request carries one."""
    return request.cookies.get(cookie_name(services))


TokenDep = Annotated[str | None, Depends(token_of)]


def login_of(token: TokenDep, services: ServicesDep) -> Login:
    """Whoever is logged in.

    Raises:
        NotLoggedIn: nobody is, or not any more.
    """
    login = Sessions(services.database, services.clock).find(token)
    if login is None:
        raise NotLoggedIn("Du är inte inloggad. Logga in igen.")
    return login


LoginDep = Annotated[Login, Depends(login_of)]


def viewer_of(login: LoginDep, services: ServicesDep) -> Viewer:
    """The patient or relative who asks.

    Raises:
        NotLoggedIn, NotAllowed: nobody is, or they may not see this contract (any more).
    """
    if login.patient_id is None:
        raise NotAllowed("Den här sidan är för patienter.")
    return resolve(services, login.patient_id, login.actor)


ViewerDep = Annotated[Viewer, Depends(viewer_of)]


def resolve(services: Services, patient_id: int, actor: str) -> Viewer:
    """What `actor` may do for the patient now.

    Raises:
        NotAllowed: they may not see the contract; `reason` says why.
    """
    with services.database.read() as session:
        patient = session.get(Patient, patient_id)
    if patient is None:
        raise NotAllowed("Det finns inget patientkontrakt här.")
    contract = services.contracts.contract(patient_id)
    see = decide(services, patient, contract, actor, Action.SEE)
    if not see.allowed:
        raise NotAllowed(_WHY.get(see.reason, _WHY[Reason.NO_CONSENT]), reason=see.reason.value)
    today = services.clock().date()
    return Viewer(
        patient_id=patient.id,
        actor=actor,
        own=actor.startswith("Patient/"),
        may_book=decide(services, patient, contract, actor, Action.BOOK),
        age=age_on(patient.birth_date, today) if patient.birth_date else None,
        protected=patient.protected,
    )


def decide(
    services: Services, patient: Patient, contract: Contract, actor: str, action: Action
) -> Decision:
    """Whether `actor` may do `action`, by age, consent and protected identity."""
    own = actor.startswith("Patient/")
    if patient.birth_date is None:
        # Without a birth date no age rule can be held; only the patient themself is let in.
        return Decision(own, Reason.OWN if own else Reason.NO_CONSENT)
    proxies = [proxy for proxy in contract.proxies if proxy.source == actor]
    return may(
        Actor(id=f"Patient/{patient.fhir_id}" if own else actor, relation=_relation(own, proxies)),
        action,
        PatientFacts(f"Patient/{patient.fhir_id}", patient.birth_date, patient.protected),
        [_consent(proxy) for proxy in proxies],
        services.clock().date(),
    )


def _relation(own: bool, proxies: list[Proxy]) -> Relation:
    if own:
        return Relation.SELF
    words = " ".join(proxy.relationship or "" for proxy in proxies).casefold()
    return Relation.GUARDIAN if any(word in words for word in _GUARDIANS) else Relation.PROXY


def _consent(proxy: Proxy) -> ConsentFacts:
    return ConsentFacts(
        actor_id=proxy.source,
        scope=Action(proxy.scope),
        starts=proxy.start,
        ends=proxy.end,
        active=proxy.active,
    )


_WHY: dict[Reason, str] = {
    Reason.NOT_THE_PATIENT: "Du kan bara se ditt eget patientkontrakt.",
    Reason.CHILD_HAS_GUARDIAN: "Är du under 13 år är det din vårdnadshavare som loggar in.",
    Reason.TOO_YOUNG: "Du är för ung för att logga in själv. Ring mottagningen.",
    Reason.GUARDIAN_ENDED: (
        "Barnet har fyllt 13 år. Då kan du som vårdnadshavare inte se kontraktet längre."
    ),
    Reason.PROTECTED_IDENTITY: "Bara personen själv kan logga in här.",
    Reason.NO_CONSENT: "Du har inget samtycke från patienten.",
    Reason.CONSENT_NOT_IN_FORCE: "Patientens samtycke gäller inte längre.",
}
