"""Discontent: heard, and shown where it can be taken."""

from __future__ import annotations

from actions.base import Answer
from actions.reply import Button, Reply, message, reply, say
from actions.talk.about_me import ringing_hours, with_number
from actions.turn import Turn
from backend.phrasing.texts import text


class Complain(Answer):
    """The clinic, Patientnämnden and IVO, in that order."""

    intent = "complain"
    small_talk = True

    def reply(self, turn: Turn) -> Reply:
        """No excuses and no blame: where to turn."""
        return reply(
            message(
                say("complain.heard"),
                with_number("complain.clinic", "complain.clinic_no_phone", turn),
                ringing_hours(turn),
                say("complain.committee"),
                say("complain.ivo"),
                buttons=[Button(text("button.human"), "ask_human")],
            )
        )
