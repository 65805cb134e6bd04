"""Who may see a patient's contract and book for them: age, guardians, proxies, protected identity.

Guardians act until the child turns 13, as on 1177.se; from 13 the young person acts alone, or
through a proxy whom they have chosen; an adult is 18.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

ADULT = 18
GUARDIAN_UNTIL = 13


def age_on(born: date, on: date) -> int:
    """Whole years on a date. Who is born on 29 February is a year older on 28 February.

    Lag (1930:173) 1 §: where the month lacks the day, time counted in years ends on its last day.
    """
    return on.year - born.year - (on < _anniversary(born, on.year))


class Action(StrEnum):
    """What somebody wants to do. Booking includes seeing, and covers moving and cancelling."""

    SEE = "see"
    BOOK = "book"


class Relation(StrEnum):
    """What the actor is to the patient."""

    SELF = "self"
    GUARDIAN = "guardian"
    PROXY = "proxy"


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts: `id` is the Patient's or the RelatedPerson's."""

    id: str
    relation: Relation


@dataclass(frozen=True, slots=True)
class PatientFacts:
    """What decides about a patient. `protected` is any kind of protected identity."""

    id: str
    born: date
    protected: bool = False


@dataclass(frozen=True, slots=True)
class ConsentFacts:
    """A Consent that points at an actor. Both dates are included; None leaves an end open."""

    actor_id: str
    scope: Action
    starts: date | None = None
    ends: date | None = None
    active: bool = True


@dataclass(frozen=True, slots=True)
class YouthAges:
    """From which birthday, 13 to 18, a young person sees and books on their own: configuration."""

    sees_from: int = GUARDIAN_UNTIL
    books_from: int = GUARDIAN_UNTIL

    def __post_init__(self) -> None:
        if not GUARDIAN_UNTIL <= self.sees_from <= self.books_from <= ADULT:
            raise ValueError("ages must be 13 to 18, and seeing no later than booking")


class Reason(StrEnum):
    """Why somebody may or may not."""

    OWN = "own"
    GUARDIAN_OF_CHILD = "guardian_of_child"
    CONSENT = "consent"
    NOT_THE_PATIENT = "not_the_patient"
    CHILD_HAS_GUARDIAN = "child_has_guardian"
    TOO_YOUNG = "too_young"
    GUARDIAN_ENDED = "guardian_ended_at_13"
    PROTECTED_IDENTITY = "protected_identity"
    NO_CONSENT = "no_consent"
    CONSENT_NOT_IN_FORCE = "consent_not_in_force"
    CONSENT_SEES_ONLY = "consent_sees_only"


@dataclass(frozen=True, slots=True)
class Decision:
    """The answer with its reason, for the reply and for the access log."""

    allowed: bool
    reason: Reason


def may(
    actor: Actor,
    action: Action,
    patient: PatientFacts,
    consents: Iterable[ConsentFacts],
    on: date,
    youth: YouthAges | None = None,
) -> Decision:
    """Whether the actor may do the action for the patient on a date.

    With a protected identity only the patient acts: guardians and proxies are off, as on 1177.se.
    """
    if actor.relation is Relation.SELF:
        return _self(actor, action, patient, on, youth or YouthAges())
    if patient.protected:
        return Decision(False, Reason.PROTECTED_IDENTITY)
    is_guardian = actor.relation is Relation.GUARDIAN
    if is_guardian and age_on(patient.born, on) < GUARDIAN_UNTIL:
        return Decision(True, Reason.GUARDIAN_OF_CHILD)
    found = _by_consent(actor, action, patient, consents, on)
    if is_guardian and found.reason is Reason.NO_CONSENT:
        return Decision(False, Reason.GUARDIAN_ENDED)
    return found


def _self(
    actor: Actor, action: Action, patient: PatientFacts, on: date, youth: YouthAges
) -> Decision:
    if actor.id != patient.id:
        return Decision(False, Reason.NOT_THE_PATIENT)
    age = age_on(patient.born, on)
    if age < GUARDIAN_UNTIL:
        return Decision(False, Reason.CHILD_HAS_GUARDIAN)
    if age < (youth.sees_from if action is Action.SEE else youth.books_from):
        return Decision(False, Reason.TOO_YOUNG)
    return Decision(True, Reason.OWN)


def _by_consent(
    actor: Actor,
    action: Action,
    patient: PatientFacts,
    consents: Iterable[ConsentFacts],
    on: date,
) -> Decision:
    own = [consent for consent in consents if consent.actor_id == actor.id]
    if not own:
        return Decision(False, Reason.NO_CONSENT)
    standing = [consent for consent in own if _in_force(consent, patient, on)]
    if not standing:
        return Decision(False, Reason.CONSENT_NOT_IN_FORCE)
    if action is Action.BOOK and all(consent.scope is Action.SEE for consent in standing):
        return Decision(False, Reason.CONSENT_SEES_ONLY)
    return Decision(True, Reason.CONSENT)


def _in_force(consent: ConsentFacts, patient: PatientFacts, on: date) -> bool:
    started = consent.starts is None or consent.starts <= on
    ended = consent.ends is not None and consent.ends < on
    return consent.active and started and not ended and _given_by_patient(consent, patient, on)


def _given_by_patient(consent: ConsentFacts, patient: PatientFacts, on: date) -> bool:
    # Consent given while a guardian decided ends when the patient turns 13. One without a start
    # may be such a consent for as long as the patient is under age.
    age = age_on(patient.born, on)
    if age < GUARDIAN_UNTIL:
        return True
    if consent.starts is None:
        return age >= ADULT
    return age_on(patient.born, consent.starts) >= GUARDIAN_UNTIL


def _anniversary(born: date, year: int) -> date:
    try:
        return born.replace(year=year)
    except ValueError:
        return date(year, 2, 28)
