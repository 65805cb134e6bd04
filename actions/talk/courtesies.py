"""Greetings and thanks: a few words, then back to the matter."""

from __future__ import annotations

from actions.base import Answer
from actions.reply import Button, Reply, message, reply, say
from actions.turn import Turn
from backend.phrasing.texts import text


class Greet(Answer):
    """Hej."""

    intent = "greet"
    small_talk = True

    def reply(self, turn: Turn) -> Reply:
        """Who this is, and what is asked most."""
        return reply(message(say("greet.first"), say("greet.ask"), buttons=first_questions()))


class Goodbye(Answer):
    """Hejdå."""

    intent = "goodbye"
    small_talk = True

    def reply(self, turn: Turn) -> Reply:
        """Goodbye."""
        return reply(message(say("goodbye")))


class Thank(Answer):
    """Tack."""

    intent = "thank"
    small_talk = True

    def reply(self, turn: Turn) -> Reply:
        """Welcome."""
        return reply(message(say("thank")))


def first_questions() -> list[Button]:
    """The three questions that the assistant is for."""
    return [
        Button(text("button.next_step"), "ask_next_step"),
        Button(text("button.plan"), "ask_plan"),
        Button(text("button.contact"), "ask_contact"),
    ]
