"""How long it takes to get from one visit to the next: pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from math import asin, cos, radians, sin, sqrt

from backend.bookings.durations import TRAVEL_BASE, TRAVEL_KM_PER_HOUR, TRAVEL_UNKNOWN

_EARTH_KM = 6371.0


@dataclass(frozen=True, slots=True)
class Place:
    """Where a visit is: the `Location`'s FHIR id and its position, if known."""

    id: str | None
    latitude: float | None = None
    longitude: float | None = None


@dataclass(frozen=True, slots=True)
class Busy:
    """A visit that the patient already has, in UTC. `place` is None by phone or video."""

    start: datetime
    end: datetime
    place: Place | None


def travel(one: Place | None, other: Place | None) -> timedelta:
    """The time to keep free between two visits.

    None between visits at the same place, or where one of them is by phone or video.
    """
    if one is None or other is None or (one.id is not None and one.id == other.id):
        return timedelta(0)
    distance = _kilometres(one, other)
    if distance is None:
        return TRAVEL_UNKNOWN
    return TRAVEL_BASE + timedelta(hours=distance / TRAVEL_KM_PER_HOUR)


def collides(start: datetime, end: datetime, place: Place | None, busy: Busy) -> bool:
    """Whether a visit then and there cannot be combined with the one that the patient has."""
    margin = travel(place, busy.place)
    return start < busy.end + margin and end > busy.start - margin


def _kilometres(one: Place, other: Place) -> float | None:
    """The great-circle distance (haversine), or None without both positions."""
    if one.latitude is None or one.longitude is None:
        return None
    if other.latitude is None or other.longitude is None:
        return None
    here, there = radians(one.latitude), radians(other.latitude)
    across = radians(other.longitude - one.longitude)
    chord = sin((there - here) / 2) ** 2 + cos(here) * cos(there) * sin(across / 2) ** 2
    return 2 * _EARTH_KM * asin(min(1.0, sqrt(chord)))
