"""How long each class is kept: settings, and the class of a transcript. Pure but for the settings.

`NASTASTEG_RETAIN_RAW_DAYS` 30, `NASTASTEG_RETAIN_TRANSCRIPT_DAYS` 365,
`NASTASTEG_RETAIN_FOLLOWED_UP_DAYS` 1095, `NASTASTEG_RETAIN_REJECTED_DAYS` 365.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from enum import StrEnum

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict

from backend.settings import ROOT
from backend.transcripts.projection.summary import Result


class Kept(StrEnum):
    """A class of what is kept, by what it is for."""

    RAW = "raw"
    """What was written, as it was written: Rasa's events and the gateway's messages."""
    TRANSCRIPT = "transcript"
    """The redacted conversation, for review."""
    FOLLOWED_UP = "followed_up"
    """The redacted conversation where something went wrong or somebody was in danger."""
    REJECTED = "rejected"
    """Corrections that were not approved."""


class Retention(BaseSettings):
    """Days after the last activity. The access log is never purged by this program."""

    model_config = SettingsConfigDict(
        env_prefix="NASTASTEG_RETAIN_", env_file=ROOT / ".env", extra="ignore"
    )

    raw_days: int = Field(30, ge=1)
    transcript_days: int = Field(365, ge=1)
    followed_up_days: int = Field(1095, ge=1)
    rejected_days: int = Field(365, ge=1)

    def cutoff(self, kept: Kept, now: datetime) -> datetime:
        """What was last touched before this moment is purged."""
        days: int = getattr(self, f"{kept.value}_days")
        return now - timedelta(days=days)


FOLLOWED_UP_OUTCOMES = (Result.SAFETY.value, Result.FAILED.value)
FOLLOWED_UP_STATUS = "needs_action"
