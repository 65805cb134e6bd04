"""The base of every answer: one intent, and what is said to it.

An answer is a function of the turn, except for what it asks of the backend. `catalogue` lists
them; `answering` chooses among them; `rasa_action` is how Rasa calls them.
"""

from __future__ import annotations

from typing import Any, ClassVar

from actions.reply import Reply
from actions.turn import Turn

ANSWERS: dict[str, Answer] = {}
"""Every answer by the intent that it is for."""


class Answer:
    """Answers one intent. Subclasses set `intent` and write `reply`."""

    intent: ClassVar[str] = ""
    small_talk: ClassVar[bool] = False
    """Whether it is about the conversation itself, so that `repeat` goes past it."""

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        if cls.intent:
            ANSWERS[cls.intent] = cls()

    def reply(self, turn: Turn) -> Reply:
        """What is said, and what is remembered."""
        raise NotImplementedError
