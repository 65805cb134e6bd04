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
from actions.plan.noted import noted
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

_TAKEN_FOR = ("book", "rebook", "choose_option", "give_time_wish", "ask_plan", "ask_my_tasks")
_NAME_WORDS = 4
_BESIDE_A_NAME = frozenset(
    {
        "tid",
        "tiden",
        "den",
        "det",
        "min",
        "mitt",
        "mina",
        "hos",
        "på",
        "till",
        "och",
        "då",
        "med",
        "i",
        "en",
        "ett",
    }
)

_HALVES = (
    ("ask_where", re.compile(r"\bvart?\b|\bligger\b|\bhittar\b|\bing[åa]ng", re.IGNORECASE)),
    ("ask_visit_details", re.compile(r"\bvem\b|\bhur l[åa]ng", re.IGNORECASE)),
    ("ask_preparation", re.compile(r"\bta med\b|\bfasta|\bf[öo]rbered|\binnan\b", re.IGNORECASE)),
)
"""What is asked about one of a list, by the words that say it."""

_WHO_COMES = re.compile(r"\bvem\b.*\b(?:d[åa]|d[äa]r|tr[äa]ffa\w*|jag ska till)\b", re.IGNORECASE)
_WHO_DOES_IT = re.compile(
    r"\bvem ring(?:er|a) m[ie][gj]\b|"
    r"\bvem\b.*\bsom (?:ska(?:ll)? |sku(?:lle)? |kommer att )?(?:ring(?:a|er)|komm(?:a|er)"
    r"|operer\w+)\b",
    re.IGNORECASE,
)
_REACHING = re.compile(
    r"\bring(?:a|er (?:jag|man|vi))?\b(?! dig)|kontakt|\bn[åa]r? |fr[åa]ga|h[öo]ra? av|v[äa]nd"
    r"|nummer|ansvar|samordn",
    re.IGNORECASE,
)

_BARE = (
    (
        "ask_waiting_time",
        re.compile(r"\bn[äa]r (?:blir|är|var) .*\b(?:klart?|färdig\w*)\b", re.IGNORECASE),
    ),
    ("ask_contact", re.compile(r"\bvem\b.*\b(?:bokar|ordnar|fixar|ansvarar)\b", re.IGNORECASE)),
    ("ask_when", re.compile(r"\b(?:n[äa]r|hur dags|vilken (?:dag|tid|datum))\b", re.IGNORECASE)),
    ("ask_visit_details", re.compile(r"\bvem\b|\bhur l(?:[äa]nge|[åa]ng)\b", re.IGNORECASE)),
    ("ask_where", re.compile(r"\bvart?\b", re.IGNORECASE)),
)
_OF_A_BARE = re.compile(
    r"\W*(?:\b(?:och|å|o|men|n[äa]r|vart?|vem|hur|dags|vilken|dag|tid|datum|l[äa]nge|l[åa]ng|tar|är|[äe]"
    r"|va|det|de|den|dit|d[äa]r|d[åa]|ringer|kommer|opererar|bokar|ordnar|fixar|ansvarar|nu|igen"
    r"|jag|ska|som|sa|du|senast|klart?|färdig\w*|blir|hon|han|med)\b\W*)+",
    re.IGNORECASE,
)
"""Questions with no name in them, and all the words that they may have."""

_COMPANY = re.compile(r"\b(?:f[öo]lja|vara|komma|h[äa]nga|sitta) (?:\w+ )?med\b", re.IGNORECASE)

_LISTS = ("ask_plan", "ask_next_step", "choose_option", "ask_more_options", "nlu_fallback")


def leaning(turn: Turn) -> Turn | None:
    """The turn with the question that its words leave out; `None` when they stand by themselves."""
    few = len(turn.text.split()) <= _MOST_WORDS
    if turn.carried:
        return None
    if turn.intent == "ask_proxy":
        return _company(turn)
    if turn.intent not in _GUESSED:
        return None
    if not few:
        return _who_does_it(turn)
    return (
        _one_of_a_list(turn)
        or _bare(turn)
        or _of_a_day(turn)
        or _who_does_it(turn)
        or _who_comes(turn)
        or _same_of_another(turn)
        or _same_of_its_note(turn)
    )


def half(text: str) -> str | None:
    """The half of a question that the words hold: where, who or what to bring."""
    return next((name for name, words in _HALVES if words.search(text)), None)


def named_alone(turn: Turn) -> Turn | None:
    """A visit that is named and nothing more, "årskontrollen", though taken for an errand."""
    if turn.carried or turn.intent not in _TAKEN_FOR or len(turn.text.split()) > _NAME_WORDS:
        return None
    linked = linked_to(turn)
    if linked.kind is not LinkKind.ONE:
        return None
    rest = turn.text.casefold()
    for words in linked.decided:
        rest = rest.replace(words.casefold(), " ")
    if any(word not in _BESIDE_A_NAME for word in re.findall(r"\w+", rest)):
        return None
    return _about_one(turn, "ask_when")


def _one_of_a_list(turn: Turn) -> Turn | None:
    """After a list, "den tredje, var är det?": what is asked about that one."""
    if turn.intent not in _LISTS or not turn.memory.shown:
        return None
    if read_reference(turn.text.casefold()).position is None:
        return None
    asked = half(turn.text)
    if asked is None and not _ASKING.search(turn.text):
        asked = _asked_before(turn)
    return _about_one(turn, asked or "ask_when")


def _bare(turn: Turn) -> Turn | None:
    """Of what was just spoken of, a question with no name in it: "när är det?", "vem ringer"."""
    focus = turn.memory.focus
    if focus is None or not _OF_A_BARE.fullmatch(turn.text):
        return None
    if linked_to(turn).named or read_reference(turn.text.casefold()).after:
        return None
    asked = next((intent for intent, words in _BARE if words.search(turn.text)), None)
    if asked is None or asked == turn.intent:
        return None
    if asked == "ask_contact" and turn.intent != "nlu_fallback":
        return None
    return replace(_asking(turn, asked), about=(focus,))


def _of_a_day(turn: Turn) -> Turn | None:
    """What is booked on a day, of all that is: "vilka besök har jag den tredje december?"."""
    if turn.intent != "ask_plan":
        return None
    linked = linked_to(turn)
    if linked.named or linked.kind not in (LinkKind.ONE, LinkKind.SEVERAL):
        return None
    if not linked.decided or read_reference(turn.text.casefold()).words in linked.decided:
        return None
    refs = tuple(step.ref for step in about(_asking(turn, "ask_when")).steps)
    return replace(_asking(turn, "ask_when"), about=refs) if refs else None


def _company(turn: Turn) -> Turn | None:
    """Whether somebody may come along to a visit is asked of the visit: its notes may tell."""
    if not _COMPANY.search(turn.text):
        return None
    focus = turn.memory.focus
    named = _about_one(turn, "ask_visit_details")
    if named is not None or focus is None:
        return named
    return replace(_asking(turn, "ask_visit_details"), about=(focus,))


def _who_does_it(turn: Turn) -> Turn | None:
    """Of the visit that is named, or just spoken of, "vem är det som ska ringa?"."""
    if turn.intent != "ask_contact" or not _WHO_DOES_IT.search(turn.text):
        return None
    asking = _asking(turn, "ask_visit_details")
    named = about(asking, lambda step: step.appointment is not None)
    focus = turn.memory.focus
    if named.called and len(named.steps) == 1:
        return replace(asking, about=(named.steps[0].ref,))
    if focus is None:
        return None
    return replace(_asking(turn, "ask_visit_details"), about=(focus,))


def _who_comes(turn: Turn) -> Turn | None:
    """Of the visit just spoken of, "vem är det som kommer då?"."""
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


def _same_of_its_note(turn: Turn) -> Turn | None:
    """What was asked last, of a word that the note of the same visit has: "å frukost då?"."""
    asked = _asked_before(turn)
    focus = next((one for one in turn.contract.steps if one.ref == turn.memory.focus), None)
    if asked is None or focus is None or not _LEANING.search(turn.text):
        return None
    if linked_to(turn).named or re.search(r"\bv(?:ar|art|em|ilken)\b", turn.text, re.IGNORECASE):
        return None
    if noted(turn, [focus]) is None:
        return None
    intent = "ask_preparation" if focus.preparation else "ask_visit_details"
    return replace(_asking(turn, intent), about=(focus.ref,))


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
