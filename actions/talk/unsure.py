"""When the text was not understood: asking, and then a person."""

from __future__ import annotations

from actions.base import Answer
from actions.reply import Button, Reply, message, reply, say
from actions.talk.about_me import with_number
from actions.talk.courtesies import first_questions
from actions.turn import Turn
from backend.phrasing.texts import all_texts, text

_MOST_CHOICES = 3
_PATIENCE = 2


class Unsure(Answer):
    """Asks "Menar du …?" with what it may have been; after two misses, offers a person."""

    intent = "nlu_fallback"
    small_talk = True

    def reply(self, turn: Turn) -> Reply:
        """The likeliest intents as buttons, or whom to ring."""
        misses = turn.memory.misses + 1
        if misses > _PATIENCE:
            return reply(
                message(
                    with_number("unsure.give_up", "unsure.give_up_no_phone", turn),
                    say("unsure.can"),
                    buttons=[Button(text("button.human"), "ask_human"), *first_questions()],
                )
            ).remembering(misses=misses)
        choices = _choices(turn)
        if not choices:
            return reply(message(say("unsure.short"), buttons=first_questions())).remembering(
                misses=misses
            )
        return reply(message(say("unsure.ask"), buttons=choices)).remembering(misses=misses)


def _choices(turn: Turn) -> list[Button]:
    named = [name for name, _ in turn.understood.ranking if f"intent.{name}" in all_texts()]
    return [Button(text(f"intent.{name}"), name) for name in named[:_MOST_CHOICES]]
