"""What staff make of a transcript: status, notes, tags; each change is logged with it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from backend.access.log import Access, write_entry
from backend.access.roles import Permission
from backend.access.staff import Staff
from backend.clock import Clock
from backend.contracts.service import ContractReader
from backend.database import Database
from backend.errors import Invalid, NotFound
from backend.transcripts.filters import Status
from backend.transcripts.labels import set_labels
from backend.transcripts.listing import item_of, tags_of
from backend.transcripts.models import (
    SavedFilter,
    Transcript,
    TranscriptNote,
    TranscriptTag,
    TranscriptTurn,
)
from backend.transcripts.personal import redactor_of
from backend.transcripts.problems import (
    ChangedMeanwhile,
    NotYours,
    PersonalDataInText,
    StaleVersion,
)
from backend.transcripts.reading import note_view
from backend.transcripts.schemas import Item, Note
from backend.transcripts.visibility import find_visible

_TAG = re.compile(r"[\w-]+(?: [\w-]+)*")
_LONGEST_TAG = 40
_LONGEST_NOTE = 4000


class Reviewing:
    """Changes what staff keep about transcripts."""

    def __init__(self, database: Database, clock: Clock, contracts: ContractReader) -> None:
        self._database = database
        self._clock = clock
        self._contracts = contracts

    def review(
        self,
        staff: Staff,
        ident: str,
        *,
        status: Status | None = None,
        assign: str | None = None,
        seen: int | None = None,
        if_match: int | None = None,
    ) -> Item:
        """Sets the status, and with `assign` (`me` or `nobody`) who has it in hand.

        `seen` or `if_match` is the version that the change is based on.

        Raises:
            NotAllowed, NotFound
            ChangedMeanwhile: somebody else has saved since `seen`; StaleVersion: since `if_match`.
        """
        staff.require(Permission.REVIEW)
        now = self._clock()
        with self._database.write() as session:
            row = find_visible(session, staff, ident, locked=True)
            _hold_against(session, row, seen, ChangedMeanwhile)
            _hold_against(session, row, if_match, StaleVersion)
            changes = _review_changes(staff, row, status, assign)
            if changes:
                for name, value in changes.items():
                    setattr(row, name, value)
                _saved(row, staff, now)
                self._log(session, staff, Access.REVIEW, row, now, **changes)
            return _item(session, row)

    def add_note(self, staff: Staff, ident: str, text: str, turn: int | None = None) -> Note:
        """Writes a note, redacted as the conversation is.

        Raises:
            NotAllowed, NotFound, Invalid
        """
        staff.require(Permission.NOTE)
        now = self._clock()
        with self._database.write() as session:
            row = find_visible(session, staff, ident, locked=True)
            _turn_of(session, row, turn)
            note = TranscriptNote(
                n=row.n,
                turn=turn,
                actor=staff.actor,
                name=staff.name,
                role=staff.role,
                text=self._clean(session, row, text, now),
                at=now,
            )
            session.add(note)
            session.flush()
            self._log(session, staff, Access.NOTE, row, now, note=note.id, done="added")
            return note_view(note, staff)

    def change_note(self, staff: Staff, ident: str, note_id: int, text: str | None) -> Note | None:
        """Writes one's own note anew, or with `None` takes it away.

        Raises:
            NotAllowed, NotFound, Invalid; NotYours: a colleague wrote it.
        """
        staff.require(Permission.NOTE)
        now = self._clock()
        with self._database.write() as session:
            row = find_visible(session, staff, ident, locked=True)
            note = session.get(TranscriptNote, note_id)
            if note is None or note.n != row.n:
                raise NotFound("Anteckningen finns inte.")
            if note.actor != staff.actor:
                raise NotYours("Det är en kollegas anteckning.")
            done = "removed" if text is None else "changed"
            self._log(session, staff, Access.NOTE, row, now, note=note.id, done=done)
            if text is None:
                session.delete(note)
                return None
            note.text, note.edited_at = self._clean(session, row, text, now), now
            return note_view(note, staff)

    def tag(
        self,
        staff: Staff,
        ident: str,
        add: Iterable[str] = (),
        remove: Iterable[str] = (),
        turn: int | None = None,
    ) -> Item:
        """Adds and removes tags of the transcript, or of one of its turns.

        Raises:
            NotAllowed, NotFound, Invalid; PersonalDataInText: a tag that names somebody.
        """
        staff.require(Permission.TAG)
        now, at = self._clock(), turn or 0
        with self._database.write() as session:
            row = find_visible(session, staff, ident, locked=True)
            _turn_of(session, row, turn)
            redactor = redactor_of(session, self._contracts, row.patient_id)
            added, removed = [_as_tag(tag) for tag in add], [_as_tag(tag) for tag in remove]
            if any(redactor.redact(tag).spans for tag in added):
                raise PersonalDataInText("En etikett får inte peka ut någon.", field="add")
            session.execute(
                delete(TranscriptTag).where(
                    TranscriptTag.n == row.n,
                    TranscriptTag.turn == at,
                    TranscriptTag.tag.in_([*added, *removed]),
                )
            )
            session.add_all(
                TranscriptTag(n=row.n, turn=at, tag=tag, actor=staff.actor, at=now)
                for tag in dict.fromkeys(added)
            )
            session.flush()
            tags = tags_of(session, [row.n]).get(row.n, [])
            set_labels(session, row.n, (f"tag:{tag}" for tag in tags), of=("tag",))
            self._log(session, staff, Access.TAG, row, now, added=added, removed=removed, turn=at)
            session.flush()
            return _item(session, row)

    def saved_filters(self, staff: Staff) -> list[tuple[int, str, str]]:
        """One's own saved filters: id, name and query."""
        with self._database.read() as session:
            rows = session.scalars(
                select(SavedFilter)
                .where(SavedFilter.actor == staff.actor)
                .order_by(SavedFilter.name)
            )
            return [(row.id, row.name, row.query) for row in rows]

    def save_filter(self, staff: Staff, name: str, query: str) -> None:
        """Keeps a filter under a name; the same name once more replaces it."""
        staff.require(Permission.LIST)
        named = " ".join(name.split())[:_LONGEST_TAG]
        if not named:
            raise Invalid("Ge filtret ett namn.", field="name")
        with self._database.write() as session:
            session.execute(
                delete(SavedFilter).where(
                    SavedFilter.actor == staff.actor, SavedFilter.name == named
                )
            )
            session.add(SavedFilter(actor=staff.actor, name=named, query=query, at=self._clock()))

    def forget_filter(self, staff: Staff, filter_id: int) -> None:
        """Takes away one's own saved filter.

        Raises:
            NotFound: there is no such filter of theirs.
        """
        with self._database.write() as session:
            row = session.get(SavedFilter, filter_id)
            if row is None or row.actor != staff.actor:
                raise NotFound("Filtret finns inte.")
            session.delete(row)

    def _clean(self, session: Session, row: Transcript, text: str, now: datetime) -> str:
        words = text.strip()
        if not words or len(words) > _LONGEST_NOTE:
            raise Invalid("Skriv något, högst 4 000 tecken.", field="text")
        redactor = redactor_of(session, self._contracts, row.patient_id)
        return redactor.redact(words, on=now.date()).text

    @staticmethod
    def _log(
        session: Session,
        staff: Staff,
        action: Access,
        row: Transcript,
        now: datetime,
        **detail: Any,
    ) -> None:
        write_entry(
            session,
            staff,
            action,
            now,
            subject=f"conversation/{row.id}",
            patient_id=row.patient_id,
            **detail,
        )


def _hold_against(
    session: Session, row: Transcript, version: int | None, problem: type[ChangedMeanwhile]
) -> None:
    if version is None or version == row.version:
        return
    raise problem(
        f"{row.changed_by or 'En kollega'} har sparat något nytt sedan du öppnade samtalet.",
        current=_item(session, row).model_dump(mode="json"),
        changed_by=row.changed_by,
        changed_at=row.changed_at.isoformat() if row.changed_at else None,
    )


def _review_changes(
    staff: Staff, row: Transcript, status: Status | None, assign: str | None
) -> dict[str, Any]:
    wanted: dict[str, Any] = {}
    if status is not None:
        wanted["status"] = status.value
    if assign == "me":
        wanted |= {"assignee": staff.actor, "assignee_name": staff.name}
    elif assign == "nobody":
        wanted |= {"assignee": None, "assignee_name": None}
    return {name: value for name, value in wanted.items() if getattr(row, name) != value}


def _saved(row: Transcript, staff: Staff, now: datetime) -> None:
    row.version += 1
    row.changed_by, row.changed_at = staff.name, now


def _item(session: Session, row: Transcript) -> Item:
    return item_of(row, tags_of(session, [row.n]).get(row.n, []))


def _turn_of(session: Session, row: Transcript, number: int | None) -> None:
    if number is None:
        return
    query = select(TranscriptTurn.id).where(
        TranscriptTurn.n == row.n, TranscriptTurn.number == number
    )
    if session.scalar(query) is None:
        raise NotFound("Det finns ingen sådan tur i samtalet.")


def _as_tag(words: str) -> str:
    tag = " ".join(words.casefold().split())
    if not tag or len(tag) > _LONGEST_TAG or not _TAG.fullmatch(tag):
        raise Invalid("En etikett har bokstäver, siffror och bindestreck.", field="tag")
    return tag
