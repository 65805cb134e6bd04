"""Where a visit is."""

from __future__ import annotations

import re

from actions.base import Answer
from actions.facts import clinic_fact, person_fact, phone_fact, place_fact, title_fact
from actions.linking.inflection import stem
from actions.plan.about import about_or_next
from actions.plan.lines import contact_lines
from actions.reply import Fact, Line, Reply, message, reply, say
from actions.turn import Turn
from backend.contracts.schemas import Appointment, Kind, Step

_WAYS = tuple(
    re.compile(words, re.IGNORECASE)
    for words in (
        r"parker|\bbil(?:en)?\b",
        r"buss|tåg|spårvagn|tunnelbana|åka dit|kommunal",
        r"hiss|rullstol|ramp",
    )
)
"""By car, by bus, and inside: what is told of one answers no question about another."""


_MOST = 3


class Where(Answer):
    """The place, address and way; or that it is by phone, by video or at home."""

    intent = "ask_where"

    def reply(self, turn: Turn) -> Reply:
        """Where, and whom to ask when the record does not say."""
        if turn.contract.person.protected:
            return reply(message(say("where.protected")))
        found = about_or_next(turn, wanted=lambda step: step.appointment is not None)
        if found.first is not None:
            return found.first
        if not found.steps:
            return reply(message(say("plan.booked_none")))
        steps = tuple(_at_its_clinic(step, turn) for step in found.steps[:_MOST])
        messages = tuple(message(self._lines(step, turn)) for step in steps)
        told = Reply(messages).remembering(focus=steps[0].ref)
        several = len(messages) > 1
        return told.remembering(shown=[step.ref for step in found.steps]) if several else told

    def _lines(self, step: Step, turn: Turn) -> list[Line]:
        visit, first = step.appointment, title_fact(step, first=True)
        if step.kind is Kind.HOME_CARE:
            return [say("where.home", what_first=first)]
        if visit is not None and visit.mode != "visit":
            lines = [say(f"where.{visit.mode}", what_first=first)]
            if visit.comment:
                comment = Fact("task", visit.comment, visit.source)
                lines.append(say("details.comment", comment=comment))
            return lines
        if visit is not None and visit.location is not None:
            return [*_place_lines(visit, first, turn), *_asked_way(step, turn)]
        clinic = clinic_fact(visit) if visit else None
        if clinic is not None:
            unknown = say("where.clinic_only", what_first=first, clinic=clinic)
        else:
            unknown = say("where.unknown", what=title_fact(step))
        return [unknown, *contact_lines(step.contact, turn)]


def _at_its_clinic(step: Step, turn: Turn) -> Step:
    """Of what is to be done at a clinic, "lämna blodprov på vårdcentralen": a visit there."""
    if step.task is None:
        return step
    words = {stem(word) for word in re.findall(r"\w{6,}", step.title.casefold())}
    visits = [other for other in turn.contract.steps if other.appointment is not None]
    there = [
        other
        for other in visits
        if other.appointment is not None
        and other.appointment.location is not None
        and words
        & {stem(w) for w in re.findall(r"\w{6,}", (other.appointment.clinic or "").casefold())}
    ]
    return there[-1] if there else step


def _place_lines(visit: Appointment, first: Fact, turn: Turn) -> list[Line]:
    location = visit.location
    assert location is not None  # noqa: S101  the caller looked
    lines = [say("where.place", simple=turn.simple, what_first=first, place=place_fact(location))]
    if location.address:
        # The street alone stands in the record as it is said; the whole is put together from it.
        street = location.address.split(",")[0]
        address = Fact("place", street, location.source, location.address)
        lines.append(say("where.address", address=address))
    if location.directions:
        lines.append(
            say("where.directions", directions=Fact("place", location.directions, location.source))
        )
    return lines


def _asked_way(step: Step, turn: Turn) -> list[Line]:
    """When the way or the parking was asked for, and the record may not tell: whom to ask."""
    phone = phone_fact(step.contact) if step.contact else None
    if step.contact is None or phone is None:
        return []
    location = step.appointment.location if step.appointment else None
    told = (location.directions if location else None) or ""
    if any(way.search(turn.text) and not way.search(told) for way in _WAYS):
        return [say("where.no_parking", who=person_fact(step.contact), phone=phone)]
    return [say("where.ask_clinic", who=person_fact(step.contact), phone=phone)]
