"""What the plan's own notes say of the very words that were asked about.

"Å frukost då?", "får jag köra bil?", "ska jag ta med masken?": no field of a record answers these,
but a sentence of a preparation, a comment or the way there may. It is told as it is written.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from actions.facts import time_fact, title_fact
from actions.linking.inflection import stem
from actions.plan import pointing
from actions.plan.lines import when_lines
from actions.reply import Fact, Line, say
from actions.turn import Turn
from backend.contracts.schemas import Step

_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-ZÅÄÖ])")
_WORD = re.compile(r"[a-zåäöéü]+")
_SHORTEST, _LONG = 3, 5
_COMMON_WORDS = """
jag mig min mitt mina du dig din ditt dina han hon den det dem dom vi oss man någon nån något
några nåt vad var vart vem när hur vilken vilket vilka varför kan kunna får ska skall måste bör
behöver sig sin sitt sina ert era vill har hade haft är vara blir bli blev gör göra gjort tar ta
med till från för före innan efter inför hos inte och men eller att som så då där här nu sen sedan
också igen alla allt annan andra första hela mycket lite bara bra tid tider tiden besök besöket
dag dagen dagar vecka veckan kommer komma gå går ge ger säga säger vet veta ringa ringer fråga
undrar hej tack snälla egentligen själv själva under över gång plan planen vård vården mottagning
mottagningen sjukhus kvar upp ner ut
"""
_COMMON = frozenset(stem(word) for word in _COMMON_WORDS.split())


@dataclass(frozen=True)
class Noted:
    """A sentence of a step's record, with the words of the text that it has."""

    step: Step
    fact: Fact
    shared: int


def noted(turn: Turn, steps: Iterable[Step], least: int = 1) -> Noted | None:
    """The sentence of the steps' notes that shares most words with the text, or `None`.

    Args:
        turn: the turn.
        steps: whose notes are looked in, the likeliest first.
        least: how many words it must share.
    """
    asked = _stems(turn.text)
    words = _all_stems(turn.text)
    found = [
        Noted(step, fact, len(asked & _stems(fact.value)))
        for step in steps
        for fact in _sentences(step, protected=turn.contract.person.protected)
    ]
    # Of "följ linjen" and "en person får följa med", the latter has more of "får han följa med?".
    best = max(
        found, key=lambda one: (one.shared, len(words & _all_stems(one.fact.value))), default=None
    )
    return best if best is not None and best.shared >= least else None


def anywhere(turn: Turn) -> Noted | None:
    """The same in what was last spoken of, or with two words shared anywhere in what lies ahead."""
    spoken_of = [step for step in turn.contract.steps if step.ref == turn.memory.focus]
    ahead = [*pointing.upcoming(turn.contract, turn.now), *pointing.waiting(turn.contract)]
    rest = [*pointing.ongoing(turn.contract), *pointing.done(turn.contract)]
    return noted(turn, spoken_of) or noted(turn, [*ahead, *rest], least=2)


def told_elsewhere(turn: Turn, chosen: Step) -> Step | None:
    """The visit ahead whose notes have a word of the text that those of `chosen` lack."""
    if noted(turn, [chosen]) is not None:
        return None
    ahead = [*pointing.upcoming(turn.contract, turn.now), *pointing.waiting(turn.contract)]
    wordy = replace(turn, text=" ".join(re.findall(rf"\w{{{_LONG},}}", turn.text)))
    found = noted(wordy, [step for step in ahead if step.preparation is not None])
    return found.step if found is not None else None


def noted_lines(found: Noted, turn: Turn) -> list[Line]:
    """The sentence, and before which visit it is written; of a title, what stands about it."""
    what = title_fact(found.step)
    if found.fact.value == found.step.title:
        return when_lines(found.step, turn)
    if found.step.when is None:
        return [say("noted.step", what=what, note=found.fact)]
    when = time_fact(found.step.when, found.step.source, turn.now)
    return [say("noted.visit", what=what, when=when, note=found.fact)]


def _sentences(step: Step, *, protected: bool) -> Iterator[Fact]:
    visit = step.appointment
    location = visit.location if visit is not None and not protected else None
    if visit is None and step.task is None:
        yield Fact("task", step.title, step.source)
    for kind, words, source in (
        ("preparation", step.preparation, step.source),
        ("task", visit.comment if visit else None, step.source),
        ("task", step.note, step.source),
        ("place", location.directions if location else None, location.source if location else ""),
    ):
        for sentence in _SENTENCE.split(words or ""):
            if sentence:
                yield Fact(kind, sentence, source)


def _stems(text: str) -> frozenset[str]:
    return frozenset(word for word in _all_stems(text) if len(word) >= _SHORTEST) - _COMMON


def _all_stems(text: str) -> frozenset[str]:
    return frozenset(stem(word) for word in _WORD.findall(text.casefold()))
