"""Sentences that several answers share: a step's time, its place, and whom to ring."""

from __future__ import annotations

from actions.facts import (
    away,
    clinic_fact,
    date_fact,
    hours_words,
    owner_fact,
    person_fact,
    phone_fact,
    place_fact,
    time_fact,
    title_fact,
)
from actions.plan.task_lines import task_lines
from actions.reply import Fact, Line, say
from actions.turn import Turn
from backend.contracts.schemas import Appointment, Contact, State, Step
from backend.phrasing.dates import is_open

_PRELIMINARY = ("pending", "proposed")


def when_lines(step: Step, turn: Turn) -> list[Line]:
    """When a step is, or that it has no time and who owns that."""
    if step.state is State.CANCELLED:
        return cancelled_lines(step, turn)
    if step.task is not None and step.task.owner == "patient":
        return task_lines(step.task, turn)
    if step.when is None:
        return _no_time_lines(step, turn)
    what, when = title_fact(step), time_fact(step.when, step.source, turn.now)
    clinic = _clinic(step)
    if step.state is State.DONE:
        return [
            _at(
                "visit.done",
                "visit.done_no_time",
                clinic,
                turn,
                what_first=title_fact(step, first=True),
                when=when,
            )
        ]
    if step.appointment is not None and step.appointment.status == "noshow":
        return [say("visit.missed", what=what, when=when)]
    if step.when < turn.now:
        ongoing = step.appointment is not None and (step.appointment.end or step.when) > turn.now
        key = "visit.now" if ongoing else "visit.past"
        return [
            _at(
                key,
                "visit.done_no_time",
                clinic,
                turn,
                what=what,
                what_first=title_fact(step, first=True),
                when=when,
            )
        ]
    lines = [
        _at(
            "visit.booked",
            "visit.booked_no_clinic",
            clinic,
            turn,
            what=what,
            when=time_fact(step.when, step.source, turn.now, first=True)
            if not turn.simple
            else when,
            away=away(step.when.date(), turn.now),
        )
    ]
    if step.status in _PRELIMINARY:
        lines.append(say("visit.tentative"))
    mode = mode_line(step.appointment)
    return [*lines, *([mode] if mode else [])]


def mode_line(appointment: Appointment | None) -> Line | None:
    """That a visit is by phone or video; a visit on site is not remarked upon."""
    if appointment is None or appointment.mode == "visit":
        return None
    return say(f"visit.{appointment.mode}")


def cancelled_lines(step: Step, turn: Turn) -> list[Line]:
    """That a time is cancelled, and why when the record says so."""
    what, clinic = title_fact(step), _clinic(step)
    lines = []
    if step.when is not None and clinic is not None:
        when = time_fact(step.when, step.source, turn.now)
        lines.append(say("visit.cancelled", what=what, when=when, clinic=clinic))
    else:
        first = title_fact(step, first=True)
        where = clinic or Fact("clinic", step.owner or "", step.source, step.owner or "kliniken")
        lines.append(say("visit.cancelled_no_time", what_first=first, clinic=where))
    if step.appointment is not None and step.appointment.cancel_reason:
        reason = Fact("status", step.appointment.cancel_reason, step.source)
        lines.append(say("visit.cancelled_reason", reason=reason))
    return lines


def _no_time_lines(step: Step, turn: Turn) -> list[Line]:
    first, what = title_fact(step, first=True), title_fact(step)
    if step.state is State.DONE:
        return [say("visit.done_no_time", what_first=first)]
    owner = step_owner(step)
    if step.state is State.ONGOING:
        if owner is None:
            return [say("visit.ongoing", what_first=first), *_written_lines(step)]
        return [
            say("visit.ongoing_owner", what_first=first, owner=owner),
            *_written_lines(step),
        ]
    if step.appointment is not None and step.appointment.rebooking_allowed and turn.known.may_book:
        line = say("visit.no_time_book", simple=turn.simple, what_first=first, what=what)
    elif owner is not None:
        line = say(
            "visit.no_time_owner", simple=turn.simple, what_first=first, what=what, owner=owner
        )
    else:
        line = say("visit.no_time", simple=turn.simple, what_first=first, what=what)
    lines = [line]
    if step.expected is not None:
        date = date_fact(step.expected, step.source, turn.now)
        past = step.expected < turn.now.date()
        key = "visit.heard_by_past" if past else "visit.heard_by"
        lines.append(say(key, date=date, away=away(step.expected, turn.now)))
    return [*lines, *_written_lines(step)]


def _written_lines(step: Step) -> list[Line]:
    """What the plan says in its own words of a step without a time: "omkring vecka 32"."""
    lines = []
    if step.note:
        lines.append(say("visit.written", note=_unended(step.note, step)))
    if step.expected_text:
        lines.append(say("visit.written_when", note=_unended(step.expected_text, step)))
    return lines


def _unended(words: str, step: Step) -> Fact:
    return Fact("status", words, step.source, words.rstrip("."))


def step_owner(step: Step) -> Fact | None:
    """Who is responsible for a step."""
    return owner_fact(step.owner, step.contact, step.source)


def where_line(step: Step) -> Line | None:
    """The place of a step, when it has one."""
    visit = step.appointment
    location = visit.location if visit else None
    if location is None or (visit is not None and location.name == visit.clinic):
        return None
    return say("visit.where", place=place_fact(location))


def contact_lines(contact: Contact | None, turn: Turn, *, hours: bool = True) -> list[Line]:
    """Whom to ring, on which number, and when they answer."""
    if turn.contract.person.protected:
        return [say("contact.protected")]
    phone = phone_fact(contact) if contact else None
    if contact is None or phone is None:
        return []
    lines = [say("contact.call", simple=turn.simple, who=person_fact(contact), phone=phone)]
    words = hours_words(contact) if hours else None
    if words:
        lines.append(say("contact.hours", hours=words))
        if is_open(contact.hours, turn.now) is False:
            lines.append(say("contact.closed"))
    return lines


def questions_line(contact: Contact | None, turn: Turn) -> Line | None:
    """A short way to ask further, at the end of an answer."""
    if turn.contract.person.protected:
        return say("contact.protected")
    phone = phone_fact(contact) if contact else None
    if contact is None or phone is None:
        return None
    return say("contact.questions", who=person_fact(contact), phone=phone)


def plan_age_lines(turn: Turn) -> list[Line]:
    """That the plan has ended, is old or was never finished; nothing for one that holds."""
    contract, today = turn.contract, turn.now.date()
    if contract.source is None:
        return []
    ended = contract.period.end is not None and contract.period.end < today
    if ended or contract.status in ("completed", "revoked"):
        if contract.period.end is None:
            return [say("plan.revoked")]
        date = date_fact(contract.period.end, contract.source, turn.now)
        lines = [say("plan.ended", simple=turn.simple, date=date)]
        if contract.coordinator is not None:
            lines.append(say("plan.ended_renew", who=person_fact(contract.coordinator)))
        return lines
    if contract.status == "draft":
        return [say("plan.draft")]
    if contract.last_updated and (today - contract.last_updated.date()).days > _OLD_DAYS:
        day = contract.last_updated.date()
        date = date_fact(day, contract.source, turn.now)
        return [say("plan.old", date=date, away=away(day, turn.now))]
    return []


_OLD_DAYS = 180


def _clinic(step: Step) -> Fact | None:
    return clinic_fact(step.appointment) if step.appointment else None


def _at(
    with_clinic: str, without: str, clinic: Fact | None, turn: Turn, **blanks: Fact | str
) -> Line:
    if clinic is None:
        return say(without, simple=turn.simple, **blanks)
    return say(with_clinic, simple=turn.simple, clinic=clinic, **blanks)
