"""Times as calendar files (RFC 5545): pure.

With protected identity a file says only that there is a time: files end up in calendars that
others can see.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from icalendar import Calendar, Event, vGeo

from backend.contracts.schemas import Appointment
from backend.rules.workdays import STOCKHOLM

_UNKNOWN_LENGTH = timedelta(minutes=30)
_OVER = ("cancelled", "noshow", "entered-in-error", "fulfilled")


def in_calendar(appointments: Sequence[Appointment], now: datetime) -> list[Appointment]:
    """Those with a time to come."""
    return [
        found
        for found in appointments
        if found.start is not None and found.status not in _OVER and found.start > now
    ]


def calendar_file(
    appointments: Sequence[Appointment], now: datetime, *, protected: bool, host: str
) -> bytes:
    """A calendar of the appointments that have a time.

    Args:
        appointments: in any order; those without a start are left out.
        now: when the file is made.
        protected: leaves out titles' details, places and everything that was written.
        host: what makes the events' names one's own in the world.
    """
    calendar = Calendar()
    calendar.add("prodid", "-//Nasta steg//Nasta steg 1.0//SV")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    for found in appointments:
        if found.start is not None:
            calendar.add_component(_event(found, found.start, now, protected, host))
    calendar.add_missing_timezones()
    return bytes(calendar.to_ical())


def _event(found: Appointment, start: datetime, now: datetime, protected: bool, host: str) -> Event:
    event = Event()
    event.add("uid", f"{found.id}@{host}")
    event.add("sequence", found.version)
    event.add("dtstamp", now.astimezone(UTC))
    if found.last_updated is not None:
        event.add("last-modified", found.last_updated.astimezone(UTC))
    # Counted in UTC: over a change of the clock two hours are not two hours on it.
    end = found.end or (start.astimezone(UTC) + _UNKNOWN_LENGTH).astimezone(STOCKHOLM)
    event.add("dtstart", start)
    event.add("dtend", end)
    event.add("status", "TENTATIVE" if found.status in ("pending", "proposed") else "CONFIRMED")
    event.add("class", "PRIVATE")
    if protected:
        event.add("summary", "Tid i vården")
        return event
    event.add("summary", _summary(found))
    description = _description(found)
    if description:
        event.add("description", description)
    location = found.location
    if found.mode == "visit" and location is not None:
        event.add("location", ", ".join(part for part in (location.name, location.address) if part))
        if location.latitude is not None and location.longitude is not None:
            event.add("geo", vGeo((location.latitude, location.longitude)))
    return event


def _summary(found: Appointment) -> str:
    return f"{found.title}, {found.clinic}" if found.clinic else found.title


def _description(found: Appointment) -> str:
    how = {"phone": "Telefonbesök. Mottagningen ringer dig.", "video": "Videobesök."}
    contact = found.contact
    phone = f"Frågor: {contact.name}, {contact.phone}" if contact and contact.phone else None
    lines = [how.get(found.mode), found.preparation, found.comment, phone]
    return "\n".join(line for line in lines if line)
