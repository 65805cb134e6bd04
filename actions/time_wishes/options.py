"""The alternatives of a wish: which pieces narrow each other down, and which stand side by side."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from actions.time_wishes.constraints import Problem
from actions.time_wishes.items import Grain, Mark, Piece
from actions.time_wishes.windows import Window

Part = tuple[Mark | None, Piece]
"""A piece and the mark that joins it to the one before."""

_ALTERNATIVE = frozenset({Mark.OR, Mark.SLASH, Mark.ELSE, Mark.ALSO})
_WEEKEND = (5, 6)
_SCOPES = frozenset({Grain.WEEK, Grain.MONTH, Grain.PERIOD})
_DAYS = frozenset({Grain.WEEKDAY, Grain.DAY})


@dataclass(frozen=True, slots=True)
class Option:
    """One alternative, in one or several readings."""

    readings: tuple[Window, ...]
    grains: frozenset[Grain]
    floating: bool = False
    definite: bool = False
    bounded: bool = False
    of_week: bool = False
    scope: Window | None = None
    """The week, month or period that its days are said to be in."""
    leading: bool = False
    """The period was said first, and so holds for the days after it: nästa vecka, tisdag eller …"""

    @property
    def limits_day(self) -> bool:
        """Whether it says which days."""
        return any(window.limits_day for window in self.readings)

    @property
    def limits_clock(self) -> bool:
        """Whether it says which time of day."""
        return any(window.limits_clock for window in self.readings)

    @property
    def lacks_scope(self) -> bool:
        """Whether it is weekdays or days of the month, of no week or month in particular."""
        return bool(self.grains & _DAYS) and all(
            not window.dates and (window.weekdays or window.month_days) for window in self.readings
        )


def option_of(piece: Piece) -> Option:
    """A piece as an alternative of its own."""
    scope = piece.readings[0] if piece.grain in _SCOPES and len(piece.readings) == 1 else None
    return Option(
        piece.readings,
        frozenset({piece.grain}),
        piece.floating,
        piece.definite,
        piece.bounded,
        piece.of_week,
        scope,
        scope is not None,
    )


def meet(option: Option, other: Option) -> Option | None:
    """Both at once; readings that cannot hold together are left out. None if none can."""
    if len(option.readings) == len(other.readings):
        pairs = list(zip(option.readings, other.readings, strict=True))
    else:
        pairs = [(a, b) for a in option.readings for b in other.readings]
    readings = dict.fromkeys(both for a, b in pairs if (both := a.intersect(b)))
    if not readings:
        return None
    scopes = [scope for scope in (option.scope, other.scope) if scope]
    scope = scopes[0] if scopes else None
    if scope and len(scopes) == 2:
        scope = scope.intersect(scopes[1])
    return Option(
        tuple(readings),
        option.grains | other.grains,
        option.floating or other.floating,
        option.definite or other.definite,
        option.bounded and other.bounded,
        option.of_week or other.of_week,
        scope,
        option.leading,
    )


def options_of(parts: Iterable[Part]) -> list[Option] | Problem:
    """The alternatives that joined pieces make."""
    said = _days_first(list(parts))
    return _crossed(said) or _lined_up(said)


def _days_first(parts: list[Part]) -> list[Part]:
    """Klockan nio fredag, klockan ett måndag: each day with the hour before it."""
    grouped = _hours_with_days(parts) or _weeks_with_days(parts)
    if grouped:
        return grouped
    hours, days = parts[::2], parts[1::2]
    in_pairs = len(hours) == len(days) > 1 and all(
        hour.is_clock and not day.is_clock and joint is None
        for (_, hour), (joint, day) in zip(hours, days, strict=True)
    )
    if not in_pairs:
        return parts
    swapped = (
        ((joint, day), (None, hour)) for (joint, hour), (_, day) in zip(hours, days, strict=True)
    )
    return [part for pair in swapped for part in pair]


def _hours_with_days(parts: Sequence[Part]) -> list[Part]:
    """Förmiddag måndag tisdag, eftermiddag onsdag: each hour holds for the days after it."""
    starts = [n for n, (_, piece) in enumerate(parts) if piece.is_clock]
    if len(starts) < 2 or starts[0] != 0 or len(parts) == 2 * len(starts):
        return []
    groups = [list(parts[a:b]) for a, b in zip(starts, [*starts[1:], len(parts)], strict=True)]
    if any(len(group) < 2 or group[1][0] is not None for group in groups):
        return []
    return [part for (_, hour), *days in groups for part in _with_hour(days, hour)]


def _weeks_with_days(parts: Sequence[Part]) -> list[Part]:
    """Vecka 48 måndag tisdag, vecka 49 torsdag: each week with the days after it."""
    starts = [n for n, (_, piece) in enumerate(parts) if piece.grain is Grain.WEEK]
    if len(starts) < 2 or starts[0] != 0 or len(parts) == len(starts):
        return []
    groups = [list(parts[a:b]) for a, b in zip(starts, [*starts[1:], len(parts)], strict=True)]
    dated: list[Part] = []
    for (_, week), *days in groups:
        for _, day in days:
            both = day.readings[0].intersect(week.readings[0])
            if day.grain is not Grain.WEEKDAY or not both or len(week.readings) > 1:
                return []
            dated.append((Mark.OR, day.reading_as(both, grain=Grain.DAY, floating=False)))
    return dated if all(len(group) > 1 for group in groups) else []


def _with_hour(days: Sequence[Part], hour: Piece) -> list[Part]:
    """Each of the days and the hour; torsdag den 19 is one day."""
    timed: list[Part] = []
    for index, (joint, day) in enumerate(days):
        earlier = days[index - 1][1] if index else None
        if earlier and joint is None and meet(option_of(earlier), option_of(day)):
            timed.insert(-1, (None, day))
        else:
            timed += [(joint or Mark.OR, day), (None, hour)]
    return timed


def _crossed(parts: Sequence[Part]) -> list[Option] | Problem | None:
    """Tisdag eller onsdag klockan tio eller elva: each of the days at each of the times."""
    kinds = [piece.is_clock for _, piece in parts]
    turns = [n for n in range(1, len(kinds)) if kinds[n] is not kinds[n - 1]]
    any_day = any(piece.is_clock and piece.definite for _, piece in parts)
    if any_day or len(turns) != 1 or parts[turns[0]][0] in _ALTERNATIVE:
        return None
    if parts[0][1].is_clock and _ends_in_weekend(parts):
        # Efter fem vardagar eller helg: any time of the weekend.
        rest = _crossed(parts[:-1]) or _lined_up(parts[:-1])
        return rest if isinstance(rest, Problem) else [*rest, option_of(parts[-1][1])]
    first, second = _lined_up(parts[: turns[0]]), _lined_up(parts[turns[0] :])
    if isinstance(first, Problem) or isinstance(second, Problem):
        return None
    pairs = [meet(one, other) for one in first for other in second]
    return [both for both in pairs if both] if all(pairs) else None


def _ends_in_weekend(parts: Sequence[Part]) -> bool:
    joint, piece = parts[-1]
    return joint is Mark.OR and len(parts) > 2 and piece.readings[0].weekdays == _WEEKEND


def _lined_up(parts: Sequence[Part]) -> list[Option] | Problem:
    options: list[Option] = []
    joints: list[Mark | None] = []
    for joint, piece in parts:
        new = option_of(piece)
        both = meet(options[-1], new) if options and joint not in _ALTERNATIVE else None
        if both and Grain.POINT in new.grains | options[-1].grains and _adds_hour(parts, piece):
            return Problem.UNCLEAR
        if both:
            if piece.grain is Grain.WEEKDAY and options[-1].grains <= _SCOPES:
                options = [meet(o, new) or o if o.grains <= _SCOPES else o for o in options]
            options[-1] = both
            continue
        if options and joint not in _ALTERNATIVE and _contradicts(options[-1], joint, piece):
            return Problem.CONTRADICTION
        options.append(_forward(options[-1], new) if options else new)
        joints.append(joint)
    return _shared(options, joints)


def _adds_hour(parts: Sequence[Part], piece: Piece) -> bool:
    """Börjar åtta, före två: an hour needs no limit, so one of them is something else."""
    index = next(n for n, (_, other) in enumerate(parts) if other is piece)
    before = parts[index - 1][1]
    return (
        piece.is_clock
        and before.is_clock
        and {piece.grain, before.grain} == {Grain.POINT, Grain.PART_OF_DAY}
        and (piece.bounded or before.bounded)
    )


def _contradicts(option: Option, joint: Mark | None, piece: Piece) -> bool:
    """Tisdag den 26 when the 26th is no Tuesday, rather than two days in a row."""
    if joint is None and piece.is_clock and piece.bounded is not option.bounded:
        # Efter tio på morgonen is neither of two hours.
        return option.grains <= {Grain.POINT, Grain.PART_OF_DAY}
    if option.bounded and piece.bounded:
        return False
    if piece.grain in option.grains:
        return False
    return joint is None or (
        joint is Mark.COMMA and piece.grain in _DAYS and bool(option.grains & _DAYS)
    )


def _shared(
    options: Sequence[Option], joints: Sequence[Mark | None], *, apart: bool = False
) -> list[Option]:
    """Tisdag eller torsdag nästa vecka efter lunch: what is said once of several alternatives."""
    shared = list(options)
    for index in range(1, len(shared)):
        shared[index] = _forward(shared[index - 1], shared[index])
    only_last = not any(option.limits_clock for option in shared[:-1])
    for index in range(len(shared) - 2, -1, -1):
        listed = (joints[index + 1] is Mark.COMMA and not only_last) or apart
        shared[index] = _backward(shared[index], shared[index + 1], clock=not listed)
    if any(_is_recurrent(option) for option in shared):
        shared = [_recurrent(option) for option in shared]
    return shared


def _is_recurrent(option: Option) -> bool:
    return option.lacks_scope and not option.floating


def _recurrent(option: Option) -> Option:
    """Varje tisdag och torsdag: both of them every week."""
    recurs = option.lacks_scope and option.grains >= {Grain.WEEKDAY} and not option.definite
    return replace(option, floating=False) if recurs else option


def _forward(before: Option, option: Option) -> Option:
    timed = option.limits_clock and not option.limits_day and not option.definite
    if before.limits_clock and before.limits_day and timed:
        return _with(option, [window.only_days() for window in before.readings], before)
    if option.lacks_scope and before.scope and before.leading and before.grains & _DAYS:
        return replace(_in_scope(option, before.scope), leading=True)
    return option


def _backward(option: Option, after: Option, *, clock: bool) -> Option:
    if (
        option.lacks_scope
        and after.scope
        and (option.floating or not after.floating or after.scope.week_parity is not None)
        and not after.leading
        and after.grains & option.grains & _DAYS
        and _in_order(option, after)
    ):
        option = _in_scope(option, after.scope)
    lacks = option.limits_day and not option.limits_clock
    if clock and lacks and after.limits_clock and after.limits_day:
        return _with(option, [window.only_clock() for window in after.readings[:1]], option)
    return option


def _in_order(option: Option, after: Option) -> bool:
    """På fredag eller måndag nästa vecka: the Friday is this week's."""
    mine, theirs = option.readings[0].weekdays, after.readings[0].weekdays
    return not (option.definite and mine and theirs and mine[0] > theirs[0])


def _in_scope(option: Option, scope: Window) -> Option:
    return _with(option, [scope.only_days()], replace(option, scope=scope, floating=False))


def _with(option: Option, windows: Sequence[Window], like: Option) -> Option:
    readings = dict.fromkeys(
        both for mine in option.readings for window in windows if (both := mine.intersect(window))
    )
    if not readings:
        return option
    return replace(
        option,
        readings=tuple(readings),
        grains=option.grains | like.grains,
        floating=like.floating,
        definite=like.definite,
        scope=like.scope,
    )


def merge(options: list[Option], new: list[Option], joint: Mark | None) -> list[Option]:
    """The alternatives of two clauses: narrowed down where they can be, else side by side."""
    if not options or not new:
        return options or new
    if joint is Mark.ELSE:
        # Fredag, annars tisdag efter tre: any time on the Friday.
        return _shared([*options, *new], [None] * len(options) + [joint] * len(new), apart=True)
    if joint in _ALTERNATIVE:
        joints = [None, *[joint] * (len(options) + len(new) - 1)]
        return _shared([*options, *new], joints)
    pairs = [(meet(option, other), option, other) for option in options for other in new]
    met = [both for both, _, _ in pairs if both]
    if not met:
        return [*options, *new]
    if len(met) == len(pairs):
        return met
    covered = all(any(both for both, _, mine in pairs if mine is other) for other in new)
    return met if covered and len(new) > 1 else _narrowed(options, new)


def _narrowed(options: list[Option], new: list[Option]) -> list[Option]:
    """Tisdag eller torsdag, helst torsdag: a preference among them takes none away."""
    narrower = [other for other in new if not any(meet(option, other) for option in options)]
    return [*options, *narrower]


def corrected(options: list[Option], new: list[Option]) -> list[Option]:
    """Tisdag klockan tio, nej onsdag: what is not said anew stays as it was."""
    days = any(option.limits_day for option in new)
    clock = any(option.limits_clock for option in new)
    if not options or (days and clock):
        return new
    kept = [window.only_clock() if days else window.only_days() for window in options[-1].readings]
    return [_with(option, kept, option if days else options[-1]) for option in new]
