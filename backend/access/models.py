"""The tables of logins, of the access log, and of its review."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from backend.database import Base, UtcDateTime


class LoginSession(Base):
    """Somebody who is logged in: a patient, a relative for a patient, or staff.

    The cookie's token is kept only as a hash. `actor` is the FHIR reference of the person
    (`Patient/…`, `RelatedPerson/…`) or the staff member's id; `role` (one or several, separated by
    spaces), `name` and `unit` are set for staff only. `choices` are the [patient, actor] pairs that
    a person may choose among, decided anew at every call; `provider` is `oidc` or `demo`, so that
    logging out reaches it too.
    """

    __tablename__ = "login_sessions"

    token_hash: Mapped[str] = mapped_column(primary_key=True)
    kind: Mapped[str]
    actor: Mapped[str]
    patient_id: Mapped[int | None] = mapped_column(ForeignKey("patients.id"), index=True)
    role: Mapped[str | None]
    name: Mapped[str | None]
    unit: Mapped[str | None]
    choices: Mapped[list[Any] | None]
    provider: Mapped[str | None]
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    last_seen_at: Mapped[datetime] = mapped_column(UtcDateTime)


class AccessEntry(Base):
    """One entry of the access log: who did what with whose data, when, from which unit, and why.

    Append-only: triggers refuse UPDATE and DELETE. `number` counts from 1 without gaps; `hash`
    seals the entry and `previous`, see `chain.py`. `at` is ISO 8601 in UTC and `detail` JSON, both
    kept as text so that what was sealed is what is stored. `subject` is `kind/id`.
    """

    __tablename__ = "access_log"
    __table_args__ = (
        Index("access_log_about", "patient_id", "number"),
        Index("access_log_by_actor", "actor", "number"),
    )

    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    at: Mapped[str]
    actor: Mapped[str]
    name: Mapped[str]
    role: Mapped[str]
    unit: Mapped[str]
    action: Mapped[str]
    subject: Mapped[str]
    patient_id: Mapped[int | None]
    reason: Mapped[str]
    detail: Mapped[str]
    previous: Mapped[str]
    hash: Mapped[str]


class LogReview(Base):
    """An entry of the access log that was drawn to be looked at, and what was found.

    `state` is `open`, `approved` or `questioned`; whoever signs is not who the entry is about.
    """

    __tablename__ = "log_reviews"
    __table_args__ = (Index("log_reviews_by_state", "state", "entry"),)

    entry: Mapped[int] = mapped_column(ForeignKey("access_log.number"), primary_key=True)
    drawn_at: Mapped[datetime] = mapped_column(UtcDateTime)
    state: Mapped[str] = mapped_column(default="open")
    signed_by: Mapped[str | None]
    signed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    comment: Mapped[str] = mapped_column(default="")


class StaffNotice(Base):
    """An alarm to everybody with a role, such as a broken glass; `entry` is the log's number."""

    __tablename__ = "staff_notices"

    id: Mapped[int] = mapped_column(primary_key=True)
    role: Mapped[str]
    kind: Mapped[str]
    entry: Mapped[int] = mapped_column(ForeignKey("access_log.number"))
    at: Mapped[datetime] = mapped_column(UtcDateTime)


class NoticeSeen(Base):
    """That a member of staff has seen a notice."""

    __tablename__ = "staff_notices_seen"

    notice_id: Mapped[int] = mapped_column(ForeignKey("staff_notices.id"), primary_key=True)
    actor: Mapped[str] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(UtcDateTime)


class LoginAttempt(Base):
    """A login that has been sent to the identity provider and has not come back.

    It is used once, within minutes, by the browser that began it: `browser_hash` is of a cookie.
    """

    __tablename__ = "login_attempts"

    state_hash: Mapped[str] = mapped_column(primary_key=True)
    browser_hash: Mapped[str]
    nonce: Mapped[str]
    verifier: Mapped[str]
    audience: Mapped[str]
    next_path: Mapped[str]
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)


class PlanVisit(Base):
    """When somebody looked at a plan: `seen_at` last, `before` the visit before this one.

    What has changed after `before` is marked as new.
    """

    __tablename__ = "plan_visits"

    patient_id: Mapped[int] = mapped_column(ForeignKey("patients.id"), primary_key=True)
    actor: Mapped[str] = mapped_column(primary_key=True)
    seen_at: Mapped[datetime] = mapped_column(UtcDateTime)
    before: Mapped[datetime | None] = mapped_column(UtcDateTime)
