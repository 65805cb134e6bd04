"""One turn, as an answer sees it: what was said, what is known, what is remembered."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from actions.backend_client import BackendClient, Known
from actions.memory import Memory
from backend.contracts.schemas import Contract


@dataclass(frozen=True)
class Understood:
    """What the classifier made of the text: the intents by confidence, and any second question."""

    intent: str
    confidence: float = 1.0
    ranking: tuple[tuple[str, float], ...] = ()
    second: tuple[str, str] | None = None
    """The intent and the words of another question in the same message."""


@dataclass(frozen=True)
class Turn:
    """A turn. `carried` is what a pressed button stands for; `simple` asks for easy Swedish.

    `about` names the references that the answer is to be about, when that is settled already.
    """

    conversation: str
    message: str
    text: str
    understood: Understood
    known: Known
    memory: Memory
    backend: BackendClient
    carried: Mapping[str, Any] = field(default_factory=dict)
    about: tuple[str, ...] | None = None
    simple: bool = False

    @property
    def contract(self) -> Contract:
        """The patient's contract."""
        return self.known.contract

    @property
    def now(self) -> datetime:
        """The backend's clock."""
        return self.known.now

    @property
    def intent(self) -> str:
        """What the patient wants."""
        return self.understood.intent
