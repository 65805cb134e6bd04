"""How Rasa calls an answer: in time, or with words that say it could not.

The answer runs in a thread, because `requests` would block the event loop; nothing that it raises
reaches Rasa, where a failing action is silence for the patient.
"""

from __future__ import annotations

import asyncio
import logging
import time
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from dataclasses import replace
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.answering import answer
from actions.backend_client import BackendClient, BackendFailed, Refused
from actions.memory import Memory
from actions.reply import Reply, message, reply, say
from actions.trace import tracing
from actions.turn import Turn, Understood
from backend.phrasing.texts import text

logger = logging.getLogger(__name__)

DEADLINE_SECONDS = 6.0
_THREADS = ThreadPoolExecutor(max_workers=32, thread_name_prefix="answer")


class IntentAction(Action):  # type: ignore[misc]
    """The action `action_<intent>` of the domain."""

    def __init__(self, intent: str, backend: BackendClient) -> None:
        self._intent = intent
        self._backend = backend

    def name(self) -> str:
        """The action's name in the domain."""
        return f"action_{self._intent}"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[dict[str, Any]]:
        """Called by the SDK: the messages to the dispatcher, what is remembered as events."""
        loop, started = asyncio.get_running_loop(), time.perf_counter()
        try:
            found, trace = await asyncio.wait_for(
                loop.run_in_executor(_THREADS, copy_context().run, self._traced, tracker),
                DEADLINE_SECONDS,
            )
        except TimeoutError:
            logger.error("%s: no answer in time", self.name())
            found, trace = self._failure(tracker.sender_id), {}
        for number, said in enumerate(found.messages, start=1):
            last = number == len(found.messages)
            dispatcher.utter_message(
                text=said.text,
                buttons=[{"title": one.title, "payload": one.payload} for one in said.buttons],
                json_message={**said.custom(), **({"trace": trace} if last and trace else {})},
            )
        data = {
            "action": self.name(),
            "turn": (tracker.latest_message or {}).get("message_id"),
            "calls": len(trace.get("calls", [])),
            "ms": round((time.perf_counter() - started) * 1000),
        }
        logger.info("action", extra={"data": data})
        return [SlotSet(name, value) for name, value in found.memory.items()]

    def _traced(self, tracker: Tracker) -> tuple[Reply, dict[str, Any]]:
        with tracing() as trace:
            return self._answered(tracker), trace.as_dict()

    def _answered(self, tracker: Tracker) -> Reply:
        try:
            return answer(self._turn(tracker))
        except BackendFailed as fault:
            logger.warning("%s: %s", self.name(), fault)
        except Refused as refusal:
            if refusal.status == 403 and refusal.body.get("detail"):
                return reply(message(say("assistant.not_allowed", why=refusal.body["detail"])))
            logger.warning("%s: refused: %s", self.name(), refusal.code)
        except Exception:
            # The traceback holds code, and no text of the patient's.
            logger.exception("%s failed", self.name())
        return self._failure(tracker.sender_id)

    def _turn(self, tracker: Tracker) -> Turn:
        latest = tracker.latest_message or {}
        return Turn(
            conversation=tracker.sender_id,
            message=str(latest.get("message_id", "")),
            text=latest.get("text") or "",
            understood=self._understood(latest),
            known=self._backend.contract(tracker.sender_id, latest.get("standing")),
            memory=Memory.from_slots(tracker.slots),
            backend=self._backend,
            carried={
                entity["entity"]: entity["value"]
                for entity in latest.get("entities", [])
                if entity.get("extractor") == "button"
            },
        )

    def _understood(self, latest: dict[str, Any]) -> Understood:
        found = latest.get("intent") or {}
        second = latest.get("second_question")
        return Understood(
            intent=self._intent,
            confidence=float(found.get("confidence") or 0.0),
            ranking=tuple(
                (one["name"], float(one["confidence"])) for one in latest.get("intent_ranking", [])
            ),
            second=(second["intent"], second["text"]) if second else None,
        )

    def _failure(self, conversation: str) -> Reply:
        """That it failed, in words, with the coordinator's number when it is known."""
        contract = self._backend.remembered(conversation)
        coordinator = contract.coordinator if contract else None
        if coordinator is not None and coordinator.phone is not None:
            line = say("assistant.failed", who=coordinator.name, phone=coordinator.phone)
        else:
            line = say("assistant.failed", who=text("gateway.advice_name"), phone="1177")
        return reply(replace(message(line), failed=True))
