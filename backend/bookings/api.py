"""A patient's own times over HTTP: which are free, and moving, cancelling, booking, undoing.

A change needs two headers: `If-Match`, the version that the patient saw, and `Idempotency-Key`, so
that a retry does not do it twice.
"""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated

from fastapi import APIRouter, Depends, Header, Path, Query, Response
from fastapi.responses import JSONResponse
from pydantic import BaseModel, ConfigDict

from backend.access.acting import Viewer
from backend.access.viewer import ViewerDep
from backend.bookings import errors
from backend.bookings.schemas import (
    Change,
    FhirId,
    FreeSlots,
    Operation,
    SlotQuery,
    Who,
)
from backend.contracts.schemas import Appointment
from backend.errors import Invalid, NotAllowed, NotFound, NotLoggedIn, problem_responses
from backend.services import Services, ServicesDep

router = APIRouter(prefix="/api/appointments/{appointment_id}", tags=["times"])

_TAG = re.compile(r'(?<![\w/])"(\d{1,9})"', re.ASCII)
_BARE = re.compile(r"\d{1,9}", re.ASCII)
_LOGGED_IN = (NotLoggedIn, NotAllowed, NotFound, Invalid)
_CHANGE = (
    *_LOGGED_IN,
    errors.KeyMissing,
    errors.VersionMissing,
    errors.StaleVersion,
    errors.KeyReused,
    errors.AppointmentNotOpen,
    errors.ConfirmationExpired,
    errors.Busy,
)
_MOVE = (*_CHANGE, errors.SlotUnknown, errors.SlotTaken, errors.SlotNotSuitable)

AppointmentId = Annotated[FhirId, Path(description="The FHIR id of an own Appointment")]


class WantedSlot(BaseModel):
    """The slot to move to, by its FHIR id."""

    model_config = ConfigDict(extra="forbid")

    slot: FhirId


class ChangeHeaders(BaseModel):
    """What tells a change apart from its retry, and what it is held against."""

    key: str
    versions: list[int]


def booker_of(viewer: ViewerDep) -> Viewer:
    """The patient or relative who asks, if they may book.

    Raises:
        NotAllowed: they may only look; `reason` says why.
    """
    if not viewer.may_book.allowed:
        reason = viewer.may_book.reason.value
        raise NotAllowed("Du kan se tiderna men inte ändra dem.", reason=reason)
    return viewer


def change_headers(
    idempotency_key: Annotated[
        str | None, Header(description="Required: one per change, the same in a retry")
    ] = None,
    if_match: Annotated[
        str | None, Header(description="Required: the appointment's version, as in its ETag")
    ] = None,
) -> ChangeHeaders:
    """The two headers that a change needs.

    Raises:
        KeyMissing, VersionMissing: one of them is not there.
    """
    if not idempotency_key or len(idempotency_key) > 255:
        raise errors.KeyMissing
    if if_match is None or if_match.strip() == "*":
        raise errors.VersionMissing
    return ChangeHeaders(key=idempotency_key, versions=_versions(if_match))


BookerDep = Annotated[Viewer, Depends(booker_of)]
HeadersDep = Annotated[ChangeHeaders, Depends(change_headers)]


@router.get(
    "/slots",
    response_model_exclude={"slots": {"__all__": {"place_source", "practitioner_source"}}},
    responses=problem_responses(*_LOGGED_IN),
)
def read_slots(
    appointment_id: AppointmentId,
    viewer: ViewerDep,
    services: ServicesDep,
    first: Annotated[date | None, Query(alias="from", description="Local date, included")] = None,
    last: Annotated[date | None, Query(alias="to", description="Local date, included")] = None,
    limit: Annotated[int, Query(ge=1, le=500)] = 100,
    after: Annotated[str | None, Query(max_length=60, description="`next` of a page")] = None,
) -> FreeSlots:
    """The free times that the appointment may move to, earliest first."""
    query = SlotQuery(first=first, last=last, limit=limit, after=after)
    return services.bookings.slots(viewer.patient_id, appointment_id, query)


@router.post(
    "/rebook",
    response_model=Appointment,
    responses=problem_responses(*_MOVE, errors.RebookingNotAllowed),
)
def rebook(
    appointment_id: AppointmentId,
    wanted: WantedSlot,
    booker: BookerDep,
    headers: HeadersDep,
    services: ServicesDep,
) -> Response:
    """Move the appointment to another time."""
    return _make(services, booker, headers, Operation.REBOOK, appointment_id, wanted.slot)


@router.post(
    "/book",
    response_model=Appointment,
    responses=problem_responses(*_MOVE, errors.BookingNotAllowed),
)
def book(
    appointment_id: AppointmentId,
    wanted: WantedSlot,
    booker: BookerDep,
    headers: HeadersDep,
    services: ServicesDep,
) -> Response:
    """Book a time for an appointment that has none."""
    return _make(services, booker, headers, Operation.BOOK, appointment_id, wanted.slot)


@router.post(
    "/cancel",
    response_model=Appointment,
    responses=problem_responses(*_CHANGE, errors.CancelNotAllowed),
)
def cancel(
    appointment_id: AppointmentId, booker: BookerDep, headers: HeadersDep, services: ServicesDep
) -> Response:
    """Cancel the appointment."""
    return _make(services, booker, headers, Operation.CANCEL, appointment_id)


@router.post(
    "/undo",
    response_model=Appointment,
    responses=problem_responses(
        *_CHANGE,
        errors.NothingToUndo,
        errors.UndoExpired,
        errors.SlotTaken,
        errors.SlotNotSuitable,
    ),
)
def undo(
    appointment_id: AppointmentId, booker: BookerDep, headers: HeadersDep, services: ServicesDep
) -> Response:
    """Take back the last change, within ten minutes of it."""
    return _make(services, booker, headers, Operation.UNDO, appointment_id)


def _make(
    services: Services,
    booker: Viewer,
    headers: ChangeHeaders,
    operation: Operation,
    appointment_id: str,
    slot: str | None = None,
) -> Response:
    answer = services.bookings.change(
        Who(patient_id=booker.patient_id, actor=booker.actor),
        Change(
            operation=operation,
            appointment=appointment_id,
            slot=slot,
            versions=headers.versions,
            key=headers.key,
        ),
    )
    etag = {"ETag": f'"{answer.body["version"]}"'}
    return JSONResponse(answer.body, answer.status, headers=etag)


def _versions(if_match: str) -> list[int]:
    """The versions in an If-Match header; weak or foreign tags match none (RFC 9110, 13.1.1)."""
    if _BARE.fullmatch(if_match.strip()):
        return [int(if_match)]
    return [int(found) for found in _TAG.findall(if_match)]
