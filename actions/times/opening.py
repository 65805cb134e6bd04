"""Beginning an errand: which visit, whether it is allowed, and everything that was said already."""

from __future__ import annotations

from actions.facts import time_fact, title_fact
from actions.linking import Target
from actions.plan import pointing
from actions.plan.about import About, about, linked_to, step_buttons
from actions.plan.next_step import contact_or_advice
from actions.reply import Reply, message, reply, say
from actions.time_wishes import Status, TimeWish, parse_wish
from actions.times.cancelling import ask_to_cancel
from actions.times.errand import Errand, ErrandKind, Stage
from actions.times.offering import offer
from actions.times.refusing import clinic_refusal, may_not_book, send_request, sends_request
from actions.turn import Turn
from backend.contracts.schemas import State, Step

_NOTHING = {
    ErrandKind.REBOOK: "errand.nothing_to_move",
    ErrandKind.EARLIER: "errand.nothing_to_move",
    ErrandKind.CANCEL: "errand.nothing_to_cancel",
    ErrandKind.BOOK: "errand.nothing_to_book",
}


def begin(turn: Turn, kind: ErrandKind, earlier: Errand | None = None) -> Reply:
    """Begins an errand, with all that the text says; `earlier` is what was under way."""
    if not turn.known.may_book:
        return may_not_book(turn)
    found = _which(turn, kind)
    if found.first is not None:
        if "errand" in found.first.memory:
            return found.first
        wish = _wish(turn, None) or (earlier.wish if earlier else None)
        waiting = Errand(kind, Stage.WHICH, wish=wish)
        return found.first.remembering(errand=waiting.as_slot())
    begun = begin_with(turn, kind, found.steps[0], earlier)
    if not found.missing:
        return begun
    # What was named besides and is not there is said before anything is changed.
    return reply(message(say("about.not_found_word", word=found.missing[0]))).then(begun)


def begin_with(turn: Turn, kind: ErrandKind, step: Step, earlier: Errand | None = None) -> Reply:
    """Begins an errand about this step."""
    if sends_request(turn):
        return send_request(turn, step, kind)
    against = _state_against(turn, step, kind) or clinic_refusal(turn, step, kind)
    if against is not None:
        return against
    assert step.appointment is not None  # noqa: S101  else the clinic has refused
    wish = _wish(turn, step) or (earlier.wish if earlier else None)
    errand = Errand(kind, Stage.WISH, step.appointment.id, wish=wish)
    if kind is ErrandKind.CANCEL:
        return ask_to_cancel(turn, errand, step)
    return offer(turn, errand, step)


def wish_of(turn: Turn, step: Step | None) -> TimeWish:
    """What the text says about when, beside the time that the step has."""
    return parse_wish(turn.text, turn.now, step.when if step else None)


def _wish(turn: Turn, step: Step | None) -> TimeWish | None:
    if turn.carried:
        return None
    wish = wish_of(turn, step)
    return None if wish.status is Status.NOTHING_SAID else wish


def _which(turn: Turn, kind: ErrandKind) -> About:
    """The step that the errand is about, or the question which."""
    candidates = _candidates(turn, kind)
    target = Target.WITHOUT_TIME if kind is ErrandKind.BOOK else Target.UPCOMING
    found = about(turn, wanted=lambda step: step in candidates, target=target)
    if found.steps:
        return found
    if found.first is not None:
        return (
            found if found.named else About(first=_otherwise(turn, kind, candidates) or found.first)
        )
    if len(candidates) == 1:
        return About(tuple(candidates))
    spoken_of = [step for step in turn.contract.steps if _just_spoken_of(step, turn)]
    if len(spoken_of) == 1 and spoken_of[0] in candidates:
        return About(tuple(spoken_of))
    against = _state_against(turn, spoken_of[0], kind) if len(spoken_of) == 1 else None
    if against is not None:
        return About(first=against)
    if not candidates:
        nothing = reply(message(say(_NOTHING[kind]), contact_or_advice(turn)))
        return About(first=nothing.remembering(errand=None))
    question = say(f"errand.which_{kind.value}")
    buttons = step_buttons(turn, candidates, _intent(kind))
    shown = [step.ref for step in candidates]
    return About(first=reply(message(question, buttons=buttons)).remembering(shown=shown))


def _candidates(turn: Turn, kind: ErrandKind) -> list[Step]:
    if kind is ErrandKind.BOOK:
        return [step for step in pointing.waiting(turn.contract) if step.appointment is not None]
    return [step for step in pointing.upcoming(turn.contract, turn.now) if step.appointment]


def _just_spoken_of(step: Step, turn: Turn) -> bool:
    said = turn.memory.said
    return said is not None and step.ref in said.about


def _otherwise(turn: Turn, kind: ErrandKind, candidates: list[Step]) -> Reply | None:
    """What is named is there, but not for this errand: it is done, cancelled, or has a time."""
    by_ref = {step.ref: step for step in turn.contract.steps}
    for near in linked_to(turn, Target.ALL).candidates:
        step = by_ref.get(near.source)
        if step is not None and step not in candidates:
            return _state_against(turn, step, kind) or clinic_refusal(turn, step, kind)
    return None


def _state_against(turn: Turn, step: Step, kind: ErrandKind) -> Reply | None:
    """What the step's own state says against the errand."""
    if step.state is State.DONE or (step.when is not None and pointing.ends(step) <= turn.now):
        line = say("errand.already_done", what=title_fact(step))
    elif step.state is State.CANCELLED and kind is not ErrandKind.BOOK:
        line = say("errand.already_cancelled", what=title_fact(step))
    elif kind is ErrandKind.BOOK and step.when is not None and step.state is State.BOOKED:
        when = time_fact(step.when, step.source, turn.now)
        line = say("errand.has_time", what=title_fact(step), when=when)
    else:
        return None
    return reply(message(line, contact_or_advice(turn))).remembering(errand=None, focus=step.ref)


def _intent(kind: ErrandKind) -> str:
    return "ask_earlier_time" if kind is ErrandKind.EARLIER else kind.value
