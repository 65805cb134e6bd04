"""Which step of the plan a question is about: named, pointed at, asked back, or the next one."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from actions.facts import raised
from actions.linking import Focus, Link, LinkKind, Target, link
from actions.linking.turn import BY_TIME
from actions.memory import Asked
from actions.plan import pointing
from actions.reply import Button, Reply, message, reply, say
from actions.turn import Turn
from backend.contracts.schemas import State, Step
from backend.phrasing.dates import time_phrase
from backend.phrasing.texts import text

Wanted = Callable[[Step], bool]
_MOST_BUTTONS = 6
_MOST_OF_A_DAY = 3
_OF_A_DAY = ("ask_when", "ask_where", "ask_plan", "ask_next_step", "ask_preparation")
_PARTS = re.compile(r"(?<=[.?!])\s+|[\r\n]+|,\s+|\s+(?:så|men)\s+")
_PAST = re.compile(r"\b(?:var|va|gjorde|hade|fick|tog|träffade|förra|sist)\b", re.IGNORECASE)
_ASKING = re.compile(r"\b(?:när|var|vart|vem|hur|vilken|vilket|vilka|vad|ska|får)\b", re.IGNORECASE)


@dataclass(frozen=True)
class About:
    """The steps that the answer is about, or the reply that must come first.

    `named` tells whether the patient named them or pointed at them; otherwise they are what one
    would expect. `called` tells whether it was by a name.
    `missing` are words for what was named besides and is not there.
    """

    steps: tuple[Step, ...] = ()
    first: Reply | None = None
    named: bool = False
    missing: tuple[str, ...] = ()
    called: bool = False


def about(turn: Turn, wanted: Wanted | None = None, target: Target = Target.ANYTHING) -> About:
    """What the turn's question is about.

    Args:
        turn: the turn.
        wanted: what the question can be about at all; of several that are named, those that are
            not wanted are left out.
        target: which part of the contract may be meant.
    """
    by_ref = {step.ref: step for step in turn.contract.steps}
    settled = turn.about or carried(turn)
    if settled:
        found = tuple(by_ref[ref] for ref in settled if ref in by_ref)
        if found:
            return About(found, named=True)
    linked = linked_to(turn, target)
    if linked.kind is LinkKind.NOT_FOUND:
        return About(first=_not_found(turn, linked, wanted))
    named = _steps(linked, by_ref)
    if not named:
        return About()
    fitting = [step for step in named if wanted is None or wanted(step)] or named
    if not _PAST.search(turn.text):
        fitting = [step for step in fitting if step.state is not State.DONE] or fitting
    if linked.together or len(fitting) == 1 or _all_of_a_day(linked, fitting, turn):
        missing = tuple(found.term for found in linked.missing)
        return About(tuple(fitting), named=True, missing=missing, called=linked.named)
    return About(first=which(turn, fitting), named=True)


def _all_of_a_day(linked: Link, steps: list[Step], turn: Turn) -> bool:
    """Whether a day alone was named, and these are all that it holds: then all are told."""
    days = {step.when.date() if step.when else None for step in steps}
    return (
        turn.intent in _OF_A_DAY
        and len(steps) <= _MOST_OF_A_DAY
        and len(days) == 1
        and None not in days
        and not linked.named
        and all(found.score == BY_TIME for found in linked.candidates)
    )


def linked_to(turn: Turn, target: Target = Target.ANYTHING) -> Link:
    """The parts of the contract that the text means."""
    focus = Focus(turn.memory.focus, turn.memory.shown)
    found = link(turn.text, turn.contract, turn.now, focus, target)
    if found.kind is not LinkKind.SEVERAL or found.together:
        return found
    question = _question_in(turn.text)
    if question is None:
        return found
    # What is told before the question names things too: "hade en stroke, när är logopeden?"
    asked = link(question, turn.contract, turn.now, focus, target)
    return asked if asked.kind is LinkKind.ONE and asked.named else found


def _question_in(text: str) -> str | None:
    """The last part of a text with several that asks something."""
    parts = [part for part in _PARTS.split(text) if part.strip()]
    asking = [part for part in parts if _ASKING.search(part)]
    return asking[-1] if len(parts) > 1 and asking else None


def _steps(linked: Link, by_ref: dict[str, Step]) -> list[Step]:
    """The steps of the candidates; a referral or task stands for the step that it is."""
    found: dict[str, Step] = {}
    for candidate in linked.candidates:
        step = by_ref.get(candidate.source)
        if step is not None:
            found.setdefault(step.ref, step)
    return list(found.values())


def about_or_next(turn: Turn, wanted: Wanted | None = None) -> About:
    """As `about`; if nothing is named: what was last spoken of, the next visit, what is waited for.

    Who asked when the operation is and then "får jag äta frukost?" must not hear of another visit.
    """
    found = about(turn, wanted)
    beside_it = wanted is not None and not any(wanted(step) for step in found.steps)
    if found.first is not None or (found.steps and not (beside_it and _in_focus(turn, wanted))):
        return found
    ahead = [*pointing.upcoming(turn.contract, turn.now), *pointing.waiting(turn.contract)]
    fitting = [step for step in ahead if wanted is None or wanted(step)]
    spoken_of = [step for step in ahead if step.ref == turn.memory.focus]
    return About(tuple((spoken_of or fitting or ahead)[:1]))


def _in_focus(turn: Turn, wanted: Wanted | None) -> bool:
    """Whether what was last spoken of is such as the question can be about.

    "Var går man in? Han har rollator" is not about the rollator that is ordered.
    """
    spoken_of = [step for step in turn.contract.steps if step.ref == turn.memory.focus]
    return bool(spoken_of) and wanted is not None and wanted(spoken_of[0])


def which(turn: Turn, steps: list[Step], key: str = "about.which_of") -> Reply:
    """Asks which of the steps is meant, with a button for each."""
    return reply(message(say(key), buttons=step_buttons(turn, steps))).remembering(
        asked=Asked(turn.intent, tuple(step.ref for step in steps)).as_slot(),
        shown=[step.ref for step in steps],
    )


def step_buttons(turn: Turn, steps: list[Step], intent: str | None = None) -> list[Button]:
    """A button for each step, named so that no two are alike."""
    return [
        Button(_button_title(step, turn), intent or turn.intent, {"about": step.ref})
        for step in steps[:_MOST_BUTTONS]
    ]


def _button_title(step: Step, turn: Turn) -> str:
    what = raised(step.title)
    if step.state is State.ONGOING:
        return text("about.button_ongoing", what=what)
    if step.when is None:
        return text("about.button_no_time", what=what)
    return text("about.button", what=what, when=time_phrase(step.when, turn.now))


def _not_found(turn: Turn, linked: Link, wanted: Wanted | None) -> Reply:
    """Says that the plan does not have it, and shows what there is instead."""
    terms = [missing.term for missing in linked.missing]
    line = say("about.not_found_word", word=terms[0]) if terms else say("about.not_found")
    ahead = [*pointing.upcoming(turn.contract, turn.now), *pointing.waiting(turn.contract)]
    visits = [step for step in ahead if step.task is None]
    fitting = [step for step in visits if wanted is None or wanted(step)]
    if not fitting:
        return reply(message(line))
    return reply(
        message(line, say("about.instead_lead"), buttons=step_buttons(turn, fitting))
    ).remembering(
        asked=Asked(turn.intent, tuple(step.ref for step in fitting)).as_slot(),
        shown=[step.ref for step in fitting],
    )


def carried(turn: Turn) -> tuple[str, ...]:
    """The step that a pressed button stands for."""
    found = turn.carried.get("about")
    return (found,) if isinstance(found, str) else ()
