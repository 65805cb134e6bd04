"""Alarms, and the review of the access log by sampling with sign-off."""

from __future__ import annotations

import logging
from datetime import datetime
from random import SystemRandom

from sqlalchemy import ColumnElement, exists, func, select
from sqlalchemy.orm import Session

from backend.access.auditing.schemas import EntryView, Notice, Sample, Verdict
from backend.access.log import Access, AccessLog, Entry, as_entry, write_entry
from backend.access.models import AccessEntry, LogReview, NoticeSeen, StaffNotice
from backend.access.roles import Permission, Role
from backend.access.staff import Staff
from backend.clock import Clock
from backend.database import Database
from backend.errors import Invalid, NotFound, Problem
from backend.rules.workdays import STOCKHOLM

logger = logging.getLogger(__name__)

_ALWAYS = (Access.BREAK_GLASS, Access.PERSON_DATA)
_WORTH_A_LOOK = (Access.READ, Access.SEARCH, Access.EXPORT, Access.WORK, Access.TAKE_OVER)
_LONGEST = 1000


class OwnEntry(Problem):
    """Nobody signs what they did themselves."""

    status, code, title = 403, "own_entry", "Own entry"


class AlreadySigned(Problem):
    """Somebody has signed it."""

    status, code, title = 409, "already_signed", "Already signed"


class Auditing:
    """Reads the log, draws samples, takes signatures, and tells of alarms."""

    def __init__(self, database: Database, clock: Clock, log: AccessLog) -> None:
        self._database = database
        self._clock = clock
        self._log = log

    def entries(
        self, staff: Staff, *, before: int | None = None, actor: str | None = None
    ) -> list[EntryView]:
        """The newest entries; that the log was read is logged too.

        Raises:
            NotAllowed, LogUnavailable
        """
        staff.require(Permission.AUDIT)
        self._log.record(staff, Access.AUDIT, subject="access_log", before=before, actor=actor)
        return [view(entry) for entry in self._log.newest(before=before, actor=actor)]

    def draw(self, staff: Staff, count: int) -> int:
        """Draws entries since the last draw: every broken glass, and `count` others by chance.

        Returns:
            how many were drawn.

        Raises:
            NotAllowed, LogUnavailable
        """
        staff.require(Permission.AUDIT)
        now = self._clock()
        with self._database.write() as session:
            drawn = exists().where(LogReview.entry == AccessEntry.number)
            since = session.scalar(select(func.max(LogReview.entry))) or 0
            always = _numbers(session, AccessEntry.action.in_(_ALWAYS), ~drawn)
            others = _numbers(
                session, AccessEntry.action.in_(_WORTH_A_LOOK), AccessEntry.number > since, ~drawn
            )
            chosen = [*always, *SystemRandom().sample(others, min(count, len(others)))]
            session.add_all(LogReview(entry=number, drawn_at=now) for number in sorted(chosen))
            write_entry(session, staff, Access.AUDIT, now, subject="log_review", drawn=len(chosen))
        return len(chosen)

    def samples(self, staff: Staff, *, signed: bool = False) -> list[Sample]:
        """The drawn entries that nobody has signed, or those that somebody has.

        Raises:
            NotAllowed
        """
        staff.require(Permission.AUDIT)
        state = LogReview.state != "open" if signed else LogReview.state == "open"
        with self._database.read() as session:
            rows = session.execute(
                select(LogReview, AccessEntry)
                .join(AccessEntry, AccessEntry.number == LogReview.entry)
                .where(state)
                .order_by(LogReview.entry.desc())
                .limit(200)
            )
            return [_sample(review, entry, staff) for review, entry in rows]

    def sign(self, staff: Staff, number: int, verdict: Verdict, comment: str = "") -> Sample:
        """Signs that the access had its reason, or that it must be asked about.

        Raises:
            NotAllowed, NotFound, LogUnavailable
            Invalid: a question without words. OwnEntry, AlreadySigned.
        """
        staff.require(Permission.AUDIT)
        words, now = comment.strip()[:_LONGEST], self._clock()
        if verdict == "questioned" and not words:
            raise Invalid("Skriv vad som behöver redas ut.", field="comment")
        with self._database.write() as session:
            review = session.get(LogReview, number, with_for_update=True)
            if review is None:
                raise NotFound("Raden är inte utvald för granskning.")
            entry = session.get_one(AccessEntry, number)
            if entry.actor == staff.actor:
                raise OwnEntry("Någon annan måste granska det du själv har gjort.")
            if review.state != "open":
                raise AlreadySigned(f"{review.signed_by} har redan granskat raden.")
            review.state, review.comment = verdict, words
            review.signed_by, review.signed_at = staff.name, now
            write_entry(
                session, staff, Access.SIGN, now, subject=f"entry/{number}", verdict=verdict
            )
            return _sample(review, entry, staff)

    def notices(self, staff: Staff) -> list[Notice]:
        """The alarms that the member of staff has not seen, newest first."""
        seen = exists().where(
            NoticeSeen.notice_id == StaffNotice.id, NoticeSeen.actor == staff.actor
        )
        with self._database.read() as session:
            rows = session.execute(
                select(StaffNotice, AccessEntry)
                .join(AccessEntry, AccessEntry.number == StaffNotice.entry)
                .where(StaffNotice.role.in_([role.value for role in staff.roles]), ~seen)
                .order_by(StaffNotice.id.desc())
                .limit(50)
            )
            return [
                Notice(
                    id=notice.id,
                    kind=notice.kind,
                    at=notice.at.astimezone(STOCKHOLM),
                    entry=view(as_entry(entry)),
                )
                for notice, entry in rows
            ]

    def see(self, staff: Staff, notice_id: int) -> None:
        """Says that the member of staff has seen the alarm; it stays for the others.

        Raises:
            NotFound: there is no such alarm for their roles.
        """
        with self._database.write() as session:
            notice = session.get(StaffNotice, notice_id)
            if notice is None or notice.role not in staff.roles:
                raise NotFound("Larmet finns inte.")
            session.merge(NoticeSeen(notice_id=notice_id, actor=staff.actor, at=self._clock()))


def alarm(session: Session, kind: str, entry: int, at: datetime) -> None:
    """Tells everybody who keeps order, in the transaction of the entry that it is about."""
    session.add(StaffNotice(role=Role.ADMIN.value, kind=kind, entry=entry, at=at))
    session.flush()
    logger.warning("%s: see entry %d of the access log", kind, entry)


def view(entry: Entry) -> EntryView:
    """The entry as it is read."""
    return EntryView(**{name: getattr(entry, name) for name in EntryView.model_fields})


def _numbers(session: Session, *conditions: ColumnElement[bool]) -> list[int]:
    return list(session.scalars(select(AccessEntry.number).where(*conditions)))


def _sample(review: LogReview, entry: AccessEntry, staff: Staff) -> Sample:
    return Sample(
        entry=view(as_entry(entry)),
        state=review.state,
        own=entry.actor == staff.actor,
        signed_by=review.signed_by,
        signed_at=review.signed_at.astimezone(STOCKHOLM) if review.signed_at else None,
        comment=review.comment,
    )
