"""Times for the patient's own calendar."""

from __future__ import annotations

from dataclasses import replace

from actions.base import Answer
from actions.facts import lowered, time_fact, title_fact
from actions.plan import pointing
from actions.plan.about import about
from actions.reply import Message, Reply, message, reply, say
from actions.turn import Turn
from backend.phrasing.texts import text


class AddToCalendar(Answer):
    """A calendar file of the time that is named, or of all."""

    intent = "add_to_calendar"

    def reply(self, turn: Turn) -> Reply:
        """A link to the file; reminders are the calendar's to give."""
        visits = pointing.upcoming(turn.contract, turn.now)
        if not visits:
            return reply(message(say("calendar.none")))
        found = about(turn, wanted=lambda step: step in visits)
        if found.first is not None:
            return found.first
        hidden = say("calendar.no_place") if turn.contract.person.protected else None
        rest = [say("calendar.how"), hidden, say("calendar.reminder")]
        if len(found.steps) == 1 and (visit := found.steps[0].appointment) and visit.start:
            step = found.steps[0]
            when = time_fact(visit.start, visit.source, turn.now)
            first = message(say("calendar.one", what=title_fact(step), when=when), *rest)
            label = text("calendar.link_one", what=lowered(step.title))
            return reply(calendar_card(first, visit.id, label)).remembering(focus=step.ref)
        every = message(say("calendar.all"), *rest)
        card = {
            "kind": "link",
            "href": "/api/plan/calendar.ics",
            "label": text("calendar.link_all"),
        }
        return reply(replace(every, card=card))


def calendar_card(found: Message, appointment: str, label: str) -> Message:
    """The message with a link to the appointment's calendar file."""
    card = {"kind": "link", "href": f"/api/appointments/{appointment}/calendar.ics", "label": label}
    return replace(found, card=card)
