"""The chat over HTTP."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query

from backend.access.viewer import ViewerDep
from backend.chat import repository
from backend.chat.schemas import MAX_TEXT, ChatAnswer, ChatHistory, Turn
from backend.errors import Invalid, NotAllowed, NotLoggedIn, Problem, problem_responses
from backend.phrasing.texts import text
from backend.services import ServicesDep

router = APIRouter(prefix="/api", tags=["chat"])


class EmptyText(Invalid):
    """Nothing was written."""

    code, title = "empty_text", "Empty text"


class TextTooLong(Invalid):
    """More than 2,000 characters."""

    code, title = "text_too_long", "Text too long"


class TooManyMessages(Problem):
    """More messages in a minute than one person writes."""

    status, code, title = 429, "too_many_messages", "Too many messages"


@router.post(
    "/chat",
    responses=problem_responses(NotLoggedIn, NotAllowed, EmptyText, TextTooLong, TooManyMessages),
)
async def post_turn(turn: Turn, viewer: ViewerDep, services: ServicesDep) -> ChatAnswer:
    """Say something, or press a button, and get the reply."""
    if turn.text is not None:
        turn = turn.model_copy(update={"text": cleaned(turn.text)})
    if not services.message_limit.allows(viewer.patient_id):
        raise TooManyMessages(text("gateway.slow_down"))
    return ChatAnswer(messages=await services.gateway.converse(viewer, turn))


@router.get("/chat", responses=problem_responses(NotLoggedIn, NotAllowed))
def read_history(
    viewer: ViewerDep, services: ServicesDep, after: Annotated[int, Query(ge=0)] = 0
) -> ChatHistory:
    """What has been said in the conversation that goes on, after message number `after`."""
    now = services.clock()
    with services.database.read() as session:
        found = repository.current_conversation(session, viewer.patient_id, viewer.actor, now)
        messages = repository.history(session, found.id, after=after) if found else []
    return ChatHistory(messages=messages)


def cleaned(raw: str) -> str:
    """The text without characters that nobody types and no database keeps.

    Raises:
        EmptyText, TextTooLong
    """
    readable = raw.encode("utf-8", "replace").decode()
    kept = "".join(char for char in readable if char in "\n\t" or char.isprintable()).strip()
    if not kept:
        raise EmptyText(text("gateway.empty"), field="text")
    if len(kept) > MAX_TEXT:
        raise TextTooLong(text("gateway.too_long"), field="text")
    return kept
