"""Another language, or an interpreter."""

from __future__ import annotations

from dataclasses import replace

from actions.base import Answer
from actions.facts import phone_fact
from actions.reply import Fact, Line, Message, Reply, message, reply, say
from actions.talk.about_me import with_number
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
        lines: list[Line] = [say("language.swedish")]
        if person.interpreter and person.language:
            language = Fact("status", person.language, "Patient", person.language)
            lines.append(say("language.interpreter_known", language=str(language)))
        lines.append(with_number("language.call", "human.no_phone", turn))
        swedish = message(lines)
        return reply(foreign, swedish) if foreign else reply(swedish)


def in_language(turn: Turn, code: str | None) -> Message | None:
    """The fixed sentences in that language, marked with it; `None` when there are none."""
    if code is None or f"languages.{code}" not in all_texts():
        return None
    coordinator = turn.contract.coordinator
    phone = phone_fact(coordinator) if coordinator else None
    found = message(say(f"languages.{code}", phone=phone if phone is not None else "1177"))
    return replace(found, lang=code)


def _asked_for(text: str) -> str | None:
    lowered = text.casefold()
    return next((code for word, code in _NAMED if word in lowered), None)
