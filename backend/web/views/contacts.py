"""Whom to ring, and whether they answer now: pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from backend.contracts.schemas import Contact
from backend.phrasing.dates import is_open


@dataclass(frozen=True)
class ContactView:
    """Somebody to turn to. `is_open` is null when no hours are known."""

    contact: Contact
    is_open: bool | None

    @property
    def phone(self) -> str | None:
        """The number, as it is written in the record."""
        return self.contact.phone


def contact_view(contact: Contact | None, now: datetime) -> ContactView | None:
    """The contact as it stands now."""
    return ContactView(contact, is_open(contact.hours, now)) if contact else None


def contact_views(contacts: list[Contact], now: datetime) -> list[ContactView]:
    """Each of them once, with a number where any of the same name has one."""
    by_name: dict[str, Contact] = {}
    for found in contacts:
        known = by_name.setdefault(found.name, found)
        if known.phone is None and found.phone is not None:
            by_name[found.name] = found
    return [ContactView(found, is_open(found.hours, now)) for found in by_name.values()]
