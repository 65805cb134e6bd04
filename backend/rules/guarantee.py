"""Vårdgarantin 0-3-90-90: the last day by it, what it does not cover, and patient-chosen waiting.

HSL (2017:30) 9 kap., HSF (2017:80) 6 kap. Calendar days: day zero is the day of contact, of the
referral or of the decision, and holidays count. Nothing here says that a limit was broken; the
wording is "senast enligt vårdgarantin, om den gäller", with the day that it counts from.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from backend.rules.tables import NATIONAL_DAYS, GuaranteeKind, Region, RuleVersion, Source
from backend.rules.workdays import local_date

NATIONAL_VERSION = RuleVersion(
    region="Sverige",
    valid_from=date(2019, 1, 1),
    source=Source(title="Hälso- och sjukvårdsförordningen (2017:80) 6 kap. 1 §"),
)


@dataclass(frozen=True, slots=True)
class Limit:
    """The last day by vårdgarantin, if it applies, with the day that it counts from."""

    kind: GuaranteeKind
    day_zero: date
    days: int
    version: RuleVersion

    @property
    def last_day(self) -> date:
        """The last calendar day that is within the limit."""
        return self.day_zero + timedelta(days=self.days)

    def days_left(self, on: date) -> int:
        """Days from a date to the last day: 0 on the last day, negative after it."""
        return (self.last_day - on).days


def limit(kind: GuaranteeKind, day_zero: date, region: Region | None = None) -> Limit:
    """The limit that counts from `day_zero`: the national one, or the region's shorter one."""
    own = region.shorter_guarantee(kind, day_zero) if region is not None else None
    if own is None:
        return Limit(kind, day_zero, NATIONAL_DAYS[kind], NATIONAL_VERSION)
    days, version = own
    return Limit(kind, day_zero, days, version)


def would_pass_limit(reached: Limit, new_start: datetime) -> bool:
    """Whether a time falls after the limit's last day in Sweden.

    Raises:
        ValueError: the time is naive.
    """
    return local_date(new_start) > reached.last_day


class Purpose(StrEnum):
    """What the patient waits for, as far as vårdgarantin tells things apart."""

    CONTACT = "contact"
    ASSESSMENT = "assessment"
    FIRST_VISIT = "first_visit"
    TREATMENT = "treatment"
    RETURN_VISIT = "return_visit"
    EXAMINATION = "examination"
    AID = "aid"
    OTHER = "other"


class NotCovered(StrEnum):
    """Why no limit is said to hold."""

    RETURN_VISIT = "return_visit"
    EXAMINATION = "examination"
    AID = "aid"
    OTHER = "other"
    NO_DAY_ZERO = "no_day_zero"
    MEDICALLY_MOTIVATED = "medically_motivated_wait"
    PATIENT_CHOSEN = "patient_chosen_wait"
    CLOCK_STOPPED = "clock_stopped"


_COVERED = {
    Purpose.CONTACT: GuaranteeKind.CONTACT,
    Purpose.ASSESSMENT: GuaranteeKind.ASSESSMENT,
    Purpose.FIRST_VISIT: GuaranteeKind.FIRST_VISIT,
    Purpose.TREATMENT: GuaranteeKind.TREATMENT,
}
_LEFT_OUT = {
    Purpose.RETURN_VISIT: NotCovered.RETURN_VISIT,
    Purpose.EXAMINATION: NotCovered.EXAMINATION,
    Purpose.AID: NotCovered.AID,
    Purpose.OTHER: NotCovered.OTHER,
}


@dataclass(frozen=True, slots=True)
class Wait:
    """What is known of a wait.

    `day_zero` is the referral's `authoredOn` or the day of the decision or contact; None when no
    referral or decision is known. `stopped_on` is the day of the visit or treatment that stops
    the clock: the first appointment based on the referral, once it is `fulfilled`.
    `patient_chose_to_wait` is true while a recorded `ChosenWait` stands.
    """

    purpose: Purpose
    day_zero: date | None
    stopped_on: date | None = None
    medically_motivated: bool = False
    patient_chose_to_wait: bool = False


def covered(wait: Wait, region: Region | None = None) -> Limit | NotCovered:
    """The limit that may hold for a wait, or why none is said to hold."""
    kind = _COVERED.get(wait.purpose)
    if kind is None:
        return _LEFT_OUT[wait.purpose]
    if wait.day_zero is None:
        return NotCovered.NO_DAY_ZERO
    if wait.stopped_on is not None:
        return NotCovered.CLOCK_STOPPED
    if wait.medically_motivated:
        return NotCovered.MEDICALLY_MOTIVATED
    if wait.patient_chose_to_wait:
        return NotCovered.PATIENT_CHOSEN
    return limit(kind, wait.day_zero, region)


@dataclass(frozen=True, slots=True)
class ChosenWait:
    """A record that the patient chose a later time although some within the limit were shown."""

    limit: Limit
    shown_within: tuple[datetime, ...]
    chosen: datetime


def chosen_wait(
    reached: Limit, shown: Iterable[datetime], chosen: datetime, *, informed: bool
) -> ChosenWait | None:
    """The record to keep when a choice makes the wait the patient's own, else None.

    HSF 6 kap. 2 § asks for three things: the patient was told about vårdgarantin, was offered care
    within it, and declined. If the patient later changes their mind, the limit counts anew from
    the day that they say so: `limit(kind, that_day)`.

    Args:
        reached: the limit that holds.
        shown: the times that the patient was shown, aware.
        chosen: the time that the patient takes instead, aware.
        informed: the warning about the limit was said before the choice.

    Raises:
        ValueError: a time is naive.
    """
    within = tuple(start for start in shown if not would_pass_limit(reached, start))
    if not informed or not within or not would_pass_limit(reached, chosen):
        return None
    return ChosenWait(reached, within, chosen)
