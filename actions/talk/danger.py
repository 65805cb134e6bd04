"""Danger that the classifier saw and the gateway's lexicon did not."""

from __future__ import annotations

from dataclasses import replace

from actions.base import Answer
from actions.reply import Reply, message, reply, say
from actions.turn import Turn


class Emergency(Answer):
    """Somebody may be in danger now."""

    intent = "emergency"
    small_talk = True

    def reply(self, turn: Turn) -> Reply:
        """112. What was under way waits."""
        return reply(replace(message(say("safety.emergency")), safety="emergency"))


class Crisis(Answer):
    """Thoughts of suicide or self-harm."""

    intent = "crisis"
    small_talk = True

    def reply(self, turn: Turn) -> Reply:
        """Självmordslinjen and 112. What was under way waits."""
        return reply(replace(message(say("safety.crisis")), safety="crisis"))
