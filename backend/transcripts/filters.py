"""What the list of transcripts can be filtered and sorted by."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

from backend.transcripts.projection.risk import Risk
from backend.transcripts.projection.summary import Result

Name = Annotated[str, Field(min_length=1, max_length=80)]


class Sort(StrEnum):
    """The order; within it the newest transcript comes first."""

    NEWEST = "newest"
    OLDEST = "oldest"
    RISK = "risk"
    CONFIDENCE = "confidence"


class Status(StrEnum):
    """How far staff have come with a transcript."""

    UNREVIEWED = "unreviewed"
    IN_REVIEW = "in_review"
    NEEDS_ACTION = "needs_action"
    DONE = "done"


class Filters(BaseModel):
    """Everything that is set must hold. `from` and `to` are local dates of activity, included.

    `max_confidence` is the highest that the least certain turn may have had. `assignee` is a
    login, or `me` or `nobody`.
    """

    model_config = ConfigDict(extra="forbid", populate_by_name=True, frozen=True)

    q: str | None = Field(None, max_length=200, description='Words; `ord*`, `"en fras"`')
    intent: Name | None = None
    action: Name | None = None
    clinic: Name | None = None
    tag: Name | None = None
    risk: Risk | None = None
    max_confidence: float | None = Field(None, ge=0, le=1)
    fallback: bool | None = None
    safety: bool | None = None
    waiting: bool | None = Field(None, description="Whether a patient waits for staff's answer")
    outcome: Result | None = None
    status: Status | None = None
    assignee: Name | None = None
    min_turns: int | None = Field(None, ge=0)
    first: date | None = Field(None, alias="from")
    last: date | None = Field(None, alias="to")
    sort: Sort = Sort.NEWEST
    cursor: str | None = Field(None, max_length=200)
    limit: int = Field(50, ge=1, le=200)

    @model_validator(mode="before")
    @classmethod
    def _blank_is_unset(cls, data: object) -> object:
        """A form sends every field that it has."""
        if isinstance(data, dict):
            return {name: value for name, value in data.items() if value not in ("", None)}
        return data

    def labels(self) -> list[str]:
        """The labels that a transcript must have."""
        named: dict[Literal["intent", "action", "clinic", "tag", "risk"], str | None] = {
            "intent": self.intent,
            "action": self.action,
            "clinic": self.clinic,
            "tag": self.tag.casefold() if self.tag else None,
            "risk": self.risk,
        }
        return [f"{kind}:{value}" for kind, value in named.items() if value]

    def told(self) -> dict[str, str]:
        """What is set, as it stands in a link and in the access log."""
        set_ = self.model_dump(mode="json", by_alias=True, exclude_defaults=True)
        return {
            name: str(value).lower() if isinstance(value, bool) else str(value)
            for name, value in set_.items()
            if name not in ("cursor", "limit")
        }
