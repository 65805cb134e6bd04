"""A turn of a conversation about a contract, without bot or backend."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from actions import catalogue
from actions.answering import answer
from actions.backend_client import BackendClient, Known
from actions.memory import Memory
from actions.reply import Reply
from actions.turn import Turn, Understood
from backend.contracts.protection import protected_view
from backend.contracts.schemas import Contract
from backend.contracts.service import limit_days_by
from backend.contracts.view import Records, contract_of
from backend.fhir.bundle import read_bundle
from backend.rules.regions import load_regions
from tests.builders.fhir import Json
from tests.conftest import NOW

assert catalogue.ANSWERS


def contract_in(bundle: Json) -> Contract:
    """The contract that a Bundle holds, as it is read on the day of `NOW`."""
    today = NOW.date()
    records = Records(read_bundle(bundle, today).resources, today)
    contract = contract_of(records, limit_days_by(load_regions()), version="1")
    return protected_view(contract, records)


class NoBackend(BackendClient):
    """A backend that must not be asked."""

    def __init__(self) -> None:
        super().__init__("http://nowhere.invalid", "")

    def call(self, method: str, conversation: str, path: str, **_: Any) -> Any:
        """Fails the test."""
        raise AssertionError(f"{method} {path} was asked of the backend")


@dataclass
class Talk:
    """A conversation about one contract: what is remembered goes from turn to turn."""

    contract: Contract
    may_book: bool = True
    own: bool = True
    age: int | None = 65
    slots: dict[str, Any] = field(default_factory=dict)
    backend: BackendClient = field(default_factory=NoBackend)
    last: Reply | None = None

    def ask(
        self,
        intent: str,
        text: str = "",
        *,
        second: tuple[str, str] | None = None,
        carried: dict[str, Any] | None = None,
        ranking: tuple[tuple[str, float], ...] = (),
    ) -> str:
        """What is answered to a text of this intent, all messages together."""
        turn = Turn(
            conversation="c",
            message="1",
            text=text,
            understood=Understood(intent, second=second, ranking=ranking),
            known=Known(
                now=NOW,
                contract=self.contract,
                own=self.own,
                age=self.age,
                may_book=self.may_book,
                may_book_reason="own" if self.may_book else "consent_sees_only",
            ),
            memory=Memory.from_slots(self.slots),
            backend=self.backend,
            carried=carried or {},
        )
        self.last = answer(turn)
        self.slots |= self.last.memory
        return "\n".join(message.text for message in self.last.messages)

    @property
    def buttons(self) -> list[str]:
        """The titles of the last reply's buttons."""
        assert self.last is not None
        return [button.title for message in self.last.messages for button in message.buttons]


def talk_about(bundle: Json, **changes: Any) -> Talk:
    """A conversation about the contract of a Bundle."""
    return Talk(contract_in(bundle), **changes)
