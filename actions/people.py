"""The people of a contract, and which of them "hon" or "min barnmorska" is.

After "Du ska träffa Elin Sandberg" a patient asks "vad heter hon nu igen?", "när har hon
telefontid?" and "när ska jag till henne?". Who was told of last is remembered by the record's
reference.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from actions.facts import lowered
from actions.linking import LinkKind, Target, link
from actions.plan import pointing
from actions.reply import Fact, Reply
from actions.turn import Turn
from backend.contracts.schemas import Appointment, Contact, Contract, Step

_SHE_OR_HE = re.compile(r"\b(?:hon|han|henne|honom|hennes|hans)\b", re.IGNORECASE)
_NAME = re.compile(
    r"(?<!jag )\bheter\b|\bnamnet?\b|\bvem (?:är|e|va|var) (?!det (?:som|jag|man|vi)\b)"
    r"(?:(?:min|mina|hennes|hans|mammas|pappas) )?\w+\W*$",
    re.IGNORECASE,
)
_REACH = re.compile(
    r"telefon|anträffbar|tillgänglig|\bnummer"
    r"|\bnå(?:r|s)?\b|\bring(?:a|er jag)\b(?! (?:upp )?m[ie][gj])|kontakta|öppet"
    r"|mejl|mail|\bsvarar\b",
    re.IGNORECASE,
)
_MEET = re.compile(
    r"\bträffa\w*|\b(?:ska|skall|sk[au]) (?:jag|ja|vi) (?:till|hos|prata)|\bprata\w* med\b"
    r"|\b(?:till|hos|med) (?:henne|honom)\b",
    re.IGNORECASE,
)
_RINGS_ME = re.compile(
    r"\bring(?:a|er) (?:hon |han )?(?:upp )?m[ie][gj]\b|\bhör (?:hon |han )?av sig\b"
    r"|\bnär ringer (?:hon|han)\b|\b(?:hon|han) ringer\b",
    re.IGNORECASE,
)
_DOES = re.compile(
    r"\b(?:ska|skulle|skall) (?:hon|han) (?:\w+ )?göra\b|\bgör (?:hon|han)\b", re.IGNORECASE
)
_WHEN = re.compile(r"\bnär\b|\bhur dags\b|\bvilken (?:dag|tid)\b", re.IGNORECASE)
_WILL_RING = re.compile(r"\bringer\b", re.IGNORECASE)
_CHANGING = re.compile(r"\b(?:av|om)?boka\w*|tidigare|\bflytta|\bbyta", re.IGNORECASE)
_QUESTIONS = (
    *("ask_when", "ask_where", "ask_visit_details", "ask_preparation", "ask_next_step"),
    *("ask_plan", "ask_contact", "ask_human", "ask_earlier_time", "ask_waiting_time"),
    *("ask_goal", "ask_my_tasks", "ask_status", "nlu_fallback", "out_of_scope"),
)
_ORGANISATIONS = ("Organization/", "HealthcareService/", "RelatedPerson/")
_FIRST_ONE_TOLD = ("ask_contact", "ask_visit_details", "ask_status")
"""Answers whose first person is the one that they are about, whoever else they list."""


@dataclass(frozen=True)
class Somebody:
    """A person of the care: the record of the name, the role, and how to reach them.

    `contact` is the person's own, or the clinic's where the person has none.
    """

    source: str
    name: str
    role: Fact | None
    clinic: Fact | None
    contact: Contact | None


def people(contract: Contract) -> dict[str, Somebody]:
    """Everybody whom the contract names, by the record of the name: the team, then the visits'."""
    found: dict[str, Somebody] = {}
    coordinator = [contract.coordinator] if contract.coordinator is not None else []
    for contact in [*coordinator, *contract.team]:
        if contact.source.startswith(_ORGANISATIONS):
            continue
        source = contact.name_source or contact.source
        role = contact.role and Fact(
            "status", contact.role, contact.role_source or contact.source, lowered(contact.role)
        )
        clinic = contact.organization and Fact(
            "clinic", contact.organization, contact.organization_source or contact.source
        )
        found.setdefault(
            source, Somebody(source, contact.name, role or None, clinic or None, contact)
        )
    for visit in contract.appointments:
        if visit.practitioner is not None and visit.practitioner_source is not None:
            known = found.get(visit.practitioner_source)
            found[visit.practitioner_source] = _met_at(visit, visit.practitioner, known)
    return found


def _met_at(visit: Appointment, name: str, known: Somebody | None) -> Somebody:
    """Who is met at a visit: by profession and clinic, as the visit tells them."""
    source = visit.practitioner_source or visit.source
    role = clinic = None
    if visit.practitioner_role:
        role_source = visit.practitioner_role_source or source
        role = Fact(
            "status", visit.practitioner_role, role_source, lowered(visit.practitioner_role)
        )
    if visit.clinic:
        clinic = Fact("clinic", visit.clinic, visit.clinic_source or visit.source)
    if known is None:
        return Somebody(source, name, role, clinic, visit.contact)
    return replace(known, role=role or known.role, clinic=clinic or known.clinic)


def told_of(found: Reply, intent: str, turn: Turn) -> str | None:
    """The person whom "hon" or "han" means after this reply; nobody when it told of several."""
    everybody = people(turn.contract)
    text = "\n".join(said.text for said in found.messages)
    places = {source: _place(one.name, text) for source, one in everybody.items()}
    named = sorted((place, source) for source, place in places.items() if place >= 0)
    if named and intent in _FIRST_ONE_TOLD:
        return named[0][1]
    focus = found.memory.get("focus")
    step = next((step for step in turn.contract.steps if step.ref == focus), None)
    if step is not None and step.appointment is not None:
        return step.appointment.practitioner_source
    if named:
        return named[0][1] if len(named) == 1 else None
    return turn.memory.said.person if turn.memory.said is not None and focus is None else None


def _place(name: str, text: str) -> int:
    """Where the name, or the first name alone, stands in the text; -1 when it does not."""
    match = re.search(rf"\b{re.escape(name.split()[0])}\b", text)
    return match.start() if match else -1


def of_a_person(turn: Turn) -> Turn | None:
    """The turn with the question about a person that it holds; `None` when there is none.

    To a relative "han" is mostly the patient, so only a name or a number is asked of the care's.
    """
    if turn.carried or turn.intent not in _QUESTIONS:
        return None
    pronoun = bool(_SHE_OR_HE.search(turn.text))
    named, reached = bool(_NAME.search(turn.text)), bool(_REACH.search(turn.text))
    if not (named or pronoun):
        return None
    meets = pronoun and turn.known.own and _MEET.search(turn.text)
    rings = pronoun and turn.known.own and _RINGS_ME.search(turn.text)
    does = pronoun and turn.known.own and _DOES.search(turn.text)
    if not (named or reached or meets or rings or does):
        return None
    somebody = _by_role(turn) if named else None
    if (
        somebody is None
        and pronoun
        and link(turn.text, turn.contract, turn.now).kind
        in (
            LinkKind.NONE_MENTIONED,
            LinkKind.NOT_FOUND,
            *((LinkKind.ONE, LinkKind.SEVERAL) if reached or named or rings or does else ()),
        )
    ):
        somebody = people(turn.contract).get(_last_told_of(turn) or "")
    if somebody is None:
        return None
    if does and not named:
        tasks = _promised(somebody, turn)
        return replace(_asking(turn, "ask_status"), about=tasks) if tasks else None
    if rings and not named:
        call = _call(somebody, turn)
        if call is None:
            return None
        visit = "ask_when" if _WHEN.search(turn.text) else "ask_visit_details"
        intent = "ask_status" if call.appointment is None else visit
        return replace(_asking(turn, intent), about=(call.ref,))
    if named or (reached and not meets):
        return replace(_asking(turn, "ask_contact"), about=(somebody.source,))
    if _CHANGING.search(turn.text):
        return None
    met = next_visit(somebody, turn)
    if met is None:
        return replace(_asking(turn, "ask_contact"), about=(somebody.source,))
    return replace(_asking(turn, "ask_when"), about=(met,))


def asks_name(turn: Turn) -> bool:
    """Whether it is the name that is asked for."""
    return bool(_NAME.search(turn.text))


def asks_meeting(turn: Turn) -> bool:
    """Whether it is when the two meet that is asked for."""
    return bool(_MEET.search(turn.text)) and not _NAME.search(turn.text)


def _by_role(turn: Turn) -> Somebody | None:
    """The only person whose role or name stands in the text: "vad heter min barnmorska"."""
    everybody = people(turn.contract)
    words = set(re.findall(r"\w+", turn.text.casefold()))
    by_name = [one for one in everybody.values() if words & set(one.name.casefold().split())]
    if len(by_name) == 1:
        return by_name[0]
    found = link(turn.text, turn.contract, turn.now, among=Target.CONTACTS)
    by_contact = {
        one.contact.source: source
        for source, one in everybody.items()
        if one.contact is not None and not one.contact.source.startswith(_ORGANISATIONS)
    }
    sources = {by_contact[c.source] for c in found.candidates if c.source in by_contact}
    if len(sources) == 1:
        return everybody[sources.pop()]
    visits = link(turn.text, turn.contract, turn.now, among=Target.ALL).candidates
    met = {
        candidate.part.practitioner_source
        for candidate in visits
        if isinstance(candidate.part, Appointment)
    }
    return everybody.get(met.pop() or "") if len(met) == 1 else None


def _promised(somebody: Somebody, turn: Turn) -> tuple[str, ...]:
    """What they have promised to do."""
    return tuple(
        step.ref
        for step in pointing.waiting(turn.contract)
        if step.task is not None and step.contact is not None and step.contact.name == somebody.name
    )


def _call(somebody: Somebody, turn: Turn) -> Step | None:
    """What is to come in which they ring: a telephone visit, or what they have promised."""
    ahead = [*pointing.upcoming(turn.contract, turn.now), *pointing.waiting(turn.contract)]
    return next((step for step in ahead if _rings(step, somebody)), None)


def _rings(step: Step, somebody: Somebody) -> bool:
    visit = step.appointment
    words = " ".join(filter(None, (step.title, step.note, visit.comment if visit else None)))
    theirs = _meets(step, somebody) or (
        step.contact is not None and step.contact.name == somebody.name
    )
    named = _place(somebody.name, words) >= 0
    return bool(_WILL_RING.search(words)) and (theirs or named)


def _last_told_of(turn: Turn) -> str | None:
    said = turn.memory.said
    if said is not None and said.person is not None:
        return said.person
    step = next((step for step in turn.contract.steps if step.ref == turn.memory.focus), None)
    return step.appointment.practitioner_source if step and step.appointment else None


def next_visit(somebody: Somebody, turn: Turn) -> str | None:
    """The next visit with them, which what is asked next is about."""
    ahead = pointing.upcoming(turn.contract, turn.now)
    return next((step.ref for step in ahead if _meets(step, somebody)), None)


def _meets(step: Step, somebody: Somebody) -> bool:
    visit = step.appointment
    return visit is not None and visit.practitioner_source == somebody.source


def _asking(turn: Turn, intent: str) -> Turn:
    """Keeps a second question, unless it is of the same sort."""
    second = turn.understood.second
    other = second if second is not None and second[0] != intent else None
    return replace(turn, understood=replace(turn.understood, intent=intent, second=other))
