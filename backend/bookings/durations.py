"""How long things last. `docs/bookings.md` says why."""

from __future__ import annotations

from datetime import timedelta

HOLD = timedelta(minutes=5)
"""A held time is the patient's alone for this long."""

CONFIRMATION = timedelta(minutes=30)
"""A question "vill du boka?" may be answered for this long, if the time is still free."""

UNDO = timedelta(minutes=10)
"""A change may be undone, and the time that was left is kept, for this long."""

ANSWERS_KEPT = timedelta(days=7)
"""A retry gets the first answer for this long."""

LEAST_NOTICE = timedelta(hours=1)
"""An offer from the waiting list ends at the latest this long before the time itself."""

LEAST_TO_ANSWER = timedelta(minutes=15)
"""A freed time is not offered with less than this left to answer in."""

TRAVEL_BASE = timedelta(minutes=15)
"""To leave one clinic and arrive at another, besides the way between them."""

TRAVEL_KM_PER_HOUR = 50.0
"""Over the distance as the crow flies, a bus or a car on Swedish roads."""

TRAVEL_UNKNOWN = timedelta(minutes=30)
"""Between two places of which at least one has no coordinates."""
