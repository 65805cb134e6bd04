"""What goes in and out of the booking core. Times are aware, in Europe/Stockholm."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from typing import Annotated, Any, Literal

from pydantic import Field

from backend.bookings.wishes import Wish
from backend.contracts.schemas import Appointment, Part

FhirId = Annotated[str, Field(pattern=r"^[A-Za-z0-9\-.]{1,64}$")]
"""The form of a FHIR id; anything else names nothing."""

Key = Annotated[str, Field(min_length=1, max_length=255)]
"""An Idempotency-Key."""


class Operation(StrEnum):
    """What may be done to a time; to accept an offer is to rebook or book."""

    REBOOK = "rebook"
    CANCEL = "cancel"
    BOOK = "book"
    UNDO = "undo"
    ACCEPT = "accept"


class Who(Part):
    """The patient, and who acts: the FHIR reference of the patient or a relative."""

    patient_id: int
    actor: str


class FreeSlot(Part):
    """A time that may be chosen. `place` is null for a patient with protected identity.

    The sources are the references of the resources that the place and the person are read from.
    """

    id: str
    start: datetime
    end: datetime
    clinic: str | None = None
    place: str | None = None
    place_source: str | None = None
    practitioner: str | None = None
    practitioner_source: str | None = None


class FreeSlots(Part):
    """Free times, earliest first; `next` is the `after` that continues, null at the end."""

    slots: list[FreeSlot]
    next: str | None = None


class SlotQuery(Part):
    """Which free times: local dates, both included, and a page of them."""

    first: date | None = None
    last: date | None = None
    limit: int = Field(100, ge=1, le=500)
    after: str | None = None


class Source(Part):
    """Where a figure was read."""

    region: str
    valid_from: date
    title: str
    url: str | None = None


class Late(Part):
    """What a change now costs by the region's table; `timing` is `none` without a time to lose.

    `unknown` says why nothing can be said: then no figure is named.
    """

    timing: Literal["in_time", "late", "unknown", "none"]
    deadline: datetime | None = None
    fee: int | None = None
    fee_words: str | None = None
    no_show_fee: int | None = None
    exceptions: list[str] = []
    unknown: str | None = None
    source: Source | None = None


class GuaranteeLimit(Part):
    """The last day by vårdgarantin, "om den gäller", and what the change does to it.

    `referral` is the FHIR reference that it is counted from. `passed` is whether the new time
    comes after it, `passed_before` whether the present one does; `shown_within` are the times
    within it that the patient was shown.
    """

    kind: Literal["first_visit", "treatment"]
    last_day: date
    counted_from: date
    days: int
    referral: str
    source: Source
    passed: bool
    passed_before: bool
    shown_within: list[datetime] = []


class Consequences(Part):
    """What a change means; to be said before the patient confirms.

    `clinic_deadline` is the clinic's own last instant to move or cancel here.
    """

    operation: Operation
    late: Late
    limit: GuaranteeLimit | None = None
    clinic_deadline: datetime | None = None


class Confirmation(Part):
    """A question put to the patient: its `key` confirms exactly this, and nothing newer.

    `held_until` is null for a cancellation, where an offer keeps the time, and where the time
    overlaps the present one in its schedule and cannot be held beside it.
    """

    key: str
    operation: Operation
    appointment: Appointment
    version: int
    slot: FreeSlot | None
    held_until: datetime | None
    expires_at: datetime
    consequences: Consequences


class Change(Part):
    """A change to make; `versions` are those of the appointment that the caller accepts."""

    operation: Operation
    appointment: FhirId
    slot: FhirId | None = None
    versions: list[int]
    key: Key


class Answer(Part):
    """The answer to a change; `body` is the appointment, `replayed` whether it was kept."""

    status: int
    body: dict[str, Any]
    replayed: bool = False


class Shown(Part):
    """A time that was shown, and whether it lies within the limit (null: no limit is said)."""

    slot: str
    start: datetime
    within_limit: bool | None


class Waiting(Part):
    """A place on the waiting list."""

    id: int
    appointment: str
    wish: Wish | None
    earlier_only: bool
    limit: date | None
    state: Literal["waiting", "left", "fulfilled"]
    asked_at: datetime


class Offer(Part):
    """A freed time that is kept for the patient until `expires_at`."""

    id: int
    appointment: str
    slot: FreeSlot
    state: Literal["open", "accepted", "declined", "expired", "withdrawn"]
    offered_at: datetime
    expires_at: datetime


RequestKind = Literal["rebook", "cancel", "book", "earlier", "callback", "coordinator"]
RequestState = Literal["open", "in_progress", "done"]


class Request(Part):
    """Something that a clinic is asked to do. `subject` is the appointment's FHIR reference."""

    id: int
    patient_id: int
    subject: str | None
    clinic: str | None
    kind: RequestKind
    wish: Wish | None
    state: RequestState
    actor: str
    created_at: datetime
    changed_at: datetime
    changed_by: str
