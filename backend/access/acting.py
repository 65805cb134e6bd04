"""Who acts for which patient, and what they may do: decided anew every time.

A relative's consent may have ended, a child may have turned thirteen and an identity may have
become protected since the login; the session alone is never enough.
"""

from __future__ import annotations

from dataclasses import dataclass

from backend.clock import Clock
from backend.contracts.repository import PatientNow
from backend.contracts.schemas import Contract, Proxy
from backend.contracts.service import ContractReader
from backend.errors import NotAllowed
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

_GUARDIANS = ("vårdnadshavare", "förälder", "mamma", "pappa", "mor", "far", "guardian", "parent")


@dataclass(frozen=True)
class Viewer:
    """A patient, or a relative for a patient, who may see the contract.

    `actor` is the FHIR reference of the person: `Patient/…` or `RelatedPerson/…`; `contract` the
    version of the contract that this was decided by.
    """

    patient_id: int
    actor: str
    own: bool
    may_book: Decision
    age: int | None
    protected: bool
    contract: str


class Acting:
    """Decides what a person may do for a patient now."""

    def __init__(self, contracts: ContractReader, clock: Clock) -> None:
        self._contracts = contracts
        self._clock = clock

    def viewer(self, patient_id: int, actor: str) -> Viewer:
        """The person, if they may see the contract.

        Raises:
            NotAllowed: they may not; `reason` says why.
        """
        patient = self._contracts.patient(patient_id)
        if patient is None:
            raise NotAllowed("Det finns inget patientkontrakt här.")
        contract, today = self._contracts.contract(patient_id, patient), self._clock().date()
        see = self._decide(patient, contract, actor, Action.SEE)
        if not see.allowed:
            raise NotAllowed(_WHY.get(see.reason, _WHY[Reason.NO_CONSENT]), reason=see.reason.value)
        return Viewer(
            patient_id=patient.id,
            actor=actor,
            own=actor.startswith("Patient/"),
            may_book=self._decide(patient, contract, actor, Action.BOOK),
            age=age_on(patient.birth_date, today) if patient.birth_date else None,
            protected=patient.protected,
            contract=contract.version,
        )

    def _decide(
        self, patient: PatientNow, contract: Contract, actor: str, action: Action
    ) -> Decision:
        own = actor.startswith("Patient/")
        if patient.birth_date is None:
            # Without a birth date no age rule can be held; only the patient themself is let in.
            return Decision(own, Reason.OWN if own else Reason.NO_CONSENT)
        proxies = [proxy for proxy in contract.proxies if proxy.source == actor]
        return may(
            Actor(f"Patient/{patient.fhir_id}" if own else actor, _relation(own, proxies)),
            action,
            PatientFacts(f"Patient/{patient.fhir_id}", patient.birth_date, patient.protected),
            [_consent(proxy) for proxy in proxies],
            self._clock().date(),
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
