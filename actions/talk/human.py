"""Reaching a person: a number now, or being rung up."""

from __future__ import annotations

from actions.base import Answer
from actions.reply import Button, Line, Reply, message, reply, say
from actions.talk.about_me import ringing_hours, with_number
from actions.turn import Turn
from backend.phrasing.texts import text

CALLBACK = "callback"
COORDINATOR = "coordinator"


class Human(Answer):
    """The number and hours of a person, and the wish to be rung up or to get a coordinator."""

    intent = "ask_human"

    def reply(self, turn: Turn) -> Reply:
        """A number, or that the wish has been sent; sent only once it is stored."""
        wanted = turn.carried.get("answer")
        if wanted in (CALLBACK, COORDINATOR):
            return self._sent(turn, str(wanted))
        lines: list[Line] = [
            with_number("human.call", "human.no_phone", turn),
            *ringing_hours(turn),
            say("human.callback"),
        ]
        button = Button(text("button.callback"), "ask_human", {"answer": CALLBACK})
        return reply(message(lines, buttons=[button]))

    @staticmethod
    def _sent(turn: Turn, wanted: str) -> Reply:
        turn.backend.call("POST", turn.conversation, "requests", body={"kind": wanted})
        key = "human.callback_sent" if wanted == CALLBACK else "human.coordinator_sent"
        meanwhile = with_number("human.meanwhile", "human.meanwhile_no_phone", turn)
        return reply(message(say(key), meanwhile))
