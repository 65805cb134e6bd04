"""Making, reading and handling requests to the clinics."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from backend.bookings.change import audit
from backend.bookings.patient_times import lock_patient
from backend.bookings.requests.models import ClinicRequest
from backend.bookings.schemas import Request, RequestKind, RequestState
from backend.bookings.unit import Work
from backend.bookings.wishes import Wish
from backend.errors import NotFound
from backend.rules.workdays import STOCKHOLM


def ask_clinic(
    work: Work, appointment_id: str | None, kind: RequestKind, wish: Wish | None
) -> Request:
    """Asks the clinic of the appointment to act; without one, whoever answers for the patient.

    The same request once more, while it is not done, renews its wish and makes no second one.

    Raises:
        NotFound: the patient has no such appointment.
    """
    lock_patient(work.session, work.who.patient_id)
    subject, clinic = "", None
    if appointment_id is not None:
        appointment = work.times().find(appointment_id)
        subject, clinic = appointment.source, appointment.clinic_source
    row = _open_one(work.session, work.who.patient_id, kind, subject)
    if row is None:
        row = ClinicRequest(
            patient_id=work.who.patient_id,
            subject=subject,
            clinic=clinic,
            kind=kind,
            state="open",
            actor=work.who.actor,
            created_at=work.now,
        )
        work.session.add(row)
    row.wish = wish.model_dump(mode="json") if wish else None
    row.changed_at, row.changed_by = work.now, work.who.actor
    audit(work, f"request_{kind}", subject or None)
    work.session.flush()
    return told(row)


def requests_of(session: Session, patient_id: int) -> list[Request]:
    """The patient's requests, newest first."""
    rows = session.scalars(
        select(ClinicRequest)
        .where(ClinicRequest.patient_id == patient_id)
        .order_by(ClinicRequest.created_at.desc(), ClinicRequest.id.desc())
    )
    return [told(row) for row in rows]


def work_list(session: Session, states: Sequence[RequestState], limit: int) -> list[Request]:
    """The requests in these states, oldest first: what staff have to do."""
    rows = session.scalars(
        select(ClinicRequest)
        .where(ClinicRequest.state.in_(states))
        .order_by(ClinicRequest.created_at, ClinicRequest.id)
        .limit(limit)
    )
    return [told(row) for row in rows]


def set_state(
    session: Session, request_id: int, state: RequestState, staff: str, now: datetime
) -> Request:
    """Staff take the request on, or say that it is done.

    Raises:
        NotFound: there is no such request.
    """
    row = session.get(ClinicRequest, request_id, with_for_update=True)
    if row is None:
        raise NotFound
    row.state, row.changed_by, row.changed_at = state, staff, now
    session.flush()
    return told(row)


def told(row: ClinicRequest) -> Request:
    """The request as it is read."""
    return Request(
        id=row.id,
        patient_id=row.patient_id,
        subject=row.subject or None,
        clinic=row.clinic,
        kind=row.kind,
        wish=Wish.model_validate(row.wish) if row.wish else None,
        state=row.state,
        actor=row.actor,
        created_at=row.created_at.astimezone(STOCKHOLM),
        changed_at=row.changed_at.astimezone(STOCKHOLM),
        changed_by=row.changed_by,
    )


def _open_one(
    session: Session, patient_id: int, kind: RequestKind, subject: str
) -> ClinicRequest | None:
    return session.scalar(
        select(ClinicRequest).where(
            ClinicRequest.patient_id == patient_id,
            ClinicRequest.kind == kind,
            ClinicRequest.subject == subject,
            ClinicRequest.state != "done",
        )
    )
