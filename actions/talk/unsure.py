"""When the text was not understood: asking, and then a person."""

from __future__ import annotations

import re
from dataclasses import replace

from actions.base import ANSWERS, Answer
from actions.following import half
from actions.memory import Said
from actions.people import told_of
from actions.plan.about import about
from actions.plan.noted import anywhere, noted_lines
from actions.reply import Button, Reply, message, reply, say
from actions.talk.about_me import ringing_hours, with_number
from actions.talk.courtesies import first_questions
from actions.time_wishes import Status
from actions.times.opening import begin_named, wish_of
from actions.turn import Turn, Understood
from backend.contracts.schemas import Step
from backend.phrasing.texts import all_texts, text

_MOST_CHOICES = 3
_WHEN = re.compile(r"\bn[äa]r\b|\bhur dags\b|\bvilken (?:dag|tid)\b", re.IGNORECASE)
_PATIENCE = 2
_NAME_WORDS = 3
"""A text of more words than these says something more than what a visit is called."""
_ABOUT_TIMES = {"rebook", "book", "give_time_wish", "ask_earlier_time"}
_LIKELY = 0.12
"""What is less probable than this is as good as drawn by lot, and not worth asking about."""


class Unsure(Answer):
    """Asks "Menar du …?" with what it may have been; after two misses, offers a person."""

    intent = "nlu_fallback"
    small_talk = True

    def reply(self, turn: Turn) -> Reply:
        """The likeliest intents as buttons, or whom to ring."""
        errand = _wish_for_a_visit(turn)
        if errand is not None:
            return errand
        visit = _visit_alone(turn)
        if visit is not None:
            return visit
        note = anywhere(turn)
        if note is not None:
            return reply(message(noted_lines(note, turn))).remembering(focus=note.step.ref)
        misses = turn.memory.misses + 1
        if misses > _PATIENCE:
            return reply(
                message(
                    with_number("unsure.give_up", "unsure.give_up_no_phone", turn),
                    ringing_hours(turn),
                    say("unsure.can"),
                    buttons=[Button(text("button.human"), "ask_human"), *first_questions()],
                )
            ).remembering(misses=misses)
        choices = _choices(turn)
        if not choices:
            return reply(message(say("unsure.short"), buttons=first_questions())).remembering(
                misses=misses
            )
        asked = reply(message(say("unsure.ask"), buttons=choices)).remembering(misses=misses)
        named = _what_is_named(turn)
        if named is not None and [one.intent for one in choices] == ["ask_status"]:
            return ANSWERS["ask_status"].reply(turn)
        if named is not None and (half(turn.text) or _WHEN.search(turn.text)):
            return named
        return named.then(asked) if named is not None else asked


def _wish_for_a_visit(turn: Turn) -> Reply | None:
    """A visit named beside a wish is to be moved there, if it may be about times at all.

    Nothing is changed without a yes.
    """
    likely = {name for name, _ in turn.understood.ranking[:_MOST_CHOICES]}
    if not likely & _ABOUT_TIMES or wish_of(turn, None).status is Status.NOTHING_SAID:
        return None
    return begin_named(turn)


def _visit_alone(turn: Turn) -> Reply | None:
    """What stands about a visit that is named and nothing more: "inskrivningen"."""
    if len(turn.text.split()) > _NAME_WORDS:
        return None
    named = about(turn)
    if not named.named or len(named.steps) != 1:
        return None
    return _told(named.steps[0], turn)


def _what_is_named(turn: Turn) -> Reply | None:
    """What stands about the one thing that a longer text names: perhaps it is answer enough."""
    named = about(turn)
    if not named.called or len(named.steps) != 1:
        return None
    told = _told(named.steps[0], turn)
    return replace(told, messages=tuple(replace(said, buttons=()) for said in told.messages))


def _told(step: Step, turn: Turn) -> Reply:
    """The half of a question that the words say, "den som tränar talet, vem", or when it is."""
    intent = half(turn.text) or ("ask_status" if step.task is not None else "ask_when")
    asked = replace(turn, about=(step.ref,), understood=Understood(intent))
    told = ANSWERS[intent].reply(asked)
    said = Said(intent, (step.ref,), person=told_of(told, intent, turn))
    return told.remembering(said=said.as_slot())


def _choices(turn: Turn) -> list[Button]:
    """None when nothing is likely, as after a mere "?" or letters typed at random."""
    if not any(letter.isalpha() for letter in turn.text):
        return []
    named = [
        name
        for name, probability in turn.understood.ranking
        if f"intent.{name}" in all_texts() and probability >= _LIKELY and _possible(name, turn)
    ]
    spoken_of = about(turn)
    one = len(spoken_of.steps) == 1 and spoken_of.named
    carried = {"about": spoken_of.steps[0].ref} if one else {}
    return [Button(text(f"intent.{name}"), name, carried) for name in named[:_MOST_CHOICES]]


def _possible(name: str, turn: Turn) -> bool:
    """Whether there is anything to stop."""
    return name != "stop" or turn.memory.errand is not None
