"""The base of every action: it answers in time, or says in words that it could not.

An answer is a pure function of the turn, except for what it asks of the backend. It runs in a
thread, because `requests` would block the event loop; nothing that it raises reaches Rasa, where
a failing action is silence for the patient.
"""

from __future__ import annotations

import asyncio
import logging
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from functools import cache
from typing import Any, ClassVar

from rasa_sdk import Action, Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.backend_client import BackendClient, BackendFailed, Refused
from actions.memory import Memory, Said
from actions.reply import Reply, message, reply, say
from actions.talk.languages import other_language
from actions.turn import Turn, Understood
from backend.settings import get_settings

logger = logging.getLogger(__name__)

DEADLINE_SECONDS = 6.0
_THREADS = ThreadPoolExecutor(max_workers=32, thread_name_prefix="answer")

ANSWERS: dict[str, type[Answer]] = {}
"""Every answer by the intent that it is for."""


class Answer(Action):  # type: ignore[misc]
    """Answers one intent. Subclasses set `intent` and write `reply`."""

    intent: ClassVar[str] = ""
    small_talk: ClassVar[bool] = False
    """Whether it is about the conversation itself, so that `repeat` goes past it."""

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        if cls.intent:
            ANSWERS[cls.intent] = cls

    def name(self) -> str:
        """The action's name in the domain."""
        return f"action_{self.intent}"

    def reply(self, turn: Turn) -> Reply:
        """What is said, and what is remembered."""
        raise NotImplementedError

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[dict[str, Any]]:
        """Called by the SDK."""
        loop = asyncio.get_running_loop()
        try:
            found = await asyncio.wait_for(
                loop.run_in_executor(_THREADS, self._answered, tracker), DEADLINE_SECONDS
            )
        except TimeoutError:
            logger.error("%s: no answer in time", self.name())
            found = failure(tracker.sender_id)
        for said in found.messages:
            dispatcher.utter_message(
                text=said.text,
                buttons=[{"title": b.title, "payload": b.payload} for b in said.buttons],
                json_message=said.custom(),
            )
        return [SlotSet(name, value) for name, value in found.memory.items()]

    def _answered(self, tracker: Tracker) -> Reply:
        try:
            turn = turn_of(tracker)
            return answer(_chosen(self, turn), turn)
        except BackendFailed as fault:
            logger.warning("%s: %s", self.name(), fault)
        except Refused as refusal:
            if refusal.status == 403:
                return reply(message(say("assistant.not_allowed", why=refusal.body["detail"])))
            logger.warning("%s: refused: %s", self.name(), refusal.code)
        except Exception:
            # The traceback holds code and no message text; the turn's own id is in Rasa's log.
            logger.exception("%s failed", self.name())
        return failure(tracker.sender_id)


def _chosen(action: Answer, turn: Turn) -> Answer:
    """The action itself; to a text in another tongue the one that says it speaks Swedish."""
    if turn.carried or action.intent in ("emergency", "crisis") or not other_language(turn.text):
        return action
    return ANSWERS["ask_language"]()


def answer(action: Answer, turn: Turn) -> Reply:
    """The reply to a turn: the action's own, a second question's, and the way back to an errand."""
    found = _with_bookkeeping(action, turn, action.reply(turn))
    if turn.understood.second is not None:
        intent, words = turn.understood.second
        if intent in ANSWERS and intent != action.intent:
            remembered = Memory.from_slots({**turn.memory.slots, **found.memory})
            second = replace(
                turn,
                text=words,
                memory=remembered,
                about=None,
                understood=Understood(intent),
            )
            found = found.then(
                _with_bookkeeping(ANSWERS[intent](), second, ANSWERS[intent]().reply(second))
            )
    return found


def _with_bookkeeping(action: Answer, turn: Turn, found: Reply) -> Reply:
    """Adds what is remembered after every answer: what was said, and that it was understood."""
    memory: dict[str, Any] = {"misses": 0, "asked": None}
    if not action.small_talk:
        about = found.memory.get("focus") or turn.memory.focus
        memory["said"] = Said(action.intent, (about,) if about else (), turn.simple).as_slot()
    return Reply(found.messages, {**_only_changes(memory, turn), **found.memory})


def _only_changes(memory: dict[str, Any], turn: Turn) -> dict[str, Any]:
    return {name: value for name, value in memory.items() if turn.memory.slots.get(name) != value}


def turn_of(tracker: Tracker) -> Turn:
    """The turn that the tracker stands at.

    Raises:
        BackendFailed, Refused
    """
    latest = tracker.latest_message or {}
    backend = backend_client()
    return Turn(
        conversation=tracker.sender_id,
        message=str(latest.get("message_id", "")),
        text=latest.get("text") or "",
        understood=_understood(latest),
        known=backend.contract(tracker.sender_id),
        memory=Memory.from_slots(tracker.slots),
        backend=backend,
        carried={
            entity["entity"]: entity["value"]
            for entity in latest.get("entities", [])
            if entity.get("extractor") == "button"
        },
    )


def _understood(latest: dict[str, Any]) -> Understood:
    intent = latest.get("intent") or {}
    second = latest.get("second_question") or {}
    return Understood(
        intent=intent.get("name") or "nlu_fallback",
        confidence=float(intent.get("confidence") or 0.0),
        ranking=tuple(
            (found["name"], float(found["confidence"]))
            for found in latest.get("intent_ranking", [])
        ),
        second=(second["intent"], second["text"]) if second else None,
    )


def failure(conversation: str) -> Reply:
    """That it failed, in words, with the coordinator's number when it is known."""
    contract = backend_client().remembered(conversation)
    coordinator = contract.coordinator if contract else None
    if coordinator is not None and coordinator.phone is not None:
        line = say("assistant.failed", who=coordinator.name, phone=coordinator.phone)
    else:
        line = say("assistant.failed", who="1177", phone="1177")
    return reply(message(line))


@cache
def backend_client() -> BackendClient:
    """The process's client of the backend."""
    settings = get_settings()
    return BackendClient(settings.backend_url, settings.derived_key("service"))
