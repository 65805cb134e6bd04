"""Saying it again: first the same, then more simply."""

from __future__ import annotations

from dataclasses import replace

from actions.base import ANSWERS, Answer
from actions.reply import Reply, message, reply, say
from actions.talk.courtesies import first_questions
from actions.turn import Turn, Understood

_WANTS_SIMPLE = ("enkl", "lätt", "förstår inte", "fattar", "krångl", "begrip", "lättläst", "simpl")


class Repeat(Answer):
    """Gives the last answer again, the second time in easy Swedish."""

    intent = "repeat"
    small_talk = True

    def reply(self, turn: Turn) -> Reply:
        """The last answer, made anew from the contract as it is now."""
        said = turn.memory.said
        if said is None or said.intent not in ANSWERS:
            return reply(message(say("repeat.nothing"), buttons=first_questions()))
        wants_simple = any(word in turn.text.casefold() for word in _WANTS_SIMPLE)
        again = replace(
            turn,
            text="",
            about=said.about or None,
            simple=said.simple or wants_simple,
            understood=Understood(said.intent),
        )
        found = ANSWERS[said.intent].reply(again)
        # Asked once more, it is said more simply.
        return found.remembering(said=replace(said, simple=True).as_slot())
