"""One conversation: opened with a reason, beside what the system did at each turn."""

from __future__ import annotations

from typing import Annotated
from urllib.parse import quote

from fastapi import APIRouter, Form, Path, Query
from starlette.responses import Response

from backend.access.roles import Permission
from backend.errors import Invalid, NotFound, Problem
from backend.transcripts.filters import Status
from backend.transcripts.learning.corrections import RightWish
from backend.transcripts.learning.intents import topics
from backend.transcripts.problems import ChangedMeanwhile, PersonalDataInText, ReasonRequired
from backend.transcripts.schemas import Opened
from backend.web.page import OurForm
from backend.web.staff.page import StaffPage, StaffPageDep, see_other

router = APIRouter(prefix="/staff/conversations/{ident}", include_in_schema=False)

_TO_MEND = (ReasonRequired, PersonalDataInText, Invalid)

Ident = Annotated[str, Path(pattern=r"^[0-9a-f]{32}$")]
Reason = Annotated[str, Form()]
Turn = Annotated[int | None, Form(ge=1)]


@router.get("")
def conversation(
    page: StaffPageDep,
    ident: Ident,
    reason: Annotated[str | None, Query()] = None,
    other: Annotated[str | None, Query()] = None,
    before: Annotated[int | None, Query(ge=1)] = None,
    done: Annotated[str | None, Query(pattern=r"^[a-z-]{1,20}$")] = None,
) -> Response:
    """Ask why; with a reason, the conversation."""
    why = (other or "").strip() or reason
    page.staff.require(Permission.READ)
    if why is None:
        return _ask_why(page, ident)
    try:
        found = page.services.desk.reading.open(page.staff, ident, why, before=before)
    except (ReasonRequired, PersonalDataInText) as problem:
        return _ask_why(page, ident, problem.detail)
    except NotFound:
        if not page.staff.may(Permission.BREAK_GLASS):
            raise
        return page.show("closed", status=404, ident=ident, why=why)
    return show_opened(page, found, why, done=done, before=before)


@router.post("/break-glass", dependencies=[OurForm])
def break_glass(page: StaffPageDep, ident: Ident, reason: Reason = "") -> Response:
    """Open it also where the identity is protected; an alarm goes out."""
    try:
        found = page.services.desk.finding.break_glass(page.staff, ident, reason)
    except (ReasonRequired, PersonalDataInText) as problem:
        return page.show("closed", status=422, ident=ident, why=reason, fault=problem.detail)
    return show_opened(page, found, reason, done="glass")


@router.post("/review", dependencies=[OurForm])
def review(
    page: StaffPageDep,
    ident: Ident,
    version: Annotated[int, Form()],
    reason: Reason,
    status: Annotated[Status | None, Form()] = None,
    assign: Annotated[str | None, Form(pattern="^(me|nobody)$")] = None,
) -> Response:
    """Set the status, or who has it in hand; nobody overwrites a colleague unseen."""
    reviewing = page.services.desk.reviewing
    try:
        reviewing.review(page.staff, ident, status=status, assign=assign, seen=version)
    except ChangedMeanwhile as problem:
        found = page.services.desk.reading.open(page.staff, ident, reason)
        return show_opened(page, found, reason, fault=problem.detail, status=409)
    return _back(ident, reason, "saved")


@router.post("/notes", dependencies=[OurForm])
def add_note(
    page: StaffPageDep,
    ident: Ident,
    reason: Reason,
    text: Annotated[str, Form()] = "",
    turn: Turn = None,
) -> Response:
    """Write a note."""
    try:
        page.services.desk.reviewing.add_note(page.staff, ident, text, turn)
    except _TO_MEND as problem:
        return _again(page, ident, reason, problem, draft_note=text)
    return _back(ident, reason, "noted")


@router.post("/notes/{note_id}", dependencies=[OurForm])
def change_note(
    page: StaffPageDep,
    ident: Ident,
    note_id: int,
    reason: Reason,
    text: Annotated[str, Form()] = "",
    remove: Annotated[bool, Form()] = False,
) -> Response:
    """Write one's own note anew, or take it away."""
    try:
        reviewing = page.services.desk.reviewing
        reviewing.change_note(page.staff, ident, note_id, None if remove else text)
    except _TO_MEND as problem:
        return _again(page, ident, reason, problem)
    return _back(ident, reason, "noted")


@router.post("/tags", dependencies=[OurForm])
def tag(
    page: StaffPageDep,
    ident: Ident,
    reason: Reason,
    add: Annotated[str, Form()] = "",
    remove: Annotated[str, Form()] = "",
    turn: Turn = None,
) -> Response:
    """Put on a tag, or take one off."""
    added, removed = ([one] if one.strip() else [] for one in (add, remove))
    try:
        page.services.desk.reviewing.tag(page.staff, ident, added, removed, turn)
    except _TO_MEND as problem:
        return _again(page, ident, reason, problem)
    return _back(ident, reason, "tagged")


@router.post("/corrections", dependencies=[OurForm])
def correct(
    page: StaffPageDep,
    ident: Ident,
    reason: Reason,
    turn: Annotated[int, Form(ge=1)],
    intent: Annotated[str, Form(max_length=80)] = "",
    wish: Annotated[str, Form(pattern="^(ask|nothing|times)$")] = "times",
    match: Annotated[str, Form(max_length=40)] = "",
    no_match: Annotated[str, Form(alias="not", max_length=40)] = "",
) -> Response:
    """Propose what a turn meant."""
    try:
        page.services.desk.corrections.propose(
            page.staff,
            ident,
            turn,
            intent=intent or None,
            wish=None if intent else _wish(wish, match, no_match),
        )
    except _TO_MEND as problem:
        return _again(page, ident, reason, problem)
    return _back(ident, reason, "corrected", f"turn-{turn}")


@router.post("/hold", dependencies=[OurForm])
def hold(
    page: StaffPageDep, ident: Ident, reason: Reason, held: Annotated[bool, Form()]
) -> Response:
    """Keep it from being purged, or let go of it."""
    page.services.desk.holding.hold(page.staff, ident, reason if held else None)
    return _back(ident, reason, "held" if held else "released")


@router.post("/take-over", dependencies=[OurForm])
def take_over(page: StaffPageDep, ident: Ident, reason: Reason) -> Response:
    """Answer in place of the assistant."""
    page.services.desk.handover.take_over(page.staff, ident, reason)
    page.services.projector.project(ident)
    return _back(ident, reason, "taken", "answer-title")


@router.post("/answer", dependencies=[OurForm])
def answer(
    page: StaffPageDep, ident: Ident, reason: Reason, text: Annotated[str, Form()] = ""
) -> Response:
    """Write to the patient."""
    try:
        page.services.desk.handover.answer(page.staff, ident, text)
    except _TO_MEND as problem:
        return _again(page, ident, reason, problem, draft_answer=text)
    page.services.projector.project(ident)
    return _back(ident, reason, "answered", "answer-title")


@router.post("/hand-back", dependencies=[OurForm])
def hand_back(page: StaffPageDep, ident: Ident, reason: Reason) -> Response:
    """Let the assistant answer again."""
    page.services.desk.handover.hand_back(page.staff, ident)
    page.services.projector.project(ident)
    return _back(ident, reason, "back", "answer-title")


def show_opened(
    page: StaffPage,
    found: Opened,
    reason: str,
    *,
    status: int = 200,
    done: str | None = None,
    fault: str | None = None,
    before: int | None = None,
    draft_note: str = "",
    draft_answer: str = "",
) -> Response:
    """The conversation as whoever opened it sees it."""
    return page.show(
        "conversation",
        status=status,
        it=found,
        reason=reason,
        done=done,
        fault=fault,
        before=before,
        draft_note=draft_note,
        draft_answer=draft_answer,
        intents=sorted(topics()),
    )


def _ask_why(page: StaffPage, ident: str, fault: str | None = None) -> Response:
    return page.show("why", status=422 if fault else 200, ident=ident, fault=fault)


def _again(
    page: StaffPage,
    ident: str,
    reason: str,
    problem: Problem,
    *,
    draft_note: str = "",
    draft_answer: str = "",
) -> Response:
    """The page once more, with what was wrong and what had been written."""
    found = page.services.desk.reading.open(page.staff, ident, reason)
    return show_opened(
        page,
        found,
        reason,
        status=problem.status,
        fault=problem.detail,
        draft_note=draft_note,
        draft_answer=draft_answer,
    )


def _back(ident: str, reason: str, done: str, anchor: str = "done") -> Response:
    return see_other(f"/staff/conversations/{ident}?reason={quote(reason)}&done={done}#{anchor}")


def _wish(kind: str, match: str, no_match: str) -> RightWish:
    try:
        return RightWish.model_validate(
            {
                "match": [match] if match else [],
                "not": [no_match] if no_match else [],
                "ask": kind == "ask",
                "nothing": kind == "nothing",
            }
        )
    except ValueError as fault:
        raise Invalid("Ange en tid som passar, eller att det ska frågas om.") from fault
