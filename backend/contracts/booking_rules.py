"""The booking-rules extension: may a time be moved or cancelled in the chat, and until when.

    {"url": "https://nasta-steg.se/fhir/booking-rules", "extension": [
        {"url": "rebookingAllowed", "valueBoolean": true},
        {"url": "cancelAllowed", "valueBoolean": true},
        {"url": "cancelBefore", "valueDuration": {"value": 24, "unit": "h"}}]}

`cancelBefore` is a `valueDuration` in hours, a `valueQuantity` in full weekdays, or a `valueTime`
on the day itself.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import time
from typing import Any

from backend.contracts.terms import BOOKING_RULES
from backend.rules.cancel_before import (
    CancelBefore,
    ClockTimeSameDay,
    FullWeekdaysBefore,
    HoursBefore,
)

_HOURS_PER_UNIT = {
    "h": 1.0,
    "hour": 1.0,
    "hours": 1.0,
    "timme": 1.0,
    "timmar": 1.0,
    "min": 1 / 60,
    "minutes": 1 / 60,
    "d": 24.0,
    "day": 24.0,
    "days": 24.0,
    "dygn": 24.0,
}
_WEEKDAY_UNITS = ("full weekdays", "full weekday", "hela vardagar", "hel vardag")


@dataclass(frozen=True)
class BookingRules:
    """What the clinic lets a patient do by themselves; what it does not say is not allowed."""

    rebooking_allowed: bool = False
    cancel_allowed: bool = False
    cancel_before: CancelBefore | None = None


def booking_rules(resource: dict[str, Any]) -> BookingRules | None:
    """The booking rules of a HealthcareService or an Appointment, or `None` when it has none.

    Raises:
        ValueError: names the sub-extension and the fault.
    """
    for extension in resource.get("extension", []):
        if extension.get("url") == BOOKING_RULES:
            return _read(extension.get("extension", []))
    return None


def _read(parts: list[dict[str, Any]]) -> BookingRules:
    found: dict[str, Any] = {}
    for part in parts:
        name = part.get("url")
        if name in found:
            raise ValueError(f"{name} stands twice")
        if name in ("rebookingAllowed", "cancelAllowed"):
            if not isinstance(part.get("valueBoolean"), bool):
                raise ValueError(f"{name}: a valueBoolean was expected")
            found[name] = part["valueBoolean"]
        elif name == "cancelBefore":
            found[name] = _cancel_before(part)
        else:
            raise ValueError(f"{name!r} is not a booking rule")
    return BookingRules(
        rebooking_allowed=found.get("rebookingAllowed", False),
        cancel_allowed=found.get("cancelAllowed", False),
        cancel_before=found.get("cancelBefore"),
    )


def _cancel_before(part: dict[str, Any]) -> CancelBefore:
    try:
        if "valueDuration" in part:
            return _hours(part["valueDuration"])
        if "valueQuantity" in part:
            quantity = part["valueQuantity"]
            unit = str(quantity.get("unit") or quantity.get("code"))
            if unit.casefold() not in _WEEKDAY_UNITS:
                return _hours(quantity)
            value = float(quantity["value"])
            if not value.is_integer():
                raise ValueError("a whole number of weekdays was expected")
            return FullWeekdaysBefore(int(value))
        if "valueTime" in part:
            return ClockTimeSameDay(time.fromisoformat(part["valueTime"]))
    except (KeyError, TypeError, ValueError) as fault:
        raise ValueError(f"cancelBefore: {fault}") from fault
    raise ValueError("cancelBefore: a valueDuration, valueQuantity or valueTime was expected")


def _hours(duration: dict[str, Any]) -> HoursBefore:
    unit = str(duration.get("unit") or duration.get("code") or "h").casefold()
    if unit not in _HOURS_PER_UNIT:
        raise ValueError(f"the unit {unit!r} is neither hours nor full weekdays")
    return HoursBefore(float(duration["value"]) * _HOURS_PER_UNIT[unit])
