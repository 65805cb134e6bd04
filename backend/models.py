"""Every table, imported so that `Base.metadata` knows them all."""

from __future__ import annotations

import backend.access.models
import backend.bookings.models
import backend.bookings.requests.models
import backend.bookings.waiting.models
import backend.chat.models
import backend.contracts.models
import backend.transcripts.models  # noqa: F401
from backend.database import Base

__all__ = ["Base"]
