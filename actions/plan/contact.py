"""Whom to contact."""

from __future__ import annotations

import re
from dataclasses import replace

from actions.base import Answer
from actions.facts import organization_fact, own_role_fact, person_fact, phone_fact, role_fact
from actions.people import Somebody, asks_meeting, asks_name, next_visit, people
from actions.plan.about import about
from actions.plan.lines import contact_lines
from actions.plan.noted import noted, noted_lines
from actions.reply import Button, Fact, Line, Reply, message, reply, say
from actions.turn import Turn
from backend.contracts.schemas import Contact
from backend.phrasing.texts import text

_COORDINATOR = re.compile(
    r"samordn|fast (?:vård)?kontakt|fasta kontakt|kontaktsjuksk|koordinator|huvudansvar"
    r"|helhet|koll på|förny|ansvarar för mig|ansvarig|håller i|min kontakt",
    re.IGNORECASE,
)
_CALLING_HOURS = re.compile(r"\btelefontid\w*", re.IGNORECASE)
_DEFAULT_ROLE = "samordnande vårdkontakt"


class WhomToContact(Answer):
    """The clinic of what is named; else the coordinator, or an honest "du har ingen ännu"."""

    intent = "ask_contact"

    def reply(self, turn: Turn) -> Reply:
        """Name, number and hours."""
        somebody = people(turn.contract).get(turn.about[0]) if turn.about else None
        if somebody is not None:
            told = reply(message(self._somebody(somebody, turn)))
            visit = next_visit(somebody, turn)
            return told.remembering(focus=visit) if visit is not None else told
        named = _named(turn)
        if named is not None:
            return reply(message(self._one(named, turn)))
        asks_coordinator = bool(_COORDINATOR.search(turn.text))
        if not asks_coordinator:
            # "När har ni telefontid?" names no visit by telephone.
            found = about(replace(turn, text=_CALLING_HOURS.sub(" ", turn.text)))
            if found.first is not None:
                return found.first
            if found.steps and found.named and (contact := found.steps[0].contact) is not None:
                note = noted(turn, found.steps[:1]) if not found.called else None
                written = noted_lines(note, turn) if note is not None else []
                lines = [*written, *self._one(contact, turn)]
                return reply(message(lines)).remembering(focus=found.steps[0].ref)
        return self._coordinator(turn)

    def _somebody(self, somebody: Somebody, turn: Turn) -> list[Line]:
        """Who a person is, or that no visit with them is booked; then how to reach them."""
        who = Fact("person", somebody.name, somebody.source)
        first: list[Line] = []
        if asks_name(turn) and somebody.role is not None and somebody.clinic is not None:
            role, clinic = somebody.role, somebody.clinic
            first = [say("contact.called_at", who=who, role=role, clinic=clinic)]
        elif asks_name(turn) and somebody.role is not None:
            first = [say("contact.called", who=who, role=somebody.role)]
        elif asks_name(turn):
            first = [say("contact.called_only", who=who)]
        elif asks_meeting(turn):
            first = [say("contact.no_visit", who=who)]
        reach = contact_lines(somebody.contact, turn)
        return [*first, *(reach or [say("contact.no_phone", who=who), say("contact.advice")])]

    @staticmethod
    def _one(contact: Contact, turn: Turn) -> list[Line]:
        lines = contact_lines(contact, turn)
        return lines or [
            say("contact.no_phone", who=person_fact(contact)),
            say("contact.advice"),
        ]

    def _coordinator(self, turn: Turn) -> Reply:
        coordinator = turn.contract.coordinator
        team = [found for found in turn.contract.team if not found.coordinator]
        if coordinator is None:
            button = Button(text("button.ask_coordinator"), "ask_human", {"answer": "coordinator"})
            lines = [say("contact.no_coordinator", simple=turn.simple), *_team_lines(team, turn)]
            if not team:
                lines += _next_clinic(turn)
            return reply(message(lines, buttons=[button]))
        role = own_role_fact(coordinator) or Fact("status", _DEFAULT_ROLE, coordinator.source)
        who = person_fact(coordinator)
        where = organization_fact(coordinator)
        if where is not None:
            first = say("contact.coordinator_at", role=role, who=who, clinic=where)
        else:
            first = say("contact.coordinator", simple=turn.simple, role=role, who=who)
        return reply(message(first, self._one(coordinator, turn), _team_lines(team, turn)))


def _named(turn: Turn) -> Contact | None:
    """A member of the team or a clinic whose name or role stands in the text."""
    lowered_text = turn.text.casefold()
    for contact in [*turn.contract.team, *turn.contract.clinics]:
        for words in (contact.name, contact.role):
            if words and _mentions(lowered_text, words.casefold()):
                return contact
    return None


def _mentions(lowered_text: str, words: str) -> bool:
    if words in lowered_text:
        return True
    last = words.split()[-1]
    return (
        len(last) > _SHORTEST_NAME
        and re.search(rf"\b{re.escape(last)}s?\b", lowered_text) is not None
    )


_SHORTEST_NAME = 3


def _team_lines(team: list[Contact], turn: Turn) -> list[Line]:
    reachable = [found for found in team if found.phone] if not _hidden(turn) else []
    if not reachable:
        return []
    lines = [say("contact.team")]
    for found in reachable[:4]:
        phone = phone_fact(found)
        assert phone is not None  # noqa: S101  only those with a number are listed
        role = role_fact(found)
        if role is not None:
            lines.append(say("contact.team_line", who=person_fact(found), role=role, phone=phone))
        else:
            lines.append(say("contact.team_line_no_role", who=person_fact(found), phone=phone))
    return lines


def _next_clinic(turn: Turn) -> list[Line]:
    for contact in turn.contract.clinics:
        lines = contact_lines(contact, turn)
        if lines:
            return lines
    return [say("contact.nobody")]


def _hidden(turn: Turn) -> bool:
    return turn.contract.person.protected
