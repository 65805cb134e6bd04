"""What has changed, and why a time was moved or cancelled."""

from __future__ import annotations

from dataclasses import replace

from actions.base import ANSWERS, Answer
from actions.facts import date_fact, lowered, time_fact, title_fact
from actions.plan import pointing
from actions.plan.about import about
from actions.plan.lines import cancelled_lines, contact_lines, plan_age_lines
from actions.plan.next_step import contact_or_advice
from actions.reply import Fact, Line, Reply, message, reply, say
from actions.turn import Turn
from backend.contracts.schemas import Change, State, Step

_SHOWN = 5


class Changes(Answer):
    """The change of what is named, with its reason; else the newest changes."""

    intent = "ask_changes"

    def reply(self, turn: Turn) -> Reply:
        """What was, what is, who did it, and why when the record says."""
        found = about(turn, wanted=lambda step: _touched(step, turn))
        if found.first is not None and not _all_changes(turn):
            return found.first
        if found.steps:
            return self._of(found.steps[0], turn)
        changes = turn.contract.changes[:_SHOWN]
        cancelled = pointing.cancelled_by_care(turn.contract, turn.now)
        known = {change.source for change in changes}
        lines = [
            line
            for step in cancelled
            if step.source not in known
            for line in [*cancelled_lines(step, turn), *_no_reason(step)]
        ]
        lines += [line for change in changes for line in _lines(change, turn)]
        if not lines:
            age = plan_age_lines(turn) or _since(turn)
            return reply(message(say("changes.none", simple=turn.simple), age))
        contact = contact_lines(cancelled[0].contact, turn) if cancelled else []
        return reply(
            message(say("changes.lead"), lines, contact or contact_or_advice(turn))
        ).remembering(focus=cancelled[0].ref if cancelled else turn.memory.focus)

    @staticmethod
    def _of(step: Step, turn: Turn) -> Reply:
        changes = [change for change in turn.contract.changes if change.source == step.source]
        lines = [line for change in changes[:2] for line in _lines(change, turn)]
        if step.state is State.CANCELLED and not any(c.kind == "cancelled" for c in changes):
            lines = [*cancelled_lines(step, turn), *_no_reason(step)]
        if not lines and step.when is not None:
            when = time_fact(step.when, step.source, turn.now)
            lines = [say("changes.not_cancelled", when=when, what=title_fact(step))]
        if not lines and step.state in (State.WAITING_FOR_CARE, State.WAITING_FOR_PATIENT):
            return ANSWERS["ask_status"].reply(replace(turn, about=(step.ref,)))
        if not lines:
            lines = [say("changes.none", simple=turn.simple), *_since(turn)]
        return reply(message(lines, contact_lines(step.contact, turn))).remembering(focus=step.ref)


def _touched(step: Step, turn: Turn) -> bool:
    changed = {change.source for change in turn.contract.changes}
    return step.state is State.CANCELLED or step.source in changed


def _all_changes(turn: Turn) -> bool:
    return bool(turn.contract.changes) or bool(pointing.cancelled_by_care(turn.contract, turn.now))


def _no_reason(step: Step) -> list[Line]:
    told = step.appointment is not None and step.appointment.cancel_reason
    return [] if told else [say("changes.no_reason")]


def _lines(change: Change, turn: Turn) -> list[Line]:
    blanks: dict[str, Fact | str] = {
        "what": Fact("task", change.title, change.source, lowered(change.title))
    }
    suffix = ""
    if change.before is not None:
        blanks["before"] = time_fact(change.before, change.source, turn.now)
    if change.after is not None:
        blanks["after"] = time_fact(change.after, change.source, turn.now)
    kind = change.kind
    if kind == "moved" and (change.before is None or change.after is None):
        kind = "changed"
    if kind == "restored" and change.after is None:
        kind = "changed"
    if (kind == "cancelled" and change.before is None) or (
        kind == "added" and change.after is None
    ):
        suffix = "_no_time"
    lines = [say(f"changes.{kind}{suffix}", simple=turn.simple, **blanks)]
    if change.reason:
        lines.append(say("changes.reason", reason=Fact("status", change.reason, change.source)))
    at = date_fact(change.at.date(), change.source, turn.now)
    lines.append(say("changes.by_you" if change.by == "patient" else "changes.by_care", at=at))
    return lines


def _since(turn: Turn) -> list[Line]:
    contract = turn.contract
    if contract.last_updated is None or contract.source is None:
        return []
    return [
        say(
            "changes.since", date=date_fact(contract.last_updated.date(), contract.source, turn.now)
        )
    ]
