"""Transcripts over HTTP. Staff only; every list, search and read is in the access log."""

from __future__ import annotations

import re
from typing import Annotated

from fastapi import APIRouter, Header, Path, Query, Response
from pydantic import BaseModel, ConfigDict, Field

from backend.access.log import LogUnavailable
from backend.access.viewer import StaffDep
from backend.errors import Invalid, NotAllowed, NotFound, NotLoggedIn, problem_responses
from backend.services import ServicesDep
from backend.transcripts import problems
from backend.transcripts.filters import Filters, Status
from backend.transcripts.learning.corrections import RightWish
from backend.transcripts.schemas import CorrectionView, Item, Note, Opened, Page

router = APIRouter(prefix="/api/transcripts", tags=["transcripts"])

_STAFF = (NotLoggedIn, NotAllowed, LogUnavailable)
_ONE = (*_STAFF, NotFound, Invalid)
_OPEN = (*_ONE, problems.ReasonRequired, problems.PersonalDataInText)
_TAG = re.compile(r'(?:W/)?"(\d{1,9})"|(\d{1,9})', re.ASCII)

Ident = Annotated[str, Path(pattern=r"^[0-9a-f]{32}$", description="The conversation's id")]


class Body(BaseModel):
    """A body without anything that is not asked for."""

    model_config = ConfigDict(extra="forbid")


class Review(Body):
    """What to set. `version` is the one that was seen; `If-Match` may say it too."""

    status: Status | None = None
    assign: str | None = Field(None, pattern="^(me|nobody)$")
    version: int | None = None


class NewNote(Body):
    """What to write about the transcript, or about one of its turns."""

    text: str
    turn: int | None = Field(None, ge=1)


class ChangedNote(Body):
    """One's own note, written anew."""

    text: str


class Tags(Body):
    """Tags to add and to remove; with `turn`, of that turn."""

    add: list[str] = Field([], max_length=20)
    remove: list[str] = Field([], max_length=20)
    turn: int | None = Field(None, ge=1)


class NewCorrection(Body):
    """What the turn's text meant: an intent, or a time wish."""

    turn: int = Field(ge=1)
    intent: str | None = Field(None, max_length=80)
    wish: RightWish | None = None
    comment: str = Field("", max_length=2000)


class Why(Body):
    """Why it is done."""

    reason: str | None = None


class OfPerson(Why):
    """Whose conversations, by national identity, and why."""

    personnummer: str = Field(max_length=40)


class Answer(Body):
    """What to write to the patient."""

    text: str


class Written(BaseModel):
    """The number of the message in the conversation."""

    number: int


class Items(BaseModel):
    """Transcripts, newest first."""

    items: list[Item]


@router.get(
    "",
    responses=problem_responses(
        *_STAFF, Invalid, problems.CursorInvalid, problems.PersonalDataInText
    ),
)
def list_transcripts(
    staff: StaffDep, services: ServicesDep, filters: Annotated[Filters, Query()]
) -> Page:
    """The transcripts that match, a page at a time."""
    return services.desk.listing.page(staff, filters)


@router.post("/of-person", responses=problem_responses(*_OPEN))
def list_of_person(wanted: OfPerson, staff: StaffDep, services: ServicesDep) -> Items:
    """A person's conversations."""
    found = services.desk.finding.of_person(staff, wanted.personnummer, wanted.reason)
    return Items(items=found)


@router.post("/break-glass", responses=problem_responses(*_OPEN))
def break_glass_for(wanted: OfPerson, staff: StaffDep, services: ServicesDep) -> Items:
    """A person's conversations, also where the identity is protected. Sets off an alarm."""
    found = services.desk.finding.break_glass_for(staff, wanted.personnummer, wanted.reason)
    return Items(items=found)


@router.get("/{ident}", responses=problem_responses(*_OPEN))
def open_transcript(
    ident: Ident,
    staff: StaffDep,
    services: ServicesDep,
    reason: Annotated[str | None, Query(description="Required: why it is opened")] = None,
    before: Annotated[int | None, Query(ge=1, description="Turns before this one")] = None,
    limit: Annotated[int, Query(ge=1, le=200)] = 50,
) -> Opened:
    """Open a transcript, at its end; earlier turns are read with `before`."""
    return services.desk.reading.open(staff, ident, reason, before=before, limit=limit)


@router.post("/{ident}/break-glass", responses=problem_responses(*_OPEN))
def break_glass(ident: Ident, why: Why, staff: StaffDep, services: ServicesDep) -> Opened:
    """Open a transcript also where the identity is protected. Sets off an alarm."""
    return services.desk.finding.break_glass(staff, ident, why.reason)


@router.post(
    "/{ident}/review",
    responses=problem_responses(*_ONE, problems.ChangedMeanwhile, problems.StaleVersion),
)
def review(
    ident: Ident,
    wanted: Review,
    staff: StaffDep,
    services: ServicesDep,
    response: Response,
    if_match: Annotated[str | None, Header(description="The version that was seen")] = None,
) -> Item:
    """Set the status, or who has it in hand."""
    item = services.desk.reviewing.review(
        staff,
        ident,
        status=wanted.status,
        assign=wanted.assign,
        seen=wanted.version,
        if_match=_version(if_match),
    )
    response.headers["ETag"] = f'"{item.version}"'
    return item


@router.post("/{ident}/notes", status_code=201, responses=problem_responses(*_ONE))
def add_note(ident: Ident, note: NewNote, staff: StaffDep, services: ServicesDep) -> Note:
    """Write a note."""
    return services.desk.reviewing.add_note(staff, ident, note.text, note.turn)


@router.put("/{ident}/notes/{note_id}", responses=problem_responses(*_ONE, problems.NotYours))
def change_note(
    ident: Ident, note_id: int, note: ChangedNote, staff: StaffDep, services: ServicesDep
) -> Note | None:
    """Write one's own note anew."""
    return services.desk.reviewing.change_note(staff, ident, note_id, note.text)


@router.delete(
    "/{ident}/notes/{note_id}",
    status_code=204,
    responses=problem_responses(*_ONE, problems.NotYours),
)
def remove_note(ident: Ident, note_id: int, staff: StaffDep, services: ServicesDep) -> Response:
    """Take away one's own note."""
    services.desk.reviewing.change_note(staff, ident, note_id, None)
    return Response(status_code=204)


@router.post("/{ident}/tags", responses=problem_responses(*_ONE, problems.PersonalDataInText))
def tag(ident: Ident, tags: Tags, staff: StaffDep, services: ServicesDep) -> Item:
    """Add and remove tags."""
    return services.desk.reviewing.tag(staff, ident, tags.add, tags.remove, tags.turn)


@router.post("/{ident}/corrections", status_code=201, responses=problem_responses(*_ONE))
def correct(
    ident: Ident, wanted: NewCorrection, staff: StaffDep, services: ServicesDep
) -> CorrectionView:
    """Propose what a turn meant."""
    return services.desk.corrections.propose(
        staff,
        ident,
        wanted.turn,
        intent=wanted.intent,
        wish=wanted.wish,
        comment=wanted.comment,
    )


@router.post("/{ident}/take-over", status_code=204, responses=problem_responses(*_OPEN))
def take_over(ident: Ident, why: Why, staff: StaffDep, services: ServicesDep) -> Response:
    """Answer in place of the assistant from now on."""
    services.desk.handover.take_over(staff, ident, why.reason)
    return Response(status_code=204)


@router.post(
    "/{ident}/answer", status_code=201, responses=problem_responses(*_ONE, problems.NotYours)
)
def answer(ident: Ident, said: Answer, staff: StaffDep, services: ServicesDep) -> Written:
    """Write to the patient."""
    return Written(number=services.desk.handover.answer(staff, ident, said.text))


@router.post(
    "/{ident}/hand-back", status_code=204, responses=problem_responses(*_ONE, problems.NotYours)
)
def hand_back(ident: Ident, staff: StaffDep, services: ServicesDep) -> Response:
    """Let the assistant answer again."""
    services.desk.handover.hand_back(staff, ident)
    return Response(status_code=204)


def _version(if_match: str | None) -> int | None:
    """The version in an If-Match header; `None` for none or `*`, -1 for what matches nothing."""
    if if_match is None or if_match.strip() == "*":
        return None
    found = _TAG.fullmatch(if_match.strip())
    return int(found[1] or found[2]) if found else -1
