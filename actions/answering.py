"""From a turn to its reply: which answer it gets, and what goes with every answer."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from actions.base import ANSWERS, Answer
from actions.memory import Memory, Said
from actions.plan.about import about
from actions.reply import Reply
from actions.talk.languages import other_language
from actions.times import continuing
from actions.turn import Turn, Understood

_SAFETY = ("emergency", "crisis")
_ERRANDS = ("rebook", "cancel", "book", "ask_earlier_time")
_FEW_WORDS = 5


def answer(turn: Turn) -> Reply:
    """The reply: to danger first, to what is under way next, then to the message itself."""
    if turn.intent in _SAFETY:
        return _by(ANSWERS[turn.intent], turn)
    errand = continuing.go_on(turn)
    if errand is not None:
        return _remembering(errand, turn, {"misses": 0, "asked": None, "said": _done_about(errand)})
    if not turn.carried and other_language(turn.text):
        return _by(ANSWERS["ask_language"], turn)
    found = _to_what_we_asked(turn) or _by(ANSWERS[turn.intent], turn)
    found = _with_second_question(found, turn)
    return _back_to_errand(found, turn)


def _done_about(errand: Reply) -> dict[str, Any] | None:
    """What "va?" means after an errand: when the visit is now."""
    about_it = errand.memory.get("focus")
    return Said("ask_when", (about_it,)).as_slot() if about_it else None


def _by(chosen: Answer, turn: Turn) -> Reply:
    """The answer's own reply, and that it was given."""
    found = chosen.reply(turn)
    memory: dict[str, Any] = {"misses": 0, "asked": None}
    if not chosen.small_talk:
        about_it = found.memory.get("focus")
        memory["said"] = Said(chosen.intent, (about_it,) if about_it else (), turn.simple).as_slot()
    return _remembering(found, turn, memory)


def _remembering(found: Reply, turn: Turn, memory: dict[str, Any]) -> Reply:
    """Adds what is remembered after every answer; what has not changed is not written again."""
    everything = {**memory, **found.memory}
    changed = {
        name: value for name, value in everything.items() if turn.memory.slots.get(name) != value
    }
    return Reply(found.messages, changed)


def _to_what_we_asked(turn: Turn) -> Reply | None:
    """A few words that name one of those that we asked about: the answer to the question before."""
    asked = turn.memory.asked
    if asked is None or turn.carried or len(turn.text.split()) > _FEW_WORDS:
        return None
    shown = replace(turn, memory=replace(turn.memory, shown=asked.candidates))
    named = about(shown)
    refs = [step.ref for step in named.steps if step.ref in asked.candidates]
    if len(refs) != 1 or asked.intent not in ANSWERS:
        return None
    about_it = replace(turn, about=(refs[0],), understood=Understood(asked.intent))
    return _by(ANSWERS[asked.intent], about_it)


def _with_second_question(found: Reply, turn: Turn) -> Reply:
    """Answers the other question of the message too."""
    if turn.understood.second is None:
        return found
    intent, words = turn.understood.second
    if intent not in ANSWERS or intent == turn.intent or found.memory.get("errand"):
        return found
    memory = Memory.from_slots({**turn.memory.slots, **found.memory})
    second = replace(turn, text=words, memory=memory, about=None, understood=Understood(intent))
    return found.then(_by(ANSWERS[intent], second))


def _back_to_errand(found: Reply, turn: Turn) -> Reply:
    """After a question in the middle of an errand: what was under way."""
    touched = "errand" in found.memory or turn.intent in _ERRANDS
    reminder = None if touched else continuing.reminder(turn)
    return found.then(reminder) if reminder is not None else found
