"""How far something that the care does has come: referrals, answers, the care's own tasks."""

from __future__ import annotations

import re

from actions.base import Answer
from actions.facts import date_fact, lowered, owner_fact, raised, time_fact
from actions.linking import Link, LinkKind, Target
from actions.plan.about import carried, linked_to
from actions.plan.lines import contact_lines, when_lines
from actions.plan.next_step import contact_or_advice
from actions.reply import Fact, Line, Reply, message, reply, say
from actions.turn import Turn
from backend.contracts.schemas import Kind, Referral, State, Step, Task

_AS_WELL = 0.2
_UNSENT = ("draft", "on-hold")
_RESULT = re.compile(r"svar|resultat|besked", re.IGNORECASE)


class Status(Answer):
    """The referral, answer or task that is named; else all that is waited for."""

    intent = "ask_status"

    def reply(self, turn: Turn) -> Reply:
        """What the record says of it and when it was written; never what a result means."""
        named = _named(turn)
        if named is None:
            return reply(
                message(
                    say("status.unknown", simple=turn.simple),
                    say("status.journal"),
                    contact_or_advice(turn),
                )
            )
        steps = named or _waited_for(turn)
        lines = [line for step in steps for line in _lines(step, turn)]
        if not lines:
            return reply(
                message(say("status.none"), say("status.journal"), contact_or_advice(turn))
            )
        contact = contact_lines(steps[0].contact, turn)
        return reply(message(lines, contact)).remembering(focus=steps[0].ref)


def _named(turn: Turn) -> list[Step] | None:
    """The steps that are named; none when nothing is; `None` when what is named is not there."""
    by_ref = {step.ref: step for step in turn.contract.steps}
    settled = turn.about or carried(turn)
    if settled:
        return [by_ref[ref] for ref in settled if ref in by_ref]
    linked = linked_to(turn)
    if not any(by_ref[one.source].task for one in linked.candidates if one.source in by_ref):
        # "Skickade Siv masken?" names Siv's visits before what she has promised to do.
        promised = linked_to(turn, Target.TASKS)
        linked = promised if _is_promised(promised, linked) else linked
    if linked.kind is LinkKind.NOT_FOUND:
        return None
    named = [by_ref[found.source] for found in linked.candidates if found.source in by_ref]
    cares = [step for step in named if not _own_task(step)][:3]
    if cares or not _RESULT.search(turn.text):
        return cares
    # A result is asked for: nothing of the plan's holds one, but it may tell that one is awaited.
    awaited = [step for step in turn.contract.steps if step.kind is Kind.WAITING_FOR_ANSWER]
    return awaited or None


def _is_promised(promised: Link, linked: Link) -> bool:
    """Whether the care's task is named as well as what was found before it."""
    best = promised.best
    if best is None or (isinstance(best.part, Task) and best.part.owner == "patient"):
        return False
    return linked.kind is not LinkKind.ONE or best.score > linked.candidates[0].score - _AS_WELL


def _own_task(step: Step) -> bool:
    return step.task is not None and step.task.owner == "patient"


def _waited_for(turn: Turn) -> list[Step]:
    """Everything that the care is to do and has not done."""
    return [
        step
        for step in turn.contract.steps
        if step.state is State.WAITING_FOR_CARE and (step.referral or step.task or not step.when)
    ]


def _lines(step: Step, turn: Turn) -> list[Line]:
    referral = next((r for r in turn.contract.referrals if r.source == step.referral), None)
    if referral is not None and step.appointment is None:
        return _referral(referral, turn)
    if step.task is not None:
        return _task(step.task, turn)
    if referral is not None:
        return [*_referral(referral, turn), *when_lines(step, turn)]
    return when_lines(step, turn)


def _referral(referral: Referral, turn: Turn) -> list[Line]:
    what = Fact("task", referral.title, referral.source, lowered(referral.title))
    if referral.status == "completed":
        return [say("status.referral_done", what=what), *_written(referral, turn)]
    if referral.status == "revoked":
        return [say("status.referral_revoked", what=what), *_written(referral, turn)]
    if referral.status in _UNSENT:
        key = "draft" if referral.status == "draft" else "on_hold"
        return [say(f"status.referral_{key}", what=what), *_written(referral, turn)]
    lines = []
    if referral.authored is not None:
        date = date_fact(referral.authored, referral.source, turn.now)
        owner = _performer(referral)
        lines.append(
            say("status.referral_active_to", what=what, date=date, owner=owner)
            if owner and not _booked(referral, turn)
            else say("status.referral_active", simple=turn.simple, what=what, date=date)
        )
    booked = _booked(referral, turn)
    if booked is not None:
        lines.append(say("status.referral_booked", what=what))
        if booked.when is not None:
            when = time_fact(booked.when, booked.source, turn.now)
            lines.append(say("waiting.booked_within", when=when))
    return [*lines, *_written(referral, turn)]


def _written(referral: Referral, turn: Turn) -> list[Line]:
    """The record's own note, and how old it is."""
    lines = []
    if referral.note:
        lines.append(
            say("status.referral_note", note=Fact("status", referral.note, referral.source))
        )
    if referral.last_updated is not None:
        date = date_fact(referral.last_updated.date(), referral.source, turn.now)
        lines.append(say("status.updated", date=date))
    return lines


def _performer(referral: Referral) -> Fact | None:
    return owner_fact(referral.performer, referral.contact, referral.source)


def _booked(referral: Referral, turn: Turn) -> Step | None:
    return next(
        (
            step
            for step in turn.contract.steps
            if step.source in referral.appointments
            and step.when is not None
            and step.state in (State.BOOKED, State.DONE)
        ),
        None,
    )


def _task(task: Task, turn: Turn) -> list[Line]:
    what = Fact("task", task.title, task.source, raised(task.title))
    if task.done:
        return [say("status.task_done", task=what)]
    if task.status in ("cancelled", "rejected", "failed"):
        return [say("status.task_cancelled", task=what)]
    owner = owner_fact(task.owner_name, task.contact, task.source)
    if owner is not None:
        lines = [say("status.task_waiting_owner", task=what, owner=owner)]
    else:
        lines = [say("status.task_waiting", task=what)]
    if task.due is not None:
        key = "waiting.expected_past" if task.due < turn.now.date() else "status.task_by"
        lines.append(say(key, date=date_fact(task.due, task.source, turn.now)))
    if task.last_updated is not None:
        date = date_fact(task.last_updated.date(), task.source, turn.now)
        lines.append(say("status.updated", date=date))
    return lines
