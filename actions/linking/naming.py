"""What a text means by what it names."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from actions.linking.choosing import at_time, by_reference, fits_exactly, in_order
from actions.linking.hits import Hit
from actions.linking.inflection import stem
from actions.linking.items import Item
from actions.linking.lexicon import ConceptKind
from actions.linking.mentions import Mention, joined_by_and, parts, single
from actions.linking.pointers import Pointer
from actions.linking.ranking import CLOSED_PENALTY, Scored, best_of
from actions.linking.result import Missing
from actions.linking.scoring import MARGIN
from actions.linking.targets import is_ahead
from actions.linking.turn import BY_FOCUS, SURE, Found, Turn

_SHORTEST_TITLE_WORD = 6
_ALSO = re.compile(r"\b(?:också|även|oxå|en till|annan|fler)\b")


@dataclass(frozen=True, slots=True)
class _Answer:
    """What one mention fits, and what of it is missing."""

    mention: Mention
    fitting: tuple[Scored, ...] = ()
    missing: tuple[Missing, ...] = ()
    nearby: tuple[Scored, ...] = ()


def by_name(turn: Turn, mentions: Sequence[Mention]) -> Found | None:
    """What `mentions` mean, or `None` when they name nothing after all."""
    answers = [answer for mention in mentions for answer in _answers(turn, mention)]
    missing = tuple(one for answer in answers for one in answer.missing)
    fitting = _of_one_thing([answer for answer in answers if answer.fitting])
    if any(_is_strong(turn, answer) for answer in answers if answer.missing):
        fitting = [answer for answer in fitting if _is_strong(turn, answer)]
    if not fitting:
        if not missing:
            return None
        nearby = tuple(one for answer in answers for one in answer.nearby)
        decided = tuple(one.words for one in missing)
        return Found(missing=missing, nearby=nearby, decided=decided)
    pointers = _shared_out(turn, fitting)
    found = [_choose(turn, answer, own) for answer, own in zip(fitting, pointers, strict=True)]
    together = _together(turn, found, fitting)
    return replace(together, missing=(*together.missing, *missing))


def _answers(turn: Turn, mention: Mention) -> list[_Answer]:
    """All of a mention at once if something is that, else each phrase of it for itself."""
    fitting = turn.ranking.fitting(turn.items, mention.hits)
    if fitting:
        return [_Answer(mention, tuple(fitting))]
    pieces = parts(turn.text, mention)
    if len(pieces) > 1:
        return _consistent(turn, [one for piece in pieces for one in _answers(turn, piece)])
    if len(singles := single(mention)) > 1 and all(
        turn.ranking.fitting(turn.items, one.hits) for one in singles
    ):
        return [answer for one in singles for answer in _answers(turn, one)]
    missing = turn.ranking.missing(turn.items, mention.hits)
    nearby = best_of(turn.ranking.fitting(turn.outside, mention.hits))
    return [_Answer(mention, missing=tuple(missing), nearby=tuple(nearby))]


def _consistent(turn: Turn, answers: list[_Answer]) -> list[_Answer]:
    """One phrase after another: an x-ray is not "röntgen … knät" when the knee is missing."""
    missing = [answer for answer in answers if answer.missing]
    body_missing = any(
        _kinds(turn, answer) & {ConceptKind.BODY, ConceptKind.ILLNESS} for answer in missing
    )
    if not body_missing:
        return answers
    return [
        replace(answer, fitting=(), nearby=answer.fitting)
        if answer.fitting and _kinds(turn, answer) <= _SAY_NO_BODY
        else answer
        for answer in answers
    ]


_SAY_NO_BODY = {ConceptKind.PROCEDURE, ConceptKind.FORM}


def _kinds(turn: Turn, answer: _Answer) -> set[ConceptKind | None]:
    relations = turn.linguist.relations
    return {relations.kind(name) for hit in answer.mention.hits for name in hit.sense.concepts}


def _is_strong(turn: Turn, answer: _Answer) -> bool:
    """Whether it names a clinic, a person or a procedure, not just a body part or "kontrollen"."""
    relations = turn.linguist.relations
    return any(
        hit.sense.place or relations.kind(name) not in (ConceptKind.BODY, ConceptKind.ILLNESS)
        for hit in answer.mention.hits
        if not hit.sense.hint
        for name in hit.sense.concepts
        if not (relations.soft(name) or relations.vague(name))
    )


def _of_one_thing(answers: list[_Answer]) -> list[_Answer]:
    """Mentions that can be of one and the same thing are: "hjärtsköterskan … och helst hjärtat"."""
    kept: list[_Answer] = []
    for answer in answers:
        for place, other in enumerate(kept):
            both = _common(other, answer)
            if both:
                kept[place] = replace(other, fitting=both)
                break
        else:
            kept.append(answer)
    return kept


def _common(left: _Answer, right: _Answer) -> tuple[Scored, ...]:
    best = {item.source for item, _ in best_of(right.fitting)}
    return tuple(one for one in best_of(left.fitting) if one[0].source in best)


def _shared_out(turn: Turn, answers: Sequence[_Answer]) -> list[list[Pointer]]:
    """The pointers of each mention: those nearest to it, all of them when it stands alone."""
    shares: list[list[Pointer]] = [[] for _ in answers]
    for pointer in turn.pointers:
        distances = [_distance(turn, pointer, answer.mention) for answer in answers]
        nearest = distances.index(min(distances))
        fitting = answers[nearest].fitting
        if pointer.ordinal is None or any(fits_exactly(item, [pointer]) for item, _ in fitting):
            shares[nearest].append(pointer)
    return shares


def _distance(turn: Turn, pointer: Pointer, mention: Mention) -> int:
    start = turn.text.tokens[mention.start].start
    end = turn.text.tokens[mention.end - 1].end
    return max(start - pointer.start, pointer.start - end)


def _choose(turn: Turn, answer: _Answer, pointers: list[Pointer]) -> Found:
    """The one among those that fit a mention: by time, place in a list, or what was spoken of."""
    hits = answer.mention.hits
    decided = tuple(turn.text.words(hit.start, hit.end) for hit in hits)
    words = tuple(pointer.words for pointer in pointers)
    timed = at_time(answer.fitting, pointers)
    if timed:
        found = _narrow(turn, timed, answer.mention)
        return replace(found, decided=(*decided, *words, *found.decided))
    if pointers:
        elsewhere = [
            one
            for one in turn.ranking.fitting(turn.outside, hits)
            if fits_exactly(one[0], pointers)
        ]
        if elsewhere:
            missing = tuple(turn.ranking.missing([], hits))
            return Found(missing=missing, nearby=tuple(elsewhere), decided=(*decided, *words))
    found = _narrow(turn, answer.fitting, answer.mention)
    return replace(found, decided=(*decided, *found.decided), unmatched_time=words)


def _narrow(turn: Turn, fitting: Sequence[Scored], mention: Mention) -> Found:
    fitting = _called_so(turn, fitting, mention)
    best = best_of(fitting)
    reference = turn.reference
    if len(best) > 1 and (reference.every or (reference.both and len(best) == 2)):
        score = {item.source: score for item, score in best}
        ordered = in_order([item for item, _ in best])
        items = tuple((item, score[item.source]) for item in ordered)
        return Found(items, together=True, decided=(reference.words,))
    past = turn.ranking.speaks_of_past
    like = _as_well_named(turn, fitting, past=past)
    if len(like) > 1 and (chosen := by_reference(like, reference, turn.now, past=past)):
        return Found(((chosen, SURE),), decided=(reference.words,))
    current = turn.item(turn.focus.current)
    among = current is not None and current.source in {item.source for item, _ in fitting}
    if current is not None and among and _is_vague(turn, mention):
        return Found(((current, BY_FOCUS),))
    return Found(tuple(_in_focus(turn, best)))


def _called_so(turn: Turn, fitting: Sequence[Scored], mention: Mention) -> Sequence[Scored]:
    """Of several that fit as well, those whose title has the very word.

    "Diabetesbesöket" is not the sampling before it; "röntgen" or "njurarna" may be any of them.
    """
    said = {
        stem(token.word)
        for hit in mention.hits
        for token in turn.text.tokens[hit.start : hit.end]
        if len(token.word) >= _SHORTEST_TITLE_WORD and _tells(turn, hit, token.word)
    }
    said |= {stem(hit.sense.term) for hit in mention.hits if hit.sense.place}
    best = best_of(fitting)
    for called in (
        [one for one in fitting if said & one[0].title_stems],
        [one for one in fitting if said & one[0].all_title_stems],
    ):
        if any(one in called for one in best):
            return called
    return fitting


def _tells(turn: Turn, hit: Hit, word: str) -> bool:
    """Whether the word says more than its concept: a profession, a compound, "årskontroll"."""
    if hit.sense.place or not turn.linguist.vocabulary.is_headword(word):
        return True
    vague = _is_vague(turn, Mention((hit,)))
    return vague and stem(word) not in {stem(name) for name in hit.sense.concepts}


def _as_well_named(turn: Turn, fitting: Sequence[Scored], *, past: bool) -> list[Item]:
    """Those that are named as well as the best, whether they lie ahead or behind."""
    named = [
        (item, score + (CLOSED_PENALTY if is_ahead(item, turn.now) is past else 0.0))
        for item, score in fitting
    ]
    best = max(score for _, score in named)
    return [item for item, score in named if score > best - MARGIN]


def _in_focus(turn: Turn, best: list[Scored]) -> list[Scored]:
    """Of several, those last shown, and of these the one last spoken of."""
    if len(best) == 1:
        return best
    best = [one for one in best if one[0].source in turn.focus.shown] or best
    current = [one for one in best if one[0].source == turn.focus.current]
    if not current or _ALSO.search(turn.text.lower):
        return best
    if turn.reference.other:
        return [one for one in best if one not in current] if len(best) == 2 else best
    return current


def _is_vague(turn: Turn, mention: Mention) -> bool:
    relations = turn.linguist.relations
    names = [name for hit in mention.hits for name in hit.sense.concepts]
    return all(relations.soft(name) or relations.vague(name) for name in names)


def _together(turn: Turn, found: Sequence[Found], answers: Sequence[_Answer]) -> Found:
    """Several mentions in one: all are meant when each is one thing and "och" stands between."""
    if len(found) == 1:
        return found[0]
    items: list[Scored] = []
    for one in found:
        items += [item for item in one.items if item not in items]
    ends = [answer.mention for answer in answers]
    listed = all(joined_by_and(turn.text, left, right) for left, right in pairwise(ends))
    return Found(
        items=tuple(items),
        together=listed and len(items) > 1 and all(len(one.items) == 1 for one in found),
        decided=tuple(word for one in found for word in one.decided),
        missing=tuple(missing for one in found for missing in one.missing),
        unmatched_time=tuple(words for one in found for words in one.unmatched_time),
        nearby=tuple(near for one in found for near in one.nearby),
    )
