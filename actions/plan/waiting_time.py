"""How long one may have to wait: the limit by vårdgarantin, if it applies."""

from __future__ import annotations

from actions.base import Answer
from actions.facts import date_fact, limit_fact, person_fact, phone_fact, time_fact, title_fact
from actions.plan import pointing
from actions.plan.about import about, which
from actions.plan.lines import contact_lines, step_owner, when_lines
from actions.plan.next_step import contact_or_advice
from actions.reply import Line, Reply, message, reply, say
from actions.turn import Turn
from backend.contracts.schemas import Guarantee, Kind, Referral, State, Step

_NOT_COVERED = (Kind.EXAMINATION, Kind.SAMPLING, Kind.FOLLOW_UP)


class WaitingTime(Answer):
    """The date with what it counts from, and whom to turn to; never that it has been broken."""

    intent = "ask_waiting_time"

    def reply(self, turn: Turn) -> Reply:
        """The limit of what is named, or of all that is waited for."""
        come_of = pointing.followed(turn.contract)
        found = about(turn, lambda step: _waited_for(step) and step.source not in come_of)
        if found.first is not None:
            return found.first
        if found.steps:
            lines = [line for step in found.steps[:2] for line in _lines(step, turn)]
            return reply(message(lines)).remembering(focus=found.steps[0].ref)
        waits = pointing.waiting(turn.contract)
        spoken_of = [step for step in turn.contract.steps if _waits(step, turn, come_of)]
        if spoken_of:
            return reply(message(_lines(spoken_of[0], turn))).remembering(focus=spoken_of[0].ref)
        limited = _limited(turn)
        if limited:
            lines = [line for step in limited for line in _lines(step, turn)]
            return reply(message(lines)).remembering(focus=limited[0].ref)
        if len(waits) > 1:
            return which(turn, waits)
        if waits:
            return reply(message(_lines(waits[0], turn))).remembering(focus=waits[0].ref)
        return reply(
            message(say("waiting.nothing"), say("waiting.general"), contact_or_advice(turn))
        )


def _waited_for(step: Step) -> bool:
    return (step.when is None and step.task is None) or (
        step.guarantee is not None and not step.guarantee.stopped
    )


def _waits(step: Step, turn: Turn, come_of: set[str]) -> bool:
    """Whether it was just spoken of and has a day by which something is to happen."""
    dated = step.state is not State.DONE and step.when is None and step.expected is not None
    waited_for = _waited_for(step) and step.source not in come_of
    return step.ref == turn.memory.focus and (dated or waited_for)


def _limited(turn: Turn) -> list[Step]:
    """The steps that a running limit stands over, each limit once."""
    steps: dict[str, Step] = {}
    for step in turn.contract.steps:
        if step.guarantee is not None and not step.guarantee.stopped:
            steps.setdefault(step.guarantee.source, step)
    return list(steps.values())


def _lines(step: Step, turn: Turn) -> list[Line]:
    guarantee = step.guarantee or _through_referral(step, turn)
    if guarantee is not None:
        return _limit_lines(step, guarantee, turn)
    lines = when_lines(step, turn) if step.when is not None else []
    if step.kind in _NOT_COVERED:
        lines.append(say("waiting.not_covered", what=title_fact(step)))
    owner = step_owner(step)
    if step.expected is not None:
        date = date_fact(step.expected, step.source, turn.now)
        past = step.expected < turn.now.date()
        lines.append(say("waiting.expected_past" if past else "waiting.expected", date=date))
    elif step.when is None and owner is not None:
        lines.append(say("waiting.unknown", simple=turn.simple, what=title_fact(step), owner=owner))
    elif step.when is None:
        lines.append(say("waiting.unknown_no_owner"))
    return [*lines, *contact_lines(step.contact, turn)]


def _limit_lines(step: Step, guarantee: Guarantee, turn: Turn) -> list[Line]:
    if guarantee.stopped:
        return [say("waiting.stopped", what=title_fact(step))]
    limit = limit_fact(guarantee, turn.now)
    counted = date_fact(guarantee.counted_from, guarantee.source, turn.now)
    lines = [
        say("waiting.limit", simple=turn.simple, limit=limit, date=counted)
        if turn.simple
        else say(
            "waiting.limit_for", what_first=title_fact(step, first=True), limit=limit, date=counted
        )
    ]
    if step.when is not None:
        when = time_fact(step.when, step.source, turn.now)
        lines.append(say("waiting.booked_within", when=when))
    phone = phone_fact(step.contact) if step.contact else None
    passed = guarantee.limit < turn.now.date()
    if step.contact is None or phone is None:
        return [*lines, say("waiting.passed_no_phone")] if passed else lines
    key = "waiting.passed" if passed else "waiting.turn_to"
    return [*lines, say(key, who=person_fact(step.contact), phone=phone)]


def _through_referral(step: Step, turn: Turn) -> Guarantee | None:
    referral: Referral | None = next(
        (found for found in turn.contract.referrals if found.source == step.referral), None
    )
    return referral.guarantee if referral is not None and step.appointment is None else None
