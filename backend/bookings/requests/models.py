"""The table of requests to the clinics."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from backend.database import Base, UtcDateTime


class ClinicRequest(Base):
    """Something that a patient asks a clinic to do; staff see it and act on it.

    `kind` is `rebook`, `cancel`, `book`, `earlier`, `callback` or `coordinator` (a steady contact
    is wished for), `state` is `open`, `in_progress` or `done`. There is no free text: a wish is
    structured, so that nothing about health is written where nobody looks for it.
    """

    __tablename__ = "clinic_requests"
    __table_args__ = (
        Index(
            "one_open_request",
            "patient_id",
            "kind",
            "subject",
            unique=True,
            sqlite_where=text("state <> 'done'"),
            postgresql_where=text("state <> 'done'"),
        ),
        Index("requests_by_state", "state", "created_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    patient_id: Mapped[int] = mapped_column(ForeignKey("patients.id"), index=True)
    subject: Mapped[str]
    clinic: Mapped[str | None]
    kind: Mapped[str]
    wish: Mapped[dict[str, Any] | None]
    state: Mapped[str]
    actor: Mapped[str]
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    changed_at: Mapped[datetime] = mapped_column(UtcDateTime)
    changed_by: Mapped[str]
