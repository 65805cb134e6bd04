"""What clauses say about each other: så inte då, innan dess, alltså; and mere reasons."""

from collections.abc import Sequence
from itertools import pairwise

from actions.time_wishes.almanac import plus, week_of
from actions.time_wishes.bounds import bounded, span_of
from actions.time_wishes.clauses import Clause
from actions.time_wishes.constraints import Problem
from actions.time_wishes.items import Bound, Context, Grain, Mark, Piece, Word
from actions.time_wishes.options import Part
from actions.time_wishes.polarity import Heard, Said, said_in
from actions.time_wishes.relations import Relation, RelationKind
from actions.time_wishes.stories import (
    is_event,
    is_explanation,
    is_of_others,
    is_of_timetables,
)
from actions.time_wishes.told import doubt_told
from actions.time_wishes.windows import LAST_MINUTE, Window, between
from actions.time_wishes.words import word_set


def _related(kind: RelationKind) -> Piece:
    return Piece((Window(relations=(Relation(kind),)),), Grain.RELATION)


_SAME_DAY, _SAME_WEEK = _related(RelationKind.SAME_DAY), _related(RelationKind.SAME_WEEK)
_EARLIER, _LATER = _related(RelationKind.EARLIER), _related(RelationKind.LATER)
_ALSO = frozenset({Mark.OR, Mark.AND, Mark.NOT, Mark.COMMA})
_OF_THAT = word_set("det de tyvärr dock ju nog så för mig oss alls riktigt jag vi bra passar")
_OF_REFUSALS = frozenset({*_OF_THAT, "komma", "kommer", "ha", "tid", "alltså"})
_WEEKEND = (5, 6)
_WE = frozenset({"jag", "ja", "vi"})
_BOUND_OF = {Mark.AFTER_THAT: Bound.AFTER, Mark.BEFORE_THAT: Bound.BEFORE}


def hear(clauses: Sequence[Clause], context: Context) -> Heard:
    """What each clause says in the light of the others."""
    heard = _hear(clauses)
    _weigh_conditions(heard)
    _resolve_anaphora(heard, context)
    _drop_explained(heard)
    _deny_appointments(heard, context)
    _drop_reasons(heard)
    _measure_journeys(heard, context)
    _settle_parity(heard)
    doubt_told(heard)
    return heard


def is_explained(later: Heard) -> bool:
    """Efter min operation, alltså i mars: the March is what counts."""
    return (
        bool(later) and later[0][0].joint in {Mark.NAMELY, Mark.SO} and bool(_pieces(later[0][1]))
    )


def _hear(clauses: Sequence[Clause]) -> Heard:
    heard: Heard = []
    for clause in clauses:
        main = [said for earlier, said in heard if not is_explanation(earlier) or _pieces(said)]
        before = main[-1] if main else None
        spells_out = (
            clause.joint is Mark.NAMELY
            and before is not None
            and before.bad
            and not _pieces(before)
        )
        heard.append((clause, said_in(clause, denied=spells_out)))
    return heard


def _pieces(said: Said) -> list[Piece]:
    return [
        piece for parts in (said.wished, *said.denied, *said.denied_first) for _, piece in parts
    ]


def _weigh_conditions(heard: Heard) -> None:
    """Om det inte går på måndag tar jag tisdag: Monday, else Tuesday."""
    for index, (clause, said) in enumerate(heard):
        if not (clause.items[0] == Word("om") and clause.has(Mark.NOT) and said.denied):
            continue
        if index + 1 < len(heard) and _pieces(heard[index + 1][1]):
            said.wished += [part for parts in said.denied for part in parts]
            said.denied = []
            heard[index + 1][0].joint = Mark.ELSE
        else:
            said.problems.append(Problem.UNCLEAR)


def _resolve_anaphora(heard: Heard, context: Context) -> None:
    """Så inte då; så efter det; innan dess: about what the clause before said."""
    for index, (clause, said) in enumerate(heard):
        before = next((pair for pair in reversed(heard[:index]) if pair[0].pieces), None)
        if before is None or before[0] is clause:
            if clause.has(*_BOUND_OF) and not clause.pieces:
                _relate(clause, said, context)
            elif clause.has(*_BOUND_OF):
                # Jag får svar på onsdag och vill ha tid efter det.
                said.problems.append(Problem.UNCLEAR)
            elif context.reference and clause.has(Mark.THAT_WEEK):
                if said.denies_nothing_named:
                    said.denied.append([(None, _SAME_WEEK)])
                else:
                    said.wished.append((None, _SAME_WEEK))
            elif context.reference and clause.has(Mark.THEN) and said.denies_nothing_named:
                # Inte den dagen: that of the appointment.
                said.denied.append([(None, _SAME_DAY)])
            continue
        if clause.pieces:
            if clause.has(*_BOUND_OF) or _denies_that_too(clause):
                said.problems.append(Problem.UNCLEAR)
            continue
        earlier, earlier_said = before
        asked = [_BOUND_OF[item] for item in clause.items if item in _BOUND_OF]
        if clause.has(Mark.AFTERWARDS) and (earlier_said.wished or earlier.has(Mark.BUSY)):
            asked = [Bound.AFTER]
        if asked:
            clocks = [piece for piece in earlier.pieces if piece.is_clock]
            exact = bool(clocks) and clocks[-1].grain is Grain.POINT
            if exact and len(clocks) < len(earlier.pieces) and earlier.has(Mark.BUSY):
                # Frisören onsdag klockan tio men efter det: that Wednesday, or any day.
                said.problems.append(Problem.UNCLEAR)
            meant = (clocks or earlier.pieces)[-1]
            made = [bounded(bound, meant, context) for bound in asked]
            found = [piece for piece in made if isinstance(piece, Piece)]
            said.wished = [(Mark.OR if n else None, piece) for n, piece in enumerate(found)]
            earlier_said.wished = [part for part in earlier_said.wished if part[1] is not meant]
        elif clause.has(Mark.THAT_WEEK):
            weeks = _weeks_of(earlier.pieces[0], context)
            if weeks and said.denies_nothing_named:
                said.denied.append([(None, weeks)])
        elif _approves(clause, said, earlier):
            earlier_said.approved = True
            if earlier_said.denied:
                earlier_said.wished = [part for parts in earlier_said.denied for part in parts]
                earlier_said.denied = []
        elif (
            said.denies_nothing_named
            and (
                clause.has(Mark.THEN)
                or clause.joint is Mark.CORRECTS
                or _is_refusal(clause)
                or (clause.joint is Mark.BUT and _is_of_that(clause))
            )
            and earlier_said.wished
        ):
            earlier_said.denied.append(earlier_said.wished)
            earlier_said.wished = []


def _denies_that_too(clause: Clause) -> bool:
    """Så varken då eller på fredag: what "då" is about may be more than one thing."""
    return any(
        one is Mark.NOT and other is Mark.THEN and third in _ALSO
        for one, other, third in zip(clause.items, clause.items[1:], clause.items[2:], strict=False)
    )


def _relate(clause: Clause, said: Said, context: Context) -> None:
    """Efter det, before anything was said: after the appointment, if that is known."""
    after = clause.has(Mark.AFTER_THAT)
    if (
        context.reference is None
        or clause.has(Mark.NOT)
        or (after and clause.has(Mark.BEFORE_THAT))
    ):
        said.problems.append(Problem.UNCLEAR)
    else:
        said.wished.append((None, _LATER if after else _EARLIER))


def _approves(clause: Clause, said: Said, earlier: Clause) -> bool:
    """Jag jobbar hemma på fredagar så det passar bra; barnen är på dagis åtta till tre så då."""
    about_it = bool({"det", "de"} & set(clause.words)) and (
        clause.has(Mark.THEN) or not earlier.has(Mark.NOT)
    )
    about_it |= clause.has(Mark.THEN) and not _WE & set(earlier.words)
    if clause.has(Mark.THEN) and {"gärna", "helst"} & set(clause.words):
        return clause.joint is Mark.SO and not clause.has(Mark.NOT)
    return clause.joint is Mark.SO and about_it and clause.has(Mark.ABLE) and not said.bad


def _is_of_that(clause: Clause) -> bool:
    """Ni erbjöd mig fredag men det går inte; but not: men det går inte att ringa."""
    words = set(clause.words)
    return bool({"det", "de"} & words) and words <= _OF_THAT


def _is_refusal(clause: Clause) -> bool:
    """Måndag, jag kan tyvärr inte: there is nothing else that it could be about."""
    return (
        clause.joint in {Mark.COMMA, Mark.STOP, Mark.BUT, None}
        and clause.has(Mark.ABLE)
        and bool(_WE & set(clause.words))
        and set(clause.words) <= _OF_REFUSALS
    )


def _weeks_of(piece: Piece, context: Context) -> Piece | None:
    """Den veckan: that of the date just said."""
    span = span_of(piece.readings[0], piece, context) if not piece.is_clock else None
    if span is None or span.first is None or span.last is None:
        return None
    weeks = between(week_of(span.first).first, week_of(span.last).last)
    return Piece((weeks,), Grain.WEEK)


def _drop_explained(heard: Heard) -> None:
    """Veckan därpå, alltså vecka 20: week 20 needs no appointment to count from."""
    for (_, said), (clause, later) in pairwise(heard):
        if clause.joint is Mark.NAMELY and _pieces(later):
            said.wished = [part for part in said.wished if not part[1].readings[0].relations]


def _deny_appointments(heard: Heard, context: Context) -> None:
    """Tiden den 3 mars funkar inte; jag har tid på fredag men kan inte komma."""
    for index, (_, said) in enumerate(heard):
        if not said.denies_nothing_named:
            continue
        with_time = next((s for _, s in reversed(heard[: index + 1]) if s.appointment), None)
        if with_time:
            said.denied.append(_dated(with_time.appointment, context))


def _dated(appointment: list[Piece], context: Context) -> list[Part]:
    """Tiden på torsdag is one Thursday's."""
    days = [piece for piece in appointment if not piece.is_clock]
    span = span_of(days[0].readings[0], days[0], context) if len(days) == 1 else None
    if span is None:
        return [(None, piece) for piece in appointment]
    day = days[0].reading_as(between(span.first, span.last), grain=Grain.DAY, floating=False)
    return [(None, day if piece is days[0] else piece) for piece in appointment]


def _drop_reasons(heard: Heard) -> None:
    """Hemtjänsten kommer klockan nio så inte före tio: nine is no wish."""
    for index, (clause, said) in enumerate(heard):
        if not _pieces(said):
            continue
        others = [other for n, (_, other) in enumerate(heard) if n != index]
        later = heard[index + 1] if index + 1 < len(heard) else None
        wishes = clause.has(Mark.ABLE, Mark.ANY, Mark.ASAP) and not is_of_timetables(clause)
        if later and later[0].joint is Mark.SO and not wishes:
            if clause.joint is Mark.SO and said.wished:
                # Så tidigast tolv och sista tåget går fyra så senast tre: one wish hides a reason.
                later[1].problems.append(Problem.UNCLEAR)
            _drop_shared(said, [later[1]])
        if is_event(clause):
            said.wished, said.denied = [], []
            if later and later[0].joint is Mark.SO and any(map(_is_weekend, _pieces(later[1]))):
                # Hon fyller år den 3 juli så helgen går bort: that weekend.
                later[1].problems.append(Problem.UNCLEAR)
            if not any(_pieces(other) for other in others):
                said.problems.append(Problem.UNCLEAR)
        if clause.joint is Mark.BECAUSE and set(clause.words) <= {"det"}:
            # Inte vecka 8, då är det sportlov: what that week is called.
            said.wished = [part for part in said.wished if part[1].grain is not Grain.PERIOD]
        if is_of_others(clause):
            told = [part for part in said.wished if _is_closed_clock(part[1])]
            told += [part for part in said.wished if part[1].grain is Grain.RELATION]
            said.wished = [part for part in said.wished if part not in told]
            said.denied = [
                [part for part in parts if part[1].grain is not Grain.RELATION]
                for parts in said.denied
            ]
            if told and not any(piece.is_clock for other in others for piece in _pieces(other)):
                said.problems.append(Problem.UNCLEAR)


def _is_weekend(piece: Piece) -> bool:
    return piece.floating and piece.readings[0].weekdays == _WEEKEND


def _drop_shared(said: Said, later: list[Said]) -> None:
    pieces = [piece for other in later for piece in _pieces(other)]
    for clock in (True, False):
        if any(piece.is_clock is clock for piece in pieces):
            said.wished = [part for part in said.wished if part[1].is_clock is not clock]


def _is_closed_clock(piece: Piece) -> bool:
    closed = (clock.first > 0 and clock.last < LAST_MINUTE for clock in piece.readings[0].clock)
    return piece.is_clock and (not piece.bounded or all(closed))


def _measure_journeys(heard: Heard, context: Context) -> None:
    """Vi åker den 20 och är hemma igen den 3: away until then; without a return it is unclear."""
    for index, (clause, said) in enumerate(heard):
        if not clause.has(Mark.LEAVES) or not said.denied:
            continue
        left = said.denied[-1][-1][1]
        recurs = left.grain is Grain.WEEKDAY and not left.floating
        if recurs or left.grain not in {Grain.DAY, Grain.WEEKDAY}:
            continue
        returns = (
            part
            for after, other in heard[index + 1 :]
            for part in other.wished
            if not after.has(Mark.AFTER_THAT) and part[1].bounded and not part[1].is_clock
        )
        back = next(returns, None)
        gone = span_of(left.readings[0], left, context)
        home = span_of(back[1].readings[0], back[1], context) if back else None
        if gone and home and home.first:
            away = between(gone.first, plus(home.first, -1))
            said.denied[-1][-1] = (None, _away(left, away))
            for _, other in heard[index + 1 :]:
                other.wished = [part for part in other.wished if part is not back]
        else:
            said.problems.append(Problem.UNCLEAR)


def _away(left: Piece, dates: Window) -> Piece:
    return left.reading_as(dates, grain=Grain.PERIOD, floating=False)


def _settle_parity(heard: Heard) -> None:
    """Varannan vecka, alltså jämna veckor: which weeks is said elsewhere."""
    parities = {
        window.week_parity
        for _, said in heard
        for piece in _pieces(said)
        for window in piece.readings
        if len(piece.readings) == 1
    } - {None}
    if parities:
        for _, said in heard:
            said.wished = _without_parity(said.wished)
            said.denied = [_without_parity(parts) for parts in said.denied]


def _without_parity(parts: list[Part]) -> list[Part]:
    kept: list[Part] = []
    for joint, piece in parts:
        if not _is_every_other(piece):
            kept.append((joint, piece))
        elif piece.readings[0].weekdays:
            days = Window(weekdays=piece.readings[0].weekdays)
            kept.append((joint, piece.reading_as(days, grain=Grain.WEEKDAY)))
    return kept


def _is_every_other(piece: Piece) -> bool:
    return len({window.week_parity for window in piece.readings}) == 2
