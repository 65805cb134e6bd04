"""Beginning an errand: which visit, whether it is allowed, and everything that was said already."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from actions.base import ANSWERS
from actions.facts import time_fact, title_fact
from actions.linking import Target, named_words
from actions.plan import pointing
from actions.plan.about import About, about, linked_to, step_buttons
from actions.plan.lines import contact_lines
from actions.plan.next_step import contact_or_advice
from actions.plan.task_lines import task_lines
from actions.reply import Button, Reply, message, reply, say
from actions.time_wishes import Status, TimeWish, matches, parse_wish
from actions.times.cancelling import ask_to_cancel
from actions.times.errand import Errand, ErrandKind, Stage
from actions.times.offering import offer
from actions.times.refusing import clinic_refusal, may_not_book, send_request, sends_request
from actions.turn import Turn, Understood
from backend.contracts.schemas import State, Step
from backend.phrasing.texts import text

_NOTHING = {
    ErrandKind.REBOOK: "errand.nothing_to_move",
    ErrandKind.EARLIER: "errand.nothing_to_move",
    ErrandKind.CANCEL: "errand.nothing_to_cancel",
    ErrandKind.BOOK: "errand.nothing_to_book",
}


def begin(turn: Turn, kind: ErrandKind, earlier: Errand | None = None) -> Reply:
    """Begins an errand, with all that the text says; `earlier` is what was under way."""
    if not turn.known.may_book:
        named = about(turn, target=Target.UPCOMING)
        return may_not_book(turn, named.steps[0] if len(named.steps) == 1 else None)
    found = _which(turn, kind)
    if found.first is not None:
        if "errand" in found.first.memory:
            return found.first
        wish = _kept(_wish(turn, None)) or (earlier.wish if earlier else None)
        waiting = Errand(kind, Stage.WHICH, wish=wish)
        return found.first.remembering(errand=waiting.as_slot())
    begun = begin_with(turn, kind, found.steps[0], earlier)
    missing = _nowhere(turn, found.missing)
    if not missing:
        return begun
    # What was named besides and is not there is said before anything is changed.
    return reply(message(say("about.not_found_word", word=missing[0]))).then(begun)


def begin_named(turn: Turn) -> Reply | None:
    """Moves the booked visit that a text with a wish names, or books what waits for a time.

    `None` when the text names neither: then it is asked what the wish is for.
    """
    if turn.carried:
        return None
    for kind, target in (
        (ErrandKind.REBOOK, Target.UPCOMING),
        (ErrandKind.BOOK, Target.WITHOUT_TIME),
    ):
        found = about(turn, target=target)
        if found.named and all(_beside(step, wish_of(turn, None)) for step in found.steps):
            return begin(turn, kind)
    return None


def _nowhere(turn: Turn, terms: tuple[str, ...]) -> list[str]:
    """Those of the terms that the whole plan lacks, not only what can be changed."""
    everywhere = {found.term for found in linked_to(turn, Target.ALL).missing}
    return [term for term in terms if term in everywhere]


def begin_with(turn: Turn, kind: ErrandKind, step: Step, earlier: Errand | None = None) -> Reply:
    """Begins an errand about this step."""
    if sends_request(turn):
        return send_request(turn, step, kind)
    against = _state_against(turn, step, kind) or clinic_refusal(turn, step, kind)
    if against is not None:
        return against
    assert step.appointment is not None  # noqa: S101  else the clinic has refused
    wish = _beside(step, _wish(turn, step)) or _beside(step, earlier.wish if earlier else None)
    if kind is ErrandKind.EARLIER and wish is not None and not _may_be_earlier(wish, step, turn):
        kind = ErrandKind.REBOOK
    errand = Errand(kind, Stage.WISH, step.appointment.id, wish=wish)
    if kind is ErrandKind.CANCEL:
        return ask_to_cancel(turn, errand, step)
    return offer(turn, errand, step)


def wish_of(turn: Turn, step: Step | None) -> TimeWish:
    """What the text says about when, beside the time that the step has."""
    named = named_words(turn.text, turn.contract)
    return parse_wish(turn.text, turn.now, step.when if step else None, named=named)


def _kept(wish: TimeWish | None) -> TimeWish | None:
    """A wish worth keeping until the visit is known: what was unclear may only have named it."""
    return wish if wish is not None and wish.status is Status.UNDERSTOOD else None


def _beside(step: Step, wish: TimeWish | None) -> TimeWish | None:
    """The wish, unless it is the very day that the visit has: then it told which visit."""
    if wish is None or step.when is None or not matches(wish, step.when):
        return wish
    own = step.when.date()
    days = [
        part for reading in wish.readings for window in reading.options for part in window.dates
    ]
    return None if days and all(part.first == part.last == own for part in days) else wish


def _may_be_earlier(wish: TimeWish, step: Step, turn: Turn) -> bool:
    """Whether any hour of the days before the present time fits the wish."""
    if step.when is None or not wish.understood:
        return True
    hours = int((step.when - turn.now).total_seconds() // 3600)
    return any(matches(wish, turn.now + timedelta(hours=hour)) for hour in range(hours))


def _wish(turn: Turn, step: Step | None) -> TimeWish | None:
    if turn.carried:
        return None
    wish = wish_of(turn, step)
    # "När ska jag till barnmorskan" names a visit with a question, and no time that suits.
    asks = turn.intent == "ask_when" and wish.status is Status.NOT_UNDERSTOOD
    return None if asks or wish.status is Status.NOTHING_SAID else wish


def _which(turn: Turn, kind: ErrandKind) -> About:
    """The step that the errand is about, or the question which."""
    candidates = _candidates(turn, kind)
    target = Target.WITHOUT_TIME if kind is ErrandKind.BOOK else Target.UPCOMING
    found = about(turn, wanted=lambda step: step in candidates, target=target)
    if found.steps:
        return found
    if found.first is not None and found.named:
        return found
    if found.first is not None:
        return About(
            first=_otherwise(turn, kind, candidates) or _not_there(turn, kind, found.first)
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


def _not_there(turn: Turn, kind: ErrandKind, not_found: Reply) -> Reply:
    """That the plan lacks it; and whom to ask for a time that nobody has planned."""
    if kind is not ErrandKind.BOOK:
        return not_found
    return not_found.then(reply(message(say("errand.only_planned"), contact_or_advice(turn))))


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
    near = [
        by_ref[found.source]
        for found in linked_to(turn, Target.ALL).candidates
        if found.source in by_ref
    ]
    for step in sorted(near, key=lambda step: step.state is not State.BOOKED):
        if step not in candidates:
            return _state_against(turn, step, kind) or clinic_refusal(turn, step, kind)
    return None


def _state_against(turn: Turn, step: Step, kind: ErrandKind) -> Reply | None:
    """What the step's own state says against the errand."""
    if step.task is not None and step.task.owner == "patient":
        lines = task_lines(step.task, turn)
        return reply(message(lines, contact_lines(step.contact, turn))).remembering(
            errand=None, focus=step.ref
        )
    instead = pointing.replacing(turn.contract, step)
    if instead is not None and kind is not ErrandKind.CANCEL:
        asked = replace(turn, about=(instead.ref,), understood=Understood("ask_when"))
        return ANSWERS["ask_when"].reply(asked).remembering(errand=None)
    if step.state is State.DONE or (step.when is not None and pointing.ends(step) <= turn.now):
        line = say("errand.already_done", what=title_fact(step))
    elif step.state is State.CANCELLED and kind is not ErrandKind.BOOK:
        line = say("errand.already_cancelled", what=title_fact(step))
    elif kind is ErrandKind.BOOK and step.when is not None and step.state is State.BOOKED:
        return _has_time(turn, step)
    else:
        return None
    return reply(message(line, contact_or_advice(turn))).remembering(errand=None, focus=step.ref)


def _has_time(turn: Turn, step: Step) -> Reply:
    """What is booked already: when, and whether it is to be moved to what was wished."""
    assert step.when is not None  # noqa: S101  it is booked
    when = time_fact(step.when, step.source, turn.now)
    line = say("errand.has_time", what=title_fact(step), when=when)
    if step.appointment is None or clinic_refusal(turn, step, ErrandKind.REBOOK):
        return reply(message(line, contact_or_advice(turn))).remembering(
            errand=None, focus=step.ref
        )
    wish = _beside(step, _kept(_wish(turn, step)))
    moving = Errand(ErrandKind.REBOOK, Stage.WISH, step.appointment.id, wish=wish)
    buttons = [
        Button(text("button.rebook"), "rebook", {"about": step.ref}),
        Button(text("confirm.no_rebook"), "stop"),
    ]
    return reply(message(line, say("errand.rather_move"), buttons=buttons)).remembering(
        errand=moving.as_slot(), focus=step.ref
    )


def _intent(kind: ErrandKind) -> str:
    return "ask_earlier_time" if kind is ErrandKind.EARLIER else kind.value
