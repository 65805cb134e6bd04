"""Which step of the plan a question is about: named, pointed at, asked back, or the next one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from actions.facts import raised
from actions.linking import Focus, LinkKind, link
from actions.memory import Asked
from actions.plan import pointing
from actions.reply import Button, Reply, message, reply, say
from actions.turn import Turn
from backend.contracts.schemas import Step
from backend.phrasing.dates import time_phrase
from backend.phrasing.texts import text

Wanted = Callable[[Step], bool]
_MOST_BUTTONS = 6


@dataclass(frozen=True)
class About:
    """The steps that the answer is about, or the reply that must come first.

    `named` tells whether the patient named them; otherwise they are what one would expect.
    """

    steps: tuple[Step, ...] = ()
    first: Reply | None = None
    named: bool = False


def about(turn: Turn, wanted: Wanted | None = None) -> About:
    """What the turn's question is about.

    Args:
        turn: the turn.
        wanted: what the question can be about at all; of several that are named, those that are
            not wanted are left out.
    """
    by_ref = {step.ref: step for step in turn.contract.steps}
    settled = turn.about or _carried(turn)
    if settled:
        found = tuple(by_ref[ref] for ref in settled if ref in by_ref)
        if found:
            return About(found, named=True)
    linked = link(turn.text, turn.contract, turn.now, Focus(turn.memory.focus, turn.memory.shown))
    named = [by_ref[found.ref] for found in linked.candidates if found.ref in by_ref]
    if linked.kind is LinkKind.NOT_FOUND:
        return About(first=_not_found(turn, linked.mentioned, wanted))
    if linked.kind is LinkKind.NONE_MENTIONED or not named:
        return About()
    fitting = [step for step in named if wanted is None or wanted(step)] or named
    if linked.kind in (LinkKind.ONE, LinkKind.ALL) or len(fitting) == 1:
        return About(tuple(fitting), named=True)
    return About(first=which(turn, fitting))


def about_or_next(turn: Turn, wanted: Wanted | None = None) -> About:
    """As `about`; when nothing is named, the next visit, or else what is waited for."""
    found = about(turn, wanted)
    if found.first is not None or found.steps:
        return found
    ahead = [*pointing.upcoming(turn.contract, turn.now), *pointing.waiting(turn.contract)]
    fitting = [step for step in ahead if wanted is None or wanted(step)]
    return About(tuple((fitting or ahead)[:1]))


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
    if step.when is None:
        return text("about.button_no_time", what=what)
    return text("about.button", what=what, when=time_phrase(step.when, turn.now))


def _not_found(turn: Turn, words: tuple[str, ...], wanted: Wanted | None) -> Reply:
    """Says that the plan does not have it, and shows what there is instead."""
    line = say("about.not_found_word", word=words[0]) if len(words) == 1 else say("about.not_found")
    ahead = [*pointing.upcoming(turn.contract, turn.now), *pointing.waiting(turn.contract)]
    fitting = [step for step in ahead if wanted is None or wanted(step)]
    if not fitting:
        return reply(message(line))
    return reply(
        message(line, say("about.instead_lead"), buttons=step_buttons(turn, fitting))
    ).remembering(
        asked=Asked(turn.intent, tuple(step.ref for step in fitting)).as_slot(),
        shown=[step.ref for step in fitting],
    )


def _carried(turn: Turn) -> tuple[str, ...]:
    found = turn.carried.get("about")
    return (found,) if isinstance(found, str) else ()
