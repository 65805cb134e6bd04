"""The contract as it is read: what every answer, page and file is made from.

Each part says which FHIR resource it came from (`source`, such as `Appointment/ogon-1`) and when
that was last updated. Times are aware, in Europe/Stockholm. Texts are as in the records.
"""

from __future__ import annotations

from datetime import date, datetime, time
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, WithJsonSchema

LocalTime = Annotated[
    time,
    # JSON Schema's format `time` wants an offset, and opening hours have none.
    WithJsonSchema({"type": "string", "pattern": "^[0-2][0-9]:[0-5][0-9]:[0-5][0-9]$"}),
]
"""A clock time in Sweden."""


class Part(BaseModel):
    """A part of the contract; it never changes once read."""

    model_config = ConfigDict(frozen=True)


class Kind(StrEnum):
    """What sort of step this is (`domain.md`, "Kinds of step")."""

    VISIT = "visit"
    PHONE = "phone"
    VIDEO = "video"
    SAMPLING = "sampling"
    EXAMINATION = "examination"
    TREATMENT = "treatment"
    SURGERY = "surgery"
    FOLLOW_UP = "follow_up"
    SELF_CARE = "self_care"
    REHABILITATION = "rehabilitation"
    HOME_CARE = "home_care"
    SIP_MEETING = "sip_meeting"
    WAITING_FOR_ANSWER = "waiting_for_answer"
    WAITING_FOR_CALL = "waiting_for_call"
    PATIENT_TASK = "patient_task"
    CARE_TASK = "care_task"


class State(StrEnum):
    """Where a step stands, and on whom it waits."""

    DONE = "done"
    BOOKED = "booked"
    ONGOING = "ongoing"
    WAITING_FOR_PATIENT = "waiting_for_patient"
    WAITING_FOR_CARE = "waiting_for_care"
    CANCELLED = "cancelled"


class Hours(Part):
    """Opening hours: on these days (`mon` … `sun`) between these local clock times.

    `start` and `end` are null when it is open all day.
    """

    days: list[str]
    start: LocalTime | None = None
    end: LocalTime | None = None


class Contact(Part):
    """Somebody to turn to: a person, a role or a clinic.

    `source` is the record of the contact as a whole; a name, role, organisation or number that
    another record holds has a source of its own. `hours` are telephone or opening hours.
    """

    source: str
    name: str
    name_source: str | None = None
    role: str | None = None
    role_source: str | None = None
    organization: str | None = None
    organization_source: str | None = None
    phone: str | None = None
    phone_source: str | None = None
    hours: list[Hours] = []
    hours_note: str | None = None
    coordinator: bool = False


class Location(Part):
    """A place to go to. All but `name` are null for a patient with protected identity."""

    source: str
    name: str
    address: str | None = None
    directions: str | None = None
    phone: str | None = None
    latitude: float | None = None
    longitude: float | None = None


class Appointment(Part):
    """A time with the care, or an invitation whose time is not agreed (`start` null).

    `status` is as in FHIR; `cancel_before` is the last instant to cancel by the clinic's own
    rule; a missing booking rule means not allowed.
    """

    id: str
    source: str
    status: str
    title: str
    service_type: str | None = None
    start: datetime | None = None
    end: datetime | None = None
    requested_by: date | None = None
    minutes: int | None = None
    clinic: str | None = None
    clinic_source: str | None = None
    place: str | None = None
    location: Location | None = None
    practitioner: str | None = None
    practitioner_role: str | None = None
    practitioner_role_source: str | None = None
    practitioner_source: str | None = None
    contact: Contact | None = None
    kind: Kind = Kind.VISIT
    mode: Literal["visit", "video", "phone"] = "visit"
    preparation: str | None = None
    comment: str | None = None
    rebooking_allowed: bool = False
    cancel_allowed: bool = False
    cancel_before: datetime | None = None
    cancel_reason: str | None = None
    referrals: list[str] = []
    service: str | None = None
    slot: str | None = None
    region: str | None = None
    level: str | None = None
    version: int = 1
    last_updated: datetime | None = None


class Guarantee(Part):
    """A limit by vårdgarantin, and what it is counted from. "Om den gäller", always."""

    kind: Literal["first_visit", "treatment"]
    limit: date
    counted_from: date
    days: int
    stopped: bool
    source: str


class Referral(Part):
    """A referral or order (`ServiceRequest`) and where it stands."""

    source: str
    title: str
    status: str
    authored: date | None = None
    reason: str | None = None
    requester: str | None = None
    performer: str | None = None
    contact: Contact | None = None
    appointments: list[str] = []
    guarantee: Guarantee | None = None
    region: str | None = None
    note: str | None = None
    last_updated: datetime | None = None


class Task(Part):
    """What somebody has undertaken."""

    id: str
    source: str
    title: str
    owner: Literal["patient", "care"]
    owner_name: str | None = None
    status: str
    done: bool
    start: date | None = None
    due: date | None = None
    contact: Contact | None = None
    note: str | None = None
    last_updated: datetime | None = None


class Goal(Part):
    """What was agreed to strive for."""

    source: str
    text: str
    status: str
    due: date | None = None
    note: str | None = None


class Step(Part):
    """One step of the plan, in the plan's order.

    `when` is the start of its time, or null: "ingen tid än"; `expected` is the day by which it
    should have happened or been heard of, when the record says so.
    """

    id: str
    source: str
    kind: Kind
    title: str
    status: str
    state: State
    owner: str | None = None
    contact: Contact | None = None
    when: datetime | None = None
    expected: date | None = None
    expected_text: str | None = None
    place: str | None = None
    preparation: str | None = None
    note: str | None = None
    guarantee: Guarantee | None = None
    appointment: Appointment | None = None
    referral: str | None = None
    task: Task | None = None
    last_updated: datetime | None = None

    @property
    def ref(self) -> str:
        """What points at this step and no other: its source, or the plan's and its own id."""
        return f"{self.source}#{self.id}" if self.source.startswith("CarePlan/") else self.source


class Change(Part):
    """Something that has become different since it was first agreed."""

    source: str
    kind: Literal["added", "moved", "cancelled", "restored", "removed", "done", "changed"]
    title: str
    by: Literal["care", "patient"]
    at: datetime
    before: datetime | None = None
    after: datetime | None = None
    reason: str | None = None


class Period(Part):
    """From and to, both included, either open."""

    start: date | None = None
    end: date | None = None


class Person(Part):
    """What an answer must know of the patient; no name and no number."""

    birth_date: date | None = None
    language: str | None = None
    interpreter: bool = False
    protected: bool = False


class Proxy(Part):
    """A relative and what the patient lets them do."""

    source: str
    name: str | None = None
    relationship: str | None = None
    scope: Literal["see", "book"]
    start: date | None = None
    end: date | None = None
    active: bool = True


class Contract(Part):
    """The whole contract of one patient, as read at one moment.

    `title` … `last_updated` are the agreement's own (`CarePlan`), null when there is none;
    `version` changes whenever anything in it may have changed.
    """

    id: str | None = None
    source: str | None = None
    title: str | None = None
    status: str | None = None
    period: Period = Period()
    description: str | None = None
    author: str | None = None
    addresses: list[str] = []
    notes: list[str] = []
    last_updated: datetime | None = None
    person: Person = Person()
    coordinator: Contact | None = None
    team: list[Contact] = []
    goals: list[Goal] = []
    steps: list[Step] = []
    tasks: list[Task] = []
    referrals: list[Referral] = []
    appointments: list[Appointment] = []
    clinics: list[Contact] = []
    changes: list[Change] = []
    proxies: list[Proxy] = []
    version: str = ""
