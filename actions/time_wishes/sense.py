"""What the clauses of a text say together: alternatives wished for, what is ruled out, and what is unclear."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from actions.time_wishes.almanac import plus
from actions.time_wishes.bounds import bounded
from actions.time_wishes.clauses import Clause
from actions.time_wishes.constraints import Pick, Problem
from actions.time_wishes.items import Bound, Context, Grain, Mark, Number, Piece, Word
from actions.time_wishes.options import Option, merge, option_of, options_of
from actions.time_wishes.polarity import Said, said_in
from actions.time_wishes.windows import Window, between

_ASKS_WHEN = frozenset("har är får ska finns blir öppnar stänger vill kommer skulle passar".split())
_THIRD_PARTIES = frozenset(
    """
    bussen tåget färjan båten taxin hemtjänsten färdtjänsten sjukresan sjuktransporten hantverkaren rörmokaren
    hantverkarna hantverkare sotaren skjutsen flyget planet städhjälpen assistenten
    """.split()
)
_UNKNOWN_TIMES = ("semestern", "semestrarna", "ledigheten", "födelsedag", "loven", "lovet")
_UNKNOWN_WORDS = frozenset(
    "lov inatt Pn kl terminen terminsstart skolstart skolavslutningen skolavslutning".split()
)
_DAY_ENDINGS = ("dag", "dagen", "dagar", "dagarna")
_NOT_DAYS = frozenset(
    "goddag godag undag häromdagen heldag heldagar halvdag halvdagar middag middagen vardagen åtdag".split()
)
_UNREAD_CLASSES = frozenset("STIWMHY")
_SMALL = frozenset("kanske typ helst tack eller då gärna runt den".split())


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
    heard = [(clause, said_in(clause)) for clause in clauses]
    _resolve_anaphora(heard, context)
    _deny_appointments(heard)
    _drop_reasons(heard)
    _measure_journeys(heard)
    sense = Sense()
    for clause, said in heard:
        _add(sense, clause, said)
    if not sense.problems and _is_bare_number(clauses):
        sense.problems.append(Problem.UNKNOWN)
    return sense


Heard = list[tuple[Clause, Said]]


def _resolve_anaphora(heard: Heard, context: Context) -> None:
    """Så inte då; så efter det; innan dess: about what the clause before said."""
    for index, (clause, said) in enumerate(heard):
        before = next((pair for pair in reversed(heard[:index]) if pair[0].pieces), None)
        if before is None or clause.pieces:
            continue
        earlier, earlier_said = before
        if clause.has(Mark.AFTER_THAT, Mark.BEFORE_THAT):
            bound = Bound.AFTER if clause.has(Mark.AFTER_THAT) else Bound.BEFORE
            made = bounded(bound, earlier.pieces[-1], context)
            if isinstance(made, Piece):
                said.wished = [(None, made)]
                if not earlier.has(Mark.ABLE):
                    earlier_said.wished = []
        elif said.denies_nothing_named and clause.has(Mark.THEN) and earlier_said.wished:
            earlier_said.denied.append(earlier_said.wished)
            earlier_said.wished = []


def _deny_appointments(heard: Heard) -> None:
    """Tiden den 3 mars funkar inte; jag har tid på fredag men kan inte komma."""
    for index, (_, said) in enumerate(heard):
        if not said.denies_nothing_named:
            continue
        with_time = next((s for _, s in reversed(heard[: index + 1]) if s.appointment), None)
        if with_time:
            said.denied.append([(None, piece) for piece in with_time.appointment])


def _drop_reasons(heard: Heard) -> None:
    """Hemtjänsten kommer klockan nio så inte före tio: nine is no wish."""
    for index, (clause, said) in enumerate(heard):
        if not said.wished:
            continue
        others = [other for n, (_, other) in enumerate(heard) if n != index]
        later = heard[index + 1] if index + 1 < len(heard) else None
        if later and later[0].joint is Mark.SO and not clause.has(Mark.ABLE, Mark.ANY, Mark.ASAP):
            _drop_shared(said, [later[1]])
        if _THIRD_PARTIES & set(clause.words):
            points = [part for part in said.wished if part[1].grain is Grain.POINT]
            if points:
                said.wished = [part for part in said.wished if part not in points]
                if not any(piece.is_clock for other in others for piece in _pieces(other)):
                    said.problems.append(Problem.UNCLEAR)


def _measure_journeys(heard: Heard) -> None:
    """Vi åker den 20 och är hemma igen den 3: away until then; where no return is named, nobody knows."""
    for index, (clause, said) in enumerate(heard):
        if not clause.has(Mark.LEAVES) or not said.denied:
            continue
        left = said.denied[-1][-1][1]
        if left.grain is not Grain.DAY and left.grain is not Grain.WEEKDAY:
            continue
        returns = (
            part
            for _, other in heard[index + 1 :]
            for part in other.wished
            if part[1].bounded and not part[1].is_clock
        )
        back = next(returns, None)
        first, last = left.readings[0].dates[:1], back[1].readings[0].dates[:1] if back else ()
        if back and first and last and last[0].first:
            said.denied[-1][-1] = (None, _away(left, between(first[0].first, plus(last[0].first, -1))))
            for _, other in heard[index + 1 :]:
                other.wished = [part for part in other.wished if part is not back]
        else:
            said.problems.append(Problem.UNCLEAR)


def _away(left: Piece, dates: Window) -> Piece:
    return left.reading_as(dates, grain=Grain.PERIOD, floating=False)


def _drop_shared(said: Said, later: list[Said]) -> None:
    pieces = [piece for other in later for piece in _pieces(other)]
    for clock in (True, False):
        if any(piece.is_clock is clock for piece in pieces):
            said.wished = [part for part in said.wished if part[1].is_clock is not clock]


def _pieces(said: Said) -> list[Piece]:
    return [piece for parts in (said.wished, *said.denied) for _, piece in parts]


def _add(sense: Sense, clause: Clause, said: Said) -> None:
    if _is_explanation(clause):
        if not sense.options:
            sense.problems.append(Problem.UNKNOWN)
        return
    sense.problems += said.problems
    if not clause.has(Mark.NO_TIME):
        sense.problems += _unread(clause)
    sense.as_soon_as_possible |= clause.has(Mark.ASAP)
    sense.anything |= clause.has(Mark.ANY)
    for item in clause.items:
        if isinstance(item, Pick):
            sense.pick = item
    _add_wished(sense, clause, said)
    for parts in said.denied:
        options = options_of(parts)
        if isinstance(options, Problem):
            sense.problems.append(options)
        else:
            sense.denied += options


def _add_wished(sense: Sense, clause: Clause, said: Said) -> None:
    options = options_of(said.wished)
    if isinstance(options, Problem):
        sense.problems.append(options)
        return
    if clause.has(Mark.DESTINATION) and options:
        options = [_on_its_day(option, said.appointment) for option in options]
    joint = clause.joint
    if clause.has(Mark.ALSO):
        joint = Mark.ALSO
    elif said.wished and said.wished[0][0] is Mark.OR:
        joint = Mark.OR
    sense.options = merge(sense.options, options, joint)


def _on_its_day(option: Option, appointment: list[Piece]) -> Option:
    """Flytta tiden på torsdag från tio till två: on Thursday; without "från tio", maybe on any day."""
    days = [piece for piece in appointment if not piece.is_clock]
    if option.limits_day or not days:
        return option
    day = option_of(days[0])
    on_day = [both for a in option.readings for b in day.readings if (both := a.intersect(b))]
    if len(days) == len(appointment):
        on_day += option.readings
    return replace(option, readings=tuple(on_day), floating=day.floating, definite=day.definite)


def _is_explanation(clause: Clause) -> bool:
    """När barnen är i skolan; but not: när kan jag få en tid."""
    items = clause.items
    if not (isinstance(items[0], Word) and items[0].text == "när") or len(items) < 2:
        return False
    after = items[1]
    return not (
        after is Mark.ABLE
        or (isinstance(after, Word) and after.text in _ASKS_WHEN)
        or clause.has(Mark.ANY)
    )


def _unread(clause: Clause) -> list[Problem]:
    """A problem if something about time was not understood."""
    previous: object = None
    for item in clause.items:
        if isinstance(item, Word) and _is_about_time(item.text):
            return [Problem.UNKNOWN]
        if isinstance(item, Word) and isinstance(previous, Word):
            if item.text[0] == previous.text[0] == "O":
                return [Problem.UNKNOWN]
        if (
            isinstance(item, Number)
            and isinstance(previous, Piece)
            and previous.grain >= Grain.WEEK
        ):
            return [Problem.UNKNOWN]
        previous = item
    return []


def _is_about_time(word: str) -> bool:
    return (
        word in _UNKNOWN_WORDS
        or word[0] in _UNREAD_CLASSES
        or word.endswith(_UNKNOWN_TIMES)
        or (word.endswith(_DAY_ENDINGS) and word not in _NOT_DAYS and " " not in word)
    )


def _is_bare_number(clauses: Sequence[Clause]) -> bool:
    items = [item for clause in clauses for item in clause.items]
    numbers = [item for item in items if isinstance(item, Number)]
    rest = [item for item in items if not isinstance(item, Number)]
    return bool(numbers) and all(isinstance(i, Word) and i.text in _SMALL for i in rest)
