"""From a turn to its reply: which answer it gets, and what goes with every answer."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from actions.base import ANSWERS, Answer
from actions.correcting import corrects
from actions.following import OF_A_VISIT, leaning, named_alone
from actions.linking import LinkKind, link
from actions.memory import Memory, Said
from actions.people import of_a_person, told_of
from actions.plan.about import about
from actions.relatives import to_a_relative
from actions.reply import Reply
from actions.talk.languages import other_language
from actions.times import continuing, offers
from actions.turn import Turn, Understood

_SAFETY = ("emergency", "crisis")
_ERRANDS = ("rebook", "cancel", "book", "ask_earlier_time")
_NAMING = (*OF_A_VISIT, "ask_contact", "ask_waiting_time", "ask_status", "ask_changes")
_FEW_WORDS = 5
_OVERVIEWS = ("ask_next_step", "ask_plan")
_FEW_OF_A_SECOND = 3
"""Of so few words, "var det nu", an overview is a guess."""


def answer(turn: Turn) -> Reply:
    """The reply, as it is said to the patient or to a relative."""
    found = _answered(turn)
    return found if turn.known.own else to_a_relative(found)


def _answered(turn: Turn) -> Reply:
    """The reply: to danger first, to what is under way next, then to the message itself."""
    if turn.intent in _SAFETY:
        return _by(ANSWERS[turn.intent], turn)
    errand = continuing.go_on(turn)
    if errand is not None:
        return _remembering(errand, turn, {"misses": 0, "asked": None, "said": _done_about(errand)})
    if not turn.carried and other_language(turn.text):
        return _back_to_errand(_by(ANSWERS["ask_language"], turn), turn)
    turn = _first_question(turn)
    found = _to_what_we_asked(turn)
    if found is None:
        turn = _corrected(turn) or of_a_person(turn) or leaning(turn) or named_alone(turn) or turn
        found = _by(ANSWERS[turn.intent], turn)
    elif turn.memory.asked is not None:
        turn = replace(turn, understood=Understood(turn.memory.asked.intent))
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
        settled = turn.about or () if chosen.intent == "ask_contact" else ()
        memory["said"] = Said(
            chosen.intent,
            settled or ((about_it,) if about_it else ()),
            turn.simple,
            told_of(found, chosen.intent, turn),
        ).as_slot()
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


def _first_question(turn: Turn) -> Turn:
    """Of two questions the first, when its own words say what it is about."""
    if turn.understood.second is None or turn.intent not in _NAMING:
        return turn
    own = turn.text.replace(turn.understood.second[1], " ")
    names_something = link(own, turn.contract, turn.now).kind is not LinkKind.NONE_MENTIONED
    return replace(turn, text=own) if names_something else turn


def _corrected(turn: Turn) -> Turn | None:
    """The question before, about what the patient says that they meant."""
    said = turn.memory.said
    if said is None or said.intent not in ANSWERS or not corrects(turn):
        return None
    return replace(turn, understood=Understood(said.intent))


def _with_second_question(found: Reply, turn: Turn) -> Reply:
    """Answers the other question too; later, when which visit must be known first."""
    if turn.understood.second is None:
        return _with_what_waited(found, turn)
    intent, words = turn.understood.second
    if intent not in ANSWERS or intent == turn.intent or found.memory.get("errand"):
        return found
    if intent in _OVERVIEWS and len(words.split()) <= _FEW_OF_A_SECOND:
        return found
    asked = found.memory.get("asked")
    names_nothing = link(words, turn.contract, turn.now).kind is LinkKind.NONE_MENTIONED
    if asked and intent in OF_A_VISIT and names_nothing:
        return found.remembering(asked={**asked, "also": intent})
    return _and_then(found, intent, replace(turn, text=words, about=None))


def _with_what_waited(found: Reply, turn: Turn) -> Reply:
    """Answers the second question that waited for which visit was meant."""
    asked = turn.memory.asked
    if asked is None or asked.also is None or found.memory.get("asked"):
        return found
    focus = {**turn.memory.slots, **found.memory}.get("focus")
    if focus not in asked.candidates or turn.intent != asked.intent:
        return found
    return _and_then(found, asked.also, replace(turn, text="", about=(focus,), carried={}))


def _and_then(found: Reply, intent: str, turn: Turn) -> Reply:
    """The reply, and the answer to `intent` without the lines that were said already."""
    memory = Memory.from_slots({**turn.memory.slots, **found.memory})
    asked = replace(turn, memory=memory, understood=Understood(intent))
    asked = of_a_person(asked) or asked
    second = _by(ANSWERS[asked.intent], asked)
    told = {line.text for said in found.messages for line in said.lines}
    new = (
        replace(said, lines=tuple(line for line in said.lines if line.text not in told))
        for said in second.messages
    )
    told_before = {"focus": found.memory["focus"]} if "focus" in found.memory else {}
    named = link(turn.text, turn.contract, turn.now).kind is not LinkKind.NONE_MENTIONED
    memory_after = {**second.memory, **({} if named else told_before)}
    return found.then(Reply(tuple(said for said in new if said.lines), memory_after))


def _back_to_errand(found: Reply, turn: Turn) -> Reply:
    """After a question in the middle of an errand: what was under way, or just offered."""
    touched = "errand" in found.memory or turn.intent in _ERRANDS
    if turn.known.offered is not None and not touched:
        return found.then(offers.reminder(turn.known.offered))
    reminder = None if touched else continuing.reminder(turn)
    return found.then(reminder) if reminder is not None else found
