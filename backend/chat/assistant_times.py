"""What the action server may do with the times of a conversation's patient.

The booking core decides everything; this only finds out who acts, and that they may book.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query
from pydantic import BaseModel

from backend.access.acting import Viewer
from backend.bookings.fees import Fees, fees_of
from backend.bookings.schemas import (
    Change,
    Confirmation,
    Consequences,
    FhirId,
    FreeSlots,
    Key,
    Offer,
    Operation,
    Request,
    RequestKind,
    Shown,
    SlotQuery,
    Waiting,
    Who,
)
from backend.bookings.wishes import Wish
from backend.chat.assistant_api import ConversationViewer, service_only
from backend.errors import NotAllowed, NotFound, NotLoggedIn, problem_responses
from backend.services import ServicesDep

router = APIRouter(
    prefix="/internal/conversations/{conversation_id}",
    tags=["assistant"],
    dependencies=[Depends(service_only)],
    responses=problem_responses(NotLoggedIn, NotAllowed, NotFound),
)


def booker(viewer: ConversationViewer) -> Who:
    """The person of the conversation, if they may book.

    Raises:
        NotAllowed: they may only look.
    """
    if not viewer.may_book.allowed:
        reason = viewer.may_book.reason.value
        raise NotAllowed("Du kan se tiderna men inte ändra dem.", reason=reason)
    return _who(viewer)


def _who(viewer: Viewer) -> Who:
    return Who(patient_id=viewer.patient_id, actor=viewer.actor)


Booker = Annotated[Who, Depends(booker)]


class WantedSlot(BaseModel):
    """The slot to keep for the patient while they make up their mind."""

    slot: FhirId


class PressedKey(BaseModel):
    """The key of the question that the patient said yes to."""

    key: Key


class Undo(BaseModel):
    """The appointment's version after the change that is to be undone, and a key for it."""

    version: int
    key: Key


class ShownSlots(BaseModel):
    """Which slots the patient was shown, in which errand."""

    errand: str
    slots: list[FhirId]


class WantedWaiting(BaseModel):
    """When it would suit."""

    wish: Wish | None = None
    earlier_only: bool = True


class WantedRequest(BaseModel):
    """What the clinic is asked for."""

    kind: RequestKind
    appointment: FhirId | None = None
    wish: Wish | None = None


@router.get("/appointments/{appointment_id}/slots")
def read_slots(
    appointment_id: FhirId,
    viewer: ConversationViewer,
    services: ServicesDep,
    first: date | None = None,
    last: date | None = None,
    limit: Annotated[int, Query(ge=1, le=500)] = 200,
) -> FreeSlots:
    """The free times that the appointment may move to, earliest first."""
    query = SlotQuery(first=first, last=last, limit=limit)
    return services.bookings.slots(viewer.patient_id, appointment_id, query)


@router.post("/appointments/{appointment_id}/shown")
def post_shown(
    appointment_id: FhirId, shown: ShownSlots, who: Booker, services: ServicesDep
) -> list[Shown]:
    """Write down which times were shown."""
    return services.bookings.record_shown(who, appointment_id, shown.errand, shown.slots)


@router.post("/appointments/{appointment_id}/hold")
def post_hold(
    appointment_id: FhirId, wanted: WantedSlot, who: Booker, services: ServicesDep
) -> Confirmation:
    """Keep the time and get the question to put to the patient."""
    return services.bookings.hold(who, appointment_id, wanted.slot)


@router.delete("/appointments/{appointment_id}/hold", status_code=204)
def delete_hold(appointment_id: FhirId, who: Booker, services: ServicesDep) -> None:
    """Let go of what is held."""
    services.bookings.release_hold(who, appointment_id)


@router.post("/appointments/{appointment_id}/ask-to-cancel")
def post_ask_to_cancel(appointment_id: FhirId, who: Booker, services: ServicesDep) -> Confirmation:
    """Get the question to put to the patient before a cancellation."""
    return services.bookings.ask_to_cancel(who, appointment_id)


@router.post("/confirm")
def post_confirm(confirmed: PressedKey, who: Booker, services: ServicesDep) -> dict[str, Any]:
    """Do what the question asked; twice does it once."""
    return services.bookings.confirm(who, confirmed.key).body


@router.post("/appointments/{appointment_id}/undo")
def post_undo(
    appointment_id: FhirId, wanted: Undo, who: Booker, services: ServicesDep
) -> dict[str, Any]:
    """Take back the last change."""
    change = Change(
        operation=Operation.UNDO,
        appointment=appointment_id,
        versions=[wanted.version],
        key=wanted.key,
    )
    return services.bookings.change(who, change).body


@router.get("/appointments/{appointment_id}/consequences")
def read_consequences(
    appointment_id: FhirId,
    operation: Operation,
    viewer: ConversationViewer,
    services: ServicesDep,
) -> Consequences:
    """What moving or cancelling would mean now."""
    return services.bookings.preview(viewer.patient_id, appointment_id, operation)


@router.get("/appointments/{appointment_id}/fees")
def read_fees(appointment_id: FhirId, viewer: ConversationViewer, services: ServicesDep) -> Fees:
    """What the visit costs."""
    contract = services.contracts.contract(viewer.patient_id)
    for found in contract.appointments:
        if found.id == appointment_id:
            return fees_of(found, services.regions, services.clock().date(), viewer.age)
    raise NotFound


@router.post("/appointments/{appointment_id}/waiting")
def post_waiting(
    appointment_id: FhirId, wanted: WantedWaiting, who: Booker, services: ServicesDep
) -> Waiting:
    """Stand on the waiting list."""
    return services.bookings.waiting.join(
        who, appointment_id, wanted.wish, earlier_only=wanted.earlier_only
    )


@router.get("/offers")
def read_offers(viewer: ConversationViewer, services: ServicesDep) -> list[Offer]:
    """The freed times that the patient is offered now."""
    return services.bookings.waiting.offers(viewer.patient_id)


@router.post("/offers/{offer_id}/accept")
def post_accept(
    offer_id: int, accepted: PressedKey, who: Booker, services: ServicesDep
) -> dict[str, Any]:
    """Take the offered time."""
    return services.bookings.waiting.accept(who, offer_id, accepted.key).body


@router.post("/offers/{offer_id}/decline", status_code=204)
def post_decline(offer_id: int, who: Booker, services: ServicesDep) -> None:
    """Say no to the offered time."""
    services.bookings.waiting.decline(who, offer_id)


@router.get("/requests")
def read_requests(viewer: ConversationViewer, services: ServicesDep) -> list[Request]:
    """What the patient has asked of the clinics."""
    return services.bookings.requests.of_patient(viewer.patient_id)


@router.post("/requests")
def post_request(
    wanted: WantedRequest, viewer: ConversationViewer, services: ServicesDep
) -> Request:
    """Ask a clinic for what may not be done here, or to be rung up.

    A relative who may only look may ask too: nothing changes by it.
    """
    who = _who(viewer)
    if wanted.kind == "coordinator":
        return services.bookings.requests.request_coordinator(who)
    if wanted.kind == "callback" or wanted.appointment is None:
        return services.bookings.requests.request_callback(who, wanted.appointment, wanted.wish)
    return services.bookings.requests.request_clinic(
        who, wanted.appointment, wanted.kind, wanted.wish
    )
