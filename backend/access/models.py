"""The tables of sessions."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from backend.database import Base, UtcDateTime


class LoginSession(Base):
    """Somebody who is logged in: a patient, a relative for a patient, or staff.

    The cookie's token is kept only as a hash. `actor` is the FHIR reference of the person
    (`Patient/…`, `RelatedPerson/…`) or the staff member's id; `role` is set for staff only.
    """

    __tablename__ = "login_sessions"

    token_hash: Mapped[str] = mapped_column(primary_key=True)
    kind: Mapped[str]
    actor: Mapped[str]
    patient_id: Mapped[int | None] = mapped_column(ForeignKey("patients.id"), index=True)
    role: Mapped[str | None]
    name: Mapped[str | None]
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    last_seen_at: Mapped[datetime] = mapped_column(UtcDateTime)
