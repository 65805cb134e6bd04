"""Why staff are refused, each with a stable code."""

from __future__ import annotations

from backend.errors import Invalid, Problem


class ReasonRequired(Invalid):
    """A conversation is opened with a stated reason or not at all."""

    code, title = "reason_required", "Reason required"


class PersonalDataInText(Invalid):
    """A number, phone or address of somebody where none may be written, such as in a link."""

    code, title = "personal_data", "Personal data where none may be"


class CursorInvalid(Invalid):
    """The cursor was not given by this list with this sorting."""

    code, title = "invalid_cursor", "Invalid cursor"


class ChangedMeanwhile(Problem):
    """Somebody else has saved since; `current` is how it stands, `changed_by` who it was."""

    status, code, title = 409, "changed_meanwhile", "Changed meanwhile"


class StaleVersion(ChangedMeanwhile):
    """As `changed_meanwhile`, where the version came in `If-Match`."""

    status, code, title = 412, "stale_version", "Stale version"


class NotYours(Problem):
    """It is a colleague's: their note, their conversation."""

    status, code, title = 403, "not_yours", "Not yours"
