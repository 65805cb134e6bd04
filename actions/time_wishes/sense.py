"""What a text says as a whole: alternatives wished for, what is ruled out, and what is unclear."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from actions.time_wishes.clauses import Clause
from actions.time_wishes.clock import NIGHT
from actions.time_wishes.constraints import Pick, Problem
from actions.time_wishes.coverage import is_covered, tells_strange_things
from actions.time_wishes.discourse import hear, is_explained
from actions.time_wishes.items import Context, Grain, Mark, Piece, Word
from actions.time_wishes.leftovers import is_bare_number, is_unread
from actions.time_wishes.options import Option, Part, corrected, meet, merge, option_of, options_of
from actions.time_wishes.polarity import Said
from actions.time_wishes.stories import is_explanation, is_past, is_told
from actions.time_wishes.windows import LAST_MINUTE, ClockRange

_ONLY = frozenset({"bara", "endast", "enbart", "måste"})
_PREFERRING = frozenset({"helst", "hellre", "gärna"})


@dataclass(slots=True)
class Sense:
    """The alternatives, what is ruled out, and what else was said."""

    options: list[Option] = field(default_factory=list)
    denied: list[Option] = field(default_factory=list)
    pick: Pick | None = None
    as_soon_as_possible: bool = False
    anything: bool = False
    problems: list[Problem] = field(default_factory=list)


def sense_of(clauses: Sequence[Clause], context: Context) -> Sense:
    """What some clauses say together."""
    heard = hear(clauses, context)
    sense = Sense()
    for index, (clause, said) in enumerate(heard):
        if is_past(clause):
            continue
        if _is_concluded(clause, said, heard[index + 1 :]):
            # Of a story nothing is wished; when it goes badly is ruled out all the same.
            for parts in [*said.denied_first, *said.denied]:
                _add_denied(sense, parts)
        else:
            _add(sense, clause, said, explained=is_explained(heard[index + 1 :]))
    if not sense.problems and is_bare_number(clauses):
        sense.problems.append(Problem.UNKNOWN)
    return sense


def _is_concluded(clause: Clause, said: Said, after: Sequence[tuple[Clause, Said]]) -> bool:
    """Jag mår illa på morgnarna, så helst efter lunch: a story, and what follows from it."""
    return tells_strange_things(clause, said) and any(
        later.joint is Mark.SO and heard.wished and is_covered(later, heard)
        for later, heard in after
    )


def _add(sense: Sense, clause: Clause, said: Said, *, explained: bool) -> None:
    if is_explanation(clause):
        if not (sense.options or explained):
            sense.problems.append(Problem.UNKNOWN)
        return
    if not explained:
        sense.problems += said.problems
        if is_unread(clause) and not clause.has(Mark.NO_TIME):
            sense.problems.append(Problem.UNKNOWN)
    if not is_covered(clause, said):
        sense.problems.append(Problem.UNCLEAR)
    if any(_is_night(piece) for _, piece in said.wished):
        sense.problems.append(Problem.UNKNOWN)
    sense.as_soon_as_possible |= clause.has(Mark.ASAP)
    sense.anything |= clause.has(Mark.ANY)
    for item in clause.items:
        if isinstance(item, Pick):
            sense.pick = item
    for parts in said.denied_first:
        _add_denied(sense, parts)
    _add_wished(sense, clause, said)
    days = said.wished if _is_about_days(said) else []
    for parts in said.denied:
        # Måndagar kan jag inte före tio: on other days maybe.
        of_days = parts and all(piece.is_clock for _, piece in parts)
        _add_denied(sense, [*days, *parts] if of_days else parts)
        if _may_end_outside(parts, said, excepted=clause.has(Mark.EXCEPT)):
            sense.problems.append(Problem.UNCLEAR)


def _is_about_days(said: Said) -> bool:
    """Whether a clause is about some days, and no hours of them."""
    return all(
        piece.grain in {Grain.WEEKDAY, Grain.DAY} and not piece.bounded for _, piece in said.wished
    )


def _may_end_outside(parts: list[Part], said: Said, *, excepted: bool) -> bool:
    """Utom fredag kl 13-16, utom fredag efter tre: the hours may be Friday's or the others'."""
    timed = len(parts) > 1 and parts[-1][0] is None and _is_clock_range(parts[-1][1])
    wished = [piece for _, piece in said.wished]
    others = bool(wished) or (excepted and parts[-1][1].bounded)
    return timed and others and not any(piece.is_clock for piece in wished)


def _is_clock_range(piece: Piece) -> bool:
    return piece.is_clock and (piece.bounded or piece.grain is Grain.POINT)


def _add_denied(sense: Sense, parts: list[Part]) -> None:
    if any(
        joint is Mark.AND and piece.is_clock and not piece.bounded and not before.is_clock
        for (_, before), (joint, piece) in pairwise(parts)
    ):
        # Utom tisdag och på eftermiddagen bara fredag.
        sense.problems.append(Problem.UNCLEAR)
    if len(parts) == 2 and parts[1][0] is Mark.COMMA and parts[0][1].grain is Grain.WEEKDAY:
        # "Inte fredag, torsdag" may mean neither of them, or Thursday.
        sense.problems.append(Problem.UNCLEAR)
    each = [
        (Mark.OR if joint is Mark.AND else joint, piece)
        for joint, piece in parts
        if not _is_night(piece)
    ]
    options = options_of(each)
    if isinstance(options, Problem):
        sense.problems.append(options)
        return
    if any(
        window.dates or window.relations for option in sense.options for window in option.readings
    ):
        # Nästa vecka men inte på fredag: next week's Friday.
        options = [replace(option, floating=False) for option in options]
    sense.denied += options


def _add_wished(sense: Sense, clause: Clause, said: Said) -> None:
    options = options_of(said.wished)
    if isinstance(options, Problem):
        sense.problems.append(options)
        return
    if clause.has(Mark.DESTINATION) and options:
        options = [_on_its_day(option, said.appointment) for option in options]
    joint = clause.joint
    if clause.joint is Mark.CORRECTS and options:
        sense.options = corrected(sense.options, options)
        return
    if joint is Mark.ELSE and clause.has(Mark.ANY) and not options:
        # Måndag, annars spelar det ingen roll.
        sense.options = []
    if _qualifies_some(sense.options, options, clause):
        if _limits_hours(clause):
            sense.denied += [_outside_hours(option) for option in options]
            return
        sense.problems.append(Problem.UNCLEAR)
    if (
        clause.joint is Mark.BUT
        and clause.has(Mark.THEN)
        and len(sense.options) > 1
        and options
        and not any(option.limits_day for option in options)
    ):
        # Tisdag eller onsdag men då bara på morgonen: the last one, or both.
        sense.problems.append(Problem.UNCLEAR)
    if any(_is_denied(option, sense.denied) for option in options) and not clause.has(
        Mark.INSTEAD, Mark.DESTINATION
    ):
        sense.problems.append(Problem.CONTRADICTION)
    if _turns_against(sense.options, options, clause) or _takes_back(sense.denied, options, clause):
        sense.problems.append(Problem.UNCLEAR)
    if sense.options and options and not _may_hold_together(sense.options, options):
        if clause.has(Mark.DESTINATION, Mark.INSTEAD):
            sense.options = []
        elif is_told(clause):
            return
    if clause.has(Mark.EVERY_WEEK):
        options = [replace(option, floating=False) for option in options]
    if clause.has(Mark.ALSO):
        joint = Mark.ALSO
    elif clause.joint is Mark.BUT and clause.has(Mark.ANY):
        # Helst måndag, men vilken dag som helst nästa vecka går.
        joint = Mark.OR
    elif said.wished and said.wished[0][0] is Mark.OR:
        joint = Mark.OR
    sense.options = merge(sense.options, options, joint)


def _qualifies_some(options: list[Option], new: list[Option], clause: Clause) -> bool:
    """Nästa vecka men måndag bara efter ett: what of the other days?"""
    return (
        clause.joint is Mark.BUT
        and not _PREFERRING & set(clause.words)
        and any(option.limits_day for option in options)
        and bool(new)
        and all(option.limits_day and option.limits_clock for option in new)
        and all(any(meet(option, other) for option in options) for other in new)
    )


def _is_denied(option: Option, denied: list[Option]) -> bool:
    """Jag jobbar 7-16 så gärna på lunchen: wished for after it was ruled out."""
    return any(
        all(window.covers(mine) for window in other.readings for mine in option.readings)
        for other in denied
    )


def _limits_hours(clause: Clause) -> bool:
    """Men måndag bara efter ett, but not: men bara måndag efter ett."""
    items = clause.items
    days = [n for n, item in enumerate(items) if isinstance(item, Piece) and not item.is_clock]
    limits = [n for n, item in enumerate(items) if isinstance(item, Word) and item.text in _ONLY]
    return bool(days and limits) and min(limits) > max(days)


def _outside_hours(option: Option) -> Option:
    """The rest of the day, of the days that may have only some hours."""
    readings = tuple(
        replace(
            window.only_days(),
            clock=tuple(
                ClockRange(first, last)
                for first, last in (
                    (0, window.clock[0].first - 1),
                    (window.clock[-1].last + 1, LAST_MINUTE),
                )
                if first <= last
            ),
        )
        for window in option.readings
    )
    return replace(option, readings=readings, floating=False)


def _turns_against(options: list[Option], new: list[Option], clause: Clause) -> bool:
    """Från den 6 men före den 2; onsdag så torsdag: no alternatives, and cannot both hold."""
    if not options or not new or _may_hold_together(options, new):
        return False
    if clause.has(Mark.DESTINATION, Mark.INSTEAD, Mark.ALSO, Mark.ANY):
        return False
    bounded = all(option.bounded for option in [*options, *new])
    return clause.joint is Mark.SO or (clause.joint is Mark.BUT and bounded)


def _takes_back(denied: list[Option], new: list[Option], clause: Clause) -> bool:
    """Fredagar är jag på jobbet. Alla dagar efter fyra går bra: also the Fridays?"""
    return (
        clause.joint is Mark.STOP
        and clause.has(Mark.ANY)
        and clause.has(Mark.ABLE)
        and any(option.limits_clock for option in new)
        and any(not option.limits_clock for option in denied)
    )


def _may_hold_together(options: list[Option], new: list[Option]) -> bool:
    return any(meet(option, other) for option in options for other in new)


def _is_night(piece: Piece) -> bool:
    return piece.grain is Grain.PART_OF_DAY and piece.readings[0].clock == NIGHT


def _on_its_day(option: Option, appointment: list[Piece]) -> Option:
    """Flytta tiden på torsdag från tio till två: on Thursday; without "från tio" maybe any day."""
    days = [piece for piece in appointment if not piece.is_clock]
    if option.limits_day or not days:
        return option
    day = option_of(days[0])
    on_day = [both for a in option.readings for b in day.readings if (both := a.intersect(b))]
    if len(days) == len(appointment):
        on_day += option.readings
    return replace(option, readings=tuple(on_day), floating=day.floating, definite=day.definite)
