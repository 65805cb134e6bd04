"""Yes, no and stop, when no errand is under way."""

from __future__ import annotations

from actions.base import Answer
from actions.reply import Reply, message, reply, say
from actions.talk.courtesies import first_questions
from actions.turn import Turn


class Affirm(Answer):
    """Yes to something."""

    intent = "affirm"
    small_talk = True

    def reply(self, turn: Turn) -> Reply:
        """There is nothing to say yes to: asks what is meant."""
        return reply(message(say("affirm.nothing"), buttons=first_questions()))


class Deny(Answer):
    """No to something."""

    intent = "deny"
    small_talk = True

    def reply(self, turn: Turn) -> Reply:
        """Fine."""
        return reply(message(say("deny.nothing")))


class Stop(Answer):
    """Leave it."""

    intent = "stop"
    small_talk = True

    def reply(self, turn: Turn) -> Reply:
        """Nothing is done."""
        return reply(message(say("stop.nothing")))
