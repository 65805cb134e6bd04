"""Where a visit is."""

from __future__ import annotations

import re

from actions.base import Answer
from actions.facts import clinic_fact, person_fact, phone_fact, place_fact, title_fact
from actions.plan.about import about_or_next
from actions.plan.lines import contact_lines
from actions.reply import Fact, Line, Reply, message, reply, say
from actions.turn import Turn
from backend.contracts.schemas import Appointment, Kind, Step

_PARKING = re.compile(
    r"parker|\bbil(?:en)?\b|buss|tåg|spårvagn|tunnelbana|åka dit|hiss|rullstol", re.IGNORECASE
)


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
        step = found.steps[0]
        return reply(message(self._lines(step, turn))).remembering(focus=step.ref)

    def _lines(self, step: Step, turn: Turn) -> list[Line]:
        visit, first = step.appointment, title_fact(step, first=True)
        if step.kind is Kind.HOME_CARE:
            return [say("where.home", what_first=first)]
        if visit is not None and visit.mode != "visit":
            return [say(f"where.{visit.mode}", what_first=first)]
        if visit is not None and visit.location is not None:
            return [*_place_lines(visit, first, turn), *_asked_way(step, turn)]
        clinic = clinic_fact(visit) if visit else None
        if clinic is not None:
            unknown = say("where.clinic_only", what_first=first, clinic=clinic)
        else:
            unknown = say("where.unknown", what=title_fact(step))
        return [unknown, *contact_lines(step.contact, turn)]


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
    if _PARKING.search(turn.text) and not _PARKING.search(told):
        return [say("where.no_parking", who=person_fact(step.contact), phone=phone)]
    return [say("where.ask_clinic", who=person_fact(step.contact), phone=phone)]
