"""What the action server may ask for: the contract of a conversation, by the conversation's id.

Protected by a token that only our own processes can derive. An action never sends a personnummer,
so it cannot read anybody else's contract; what the person behind the conversation may do is
decided anew at every call.
"""

from __future__ import annotations

import hmac
from typing import Annotated

from fastapi import APIRouter, Depends, Header, Query

from backend.access.acting import Viewer
from backend.chat.models import Conversation
from backend.chat.offers import offered_last
from backend.chat.standing import Standing, standing_of
from backend.contracts.schemas import Contract
from backend.errors import NotAllowed, NotFound, NotLoggedIn, problem_responses
from backend.services import ServicesDep


async def service_only(services: ServicesDep, authorization: Annotated[str, Header()] = "") -> None:
    """Lets only our own action server in."""
    expected = f"Bearer {services.settings.derived_key('service')}"
    if not hmac.compare_digest(authorization.encode(), expected.encode()):
        raise NotLoggedIn


router = APIRouter(
    prefix="/internal/conversations/{conversation_id}",
    tags=["assistant"],
    dependencies=[Depends(service_only)],
    responses=problem_responses(NotLoggedIn, NotAllowed, NotFound),
)


def viewer_of_conversation(conversation_id: str, services: ServicesDep) -> Viewer:
    """Whoever talks in the conversation."""
    with services.database.read() as session:
        found = session.get(Conversation, conversation_id)
    if found is None:
        raise NotFound
    return services.acting.viewer(found.patient_id, found.actor)


ConversationViewer = Annotated[Viewer, Depends(viewer_of_conversation)]


class AssistantContract(Standing):
    """The contract as an action needs it; `contract` is null when `known` still holds."""

    contract: Contract | None


@router.get("/contract")
def read_contract(
    conversation_id: str,
    viewer: ConversationViewer,
    services: ServicesDep,
    known: Annotated[str, Query()] = "",
) -> AssistantContract:
    """The contract of the conversation, unless the caller has it under this version already."""
    contract = services.contracts.contract(viewer.patient_id)
    with services.database.read() as session:
        offered = offered_last(session, conversation_id)
    standing = standing_of(viewer, services.clock(), offered).model_dump()
    return AssistantContract(
        **standing | {"version": contract.version},
        contract=None if known == contract.version else contract,
    )
