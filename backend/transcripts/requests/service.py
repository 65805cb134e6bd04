"""Requests to call back and to act: the staff's work list, each request with its state."""

from __future__ import annotations

from collections.abc import Sequence

from pydantic import BaseModel
from sqlalchemy import select
from sqlalchemy.orm import Session

from backend.access.log import Access, AccessLog, write_entry
from backend.access.roles import Permission
from backend.access.staff import Staff
from backend.bookings.requests import repository
from backend.bookings.requests.models import ClinicRequest
from backend.bookings.schemas import Request, RequestState
from backend.clock import Clock
from backend.contracts.models import Patient, Resource
from backend.contracts.view.records import human_name
from backend.database import Database
from backend.errors import NotFound
from backend.transcripts.models import Transcript
from backend.transcripts.problems import ChangedMeanwhile
from backend.transcripts.projection.queue import project_again

_PAGE = 200


class RequestItem(BaseModel):
    """A request in the list, without whom it is about."""

    id: int
    kind: str
    state: RequestState
    clinic: str | None
    created_at: str
    changed_at: str
    changed_by: str
    conversation: str | None


class OpenedRequest(RequestItem):
    """A request with whom to call, and the wish that was structured with it."""

    name: str | None
    phones: list[str]
    subject: str | None
    wish: dict[str, object] | None


class WorkList:
    """Lists requests, opens one to act on it, and says how far it has come."""

    def __init__(self, database: Database, clock: Clock, log: AccessLog) -> None:
        self._database = database
        self._clock = clock
        self._log = log

    def items(
        self, staff: Staff, states: Sequence[RequestState] = ("open", "in_progress")
    ) -> list[RequestItem]:
        """The requests in these states, oldest first.

        Raises:
            NotAllowed, LogUnavailable
        """
        staff.require(Permission.WORK)
        self._log.record(staff, Access.LIST, subject="requests", states=list(states))
        with self._database.read() as session:
            hidden = _protected(session) if not staff.may(Permission.PROTECTED) else set()
            rows = repository.work_list(session, states, _PAGE)
            return [_item(session, row) for row in rows if row.patient_id not in hidden]

    def open(self, staff: Staff, request_id: int) -> OpenedRequest:
        """The request with name and phones; that somebody looked is logged.

        Raises:
            NotAllowed, NotFound, LogUnavailable
        """
        staff.require(Permission.WORK)
        with self._database.read() as session:
            patient_id = _find(session, staff, request_id).patient_id
        self._log.record(
            staff, Access.WORK, subject=f"request/{request_id}", patient_id=patient_id, done="read"
        )
        with self._database.read() as session:
            row = repository.told(_find(session, staff, request_id))
            return _opened(session, row)

    def set_state(
        self, staff: Staff, request_id: int, state: RequestState, seen: RequestState | None = None
    ) -> RequestItem:
        """Takes the request on, or says that it is done; `seen` is the state that was shown.

        Raises:
            NotAllowed, NotFound, LogUnavailable
            ChangedMeanwhile: a colleague has changed it since.
        """
        staff.require(Permission.WORK)
        now = self._clock()
        with self._database.write() as session:
            row = _find(session, staff, request_id, locked=True)
            if seen is not None and row.state != seen:
                raise ChangedMeanwhile(
                    f"{row.changed_by} har ändrat begäran.",
                    current=_item(session, repository.told(row)).model_dump(mode="json"),
                    changed_by=row.changed_by,
                )
            told = repository.set_state(session, request_id, state, staff.name, now)
            write_entry(
                session,
                staff,
                Access.WORK,
                now,
                subject=f"request/{request_id}",
                patient_id=row.patient_id,
                done=state,
            )
            project_again(session, Transcript.patient_id == row.patient_id)
            return _item(session, told)


def _find(
    session: Session, staff: Staff, request_id: int, *, locked: bool = False
) -> ClinicRequest:
    row = session.get(ClinicRequest, request_id, with_for_update=locked)
    if row is None or (
        row.patient_id in _protected(session) and not staff.may(Permission.PROTECTED)
    ):
        raise NotFound("Begäran finns inte.")
    return row


def _protected(session: Session) -> set[int]:
    return set(session.scalars(select(Patient.id).where(Patient.protected.is_(True))))


def _item(session: Session, row: Request) -> RequestItem:
    transcript = session.scalar(
        select(Transcript.id)
        .where(Transcript.patient_id == row.patient_id, Transcript.started_at <= row.created_at)
        .order_by(Transcript.started_at.desc())
        .limit(1)
    )
    return RequestItem(
        id=row.id,
        kind=row.kind,
        state=row.state,
        clinic=_name_of(session, row.clinic),
        created_at=row.created_at.isoformat(),
        changed_at=row.changed_at.isoformat(),
        changed_by=row.changed_by if "/" not in row.changed_by else "patienten",
        conversation=transcript,
    )


def _opened(session: Session, row: Request) -> OpenedRequest:
    patient = session.scalar(
        select(Resource.content).where(
            Resource.patient_id == row.patient_id,
            Resource.type == ("Patient" if row.actor.startswith("Patient/") else "RelatedPerson"),
            Resource.fhir_id == row.actor.partition("/")[2],
        )
    )
    content = patient or {}
    return OpenedRequest(
        **_item(session, row).model_dump(),
        name=human_name(content),
        phones=[
            str(point["value"])
            for point in content.get("telecom") or []
            if point.get("system") == "phone" and point.get("value")
        ],
        subject=row.subject,
        wish=row.wish.model_dump(mode="json", exclude_defaults=True) if row.wish else None,
    )


def _name_of(session: Session, reference: str | None) -> str | None:
    if not reference:
        return None
    kind, _, fhir_id = reference.partition("/")
    content = session.scalar(
        select(Resource.content).where(
            Resource.patient_id.is_(None), Resource.type == kind, Resource.fhir_id == fhir_id
        )
    )
    return (content or {}).get("name")
