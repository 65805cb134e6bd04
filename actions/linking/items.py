"""The parts of a contract that can be meant, each with the concepts that tell it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime

from actions.linking.hits import hits
from actions.linking.inflection import stem
from actions.linking.lexicon import ConceptKind
from actions.linking.relations import NAME, TERM, Relations
from actions.linking.result import ItemType
from actions.linking.text import read_text, words_of
from actions.linking.vocabulary import Vocabulary
from backend.contracts.schemas import (
    Appointment,
    Contact,
    Contract,
    Kind,
    Referral,
    State,
    Step,
    Task,
)

_KIND_CONCEPTS = {
    Kind.SAMPLING: "provtagning",
    Kind.SURGERY: "operation",
    Kind.FOLLOW_UP: "återbesök",
    Kind.HOME_CARE: "hembesök",
    Kind.SIP_MEETING: "sip-möte",
    Kind.PHONE: "telefontid",
    Kind.VIDEO: "videobesök",
    Kind.EXAMINATION: "undersökning",
    Kind.TREATMENT: "behandling",
    Kind.REHABILITATION: "rehab",
    Kind.WAITING_FOR_ANSWER: "provsvar",
}
_MODE_CONCEPTS = {"phone": "telefontid", "video": "videobesök"}
_TALKS = (Kind.VISIT, Kind.FOLLOW_UP, Kind.PHONE, Kind.VIDEO)

_BEFORE_OR_AFTER = re.compile(r"\b(?:inför|före|innan|efter)\b")
_ANSWER_OF = re.compile(r"\b(?:väntan på|väntar på|invänta\w*|svar på|svar från)\b")
_NUMBER = re.compile(r"\b(\d{1,2})\b")
_WITH_TIME = {"booked", "pending", "arrived", "checked-in"}

# How surely a field tells what the item is.
_TITLE, _SERVICE, _ROLE, _CLINIC, _KIND = 1.0, 0.95, 1.0, 0.95, 0.8
_OWNER, _PLACE, _STAFF = 0.6, 0.6, 0.6
_PERFORMER, _REASON, _TASK_OWNER = 0.75, 0.8, 0.4
_PROBABLY_A_DOCTOR = 0.55
_REFERRAL_DERIVED = 0.8

_SHORTEST_TERM = 4


@dataclass(slots=True, eq=False)
class Item:
    """Something that can be meant.

    `what`, `where` and `who` hold concepts with how surely they tell it (0–1), with all that the
    concepts are or are about; `direct` only those that its words say, `said` those of its title.
    `prepared` are procedures that it comes before or after ("inför operation"), `bodies` the parts
    of the body that it is about, `title_numbers` such as the 2 of "kur 2", `title_stems` the
    title's words up to what it comes before or after, `all_title_stems` all of them. `done` and
    `cancelled` are as in the record.
    """

    source: str
    type: ItemType
    start: datetime | None = None
    booked: bool = False
    done: bool = False
    cancelled: bool = False
    handled: bool = False
    role_known: bool = False
    what: dict[str, float] = field(default_factory=dict)
    where: dict[str, float] = field(default_factory=dict)
    who: dict[str, float] = field(default_factory=dict)
    direct: set[str] = field(default_factory=set)
    said: set[str] = field(default_factory=set)
    prepared: set[str] = field(default_factory=set)
    bodies: set[str] = field(default_factory=set)
    title_numbers: set[int] = field(default_factory=set)
    title_stems: frozenset[str] = frozenset()
    all_title_stems: frozenset[str] = frozenset()


class ItemReader:
    """Reads the items of a contract with one vocabulary."""

    def __init__(self, vocabulary: Vocabulary, relations: Relations) -> None:
        self._vocabulary = vocabulary
        self._relations = relations

    def items(self, contract: Contract) -> list[Item]:
        """Every item, each source once: appointments, other steps, referrals, tasks, contacts."""
        found: dict[str, Item] = {}
        states = {step.source: step.state for step in contract.steps}
        for appointment in contract.appointments:
            found[appointment.source] = self._appointment(appointment)
        for referral in contract.referrals:
            item = self._referral(referral)
            visits = [found[ref] for ref in referral.appointments if ref in found]
            item.handled = any(visit.start and not visit.cancelled for visit in visits)
            _set_state(item, states.get(referral.source))
            found[referral.source] = item
        for task in contract.tasks:
            found[task.source] = self._task(task)
        for step in contract.steps:
            source = step.source if step.source in found else step_source(step)
            if source not in found:
                found[source] = self._step(step)
        for contact in contacts_of(contract):
            if contact.source not in found:
                found[contact.source] = self._contact(contact, contract.appointments)
        return list(found.values())

    def _appointment(self, visit: Appointment) -> Item:
        item = Item(
            visit.source,
            ItemType.APPOINTMENT,
            start=visit.start,
            booked=visit.start is not None and visit.status in _WITH_TIME,
            done=visit.status == "fulfilled",
            cancelled=visit.status in ("cancelled", "noshow"),
            role_known=visit.practitioner_role is not None,
        )
        self._title(item, visit.title, visit.kind)
        self._add(item, item.what, visit.service_type, _SERVICE)
        item.said |= item.direct
        self._add_concept(item.what, _MODE_CONCEPTS.get(visit.mode), _SERVICE)
        self._add(item, item.where, visit.clinic, _CLINIC)
        self._add(item, item.where, visit.place, _PLACE)
        if visit.contact is not None:
            self._add(item, item.where, visit.contact.organization, _OWNER)
        self._add(item, item.who, visit.practitioner_role, _ROLE)
        _add_names(item.who, visit.practitioner, 1.0)
        if visit.kind in _TALKS and not item.role_known and not self._has_profession(item):
            self._add_concept(item.who, "läkare", _PROBABLY_A_DOCTOR)
        return item

    def _step(self, step: Step) -> Item:
        item = Item(step_source(step), ItemType.STEP, start=step.when, booked=step.when is not None)
        _set_state(item, step.state)
        self._title(item, step.title, step.kind)
        self._add(item, item.where, step.owner, _OWNER)
        return item

    def _referral(self, referral: Referral) -> Item:
        item = Item(
            referral.source,
            ItemType.REFERRAL,
            done=referral.status == "completed",
            cancelled=referral.status == "revoked",
        )
        self._title(item, referral.title, None)
        self._add(item, item.what, referral.reason, _REASON)
        for concept in item.what:
            if concept not in item.direct:
                item.what[concept] *= _REFERRAL_DERIVED
        self._add(item, item.where, referral.performer, _PERFORMER)
        return item

    def _task(self, task: Task) -> Item:
        cancelled = task.status in ("cancelled", "rejected", "failed")
        item = Item(task.source, ItemType.TASK, done=task.done, cancelled=cancelled)
        self._title(item, task.title, None)
        self._add(item, item.where, task.owner_name, _TASK_OWNER)
        return item

    def _contact(self, contact: Contact, visits: list[Appointment]) -> Item:
        item = Item(contact.source, ItemType.CONTACT, role_known=contact.role is not None)
        person = contact.role is not None
        self._add(item, item.where, contact.organization, _OWNER if person else _CLINIC)
        if person:
            self._add(item, item.who, contact.role, _ROLE)
            _add_names(item.who, contact.name, 1.0)
            return item
        self._add(item, item.where, contact.name, 1.0)
        for visit in visits:
            if contact.source == visit.clinic_source or contact.name == visit.clinic:
                self._add(item, item.who, visit.practitioner_role, _STAFF, direct=False)
                _add_names(item.who, visit.practitioner, _STAFF)
        return item

    def _title(self, item: Item, title: str, kind: Kind | None) -> None:
        """The title; a procedure that the visit only comes before or after is not its own.

        The answer to a biopsy is not a sampling: what it is the answer of counts only as itself.
        """
        text = read_text(title)
        aside = _BEFORE_OR_AFTER.search(text.lower)
        only_itself = bool(_ANSWER_OF.search(text.lower))
        for hit in hits(text, self._vocabulary):
            for concept in hit.sense.concepts:
                item.bodies |= self._relations.bodies(concept)
                beside = aside is not None and text.tokens[hit.start].start > aside.start()
                if beside and self._relations.kind(concept) is ConceptKind.PROCEDURE:
                    item.prepared.add(concept)
                    continue
                if only_itself:
                    item.what[concept] = _TITLE
                else:
                    self._add_concept(item.what, concept, _TITLE)
                if hit.sense.place:
                    self._add_concept(item.where, concept, _TITLE)
                item.direct.add(concept)
                item.said.add(concept)
        self._add_terms(item.what, title)
        own = title[: aside.start()] if aside is not None else title
        item.title_stems = frozenset(stem(word) for word in words_of(own))
        item.all_title_stems = frozenset(stem(word) for word in words_of(title))
        item.title_numbers = {int(number) for number in _NUMBER.findall(title)}
        if kind is not None and aside is None:
            self._add_concept(item.what, _KIND_CONCEPTS.get(kind), _KIND)

    def _add(
        self,
        item: Item,
        into: dict[str, float],
        words: str | None,
        sureness: float,
        *,
        direct: bool = True,
    ) -> None:
        if not words:
            return
        for hit in hits(read_text(words), self._vocabulary):
            for concept in hit.sense.concepts:
                self._add_concept(into, concept, sureness)
                if direct:
                    item.direct.add(concept)
        self._add_terms(into, words)

    def _add_concept(self, into: dict[str, float], concept: str | None, sureness: float) -> None:
        if concept is None:
            return
        for name, factor in self._relations.above(concept).items():
            into[name] = max(into.get(name, 0.0), sureness * factor)

    def _add_terms(self, into: dict[str, float], words: str) -> None:
        """Words that only this contract has, such as a clinic's own name."""
        for word in words_of(words):
            if self._is_own(word):
                into[TERM + stem(word)] = 1.0

    def _is_own(self, word: str) -> bool:
        return (
            len(word) >= _SHORTEST_TERM
            and not word.isdigit()
            and word not in self._vocabulary.lexicon.everyday
            and self._vocabulary.word(word) is None
            and not self._vocabulary.is_plain(word)
        )

    def _has_profession(self, item: Item) -> bool:
        return any(self._relations.kind(name) is ConceptKind.PROFESSION for name in item.what)


def step_source(step: Step) -> str:
    """The source of a step; one that only the plan tells of shares the plan's and adds its id."""
    return f"{step.source}#{step.id}" if step.source.startswith("CarePlan/") else step.source


def contacts_of(contract: Contract) -> Iterator[Contact]:
    """The coordinator, the team and the clinics, in that order; some may come twice."""
    if contract.coordinator is not None:
        yield contract.coordinator
    yield from contract.team
    yield from contract.clinics


def _set_state(item: Item, state: State | None) -> None:
    item.done = item.done or state is State.DONE
    item.cancelled = item.cancelled or state is State.CANCELLED


def _add_names(into: dict[str, float], name: str | None, sureness: float) -> None:
    for word in words_of(name or ""):
        key = NAME + word
        into[key] = max(into.get(key, 0.0), sureness)
