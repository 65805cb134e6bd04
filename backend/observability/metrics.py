"""What is counted and timed, for Prometheus. Labels are few and fixed, and name nobody."""

from __future__ import annotations

from prometheus_client import Counter, Gauge, Histogram

_SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 15.0)

REQUESTS = Counter(
    "nastasteg_requests", "HTTP requests, by route template", ("method", "route", "status")
)
REQUEST_SECONDS = Histogram(
    "nastasteg_request_seconds", "Time to the whole answer", ("route",), buckets=_SECONDS
)
TURNS = Counter(
    "nastasteg_turns",
    "Turns, by how they ended: answered, safety, failed, not_kept, not_stored, repeated,"
    " refused_choice, handed_over",
    ("outcome",),
)
TURN_SECONDS = Histogram(
    "nastasteg_turn_seconds", "A turn from its message to its stored reply", buckets=_SECONDS
)
BOT_SECONDS = Histogram(
    "nastasteg_bot_seconds", "Rasa with the actions, within a turn", buckets=_SECONDS
)
BOT_FAILURES = Counter("nastasteg_bot_failures", "Turns that the bot did not answer", ("reason",))
SAFETY = Counter("nastasteg_safety", "Messages in which danger was recognised", ("kind",))
BOOKINGS = Counter(
    "nastasteg_bookings",
    "Changes of times that were asked for: done, replayed, or the code of the refusal",
    ("operation", "outcome"),
)
ERRORS = Counter("nastasteg_errors", "Faults that nobody foresaw", ("part",))
UNPROJECTED = Gauge(
    "nastasteg_conversations_unprojected", "Conversations whose transcript is behind"
)
