"""Tells patients in their chat that a time they wait for has become free.

Each offer is told once, in the conversation of whoever asked for it; the message's own number
(`offer.<id>`) is what makes it once, also with several processes.
"""

from __future__ import annotations

from sqlalchemy import String, cast, exists, literal, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from backend.bookings.schemas import Offer
from backend.bookings.service import BookingService
from backend.bookings.waiting.models import WaitingEntry, WaitingOffer
from backend.chat import repository
from backend.chat.models import Message
from backend.chat.schemas import Button, ChatMessage, Fact
from backend.clock import Clock
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
        what = self._title(offer, patient_id)
        when, until = time_phrase(slot.start, now), clock_phrase(offer.expires_at)
        facts = [Fact(kind="time", value=slot.start.isoformat(), source=source)]
        if slot.place is None:
            words = text("waiting_list.offer_no_place", what=what, when=when, until=until)
        else:
            words = text("waiting_list.offer", what=what, when=when, until=until, place=slot.place)
            facts.append(Fact(kind="place", value=slot.place, source=slot.place_source or source))
        return ChatMessage(
            text=words,
            facts=facts,
            buttons=[
                _button("waiting_list.accept", "affirm", offer.id),
                _button("waiting_list.decline", "deny", offer.id),
            ],
        )

    def _title(self, offer: Offer, patient_id: int) -> str:
        contract = self._contracts.contract(patient_id)
        title = next(
            (found.title for found in contract.appointments if found.id == offer.appointment), ""
        )
        return title[:1].lower() + title[1:]


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
