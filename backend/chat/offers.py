"""Tells patients in their chat that a time they wait for has become free.

Each offer is told once, in the conversation of whoever asked for it; the message's own number
(`offer.<id>`) is what makes it once, also with several processes.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import String, cast, exists, literal, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from backend.bookings.schemas import Offer, Operation
from backend.bookings.service import BookingService
from backend.bookings.waiting.models import WaitingEntry, WaitingOffer
from backend.chat import repository
from backend.chat.bot import command_of
from backend.chat.models import Message
from backend.chat.schemas import Button, ChatMessage, Fact
from backend.clock import Clock
from backend.contracts.schemas import Appointment
from backend.contracts.service import ContractReader
from backend.database import Database
from backend.phrasing.dates import clock_phrase, time_phrase
from backend.phrasing.texts import text

_PREFIX = "offer."


class OfferTeller:
    """Puts new offers into the conversations."""

    def __init__(
        self,
        database: Database,
        clock: Clock,
        contracts: ContractReader,
        bookings: BookingService,
    ) -> None:
        self._database = database
        self._clock = clock
        self._contracts = contracts
        self._bookings = bookings

    def tell(self) -> int:
        """Tells every open offer that has not been told.

        Returns:
            how many were.
        """
        with self._database.read() as session:
            untold = [(row.id, row.patient_id, actor) for row, actor in _untold(session)]
        return sum(self._tell(*found) for found in untold)

    def _tell(self, offer_id: int, patient_id: int, actor: str) -> bool:
        offers = self._bookings.waiting.offers(patient_id)
        offer = next((found for found in offers if found.id == offer_id), None)
        if offer is None:
            return False
        message = self._message(offer, patient_id)
        now = self._clock()
        try:
            with self._database.write() as session:
                conversation = repository.current_conversation(
                    session, patient_id, actor, now
                ) or repository.open_conversation(session, patient_id, actor, now)
                repository.add_message(
                    session, conversation.id, message, now, client_id=_number(offer_id)
                )
        except IntegrityError:
            return False  # another process told it
        return True

    def _message(self, offer: Offer, patient_id: int) -> ChatMessage:
        now, slot = self._clock(), offer.slot
        source = f"Slot/{slot.id}"
        visit = self._visit(offer, patient_id)
        key = "offer" if visit.start else "offer_first"
        what, when = _lowered(visit.title), time_phrase(slot.start, now)
        facts = [Fact(kind="time", value=slot.start.isoformat(), source=source)]
        if slot.place is None:
            lines = [text(f"waiting_list.{key}_no_place", what=what, when=when)]
        else:
            lines = [text(f"waiting_list.{key}", what=what, when=when, place=slot.place)]
            facts.append(Fact(kind="place", value=slot.place, source=slot.place_source or source))
        if visit.start is not None:
            lines.append(text("waiting_list.offer_kept", old=time_phrase(visit.start, now)))
            facts.append(Fact(kind="time", value=visit.start.isoformat(), source=visit.source))
        lines += self._late(patient_id, visit.id) if visit.start else []
        lines.append(text("waiting_list.offer_until", until=_until(offer.expires_at, now)))
        return ChatMessage(
            text="\n".join(lines),
            facts=facts,
            buttons=[
                _button("waiting_list.accept", "affirm", offer.id),
                _button("waiting_list.decline", "deny", offer.id),
            ],
        )

    def _late(self, patient_id: int, appointment: str) -> list[str]:
        """What leaving the present time so late may cost, said before the yes."""
        late = self._bookings.preview(patient_id, appointment, Operation.REBOOK).late
        if late.timing != "late":
            return []
        if late.fee is not None:
            return [text("confirm.late_fee", fee=str(late.fee))]
        if late.fee_words:
            return [text("confirm.late_words", words=late.fee_words)]
        return [text("confirm.late")]

    def _visit(self, offer: Offer, patient_id: int) -> Appointment:
        contract = self._contracts.contract(patient_id)
        return next(found for found in contract.appointments if found.id == offer.appointment)


def offered_last(session: Session, conversation_id: str) -> int | None:
    """The offer that the last thing said to the person asks about, if it does."""
    content = session.scalar(
        select(Message.content)
        .where(Message.conversation_id == conversation_id, Message.sender != "patient")
        .order_by(Message.number.desc())
        .limit(1)
    )
    for button in (content or {}).get("buttons", []):
        _, entities = command_of(button["payload"])
        if "offer" in entities:
            return int(entities["offer"])
    return None


def _lowered(title: str) -> str:
    return title[:1].lower() + title[1:]


def _until(moment: datetime, now: datetime) -> str:
    """Until when, with its day unless that is today."""
    same_day = moment.astimezone(now.tzinfo).date() == now.date()
    return clock_phrase(moment) if same_day else time_phrase(moment, now)


def _untold(session: Session) -> list[tuple[WaitingOffer, str]]:
    number = literal(_PREFIX) + cast(WaitingOffer.id, String)
    told = exists().where(Message.client_id == number)
    rows = session.execute(
        select(WaitingOffer, WaitingEntry.actor)
        .join(WaitingEntry, WaitingEntry.id == WaitingOffer.entry_id)
        .where(WaitingOffer.state == "open", ~told)
        .order_by(WaitingOffer.id)
    )
    return [(row, actor) for row, actor in rows]


def _number(offer_id: int) -> str:
    return f"{_PREFIX}{offer_id}"


def _button(title: str, intent: str, offer_id: int) -> Button:
    return Button(title=text(title), payload=f'/{intent}{{"offer": {offer_id}}}')
