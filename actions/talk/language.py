"""Another language, or an interpreter."""

from __future__ import annotations

from dataclasses import replace

from actions.base import Answer
from actions.facts import phone_fact, time_fact, title_fact
from actions.plan.pointing import upcoming
from actions.reply import Fact, Line, Message, Reply, message, reply, say
from actions.talk.about_me import whom_to_ring, with_number
from actions.talk.languages import other_language
from actions.turn import Turn
from backend.phrasing.texts import all_texts

_NAMED = (
    ("engelsk", "en"),
    ("english", "en"),
    ("arab", "ar"),
    ("finsk", "fi"),
    ("somali", "so"),
    ("pers", "fa"),
    ("dari", "fa"),
    ("farsi", "fa"),
    ("ukrain", "uk"),
    ("polsk", "pl"),
    ("rysk", "ru"),
    ("spansk", "es"),
    ("turkis", "tr"),
)


class Language(Answer):
    """That this speaks Swedish, and how to get an interpreter: in their language where we can."""

    intent = "ask_language"
    small_talk = True

    def reply(self, turn: Turn) -> Reply:
        """In the language that was written or asked for, then in Swedish."""
        foreign = in_language(turn, other_language(turn.text) or _asked_for(turn.text))
        person = turn.contract.person
        booked = _interpreter_booked(turn) if "tolk" in turn.text.casefold() else None
        lines: list[Line] = [booked or say("language.swedish")]
        if booked is None and person.interpreter and person.language:
            language = Fact("status", person.language, "Patient", person.language)
            lines.append(say("language.interpreter_known", language=str(language)))
        lines.append(with_number("language.call", "human.no_phone", turn))
        swedish = message(lines)
        return reply(foreign, swedish) if foreign else reply(swedish)


def _interpreter_booked(turn: Turn) -> Line | None:
    """What the clinic has written of an interpreter at the visit spoken of, or at the next one."""
    ahead = upcoming(turn.contract, turn.now)
    spoken_of = [step for step in ahead if step.ref == turn.memory.focus]
    step = next(iter(spoken_of or ahead), None)
    comment = step.appointment.comment if step is not None and step.appointment else None
    if step is None or step.when is None or comment is None or "tolk" not in comment.casefold():
        return None
    return say(
        "language.interpreter_booked",
        what=title_fact(step),
        when=time_fact(step.when, step.source, turn.now),
        comment=Fact("status", comment, step.source),
    )


def in_language(turn: Turn, code: str | None) -> Message | None:
    """The fixed sentences in that language, marked with it; `None` when there are none."""
    if code is None or f"languages.{code}" not in all_texts():
        return None
    contact = whom_to_ring(turn)
    phone = phone_fact(contact) if contact else None
    found = message(say(f"languages.{code}", phone=phone if phone is not None else "1177"))
    return replace(found, lang=code)


def _asked_for(text: str) -> str | None:
    lowered = text.casefold()
    return next((code for word, code in _NAMED if word in lowered), None)
