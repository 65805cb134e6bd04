"""Why a change was not made. `detail` is a sentence for the patient; nothing has changed."""

from __future__ import annotations

from backend.errors import Problem


class SlotTaken(Problem):
    """Somebody else has the time; `alternatives` are three others."""

    status, code, title = 409, "slot_taken", "The time is taken"


class SlotNotSuitable(Problem):
    """The time is not one that this appointment may move to; `alternatives` are three that are."""

    status, code, title = 409, "slot_not_suitable", "The time does not suit the appointment"


class SlotUnknown(Problem):
    """There is no such slot."""

    status, code, title = 404, "slot_not_found", "No such slot"


class StaleVersion(Problem):
    """The appointment has changed since; `version` is what holds now."""

    status, code, title = 412, "stale_version", "The appointment has changed"


class VersionMissing(Problem):
    """No If-Match header."""

    status, code, title = 428, "version_required", "If-Match is required"


class KeyMissing(Problem):
    """No Idempotency-Key header."""

    status, code, title = 400, "idempotency_key_required", "Idempotency-Key is required"


class KeyReused(Problem):
    """The key belongs to another request."""

    status, code, title = 422, "idempotency_key_reused", "The key belongs to another request"


class RebookingNotAllowed(Problem):
    """The clinic moves it; `contact` is whom to turn to, `reason` `clinic` or `too_late`."""

    status, code, title = 403, "rebooking_not_allowed", "Rebooking is not allowed here"


class CancelNotAllowed(Problem):
    """The clinic cancels it; `contact` is whom to turn to, `reason` `clinic` or `too_late`."""

    status, code, title = 403, "cancel_not_allowed", "Cancelling is not allowed here"


class BookingNotAllowed(Problem):
    """The clinic gives the time; `contact` is whom to turn to."""

    status, code, title = 403, "booking_not_allowed", "Booking is not allowed here"


class AppointmentNotOpen(Problem):
    """The appointment is not in a state to do this; `reason` says which state it is in."""

    status, code, title = 409, "appointment_not_open", "The appointment is not open to this"


class ConfirmationExpired(Problem):
    """The question that is answered is not the one that stands."""

    status, code, title = 409, "confirmation_expired", "The confirmation holds no longer"


class NothingToUndo(Problem):
    """The last change of the appointment is not the patient's own, or has been undone."""

    status, code, title = 409, "nothing_to_undo", "There is nothing to undo"


class UndoExpired(Problem):
    """It is too late to undo."""

    status, code, title = 409, "undo_expired", "The time to undo has passed"


class OfferGone(Problem):
    """The offer has been answered, or has ended."""

    status, code, title = 409, "offer_gone", "The offer holds no longer"


class Busy(Problem):
    """The database could not take the change just now; nothing changed, the same key may retry."""

    status, code, title = 503, "busy", "Try again"
