"""The way to a person: whom to ring, and asking to be rung up."""

from __future__ import annotations

from fastapi import APIRouter
from starlette.responses import RedirectResponse, Response

from backend.bookings.schemas import Who
from backend.web.page import OpenPageDep, OurForm, PatientPageDep, patient_of
from backend.web.views.contacts import contact_view, contact_views

router = APIRouter(include_in_schema=False)


@router.get("/contact")
def contact(page: OpenPageDep, asked: bool = False) -> Response:
    """Whom to ring; without a login, the numbers that everybody has."""
    viewer = page.viewer
    if viewer is None:
        return page.html("contact.html")
    now, services = page.services.clock(), page.services
    contract = services.contracts.contract(viewer.patient_id)
    waiting = any(
        found.kind == "callback" and found.state != "done"
        for found in services.bookings.requests.of_patient(viewer.patient_id)
    )
    known = {contract.coordinator.name} if contract.coordinator else set()
    others = contact_views([*contract.team, *contract.clinics], now)
    return page.html(
        "contact.html",
        coordinator=contact_view(contract.coordinator, now),
        others=[found for found in others if found.phone and found.contact.name not in known],
        asked=asked or waiting,
        protected_plan=contract.person.protected,
    )


@router.post("/contact", dependencies=[OurForm])
def ring_me(page: PatientPageDep) -> Response:
    """Ask the staff to ring; a relative who may only look may ask too."""
    viewer = patient_of(page)
    page.services.bookings.requests.request_callback(
        Who(patient_id=viewer.patient_id, actor=viewer.actor)
    )
    return RedirectResponse("/contact?asked=1#asked", 303)
