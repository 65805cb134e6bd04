"""What the clauses of a text say together: alternatives wished for, what is ruled out, and what is unclear."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from actions.time_wishes.almanac import plus, week_of
from actions.time_wishes.bounds import bounded, span_of
from actions.time_wishes.clauses import Clause
from actions.time_wishes.clock import NIGHT
from actions.time_wishes.constraints import Pick, Problem
from actions.time_wishes.items import Bound, Context, Grain, Mark, Number, Piece, Word
from actions.time_wishes.options import Option, Part, corrected, meet, merge, option_of, options_of
from actions.time_wishes.polarity import Said, said_in
from actions.time_wishes.relations import Relation, RelationKind
from actions.time_wishes.windows import LAST_MINUTE, Window, between

_ASKS_WHEN = frozenset("har är får ska finns blir öppnar stänger vill kommer skulle passar".split())
_THIRD_PARTIES = frozenset(
    """
    bussen tåget färjan båten taxin hemtjänsten färdtjänsten sjukresan sjuktransporten hantverkaren rörmokaren
    hantverkarna hantverkare sotaren skjutsen flyget planet städhjälpen assistenten
    """.split()
)
_UNKNOWN_TIMES = (
    "veckan",
    "veckorna",
    "semestern",
    "semestrarna",
    "ledigheten",
    "födelsedag",
    "loven",
    "lovet",
)
_UNKNOWN_WORDS = frozenset(
    "lov inatt Pn kl ramadan eid bajram terminen terminsstart skolstart skolavslutningen skolavslutning".split()
)
_DAY_ENDINGS = ("dag", "dagen", "dagar", "dagarna")
_NOT_DAYS = frozenset(
    "goddag godag undag häromdagen heldag heldagar halvdag halvdagar middag middagen vardagen åtdag".split()
)
_UNREAD_CLASSES = frozenset("STIWMHY")
_ONLY = frozenset({"bara", "endast", "enbart"})
_PAST_VERBS = frozenset("var kom blev skrev bröt såg tog sist ringde".split())
_PAST_ENDINGS = ("ades", "ade", "dde")
_WISHING_PAST = frozenset("hade önskade kostade tänkte skulle ville hoppades".split())
_LAST_DAY = 31
# Words that tell nothing: what is left of a clause without them is a story of the writer's own.
_TELLING_NOTHING = frozenset(
    """
    på i den det en ett jag ja vi mig mej oss er ni du till som att om av med för är vore blir bli ha har hade få
    får få kom komma kommer ska skulle vill vilja önskar dag dagen tid tiden tider datum kl hej hejsan tack snälla
    någon några nån gång under hela själva typ kanske nog väl ju då här där hos min mitt mina så sen eventuellt
    samt vilken vad även gärna helst hellre bara endast enbart istället också absolut ev exakt prick allra
    mellan eller och nästa nu redan idag antingen båda dagar Uds Udd Udp U
    """.split()
)
_BOUND_OF = {Mark.AFTER_THAT: Bound.AFTER, Mark.BEFORE_THAT: Bound.BEFORE}
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
    heard = _hear(clauses)
    _resolve_anaphora(heard, context)
    _deny_appointments(heard)
    _drop_reasons(heard)
    _measure_journeys(heard, context)
    _settle_parity(heard)
    _doubt_told_days(heard)
    sense = Sense()
    for index, (clause, said) in enumerate(heard):
        _add(sense, clause, said, explained=_is_explained(heard[index + 1 :]))
    if not sense.problems and _is_bare_number(clauses):
        sense.problems.append(Problem.UNKNOWN)
    return sense


def _hear(clauses: Sequence[Clause]) -> "Heard":
    heard: Heard = []
    for clause in clauses:
        main = [said for earlier, said in heard if not _is_explanation(earlier) or _pieces(said)]
        before = main[-1] if main else None
        spells_out = (
            clause.joint is Mark.NAMELY
            and before is not None
            and before.bad
            and not _pieces(before)
        )
        heard.append((clause, said_in(clause, denied=spells_out)))
    return heard


def _is_explained(later: "Heard") -> bool:
    """Efter min operation, alltså i mars: the March is what counts."""
    return (
        bool(later) and later[0][0].joint in {Mark.NAMELY, Mark.SO} and bool(_pieces(later[0][1]))
    )


Heard = list[tuple[Clause, Said]]


def _resolve_anaphora(heard: Heard, context: Context) -> None:
    """Så inte då; så efter det; innan dess: about what the clause before said."""
    for index, (clause, said) in enumerate(heard):
        before = next((pair for pair in reversed(heard[:index]) if pair[0].pieces), None)
        if before is None:
            continue
        if clause.pieces:
            if clause.has(*_BOUND_OF):
                said.problems.append(Problem.UNCLEAR)
            continue
        earlier, earlier_said = before
        asked = [_BOUND_OF[item] for item in clause.items if item in _BOUND_OF]
        if asked:
            clocks = [piece for piece in earlier.pieces if piece.is_clock]
            meant = (clocks or earlier.pieces)[-1]
            made = [bounded(bound, meant, context) for bound in asked]
            found = [piece for piece in made if isinstance(piece, Piece)]
            said.wished = [(Mark.OR if n else None, piece) for n, piece in enumerate(found)]
            earlier_said.wished = [part for part in earlier_said.wished if part[1] is not meant]
        elif clause.has(Mark.THAT_WEEK):
            weeks = _weeks_of(earlier.pieces[0], context)
            if weeks and said.denies_nothing_named:
                said.denied.append([(None, weeks)])
        elif said.denies_nothing_named and clause.has(Mark.THEN) and earlier_said.wished:
            earlier_said.denied.append(earlier_said.wished)
            earlier_said.wished = []


def _weeks_of(piece: Piece, context: Context) -> Piece | None:
    """Den veckan: that of the date just said."""
    span = span_of(piece.readings[0], piece, context) if not piece.is_clock else None
    if span is None or span.first is None or span.last is None:
        return None
    weeks = between(week_of(span.first).first, week_of(span.last).last)
    return Piece((weeks,), Grain.WEEK)


def _doubt_told_days(heard: Heard) -> None:
    """Mamma döps på lördag, kan vi få en annan dag: the Saturday is hardly the one that is wished for."""
    for index, (clause, said) in enumerate(heard):
        days = [part for part in said.wished if part[1].grain in {Grain.DAY, Grain.WEEKDAY}]
        floating = [part for part in days if part[1].floating or part[1].grain is Grain.DAY]
        if floating and _is_told(clause) and _asks_for_another(heard, index):
            said.problems.append(Problem.UNCLEAR)


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
        if not _pieces(said):
            continue
        others = [other for n, (_, other) in enumerate(heard) if n != index]
        later = heard[index + 1] if index + 1 < len(heard) else None
        if later and later[0].joint is Mark.SO and not clause.has(Mark.ABLE, Mark.ANY, Mark.ASAP):
            _drop_shared(said, [later[1]])
        if _is_of_others(clause):
            told = [part for part in said.wished if _is_closed_clock(part[1])]
            told += [part for part in said.wished if part[1].grain is Grain.RELATION]
            said.wished = [part for part in said.wished if part not in told]
            said.denied = [
                [part for part in parts if part[1].grain is not Grain.RELATION]
                for parts in said.denied
            ]
            if told and not any(piece.is_clock for other in others for piece in _pieces(other)):
                said.problems.append(Problem.UNCLEAR)


def _is_of_others(clause: Clause) -> bool:
    words = set(clause.words)
    return clause.has(Mark.STATE) or bool(_THIRD_PARTIES & words and not _ONLY & words)


def _is_closed_clock(piece: Piece) -> bool:
    closed = (clock.first > 0 and clock.last < LAST_MINUTE for clock in piece.readings[0].clock)
    return piece.is_clock and (not piece.bounded or all(closed))


def _measure_journeys(heard: Heard, context: Context) -> None:
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


def _drop_shared(said: Said, later: list[Said]) -> None:
    pieces = [piece for other in later for piece in _pieces(other)]
    for clock in (True, False):
        if any(piece.is_clock is clock for piece in pieces):
            said.wished = [part for part in said.wished if part[1].is_clock is not clock]


def _pieces(said: Said) -> list[Piece]:
    return [piece for parts in (said.wished, *said.denied) for _, piece in parts]


def _add(sense: Sense, clause: Clause, said: Said, *, explained: bool) -> None:
    if _is_past(clause):
        return
    if _is_explanation(clause):
        if not (sense.options or explained):
            sense.problems.append(Problem.UNKNOWN)
        return
    if not explained:
        sense.problems += said.problems
    if not (explained or clause.has(Mark.NO_TIME)):
        sense.problems += _unread(clause)
    if any(_is_night(piece) for _, piece in said.wished):
        sense.problems.append(Problem.UNKNOWN)
    sense.as_soon_as_possible |= clause.has(Mark.ASAP)
    sense.anything |= clause.has(Mark.ANY)
    for item in clause.items:
        if isinstance(item, Pick):
            sense.pick = item
    _add_wished(sense, clause, said)
    for parts in said.denied:
        if len(parts) == 2 and parts[1][0] is Mark.COMMA and parts[0][1].grain is Grain.WEEKDAY:
            sense.problems.append(Problem.UNCLEAR)
        options = options_of(part for part in parts if not _is_night(part[1]))
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
    if clause.joint is Mark.CORRECTS and options:
        sense.options = corrected(sense.options, options)
        return
    if sense.options and options and not _may_hold_together(sense.options, options):
        if clause.has(Mark.DESTINATION, Mark.INSTEAD):
            sense.options = []
        elif _is_told(clause):
            return
    if clause.has(Mark.ALSO):
        joint = Mark.ALSO
    elif said.wished and said.wished[0][0] is Mark.OR:
        joint = Mark.OR
    sense.options = merge(sense.options, options, joint)


def _may_hold_together(options: list[Option], new: list[Option]) -> bool:
    return any(meet(option, other) for option in options for other in new)


def _is_told(clause: Clause) -> bool:
    """Endast förmiddagar. Han blir orolig mot kvällen: a story, and no wish for an evening."""
    return (
        not clause.has(Mark.ABLE, Mark.ALSO, Mark.OR, Mark.DESTINATION, Mark.INSTEAD)
        and clause.joint not in {Mark.ELSE, Mark.NAMELY, Mark.CORRECTS}
        and any(word not in _TELLING_NOTHING for word in clause.words)
    )


def _is_night(piece: Piece) -> bool:
    return piece.grain is Grain.PART_OF_DAY and piece.readings[0].clock == NIGHT


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


def _is_past(clause: Clause) -> bool:
    """Jag opererades i januari; sist var i november."""
    return not clause.has(
        Mark.ABLE, Mark.NOT, Mark.DESTINATION, Mark.BAD, Mark.HAS_APPOINTMENT
    ) and any(
        word in _PAST_VERBS or (word.endswith(_PAST_ENDINGS) and word not in _WISHING_PAST)
        for word in clause.words
    )


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
    return any(number.value <= _LAST_DAY for number in numbers) and all(
        isinstance(i, Word) and i.text in _SMALL for i in rest
    )
