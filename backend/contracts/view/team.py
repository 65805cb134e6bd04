"""The care team and its coordinator."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from backend.contracts.schemas import Contact
from backend.contracts.view.contacts import contact_of
from backend.contracts.view.records import (
    Json,
    Records,
    concept,
    concept_words,
    display_of,
    folded,
    is_current,
    reference_of,
    references_of,
    source_of,
)

_COORDINATOR_ROLES = ("samordnande vardkontakt", "fast vardkontakt")
_CANCER_COORDINATOR = "kontaktsjukskoterska"
_NOT_OF_THE_CARE = ("Patient", "RelatedPerson", "CareTeam")


@dataclass(frozen=True)
class _Member:
    """Somebody in the team; `words` are those of their role, to find terms in."""

    contact: Contact
    words: str


def team_of(records: Records, plan: Json | None = None) -> list[Contact]:
    """The care team, its coordinator marked and first; the patient and relatives left out.

    The coordinator's role is `samordnande vårdkontakt` or `fast vårdkontakt`; in cancer care,
    where there is neither, the contact nurse (`domain.md`). The plan's own teams come first.
    """
    members = list(_members(records, plan))
    coordinator = next(
        (member for role in _COORDINATOR_ROLES for member in members if role in member.words), None
    ) or next((member for member in members if _CANCER_COORDINATOR in member.words), None)
    if coordinator is None:
        return [member.contact for member in members]
    marked = coordinator.contact.model_copy(update={"coordinator": True})
    return [marked, *(member.contact for member in members if member is not coordinator)]


def _members(records: Records, plan: Json | None) -> Iterator[_Member]:
    seen: set[str] = set()
    for reference, team in _teams(records, plan):
        for participant in team.get("participant", []):
            member = participant.get("member")
            known = reference_of(member) or display_of(member)
            if known is None or known in seen:
                continue
            if not is_current(participant.get("period"), records.today):
                continue
            found = _member(records, reference, participant)
            if found is not None:
                seen.add(known)
                yield found


def _teams(records: Records, plan: Json | None) -> Iterator[tuple[str, Json]]:
    """The teams that are at work, those that the plan names before others."""
    named = references_of((plan or {}).get("careTeam"))
    teams = sorted(records.of_type("CareTeam"), key=lambda found: found[0] not in named)
    for reference, team in teams:
        ended = team.get("status") in ("inactive", "entered-in-error")
        if not ended and is_current(team.get("period"), records.today):
            yield reference, team


def _member(records: Records, team: str, participant: Json) -> _Member | None:
    member = participant.get("member")
    reference = reference_of(member)
    resource = records.get(reference) or {}
    if (resource.get("resourceType") or (member or {}).get("type")) in _NOT_OF_THE_CARE:
        return None
    roles = participant.get("role", [])
    contact = contact_of(records, reference)
    name = display_of(member)
    if contact is None and name is not None:
        contact = Contact(source=source_of(team), name=name)
    if contact is None:
        return None
    words = " ".join([concept_words(roles), concept_words(resource.get("code"))])
    role = concept(roles) or contact.role
    named = {
        "role": role,
        "role_source": source_of(team) if concept(roles) else contact.role_source,
    }
    return _Member(contact.model_copy(update=named), folded(words))
