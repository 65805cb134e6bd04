"""Who talks and under which version of the contract: what the gateway tells with each turn."""

from __future__ import annotations

from datetime import datetime

from pydantic import BaseModel

from backend.access.acting import Viewer


class Standing(BaseModel):
    """How it stood when the turn began.

    An action that has read the contract under this `version` need not ask for it again. Nothing
    here is written down by Rasa: it goes past the conversation's events. `offered` is the offer
    from the waiting list that the last thing said asks about, if it does.
    """

    now: datetime
    version: str
    own: bool
    age: int | None
    may_book: bool
    may_book_reason: str
    offered: int | None = None


def standing_of(viewer: Viewer, now: datetime, offered: int | None) -> Standing:
    """How it stands for whoever talks."""
    return Standing(
        now=now,
        version=viewer.contract,
        own=viewer.own,
        age=viewer.age,
        may_book=viewer.may_book.allowed,
        may_book_reason=viewer.may_book.reason.value,
        offered=offered,
    )
