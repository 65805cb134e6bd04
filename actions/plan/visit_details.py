"""What a visit is for, whom one meets, how long it takes and in what way."""

from __future__ import annotations

import re
from dataclasses import replace

from actions.base import ANSWERS, Answer
from actions.facts import clinic_fact, lowered, practitioner_fact, title_fact
from actions.plan.about import about_or_next
from actions.plan.lines import mode_line, questions_line, when_lines
from actions.plan.noted import noted, noted_lines
from actions.reply import Fact, Line, Reply, message, reply, say
from actions.turn import Turn
from backend.contracts.schemas import Appointment, Step
from backend.phrasing.dates import length_phrase

_WHO = re.compile(r"\bvem\b|vilken (?:läkare|doktor|sköterska)|träffa|heter", re.IGNORECASE)
_LENGTH = re.compile(
    r"hur l[åa]ng|l[åa]ng tid|hur l[äa]nge|minuter|timm|tar det|n[äa]r .*klar", re.IGNORECASE
)
_RINGS = re.compile(r"^[A-ZÅÄÖ]\w+ (?:ringer|hör av sig|kommer)\b")
_TO_DO = re.compile(r"\bgöra\b.*\b(?:till|inför|innan|före)\b", re.IGNORECASE)
_WAY = re.compile(r"video|telefon|ringer|på plats|komma dit|digital|distans|länk", re.IGNORECASE)


class VisitDetails(Answer):
    """What was asked for first, then the rest that the record tells."""

    intent = "ask_visit_details"

    def reply(self, turn: Turn) -> Reply:
        """Whom, how long, in what way and why, of one visit."""
        found = about_or_next(turn, wanted=lambda step: step.appointment is not None)
        if found.first is not None:
            return found.first
        if not found.steps:
            return reply(message(say("plan.booked_none")))
        step = found.steps[0]
        if step.preparation and _TO_DO.search(turn.text):
            return ANSWERS["ask_preparation"].reply(replace(turn, about=(step.ref,)))
        if step.appointment is None:
            return reply(message(when_lines(step, turn), _note(step))).remembering(focus=step.ref)
        return reply(message(_lines(step, step.appointment, turn))).remembering(focus=step.ref)


def _lines(step: Step, visit: Appointment, turn: Turn) -> list[Line]:
    parts = {
        "who": (_who(visit, asked=bool(_WHO.search(turn.text))), bool(_WHO.search(turn.text))),
        "length": (
            _length(visit, asked=bool(_LENGTH.search(turn.text))),
            bool(_LENGTH.search(turn.text)),
        ),
        "way": (_way(visit), bool(_WAY.search(turn.text))),
        "what": (_what(step, visit), False),
    }
    asked = [lines for lines, wanted in parts.values() if wanted]
    note = None if asked else noted(turn, [step])
    if note is not None:
        asked = [noted_lines(note, turn)]
    rest = [lines for lines, wanted in parts.values() if not wanted]
    lines = list(dict.fromkeys(line for part in [*asked, *rest] for line in part))
    if step.when is not None and not asked:
        lines += when_lines(step, turn)[:1]
    question = questions_line(step.contact, turn)
    return [*lines, *([question] if question else [])]


def _who(visit: Appointment, *, asked: bool) -> list[Line]:
    who = practitioner_fact(visit)
    if who is None and asked and _RINGS.search(visit.comment or ""):
        return [say("details.comment", comment=Fact("task", visit.comment or "", visit.source))]
    if who is None:
        return [say("details.who_unknown")] if asked else []
    if visit.practitioner_role:
        role = Fact(
            "status",
            visit.practitioner_role,
            visit.practitioner_role_source or who.source,
            lowered(visit.practitioner_role),
        )
        return [say("details.who_role", who=who, role=role)]
    return [say("details.who", who=who)]


def _length(visit: Appointment, *, asked: bool) -> list[Line]:
    if visit.minutes is None:
        return [say("details.length_unknown")] if asked else []
    words = length_phrase(visit.minutes)
    if visit.end is not None:
        length = Fact("time", visit.end.isoformat(), visit.source, words)
    else:
        length = Fact("status", str(visit.minutes), visit.source, words)
    return [say("details.length", length=length)]


def _way(visit: Appointment) -> list[Line]:
    mode = mode_line(visit)
    return [mode if mode is not None else say("details.on_site")]


def _what(step: Step, visit: Appointment) -> list[Line]:
    clinic, what = clinic_fact(visit), title_fact(step)
    first = (
        say("details.title", what=what, clinic=clinic)
        if clinic
        else say("details.title_no_clinic", what=what)
    )
    lines = [first]
    if visit.comment:
        lines.append(say("details.comment", comment=Fact("task", visit.comment, visit.source)))
    return lines


def _note(step: Step) -> Line | None:
    return (
        say("details.comment", comment=Fact("task", step.note, step.source)) if step.note else None
    )
