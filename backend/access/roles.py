"""What each role of the staff may do: the one table, least first.

A member of staff has one or more roles, from the login. Whatever the table does not say is
refused. `docs/staff.md` tells staff the same in Swedish.
"""

from __future__ import annotations

from enum import StrEnum


class Role(StrEnum):
    """A role of the staff."""

    SUPPORT = "support"
    """Helps patients: reads conversations, answers in them, works the list of requests."""
    REVIEWER = "reviewer"
    """Makes the assistant better: reads conversations, approves corrections, exports figures."""
    ADMIN = "admin"
    """Keeps order: reviews the access log, places holds, and may break the glass."""
    RESTRICTED = "restricted"
    """Support that also handles patients with protected identity."""


class Permission(StrEnum):
    """Something that staff may do."""

    LIST = "list"
    READ = "read"
    REVIEW = "review"
    NOTE = "note"
    TAG = "tag"
    PROPOSE = "propose"
    APPROVE = "approve"
    CHARTS = "charts"
    EXPORT = "export"
    WORK = "work"
    ANSWER = "answer"
    PROTECTED = "protected"
    AUDIT = "audit"
    HOLD = "hold"
    BREAK_GLASS = "break_glass"


_EVERYBODY = frozenset({Permission.LIST, Permission.READ, Permission.CHARTS})
_HANDLING = frozenset({Permission.REVIEW, Permission.NOTE, Permission.TAG, Permission.PROPOSE})
_SUPPORT = _EVERYBODY | _HANDLING | {Permission.WORK, Permission.ANSWER}

GRANTS: dict[Role, frozenset[Permission]] = {
    Role.SUPPORT: _SUPPORT,
    Role.REVIEWER: _EVERYBODY | _HANDLING | {Permission.APPROVE, Permission.EXPORT},
    Role.ADMIN: _EVERYBODY
    | {Permission.EXPORT, Permission.AUDIT, Permission.HOLD, Permission.BREAK_GLASS},
    Role.RESTRICTED: _SUPPORT | {Permission.PROTECTED},
}
"""What each role may do. Only `restricted` sees that protected conversations exist."""


def roles_of(words: str | None) -> frozenset[Role]:
    """The roles named in a session's `role`, separated by spaces; unknown ones give nothing."""
    known = {role.value: role for role in Role}
    return frozenset(known[word] for word in (words or "").split() if word in known)


def permissions_of(roles: frozenset[Role]) -> frozenset[Permission]:
    """Everything that some of the roles may do."""
    return frozenset(permission for role in roles for permission in GRANTS[role])
