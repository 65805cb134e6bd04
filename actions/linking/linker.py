"""Links a text to what it means in the patient's own contract. docs/linking.md tells how."""

from __future__ import annotations

from datetime import datetime

from actions.linking.hits import hits
from actions.linking.index import linguist
from actions.linking.items import contacts_of, step_source
from actions.linking.mentions import mentions, without_taken_back
from actions.linking.naming import by_name
from actions.linking.people import own_hits
from actions.linking.placing import by_place, in_list_shown
from actions.linking.pointers import Pointer, pointers
from actions.linking.ranking import Ranking, Scored
from actions.linking.references import Reference, read_reference
from actions.linking.result import Candidate, Focus, Link, Part, Target
from actions.linking.targets import belongs
from actions.linking.text import Text, read_text
from actions.linking.turn import Found, Turn
from backend.contracts.schemas import Contract

_NO_FOCUS = Focus()


def link(
    text: str,
    contract: Contract,
    now: datetime,
    focus: Focus = _NO_FOCUS,
    among: Target = Target.ANYTHING,
) -> Link:
    """What `text` means in `contract`; see `Link` for how to read the answer.

    `now` is aware. `among` says what the errand can be about; nothing else is a candidate.

    Raises:
        ValueError: `now` has no offset.
    """
    if now.utcoffset() is None:
        raise ValueError("now has no offset")
    tools = linguist()
    index = tools.index(contract)
    read = read_text(text)
    inside = [item for item in index.items if belongs(item, among, now)]
    pointing = tuple(pointers(read, now))
    turn = Turn(
        text=read,
        items=tuple(inside),
        outside=tuple(item for item in index.items if not belongs(item, among, now)),
        focus=focus,
        target=among,
        now=now,
        ranking=Ranking(tools, read, among, now),
        pointers=pointing,
        reference=_reference(read, pointing),
        linguist=tools,
    )
    named = mentions(read, index, tools)
    listed = in_list_shown(turn) if turn.reference.listed else None
    called = None if listed else by_name(turn, named)
    found = listed or called or by_place(turn, named)
    return _as_link(found, contract, named=called is not None)


def named_words(text: str, contract: Contract) -> frozenset[str]:
    """The words of `text`, in lower case, that name care or somebody or something in `contract`."""
    tools = linguist()
    read = read_text(text)
    care = hits(read, tools.vocabulary)
    own = own_hits(read, tools.index(contract), tools.vocabulary, care)
    return frozenset(
        token.word for hit in (*care, *own) for token in read.tokens[hit.start : hit.end]
    )


def _reference(text: Text, pointing: tuple[Pointer, ...]) -> Reference:
    """The reference, unless it is a piece of a date: the "första" of "första december"."""
    found = read_reference(without_taken_back(text.lower))
    in_date = any(
        pointer.ordinal is None and pointer.covers(found.start, found.start + len(found.words))
        for pointer in pointing
    )
    return Reference() if found.words and in_date and not found.pointing else found


def _as_link(found: Found, contract: Contract, *, named: bool) -> Link:
    parts = _parts(contract, {item.source for item, _ in (*found.items, *found.nearby)})
    return Link(
        kind=found.kind,
        candidates=_candidates(found.items, parts),
        together=found.together,
        decided=tuple(word for word in found.decided if word),
        missing=found.missing,
        unmatched_time=found.unmatched_time,
        nearby=_candidates(found.nearby, parts),
        named=named,
    )


def _candidates(items: tuple[Scored, ...], parts: dict[str, Part]) -> tuple[Candidate, ...]:
    return tuple(
        Candidate(item.source, round(min(max(score, 0.0), 1.0), 3), item.type, parts[item.source])
        for item, score in items
    )


def _parts(contract: Contract, sources: set[str]) -> dict[str, Part]:
    """The parts themselves, from the contract at hand: an index may be of an equal one."""
    found: dict[str, Part] = {}
    for contact in contacts_of(contract):
        found.setdefault(contact.source, contact)
    for step in contract.steps:
        found[step_source(step)] = step
    found |= {task.source: task for task in contract.tasks}
    found |= {referral.source: referral for referral in contract.referrals}
    found |= {visit.source: visit for visit in contract.appointments}
    return {source: found[source] for source in sources}
