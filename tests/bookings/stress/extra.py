"""What the chat does with the booking core, as routes, for the stress test's clients."""

from __future__ import annotations

from fastapi import APIRouter, FastAPI

from backend.bookings.api import BookerDep
from backend.bookings.schemas import Answer, Confirmation, Offer, Who
from backend.services import ServicesDep

router = APIRouter(prefix="/stress")


@router.post("/hold/{appointment_id}/{slot_id}")
def hold(
    appointment_id: str, slot_id: str, booker: BookerDep, services: ServicesDep
) -> Confirmation:
    """Holds a time."""
    who = Who(patient_id=booker.patient_id, actor=booker.actor)
    return services.bookings.hold(who, appointment_id, slot_id)


@router.post("/confirm/{key}")
def confirm(key: str, booker: BookerDep, services: ServicesDep) -> Answer:
    """Answers a question with yes."""
    return services.bookings.confirm(Who(patient_id=booker.patient_id, actor=booker.actor), key)


@router.post("/release/{appointment_id}", status_code=204)
def release(appointment_id: str, booker: BookerDep, services: ServicesDep) -> None:
    """Lets go of a hold."""
    who = Who(patient_id=booker.patient_id, actor=booker.actor)
    services.bookings.release_hold(who, appointment_id)


@router.post("/join/{appointment_id}", status_code=204)
def join(appointment_id: str, booker: BookerDep, services: ServicesDep) -> None:
    """Joins the waiting list."""
    who = Who(patient_id=booker.patient_id, actor=booker.actor)
    services.bookings.waiting.join(who, appointment_id, earlier_only=False)


@router.get("/offers")
def offers(booker: BookerDep, services: ServicesDep) -> list[Offer]:
    """What one is offered."""
    return services.bookings.waiting.offers(booker.patient_id)


@router.post("/accept/{offer_id}/{key}")
def accept(offer_id: int, key: str, booker: BookerDep, services: ServicesDep) -> Answer:
    """Takes an offer."""
    who = Who(patient_id=booker.patient_id, actor=booker.actor)
    return services.bookings.waiting.accept(who, offer_id, key)


@router.post("/decline/{offer_id}", status_code=204)
def decline(offer_id: int, booker: BookerDep, services: ServicesDep) -> None:
    """Declines an offer."""
    who = Who(patient_id=booker.patient_id, actor=booker.actor)
    services.bookings.waiting.decline(who, offer_id)


def install(app: FastAPI) -> None:
    """Adds the routes."""
    app.include_router(router)
