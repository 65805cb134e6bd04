"""The chat's page: whole without a script, and in pieces for the one that has it."""

from __future__ import annotations

import secrets
from typing import Annotated

from fastapi import APIRouter, Form, Query
from starlette.concurrency import run_in_threadpool
from starlette.responses import RedirectResponse, Response

from backend.chat import repository
from backend.chat.api import EmptyText, TextTooLong, TooManyMessages, cleaned
from backend.chat.schemas import MAX_TEXT, ChatMessage, Turn
from backend.phrasing.texts import text as phrase
from backend.web.page import OurForm, Page, PassivePageDep, PatientPageDep, patient_of
from backend.web.views.messages import message_views

router = APIRouter(include_in_schema=False)

_SHOWN = 40
_ALL = 400
_AT_FAULT = (EmptyText, TextTooLong, TooManyMessages)

Text = Annotated[str | None, Form()]
Payload = Annotated[str | None, Form(max_length=2000)]
TurnId = Annotated[str | None, Form(alias="id", max_length=64)]


@router.get("/")
def chat(page: PatientPageDep, everything: Annotated[bool, Query(alias="all")] = False) -> Response:
    """The conversation that goes on."""
    return _page(page, everything=everything)


@router.post("/", dependencies=[OurForm])
async def say(
    page: PatientPageDep, text: Text = None, payload: Payload = None, turn_id: TurnId = None
) -> Response:
    """Say something from the form, and see the page with the reply."""
    try:
        reply = await _converse(page, text, payload, turn_id)
    except _AT_FAULT as fault:
        return await run_in_threadpool(
            _page, page, status=fault.status, draft=text or "", fault=fault.detail
        )
    first = reply[0].number if reply else None
    return RedirectResponse(f"/#message-{first}" if first else "/", 303)


@router.post("/messages", dependencies=[OurForm])
async def say_in_place(
    page: PatientPageDep, text: Text = None, payload: Payload = None, turn_id: TurnId = None
) -> Response:
    """Say something, and get only the reply's messages, as HTML."""
    try:
        reply = await _converse(page, text, payload, turn_id)
    except _AT_FAULT as fault:
        return page.html("chat/fault.html", status=fault.status, fault=fault.detail)
    return await run_in_threadpool(_fragment, page, reply)


@router.get("/messages")
def updates(
    page: PassivePageDep,
    after: Annotated[int, Query(ge=0)] = 0,
    thread: Annotated[str, Query(max_length=16)] = "",
) -> Response:
    """What has been said after message `after`, if anything: the page asks for it by itself.

    It does not keep the session alive, and says how long that has left. `thread` names the
    conversation: when another has begun, all of it is new.
    """
    known, messages = _history(page, thread, after)
    tag = f'"{known}-{messages[-1].number if messages else after}"'
    if page.request.headers.get("if-none-match") == tag:
        return Response(status_code=304, headers={"ETag": tag, **_time_left(page)})
    return page.html(
        "chat/messages.html",
        headers={"ETag": tag, **_time_left(page)},
        messages=message_views(messages),
        thread=known,
    )


async def _converse(
    page: Page, text: str | None, payload: str | None, turn_id: str | None
) -> list[ChatMessage]:
    """The reply to what was sent.

    Raises:
        EmptyText, TextTooLong, TooManyMessages: the message says what to do.
    """
    viewer = patient_of(page)
    turn = (
        Turn(payload=payload, id=turn_id) if payload else Turn(text=cleaned(text or ""), id=turn_id)
    )
    if not page.services.message_limit.allows(viewer.patient_id):
        raise TooManyMessages(phrase("gateway.slow_down"))
    return await page.services.gateway.converse(viewer, turn)


def _fragment(page: Page, reply: list[ChatMessage]) -> Response:
    thread, _ = _history(page, "", 0, 1)
    return page.html(
        "chat/messages.html",
        headers=_time_left(page),
        messages=message_views(reply),
        thread=thread,
    )


def _time_left(page: Page) -> dict[str, str]:
    return {"X-Session-Seconds": str(page.services.sessions.seconds_left(page.token))}


def _page(
    page: Page,
    *,
    everything: bool = False,
    status: int = 200,
    draft: str = "",
    fault: str | None = None,
) -> Response:
    thread, messages = _history(page, "", 0, _ALL)
    shown = messages if everything else messages[-_SHOWN:]
    return page.html(
        "chat/page.html",
        status=status,
        messages=message_views(messages)[-len(shown) :] if shown else [],
        earlier=len(messages) - len(shown),
        thread=thread,
        last=messages[-1].number if messages else 0,
        draft=draft,
        fault=fault,
        longest=MAX_TEXT,
        turn_id=secrets.token_urlsafe(12),
    )


def _history(
    page: Page, known: str, after: int, limit: int = _SHOWN
) -> tuple[str, list[ChatMessage]]:
    """The conversation's short name, and its newest messages after number `after`.

    All of them where the conversation is not the `known` one.
    """
    viewer, now = patient_of(page), page.services.clock()
    with page.services.database.read() as session:
        found = repository.current_conversation(session, viewer.patient_id, viewer.actor, now)
        if found is None:
            return "", []
        thread = found.id[:8]
        start = after if thread == known else 0
        return thread, repository.history(session, found.id, after=start, limit=limit)
