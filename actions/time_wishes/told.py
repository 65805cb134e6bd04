"""Finds times that may be told of rather than wished for, so that the patient is asked."""

from itertools import pairwise

from actions.time_wishes.clauses import Clause
from actions.time_wishes.constraints import Problem
from actions.time_wishes.items import Grain, Mark, Piece, Word
from actions.time_wishes.polarity import Heard, Said
from actions.time_wishes.relations import Relation, RelationKind
from actions.time_wishes.stories import is_told
from actions.time_wishes.words import word_set

_ME = (Word("jag"), Word("ja"), Word("vi"))
_ONLY_IF = ((Word("bara"), Word("om")), (Word("det"), Word("är")), (Word("det"), Word("blir")))
_PREFERRING = word_set("helst hellre gärna bara")
_SHE = frozenset({Word("hon"), Word("han"), Word("de")})
_ASKING = word_set("får skulle fick har vill")
_REPORTING = word_set("sa sade säger sagt skrev skriver")


def doubt_told(heard: Heard) -> None:
    """Adds a problem to each clause whose times are hardly a wish."""
    _doubt_told_days(heard)
    _doubt_because(heard)
    _doubt_reports(heard)
    _doubt_conditions(heard)
    _doubt_others_days(heard)


def _doubt_told_days(heard: Heard) -> None:
    """Barnet döps på lördag, kan vi få en annan dag: the Saturday is hardly wished for."""
    for index, (clause, said) in enumerate(heard):
        days = [part for part in said.wished if part[1].grain in {Grain.DAY, Grain.WEEKDAY}]
        floating = [part for part in days if part[1].floating or part[1].grain is Grain.DAY]
        if floating and is_told(clause) and _asks_for_another(heard, index):
            said.problems.append(Problem.UNCLEAR)


def _doubt_because(heard: Heard) -> None:
    """Utom onsdag då det är från 16; jag fyller 80 nästa vecka: told, and maybe no wish."""
    for index, (clause, said) in enumerate(heard):
        if clause.has(Mark.ABLE) or not said.wished:
            continue
        earlier = [piece for _, other in heard[:index] for _, piece in other.wished]
        denied = any(other.denied for _, other in heard[:index])
        clocks = any(piece.is_clock for _, piece in said.wished)
        because = clause.joint is Mark.BECAUSE and denied and clocks
        if "fyller" in clause.words or (because and any(piece.is_clock for piece in earlier)):
            said.problems.append(Problem.UNCLEAR)


def _doubt_reports(heard: Heard) -> None:
    """Läkaren sa på fredag, jag vill komma på måndag: one of them is no wish."""
    for index, (clause, said) in enumerate(heard):
        others = [
            other
            for n, (later, other) in enumerate(heard)
            if n != index and later.joint is not Mark.CORRECTS and not later.has(Mark.INSTEAD)
        ]
        days = [part for part in said.wished if not part[1].is_clock and part[0] is None]
        told = _REPORTING & set(clause.words) and said.wished
        if told and (len(days) > 1 or any(other.wished for other in others)):
            said.problems.append(Problem.UNCLEAR)


def _doubt_conditions(heard: Heard) -> None:
    """Om jag kommer på fredag, hinner jag; eftermiddag bara om det är fredag, annars."""
    for index, (clause, said) in enumerate(heard):
        first, second, third = [*clause.items[:3], None, None, None][:3]
        supposes = first == Word("om") and second in _ME and isinstance(third, Word)
        only = (
            Word("om") in clause.items
            and any(pair in _ONLY_IF for pair in pairwise(clause.items))
            and any(later.joint is Mark.ELSE for later, _ in heard[index + 1 :])
        )
        days = [_is_other_day(piece) for _, piece in said.wished if not piece.is_clock]
        another = True in days[1:] and not days[0]
        if index and clause.joint is Mark.BECAUSE and _only_prefers(heard[index - 1][0]):
            # Helst då jag har sovmorgon, alltså torsdag.
            said.problems.append(Problem.UNCLEAR)
        later = heard[index + 1] if index + 1 < len(heard) else None
        if first == Word("blir") and said.wished and later and later[0].joint is Mark.SO:
            # Blir det en torsdag så måste det vara efter tre.
            later[1].problems.append(Problem.UNCLEAR)
        if said.wished and (
            (supposes and third.text not in _ASKING) or only or another  # type: ignore[union-attr]
        ):
            said.problems.append(Problem.UNCLEAR)


def _doubt_others_days(heard: Heard) -> None:
    """Hon kan måndagar och jag kan tisdagar: whether one of them will do is not said."""
    able = [
        {one for one, other in pairwise(clause.items) if other is Mark.ABLE}
        for clause, said in heard
        if said.wished
    ]
    if any(who & _SHE for who in able) and any(who & set(_ME) for who in able):
        heard[-1][1].problems.append(Problem.UNCLEAR)


def _only_prefers(clause: Clause) -> bool:
    return not clause.pieces and bool(clause.words) and set(clause.words) <= _PREFERRING


def _asks_for_another(heard: Heard, index: int) -> bool:
    later = [pair for pair in heard[index + 1 :] if not _is_wished(pair[1])]
    return any(
        clause.has(Mark.NEW_TIME, Mark.MOVE)
        or any(_is_other_day(piece) for _, piece in said.wished)
        for clause, said in later
    )


def _is_wished(said: Said) -> bool:
    return any(not _is_other_day(piece) for _, piece in said.wished)


def _is_other_day(piece: Piece) -> bool:
    return piece.readings[0].relations[:1] == (Relation(RelationKind.OTHER_DAY),)
