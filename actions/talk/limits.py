"""What the assistant does not do: medical advice, and everything that is not the plan."""

from __future__ import annotations

import re
from dataclasses import replace

from actions.base import ANSWERS, Answer
from actions.linking import Target
from actions.plan.about import about
from actions.plan.noted import anywhere, noted_lines
from actions.reply import Line, Reply, message, reply, say
from actions.talk.about_me import whom_to_ring, with_number
from actions.talk.courtesies import first_questions
from actions.turn import Turn

_MEDICINE = re.compile(
    r"medicin|tablett|dos\b|waran|insulin|spruta|piller|sluta med|recept", re.IGNORECASE
)
_ELSEWHERE = (
    ("prescription", re.compile(r"recept", re.IGNORECASE)),
    ("certificate", re.compile(r"intyg|sjukskriv", re.IGNORECASE)),
    ("transport", re.compile(r"sjukresa|färdtjänst|taxi", re.IGNORECASE)),
    ("login", re.compile(r"logga in|bankid|freja|lösenord|1177", re.IGNORECASE)),
)
_WORD = re.compile(r"[^\W\d_]+")
_UNSAYABLE = re.compile(r"^[^aeiouyåäöé]{3,}$|[^aeiouyåäöé]{5}", re.IGNORECASE)
_IDENTITY_NUMBER = re.compile(r"(?<!\d)(?:\d{2})?\d{6} ?[-+–]? ?[\dA-Z]{2}\d{2}(?!\d)")


def _elsewhere(text: str) -> bool:
    return any(pattern.search(text) for _, pattern in _ELSEWHERE)


def _is_gibberish(text: str) -> bool:
    """Whether it was written by a cat or a child: at least half of the words cannot be said."""
    words = _WORD.findall(text)
    return 2 * sum(bool(_UNSAYABLE.search(word)) for word in words) >= max(len(words), 1)


class MedicalAdvice(Answer):
    """Only care staff may answer: whom to ring."""

    intent = "ask_medical_advice"
    small_talk = True

    def reply(self, turn: Turn) -> Reply:
        """No advice, and who gives it."""
        lines: list[Line] = [say("medical.not_me")]
        if _MEDICINE.search(turn.text):
            lines.append(say("medical.medicine"))
        if whom_to_ring(turn) is not None:
            lines.append(with_number("medical.clinic", "medical.advice", turn))
        return reply(message(lines, say("medical.advice")))


class OutOfScope(Answer):
    """Anything else."""

    intent = "out_of_scope"
    small_talk = True

    def reply(self, turn: Turn) -> Reply:
        """Where to turn for what is near, and what can be asked here."""
        if _IDENTITY_NUMBER.search(turn.text):
            asked = say("greet.ask")
            return reply(message(say("scope.number"), asked, buttons=first_questions()))
        note = anywhere(turn)
        if note is not None:
            return reply(message(noted_lines(note, turn))).remembering(focus=note.step.ref)
        if _is_gibberish(turn.text):
            return ANSWERS["nlu_fallback"].reply(turn)
        lines: list[Line] = [say("scope.not_me")]
        promised = about(turn, target=Target.TASKS) if _elsewhere(turn.text) else None
        if promised is not None and promised.called and len(promised.steps) == 1:
            return ANSWERS["ask_status"].reply(replace(turn, about=(promised.steps[0].ref,)))
        for key, pattern in _ELSEWHERE:
            if pattern.search(turn.text):
                lines.append(say(f"scope.{key}"))
        return reply(message(lines, say("scope.can"), buttons=first_questions()))
