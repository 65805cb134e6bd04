"""A few words that lean on the answer before: "och fotvården då?", "den tredje, var är det?".

They hold no question of their own, or only half of one, so the classifier can but guess. What they
name is found in the contract; what is asked about it is what was asked before, or the half.
"""

from __future__ import annotations

import re
from dataclasses import replace

from actions.linking import Link, LinkKind
from actions.linking.references import read_reference
from actions.plan.about import about, linked_to
from actions.turn import Turn

_MOST_WORDS = 9
_LEANING = re.compile(r"^\W*(?:och|å|o|men)\b|\bd[åa]\W*$", re.IGNORECASE)
_ASKING = re.compile(
    r"\b(?:n[äa]r|var|vart|vad|va|vem|vilk\w+|hur|varf[öo]r|kan|f[åa]r|ska|m[åa]ste|beh[öo]ver)\b",
    re.IGNORECASE,
)
OF_A_VISIT = ("ask_when", "ask_where", "ask_visit_details", "ask_preparation")
_FOLLOWED = {
    **{intent: intent for intent in OF_A_VISIT},
    "ask_next_step": "ask_when",
    "ask_plan": "ask_when",
    "ask_waiting_time": "ask_waiting_time",
    "ask_changes": "ask_changes",
    "ask_status": "ask_status",
}
"""What is asked about the next thing that is named, by what was asked last."""

_GUESSED = (*_FOLLOWED, "ask_contact", "ask_goal", "ask_my_tasks", "choose_option")
_GUESSED = (*_GUESSED, "ask_more_options", "nlu_fallback", "out_of_scope")
"""What the classifier may make of so few words; anything else is what they say."""

_HALVES = (
    ("ask_where", re.compile(r"\bvart?\b|\bligger\b|\bhittar\b|\bing[åa]ng", re.IGNORECASE)),
    ("ask_visit_details", re.compile(r"\bvem\b|\bhur l[åa]ng", re.IGNORECASE)),
    ("ask_preparation", re.compile(r"\bta med\b|\bfasta|\bf[öo]rbered|\binnan\b", re.IGNORECASE)),
)
"""What is asked about one of a list, by the words that say it."""

_WHO_COMES = re.compile(
    r"\bvem\b.*\b(?:d[åa]|d[äa]r|tr[äa]ffa\w*|jag ska till|som (?:ringer|kommer))\b", re.IGNORECASE
)
_REACHING = re.compile(
    r"\bring(?:a|er (?:jag|man|vi))?\b(?! dig)|kontakt|\bn[åa]r? |fr[åa]ga|h[öo]ra? av|v[äa]nd"
    r"|nummer|ansvar|samordn",
    re.IGNORECASE,
)

_LISTS = ("ask_plan", "ask_next_step", "choose_option", "ask_more_options", "nlu_fallback")


def leaning(turn: Turn) -> Turn | None:
    """The turn with the question that its words leave out; `None` when they stand by themselves."""
    few = len(turn.text.split()) <= _MOST_WORDS
    if turn.carried or not few or turn.intent not in _GUESSED:
        return None
    return _one_of_a_list(turn) or _who_comes(turn) or _same_of_another(turn)


def _one_of_a_list(turn: Turn) -> Turn | None:
    """After a list, "den tredje, var är det?": what is asked about that one."""
    if turn.intent not in _LISTS or not turn.memory.shown:
        return None
    if read_reference(turn.text.casefold()).position is None:
        return None
    asked = next((name for name, words in _HALVES if words.search(turn.text)), None)
    if asked is None and not _ASKING.search(turn.text):
        asked = _asked_before(turn)
    return _about_one(turn, asked or "ask_when")


def _who_comes(turn: Turn) -> Turn | None:
    """Of the visit just spoken of, "vem är det som ringer då?"."""
    focus = turn.memory.focus
    if turn.intent != "ask_contact" or focus is None:
        return None
    if not _WHO_COMES.search(turn.text) or _REACHING.search(turn.text):
        return None
    return replace(_asking(turn, "ask_visit_details"), about=(focus,))


def _same_of_another(turn: Turn) -> Turn | None:
    """What was asked last, about the foot care: "och fotvården då?"."""
    asked = _asked_before(turn)
    if asked is None or not _LEANING.search(turn.text) or _ASKING.search(turn.text):
        return None
    if read_reference(turn.text.casefold()).after:
        asked = "ask_when"
    return _about_one(turn, asked, several=True)


def _asked_before(turn: Turn) -> str | None:
    said = turn.memory.said
    return _FOLLOWED.get(said.intent) if said is not None else None


def _about_one(turn: Turn, intent: str, *, several: bool = False) -> Turn | None:
    asking = _asking(turn, intent)
    linked = linked_to(asking)
    kinds = (LinkKind.ONE, LinkKind.SEVERAL) if several else (LinkKind.ONE,)
    if linked.kind not in kinds or (several and _is_in_focus(linked, turn)):
        return None
    refs = tuple(step.ref for step in about(asking).steps)
    return replace(asking, about=refs or None)


def _is_in_focus(linked: Link, turn: Turn) -> bool:
    """Whether it is no other than what was spoken of: "det är bra då" asks nothing."""
    return [found.source for found in linked.candidates] == [turn.memory.focus]


def _asking(turn: Turn, intent: str) -> Turn:
    return replace(turn, understood=replace(turn.understood, intent=intent, second=None))
