"""The way to help, said when words of danger were read."""

from __future__ import annotations

from backend.chat.safety import Safety
from backend.chat.schemas import ChatMessage
from backend.phrasing.texts import text


def signpost(danger: Safety) -> ChatMessage:
    """112, or Självmordslinjen and 112; what the patient was doing waits."""
    return ChatMessage(text=text(f"safety.{danger.kind}"), safety=danger.kind)
