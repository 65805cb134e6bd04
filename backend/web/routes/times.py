"""Moving, booking, cancelling and undoing a time, by forms: the same core as the chat's."""

from __future__ import annotations

import hashlib
import secrets
from datetime import date
from typing import Annotated

from fastapi import APIRouter, Form, Path, Query
from starlette.responses import RedirectResponse, Response

from backend.bookings.errors import ConfirmationExpired, OfferGone, SlotNotSuitable, SlotTaken
from backend.bookings.permissions import move_of, refusal
from backend.bookings.schemas import Change, FhirId, FreeSlot, FreeSlots, Operation, SlotQuery, Who
from backend.contracts.schemas import Appointment, Step
from backend.errors import NotAllowed, NotFound, Problem
from backend.web.page import OurForm, Page, PatientPageDep, patient_of
from backend.web.routes.plan import reader_of
from backend.web.views.consequences import consequence_lines
from backend.web.views.contacts import contact_view
from backend.web.views.days import by_day
from backend.web.views.plan import step_of
from backend.web.views.steps import StepView, step_view

router = APIRouter(include_in_schema=False)

_PAGE = 15
_TAKEN = (SlotTaken, SlotNotSuitable)

Ident = Annotated[FhirId, Path()]
Key = Annotated[str, Form(min_length=1, max_length=255)]
KeyQuery = Annotated[str, Query(min_length=1, max_length=255)]


@router.get("/times/{ident}")
def time(
    page: PatientPageDep,
    ident: Ident,
    changed: Annotated[str | None, Query(pattern=r"^[a-z-]{1,20}$")] = None,
) -> Response:
    """The time as it stands, after a change as its receipt."""
    step = _step(page, ident)
    return page.html("times/time.html", found=_view(page, step), changed=changed)


@router.get("/times/{ident}/move")
def choose(
    page: PatientPageDep,
    ident: Ident,
    first: Annotated[date | None, Query(alias="from")] = None,
    after: Annotated[str | None, Query(max_length=60)] = None,
) -> Response:
    """The free times; or why there are none to choose here, and whom to turn to."""
    step = _step(page, ident)
    visit = _visit(step)
    operation = move_of(visit)
    refused = _refused(page, operation, visit)
    if refused is not None:
        return _no(page, step, operation, refused)
    query = SlotQuery(first=_not_past(page, first), limit=_PAGE, after=after)
    found = page.services.bookings.slots(patient_of(page).patient_id, ident, query)
    _record_shown(page, step, found.slots)
    return _slots(page, step, found, first=first)


@router.post("/times/{ident}/move", dependencies=[OurForm])
def hold(page: PatientPageDep, ident: Ident, slot: Annotated[FhirId, Form()]) -> Response:
    """Keep the chosen time while the patient makes up their mind."""
    step = _step(page, ident)
    try:
        question = page.services.bookings.hold(_who(page), ident, slot)
    except _TAKEN as problem:
        return _others(page, step, problem)
    except Problem as problem:
        return _no(page, step, move_of(_visit(step)), problem)
    return RedirectResponse(f"/times/{ident}/confirm?key={question.key}", 303)


@router.get("/times/{ident}/confirm")
def confirm_page(page: PatientPageDep, ident: Ident, key: KeyQuery) -> Response:
    """What will happen and what it means, before it does."""
    step = _step(page, ident)
    try:
        question = page.services.bookings.question(_who(page), key)
    except ConfirmationExpired as problem:
        return _no(page, step, move_of(_visit(step)), problem)
    return page.html(
        "times/confirm.html",
        found=_view(page, step),
        question=question,
        lines=consequence_lines(question.consequences, page.services.clock()),
    )


@router.post("/times/{ident}/confirm", dependencies=[OurForm])
def confirm(page: PatientPageDep, ident: Ident, key: Key) -> Response:
    """Do it; pressing twice does it once."""
    step = _step(page, ident)
    operation = move_of(_visit(step))
    try:
        page.services.bookings.confirm(_who(page), key)
    except _TAKEN as problem:
        return _others(page, step, problem)
    except Problem as problem:
        return _no(page, step, operation, problem)
    return RedirectResponse(f"/times/{ident}?changed={operation.value}", 303)


@router.get("/times/{ident}/cancel")
def cancel_page(page: PatientPageDep, ident: Ident) -> Response:
    """What cancelling means, before it is done."""
    step = _step(page, ident)
    visit = _visit(step)
    refused = _refused(page, Operation.CANCEL, visit)
    if refused is not None:
        return _no(page, step, Operation.CANCEL, refused)
    meant = page.services.bookings.preview(patient_of(page).patient_id, ident, Operation.CANCEL)
    return page.html(
        "times/cancel.html",
        found=_view(page, step),
        key=f"page.{secrets.token_urlsafe(18)}",
        lines=consequence_lines(meant, page.services.clock()),
    )


@router.post("/times/{ident}/cancel", dependencies=[OurForm])
def cancel(
    page: PatientPageDep, ident: Ident, key: Key, version: Annotated[int, Form(ge=0)]
) -> Response:
    """Cancel the time that was shown."""
    step = _step(page, ident)
    change = Change(operation=Operation.CANCEL, appointment=ident, versions=[version], key=key)
    try:
        page.services.bookings.change(_who(page), change)
    except Problem as problem:
        return _no(page, step, Operation.CANCEL, problem)
    return RedirectResponse(f"/times/{ident}?changed=cancel", 303)


@router.post("/times/{ident}/undo", dependencies=[OurForm])
def undo(page: PatientPageDep, ident: Ident, version: Annotated[int, Form(ge=0)]) -> Response:
    """Take back the last change."""
    step = _step(page, ident)
    change = Change(
        operation=Operation.UNDO,
        appointment=ident,
        versions=[version],
        key=f"page.undo.{ident}.{version}",
    )
    try:
        page.services.bookings.change(_who(page), change)
    except Problem as problem:
        return _no(page, step, Operation.UNDO, problem)
    return RedirectResponse(f"/plan?notice=undone&about={ident}#notice", 303)


@router.post("/times/{ident}/request", dependencies=[OurForm])
def request(page: PatientPageDep, ident: Ident, kind: Annotated[Operation, Form()]) -> Response:
    """Ask the clinic to do what may not be done here."""
    viewer = patient_of(page)
    wanted = (
        "cancel" if kind is Operation.CANCEL else "book" if kind is Operation.BOOK else "rebook"
    )
    who = Who(patient_id=viewer.patient_id, actor=viewer.actor)
    page.services.bookings.requests.request_clinic(who, ident, wanted)  # type: ignore[arg-type]
    return RedirectResponse(f"/times/{ident}?changed=request", 303)


@router.post("/times/{ident}/wait", dependencies=[OurForm])
def wait(page: PatientPageDep, ident: Ident) -> Response:
    """Stand on the waiting list for a freed time."""
    step = _step(page, ident)
    try:
        page.services.bookings.waiting.join(
            _who(page), ident, earlier_only=_visit(step).start is not None
        )
    except Problem as problem:
        return _no(page, step, move_of(_visit(step)), problem)
    return RedirectResponse(f"/times/{ident}?changed=wait", 303)


@router.post("/offers/{offer_id}", dependencies=[OurForm])
def answer(
    page: PatientPageDep,
    offer_id: Annotated[int, Path(ge=1)],
    said: Annotated[str, Form(alias="answer")],
) -> Response:
    """Take or decline a freed time."""
    who, waiting = _who(page), page.services.bookings.waiting
    try:
        if said != "yes":
            waiting.decline(who, offer_id)
            return RedirectResponse("/plan?notice=declined#notice", 303)
        taken = waiting.accept(who, offer_id, f"offer.{offer_id}")
    except OfferGone:
        return RedirectResponse("/plan?notice=offer-gone#notice", 303)
    return RedirectResponse(f"/times/{taken.body['id']}?changed=rebook", 303)


def _who(page: Page) -> Who:
    """The person, who may book.

    Raises:
        NotAllowed: they may only look.
    """
    viewer = patient_of(page)
    if not viewer.may_book.allowed:
        reason = viewer.may_book.reason.value
        raise NotAllowed("Du kan se tiderna men inte ändra dem.", reason=reason)
    return Who(patient_id=viewer.patient_id, actor=viewer.actor)


def _step(page: Page, ident: str) -> Step:
    contract = page.services.contracts.contract(patient_of(page).patient_id)
    step = step_of(contract, ident)
    if step is None:
        raise NotFound("Det finns ingen sådan tid i ditt patientkontrakt.")
    return step


def _visit(step: Step) -> Appointment:
    assert step.appointment is not None  # noqa: S101  `_step` finds only those that have one
    return step.appointment


def _view(page: Page, step: Step) -> StepView:
    contract = page.services.contracts.contract(patient_of(page).patient_id)
    number = next(n for n, found in enumerate(contract.steps, 1) if found is step)
    return step_view(number, step, contract.changes, reader_of(page))


def _refused(page: Page, operation: Operation, visit: Appointment) -> Problem | None:
    if not patient_of(page).may_book.allowed:
        return NotAllowed("Du kan se planen, men inte ändra tider.")
    return refusal(operation, visit, page.services.clock())


def _no(page: Page, step: Step, operation: Operation, problem: Problem) -> Response:
    """Why it cannot be done here, and what can be done instead."""
    allowed = patient_of(page).may_book.allowed
    return page.html(
        "times/no.html",
        status=problem.status,
        found=_view(page, step),
        operation=operation.value,
        problem=problem,
        may_ask=allowed and problem.extra.get("reason") in ("clinic", "too_late"),
        contact=contact_view(step.contact, page.services.clock()),
    )


def _others(page: Page, step: Step, problem: Problem) -> Response:
    """The times that there are instead of one that is gone."""
    slots = [FreeSlot.model_validate(found) for found in problem.extra.get("alternatives", [])]
    _record_shown(page, step, slots)
    return _slots(page, step, FreeSlots(slots=slots), problem=problem)


def _slots(
    page: Page,
    step: Step,
    found: FreeSlots,
    *,
    first: date | None = None,
    problem: Problem | None = None,
) -> Response:
    waiting = page.services.bookings.waiting.entries(patient_of(page).patient_id)
    ident = _visit(step).id
    return page.html(
        "times/move.html",
        status=problem.status if problem else 200,
        found=_view(page, step),
        days=by_day(found.slots),
        following=found.next,
        first=first,
        today=page.services.clock().date(),
        problem=problem,
        waits=any(one.appointment == ident and one.state == "waiting" for one in waiting),
    )


def _not_past(page: Page, first: date | None) -> date | None:
    today = page.services.clock().date()
    return max(first, today) if first else None


def _record_shown(page: Page, step: Step, slots: list[FreeSlot]) -> None:
    """Writes down which times within a limit the patient was shown, as the chat does."""
    if step.guarantee is None or step.guarantee.stopped or not slots:
        return
    errand = hashlib.sha256((page.token or "").encode()).hexdigest()[:16]
    page.services.bookings.record_shown(
        _who(page), _visit(step).id, f"page.{errand}", [slot.id for slot in slots]
    )
